"""One record opened: what was done, by whom, when, old and new values, and its place in the log."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.core.merkle_log import inclusion_path, root_of_path
from app.grading.bearing import bears_on, kind_of
from app.models.evidence import LogHead, Record, TextOfRecord
from app.queries.deals.deal import deal_in, deals_of
from app.queries.people.names import names_for
from app.queries.scope import Reader, found
from app.queries.teaching.deed_words import Shown, shown_of, title_of
from app.queries.teaching.evidence import openable, visible
from app.queries.words.fact_words import FORESIGHT
from app.queries.words.value_words import is_shown, label, said


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row that the deed made, changed or removed (`kind`: new, changed, gone), field by field."""

    table: str
    kind: str
    fields: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record as people read it. `facts` are what the grader sees, with the labels of the fields."""

    number: int
    action: str
    title: str
    kind: str
    actor: str
    actor_kind: str
    team: str
    team_id: str
    at: datetime
    wall_at: datetime
    outcome: str
    refusal: dict[str, Any] | None
    summary: tuple[Shown, ...]
    given: tuple[Shown, ...]
    changes: tuple[ChangedRow, ...]
    facts: tuple[Shown, ...]
    criteria: tuple[str, ...]
    caused_by: int | None
    caused_by_title: str
    led_to: tuple[tuple[int, str], ...]
    has_hidden: bool
    leaf: str
    before: int | None
    after: int | None


def record_page(session: Session, reader: Reader, number: int) -> RecordPage:
    """The record of this number, if the reader may see it. Raises Absent."""
    columns = (Record.body, Record.leaf, Record.at, Record.wall_at, Record.team_id)
    row = found(session.execute(select(*columns).where(openable(reader), Record.number == number)).first())
    body = json.loads(row.body)
    is_over = deal_in(body, deals_of(session, reader.course_id, row.team_id)).is_over
    texts, has_hidden = _texts(session, reader.course_id, number, is_over)
    facts = seen_facts(body["facts"] or {}, is_all=is_over or reader.teaches)
    names = names_for(session, reader.course_id, [body]) | texts
    before, after = _beside(session, reader, number)
    return RecordPage(
        number=number, action=body["action"], title=title_of(body["action"]), kind=kind_of(body["action"]),
        actor=names.get(body["actor"]["name"], body["actor"]["name"]), actor_kind=body["actor"]["kind"],
        team=names.get(str(row.team_id), ""), team_id=str(row.team_id or ""), at=row.at, wall_at=row.wall_at,
        outcome=body["outcome"], refusal=body["refusal"], summary=shown_of(body, names),
        given=_values(body["given"], names), changes=_changes(body["changes"], names),
        facts=_values(facts, names), criteria=bears_on(body["action"]), caused_by=body["caused_by"],
        caused_by_title=_title(session, reader, body["caused_by"]), led_to=_led_to(session, reader, number),
        has_hidden=has_hidden, leaf=row.leaf.hex(), before=before, after=after,
    )  # fmt: skip


def _beside(session: Session, reader: Reader, number: int) -> tuple[int | None, int | None]:
    """The nearest records before and after that the reader may see."""
    before = select(func.max(Record.number)).where(visible(reader), Record.number < number)
    after = select(func.min(Record.number)).where(visible(reader), Record.number > number)
    return session.execute(before).scalar(), session.execute(after).scalar()


def seen_facts(facts: dict[str, Any], *, is_all: bool) -> dict[str, Any]:
    """The facts that a reader may see: students see what the best choice was when the deal is over."""
    return {name: value for name, value in facts.items() if is_all or name not in FORESIGHT}


def _values(given: dict[str, Any], names: dict[str, str]) -> tuple[Shown, ...]:
    shown = [
        Shown(label(name), said(name, value, names)) for name, value in given.items() if is_shown(name, value)
    ]
    return tuple(one for one in shown if one.value)


def _changes(changes: dict[str, Any], names: dict[str, str]) -> tuple[ChangedRow, ...]:
    rows = []
    for name, row in changes.items():
        fields = [
            Shown(label(field), said(field, new, names), said(field, old, names))
            for field, (old, new) in row["fields"].items()
            if is_shown(field, new)
        ]
        rows.append(
            ChangedRow(name.partition(":")[0], row["is"], tuple(f for f in fields if f.value or f.before))
        )
    return tuple(row for row in rows if row.fields or row.kind == "gone")


def _texts(session: Session, course_id: UUID, number: int, is_over: bool) -> tuple[dict[str, str], bool]:
    """Digest -> words, but for those hidden until the deal is over; and whether some still are."""
    columns = (TextOfRecord.digest, TextOfRecord.mark, TextOfRecord.body)
    query = select(*columns).where(TextOfRecord.course_id == course_id, TextOfRecord.number == number)
    rows = session.execute(query).all()
    hidden = any(row.mark == "hidden" for row in rows)
    shown = [row for row in rows if row.body is not None and (row.mark != "hidden" or is_over)]
    return {row.digest: row.body for row in shown}, hidden and not is_over


def _title(session: Session, reader: Reader, number: int | None) -> str:
    """The title of the record that led to this one; "" if there is none, or none for this reader."""
    if number is None:
        return ""
    action = session.execute(select(Record.action).where(openable(reader), Record.number == number)).scalar()
    return title_of(action) if action else ""


def _led_to(session: Session, reader: Reader, number: int) -> tuple[tuple[int, str], ...]:
    query = select(Record.number, Record.action).where(visible(reader), Record.caused_by == number)
    rows = session.execute(query.order_by(Record.number).limit(10))
    return tuple((row.number, title_of(row.action)) for row in rows)


@dataclass(frozen=True, slots=True)
class Proof:
    """That the record stands in the log: the path of hashes from its leaf to the root (hex)."""

    number: int
    size: int
    leaf: str
    path: tuple[str, ...]
    root: str
    holds: bool


def inclusion_proof(session: Session, reader: Reader, number: int) -> Proof:
    """The proof of one record against the log's present head, without showing any other. Raises Absent."""
    found(session.execute(select(Record.number).where(openable(reader), Record.number == number)).first())
    head = session.execute(
        select(LogHead.size, LogHead.root).where(LogHead.course_id == reader.course_id)
    ).one()
    query = select(Record.leaf).where(Record.course_id == reader.course_id, Record.number < head.size)
    leaves = list(session.execute(query.order_by(Record.number)).scalars())
    path = inclusion_path(leaves, number)
    holds = root_of_path(leaves[number], number, head.size, path) == head.root
    shown = tuple(node.hex() for node in path)
    return Proof(number, head.size, leaves[number].hex(), shown, head.root.hex(), holds)
