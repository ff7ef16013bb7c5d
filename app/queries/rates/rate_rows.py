"""The rows of the reference desk, kind by kind, as the session's course reads them on a day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, or_, select

from app.core import words
from app.models.rate import ExchangeRateDay, ReferenceRate
from app.queries.goods.import_regime import destinations, import_regime, regime_of
from app.queries.rates.course_rates import course_rates
from app.queries.rates.rate import exchange_rate
from app.queries.rates.rate_words import key_label, rate_text
from app.queries.rates.reference import markets
from app.trade.clearance.import_regime import ImportTax, LowValueScheme, in_force
from app.trade.rates.course_rates import HeldRate, held_of_course, scheme_key, tax_key
from app.trade.rates.rate_kind import PERCENT
from app.trade.refusal import RateUnknown


@dataclass(frozen=True, slots=True)
class RateRow:
    """One rate. text: its value in words, "" if it is not known; version: 0 for the site's own.

    note: in the reader's language.
    """

    kind: str
    key: str
    label: str
    text: str
    source: str
    trust: str
    valid_from: date | None = None
    valid_to: date | None = None
    version: int = 0
    note: str = ""
    part: str = "value"

    @property
    def is_missing(self) -> bool:
        """Whether nobody has entered it."""
        return not self.text


@dataclass(frozen=True, slots=True)
class RowsAsked:
    """Which rows. place: a destination, a port or a lane, "" for all; words: to be found in a row."""

    on: date
    place: str = ""
    words: str = ""


def held_text(held: HeldRate) -> str:
    """All parts of a scalar rate in words: "4.4% + 0.3 USD, at least 50 CNY"."""
    parts = [rate_text(held.value, held.unit)] if held.value is not None else []
    if held.fixed is not None:
        parts.append(rate_text(held.fixed, held.currency))
    text = " + ".join(parts)
    for sign, amount in (("≥", held.least), ("≤", held.most)):
        if amount is not None:
            text += f" {sign} {rate_text(amount, held.currency or held.unit)}"
    return text.strip()


def scalar_row(held: HeldRate) -> RateRow:
    """A scalar rate as a row."""
    return RateRow(
        held.kind, held.key, key_label(held.kind, held.key), held_text(held), held.source, held.trust,
        held.valid_from, held.valid_to, held.version, words.note(held.note),
    )  # fmt: skip


def scalar_rows(session: Session, kind: str, asked: RowsAsked) -> Iterator[RateRow]:
    """The rows of a scalar kind in force on the day, and those that only the course has."""
    rates, rate = course_rates(session), ReferenceRate
    day = rates.day_of(kind, asked.on)
    rows = session.exec(
        select(rate)
        .where(rate.kind == kind, col(rate.valid_from) <= day)
        .where(or_(col(rate.valid_to).is_(None), col(rate.valid_to) >= day))
        .order_by(col(rate.key), col(rate.valid_from))
    )
    held = {row.key: row.as_held() for row in rows}
    for key in sorted(held.keys() | rates.keys_of(kind)):
        found = held_of_course(rates, kind, key, asked.on, held.get(key))
        if found is not None and (not asked.place or asked.place in key.split("/")):
            yield scalar_row(found)


def exchange_rows(session: Session, kind: str, asked: RowsAsked) -> Iterator[RateRow]:
    """Units of each market's currency for one USD; a currency without a rate is a gap."""
    published = set(session.exec(select(ExchangeRateDay.currency).distinct()))
    currencies = published | {each.currency for each in markets().values()} | {"CNY"}
    for currency in sorted(currencies - {"USD"}):
        unit = f"{currency} per USD"
        try:
            found = exchange_rate(session, currency, asked.on)
        except RateUnknown:
            yield RateRow(kind, currency, currency, "", "", "")
            continue
        trust = "course" if found.version else "high"
        text = rate_text(found.rate, unit)
        yield RateRow(kind, currency, currency, text, found.source, trust, found.on, None, found.version)


def tax_rows(session: Session, kind: str, asked: RowsAsked) -> Iterator[RateRow]:
    """Taxes and fees of the destinations on the day."""
    for destination in destinations():
        if asked.place in ("", destination):
            regime = regime_of(session, destination, asked.on)
            for tax in regime.taxes_on(asked.on):
                yield tax_row(destination, regime.currency, tax)


def tax_row(destination: str, currency: str, tax: ImportTax) -> RateRow:
    """One tax as a row."""
    value, unit = (tax.rate, PERCENT) if tax.rate is not None else (tax.amount, currency)
    text = rate_text(value, unit)
    for sign, amount in (("≥", tax.least), ("≤", tax.most)):
        if amount is not None:
            text += f" {sign} {rate_text(amount, currency)}"
    key = tax_key(destination, tax)
    return RateRow(
        "import_tax", key, key_label("import_tax", key), text, tax.source, tax.trust, tax.valid_from,
        tax.valid_to, tax.version,
    )  # fmt: skip


def scheme_rows(session: Session, kind: str, asked: RowsAsked) -> Iterator[RateRow]:
    """Limits and duties for parcels of low value on the day; a destination without a scheme has no row."""
    for destination in destinations():
        if asked.place in ("", destination):
            # The key is made of the site's own first day, which an override does not change.
            own = regime_of(session, destination, asked.on)
            for site, scheme in zip(import_regime(destination).schemes, own.schemes, strict=True):
                if in_force(own.law_on(asked.on), scheme.valid_from, scheme.valid_to):
                    yield from scheme_parts(scheme_key(site), scheme)


def scheme_parts(key: str, scheme: LowValueScheme) -> Iterator[RateRow]:
    """The limit and the duty of a scheme, each a row."""
    row = RateRow(
        "low_value_scheme", key, key_label("low_value_scheme", key), "", scheme.source, scheme.trust,
        scheme.valid_from, scheme.valid_to, scheme.version, words.note(scheme.note),
    )  # fmt: skip
    if scheme.threshold is not None:
        yield replace(row, part="threshold", text=rate_text(scheme.threshold, scheme.currency))
    if scheme.duty != "free":
        unit = f"{scheme.currency} per HS6" if scheme.duty == "per_hs6" else PERCENT
        yield replace(row, part="duty_value", text=rate_text(scheme.duty_value or Decimal(0), unit))


ROWS: dict[str, Callable[[Session, str, RowsAsked], Iterator[RateRow]]] = {
    "import_tax": tax_rows,
    "low_value_scheme": scheme_rows,
    "refund_rate": scalar_rows,
    "fee": scalar_rows,
    "exchange_rate": exchange_rows,
    "port_charge": scalar_rows,
    "insurance_rate": scalar_rows,
    "freight_tariff": scalar_rows,
}
