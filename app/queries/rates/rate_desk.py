"""The reference desk: every table that a course reckons with, by subject and place, with what is missing."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, func, select

from app.core import words
from app.core.words import N_
from app.models.course import Course
from app.models.rate_override import RateOverride
from app.queries.goods.import_regime import destinations, import_regime
from app.queries.rates.rate_duty_rows import duty_rows
from app.queries.rates.rate_rows import ROWS, RateRow, RowsAsked
from app.queries.rates.rate_words import kind_label
from app.queries.rates.reference import table
from app.queries.scope import Reader
from app.trade.rates.rate_kind import KINDS
from app.trade.rates.rate_labels import PLACES

SUBJECTS = (
    "duty", "import_tax", "low_value_scheme", "refund_rate", "exchange_rate", "fee", "freight_tariff",
    "port_charge", "insurance_rate",
)  # fmt: skip
_BY_DESTINATION = frozenset({"import_tax", "low_value_scheme"})


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One subject of the desk. places: what it can be narrowed to; gaps: what a destination lacks, in words.

    law_on: the day by which law is read; rules_on: the course's rule date, None where it follows the clock.
    """

    course_id: object
    subject: str
    subjects: tuple[tuple[str, str], ...]
    place: str
    places: tuple[tuple[str, str], ...]
    q: str
    rows: tuple[RateRow, ...]
    gaps: str
    on: date
    law_on: date
    rules_on: date | None
    is_law: bool
    overrides: int
    may_set: bool


def rate_desk(session: Session, reader: Reader, subject: str, asked: RowsAsked) -> DeskPage:
    """The rows of one subject on a day, narrowed by place and words."""
    course = session.get_one(Course, reader.course_id)
    subject = subject if subject in SUBJECTS else SUBJECTS[0]
    places = _places(session, subject)
    place = asked.place if asked.place in dict(places) else (places[0][0] if subject == "duty" else "")
    found = RowsAsked(asked.on, place, asked.words)
    rows = (
        tuple(duty_rows(session, reader, found))
        if subject == "duty"
        else _said(tuple(ROWS[subject](session, subject, found)), asked.words)
    )
    in_force = RateOverride.course_id == reader.course_id, RateOverride.state == "in_force"
    overrides = session.exec(select(func.count()).select_from(RateOverride).where(*in_force)).one()
    return DeskPage(
        course.id, subject, tuple((each, kind_label(each)) for each in SUBJECTS), place, places, asked.words,
        rows, _gaps(subject, place), asked.on, course.rules_on or asked.on, course.rules_on,
        KINDS[subject].is_law, overrides, reader.teaches,
    )  # fmt: skip


def _said(rows: tuple[RateRow, ...], sought: str) -> tuple[RateRow, ...]:
    """The rows in which every word stands."""
    wanted = sought.casefold().split()
    return tuple(
        row
        for row in rows
        if all(word in f"{row.label} {row.key} {row.note} {row.source}".casefold() for word in wanted)
    )


def _places(session: Session, subject: str) -> tuple[tuple[str, str], ...]:
    """What the subject can be narrowed to: destinations, ports, lanes or regions."""
    if subject == "duty" or subject in _BY_DESTINATION:
        return tuple((code, words.country(code)) for code in destinations())
    if subject == "port_charge":
        names = {cells["unlocode"]: cells["name"] for cells in table("port")}
        held = sorted({cells["port"] for cells in table("port_charge")})
        return tuple((port, names.get(port, port)) for port in held)
    column = {"freight_tariff": ("freight_tariff", "lane"), "insurance_rate": ("insurance_rate", "region")}
    if subject not in column:
        return ()
    name, part = column[subject]
    codes = sorted({cells[part] for cells in table(name)})
    return tuple(
        sorted(((code, words.gettext(PLACES.get(code, code))) for code in codes), key=lambda e: e[1])
    )


def _gaps(subject: str, place: str) -> str:
    """What the reference says that it lacks for a destination."""
    if not place or (subject != "duty" and subject not in _BY_DESTINATION):
        return ""
    regime = import_regime(place)
    lacks = words.gettext(N_("lacks %(taxes)s")) % {"taxes": words.gettext(regime.missing)}
    return words.join_notes((lacks if regime.missing else "", words.note(regime.note)))
