"""The overrides of a course, in force and withdrawn, newest first."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.models.person import Person
from app.models.rate_override import RateOverride
from app.queries.rates.rate_words import part_label, rate_label, rate_text
from app.queries.scope import Reader, own
from app.trade.lifecycles import RATE


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """One override. text: its value in words; by: who set it; open: verbs that are open."""

    id: UUID
    number: int
    kind: str
    key: str
    part: str
    label: str
    part_label: str
    text: str
    valid_from: date
    valid_to: date | None
    source: str
    reason: str
    state: str
    by: str
    given_at: datetime
    withdrawn_at: datetime | None
    open: frozenset[str]


def overrides(session: Session, reader: Reader, kind: str = "", key: str = "") -> tuple[OverrideRow, ...]:
    """The overrides of the reader's course, of one rate alone if it is named."""
    query = (
        select(RateOverride, Person.name)
        .outerjoin(Person, col(Person.id) == RateOverride.given_by_id)
        .where(own(RateOverride, reader))
        .order_by(col(RateOverride.number).desc())
    )
    if kind:
        query = query.where(RateOverride.kind == kind, RateOverride.key == key)
    return tuple(_row(row, name or "") for row, name in session.exec(query))


def _row(row: RateOverride, name: str) -> OverrideRow:
    return OverrideRow(
        row.id, row.number, row.kind, row.key, row.part, rate_label(row.kind, row.key), part_label(row.part),
        rate_text(row.value, row.unit), row.valid_from, row.valid_to, row.source, row.reason, row.state, name,
        row.given_at, row.withdrawn_at, RATE.open(row.state),
    )  # fmt: skip


def reason_of(session: Session, course_id: UUID, number: int) -> str:
    """Why an override of the course was made; "" for the site's own rate, which has no number."""
    if not number:
        return ""
    query = select(RateOverride.reason).where(
        RateOverride.course_id == course_id, RateOverride.number == number
    )
    return session.exec(query).first() or ""
