"""One reference rate: its value today, what the site holds of it, the overrides, the start of the form."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, col, select

from app.models.course import Course
from app.models.rate import DutyTariff, DutyTariffLine, ReferenceRate
from app.queries.goods.import_regime import import_regime, tariffs
from app.queries.rates.course_rates import as_the_site, course_rates
from app.queries.rates.rate_duty_rows import duty_row, us_rows
from app.queries.rates.rate_override import OverrideRow, overrides
from app.queries.rates.rate_rows import ROWS, RateRow, RowsAsked, scalar_row, scheme_parts, tax_row
from app.queries.rates.rate_words import key_label, kind_label, part_label, rate_text, unit_label
from app.queries.scope import Reader
from app.trade.rates.course_rates import BY_INSTRUCTOR, scheme_key, tax_key
from app.trade.rates.rate_kind import KINDS, limits

_DUTIES = frozenset({"duty", "duty_preference", "section_301"})


@dataclass(frozen=True, slots=True)
class RatePage:
    """One rate. row: as the course reads it today; held: the site's rows of all dates; parts: code, label."""

    course_id: UUID
    kind: str
    key: str
    part: str
    kind_label: str
    label: str
    parts: tuple[tuple[str, str], ...]
    unit: str
    unit_label: str
    least: Decimal
    greatest: Decimal
    row: RateRow
    held: tuple[RateRow, ...]
    overrides: tuple[OverrideRow, ...]
    valid_from: date
    may_set: bool


@dataclass(frozen=True, slots=True)
class RateNamed:
    """Which rate, and the unit that its new value takes."""

    kind: str
    key: str
    part: str
    unit: str


def rate_page(session: Session, reader: Reader, named: RateNamed, on: date) -> RatePage:
    """Everything that is known of one rate on a day of the course's clock."""
    kind, course = KINDS[named.kind], session.get_one(Course, reader.course_id)
    with as_the_site(session):
        held = tuple(_held(session, named, on))
    least, greatest = limits(kind, named.unit)
    return RatePage(
        course_id=reader.course_id, kind=named.kind, key=named.key, part=named.part,
        kind_label=kind_label(named.kind), label=key_label(named.kind, named.key),
        parts=tuple((part, part_label(part)) for part in kind.parts), unit=named.unit,
        unit_label=unit_label(named.unit), least=least, greatest=greatest, row=_present(session, named, on),
        held=held, overrides=overrides(session, reader, named.kind, named.key),
        valid_from=min(course.starts_on, course_rates(session).day_of(named.kind, on)),
        may_set=reader.teaches,
    )  # fmt: skip


def _present(session: Session, named: RateNamed, on: date) -> RateRow:
    """The rate as the course reads it on the day; a row without text where nobody has entered it."""
    missing = RateRow(named.kind, named.key, key_label(named.kind, named.key), "", "", "", part=named.part)
    if named.kind in _DUTIES:
        return _present_duty(session, named, on, missing)
    if named.kind not in ROWS:
        return missing
    found = [row for row in ROWS[named.kind](session, named.kind, RowsAsked(on)) if row.key == named.key]
    of_part = [row for row in found if row.part == named.part]
    return next(iter(of_part or found), missing)


def _present_duty(session: Session, named: RateNamed, on: date, missing: RateRow) -> RateRow:
    tariff, _, code = named.key.partition("/")
    own = course_rates(session).find(named.kind, named.key, on)
    if own is not None:
        return replace(
            missing, text=rate_text(own.value, own.unit), source=own.source, trust=BY_INSTRUCTOR,
            valid_from=own.valid_from, valid_to=own.valid_to, version=own.number,
        )  # fmt: skip
    return next(_duty_held(session, tariff, code, on), missing) if named.kind == "duty" else missing


def _duty_held(session: Session, tariff: str, code: str, on: date) -> Iterator[RateRow]:
    """What the site's tariff has for a code, then the national lines behind it."""
    destination = next((place for place, of in tariffs().items() if of == tariff), "")
    if tariff == "US":
        rows = us_rows(session, code[:6], on)
        yield from (row for row in rows if row.key == f"US/{code}" or len(code) == 6)
        return
    exact = session.get(DutyTariffLine, (tariff, code)) if len(code) > 6 else None
    line = exact or session.get(DutyTariff, (tariff, code[:6]))
    row = duty_row(session, destination, code, line, on)
    if row.text:
        yield row
    lines = select(DutyTariffLine).where(DutyTariffLine.destination == tariff, DutyTariffLine.hs6 == code)
    for each in session.exec(lines.order_by(col(DutyTariffLine.national_code))):
        yield replace(duty_row(session, destination, each.national_code, each, on), note=each.description)


def _held(session: Session, named: RateNamed, on: date) -> Iterator[RateRow]:
    """What the site holds of this rate, for all dates."""
    place, _, code = named.key.partition("/")
    if named.kind == "duty":
        yield from _duty_held(session, place, code, on)
    elif named.kind == "import_tax":
        regime = import_regime(place)
        yield from (
            tax_row(place, regime.currency, tax) for tax in regime.taxes if tax_key(place, tax) == named.key
        )
    elif named.kind == "low_value_scheme":
        for scheme in import_regime(place).schemes:
            if scheme_key(scheme) == named.key:
                yield from scheme_parts(named.key, scheme)
    else:
        query = select(ReferenceRate).where(ReferenceRate.kind == named.kind, ReferenceRate.key == named.key)
        for row in session.exec(query.order_by(col(ReferenceRate.valid_from).desc())):
            yield scalar_row(row.as_held())
