"""Scalar rates of the reference on a day: exchange, refund, fee, premium, port charge, freight price.

A rate that is not held is refused as unknown, naming what is missing; nothing is guessed.
"""

from bisect import bisect_right
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam
from sqlmodel import Session, select

from app.models.rate import ExchangeRateDay, ReferenceRate
from app.queries.rates.course_rates import course_rates
from app.queries.rates.reference import freight_zone
from app.queries.rates.reference_held import held
from app.trade.market.world_event import WorldEvent, in_force, moved, moved_rate
from app.trade.payments.exchange import MIDDLE, ExchangeRate
from app.trade.payments.payment_terms import BankFee
from app.trade.rates.course_rates import CourseRates, HeldRate, held_of_course
from app.trade.refusal import RateUnknown

_ECB = "ECB euro reference rates, crossed"
_STEP = Decimal("0.00000001")
_PORT_WITH_CHARGES = "CNNGB"


# Built once: nearly every page and every price asks them.
_RATES = (
    select(ReferenceRate.__table__)
    .where(ReferenceRate.kind == bindparam("of_kind"), ReferenceRate.key == bindparam("of_key"))
    .order_by(ReferenceRate.valid_from.desc())
)
_EXCHANGE_RATES = (
    select(ExchangeRateDay.on, ExchangeRateDay.per_usd)
    .where(ExchangeRateDay.currency == bindparam("currency"))
    .order_by(ExchangeRateDay.on)
)
Dated = tuple[date, date | None, HeldRate]  # from, to, and what holds between


def reference_rate(session: Session, kind: str, key: str, on: date) -> HeldRate:
    """The rate of that kind and key in force on the day, as the session's course reads it.

    Law (refund rates, fees) is read by the course's rule date if it has one, all else by `on`.
    Raises: RateUnknown("rate.not_held").
    """
    rates = course_rates(session)
    day = rates.day_of(kind, on)
    found = held_of_course(rates, kind, key, on, _of_day(_dated(session, kind, key), day))
    if found is None:
        raise RateUnknown("rate.not_held", kind=kind, key=key, on=day)
    return found


def _dated(session: Session, kind: str, key: str) -> tuple[Dated, ...]:
    """All that the reference holds under a key, the latest first."""

    def read() -> tuple[Dated, ...]:
        rows = session.connection().execute(_RATES, {"of_kind": kind, "of_key": key})
        return tuple((row.valid_from, row.valid_to, ReferenceRate.as_held(row)) for row in rows)

    return held(session, ("rate", kind, key), read)


def _of_day(dated: tuple[Dated, ...], day: date) -> HeldRate | None:
    """What the last one says that began by the day, unless it is over."""
    for start, end, rate in dated:
        if start <= day:
            return None if end is not None and end < day else rate
    return None


def known_rate(session: Session, kind: str, key: str, on: date) -> HeldRate:
    """The same, its value known. Raises: RateUnknown("rate.not_held"), also where the cell is empty."""
    held = reference_rate(session, kind, key, on)
    if held.value is None:
        raise RateUnknown("rate.not_held", kind=kind, key=key, on=on)
    return held


def exchange_rate(session: Session, currency: str, on: date) -> ExchangeRate:
    """Units of a currency for one USD: of the day, or of the last published day before it.

    After the last day that the reference holds, that day's rate goes on; its date is in the answer. Moves of
    the course's events are in it, and its source names them.
    Raises: RateUnknown("exchange.rate_unknown") for a currency or a time that is not held.
    Source: trade rules, section 10.
    """
    if currency == "USD":
        return ExchangeRate("USD", "USD", Decimal(1), on, MIDDLE, "the same currency")
    rates = course_rates(session)
    return moved(_unmoved(session, rates, currency, on), rates.events, currency, on)


def _published(session: Session, currency: str) -> tuple[tuple[date, ...], tuple[Decimal, ...]]:
    """The days on which a currency's rate was published, in order, and the rates."""

    def read() -> tuple[tuple[date, ...], tuple[Decimal, ...]]:
        rows = list(session.connection().execute(_EXCHANGE_RATES, {"currency": currency}))
        return tuple(row.on for row in rows), tuple(row.per_usd for row in rows)

    return held(session, ("exchange_rate", currency), read)


def _unmoved(session: Session, rates: CourseRates, currency: str, on: date) -> ExchangeRate:
    own = rates.find("exchange_rate", currency, on)
    if own is not None:
        return ExchangeRate("USD", currency, own.value, own.valid_from, MIDDLE, own.cited, own.number)
    days, per_usd = _published(session, currency)
    place = bisect_right(days, on)
    if place:
        return ExchangeRate("USD", currency, per_usd[place - 1], days[place - 1], MIDDLE, _ECB)
    try:
        peg = reference_rate(session, "exchange_rate_peg", currency, on)
    except RateUnknown:
        raise RateUnknown("exchange.rate_unknown", currency=currency, on=on) from None
    return ExchangeRate("USD", currency, peg.value or Decimal(0), on, MIDDLE, peg.source)


def rate_moves(session: Session, currency: str, on: date) -> list[tuple[WorldEvent, Decimal]]:
    """The events that move a currency on a day, each with the factor on the units for one dollar."""
    moves = in_force(course_rates(session).events, "currency_move", on)
    concerned = [each for each in moves if each.figures.get("currency") == currency]
    return [(each, moved_rate(Decimal(1), [each], currency, on)) for each in concerned]


def cross_rate(session: Session, base: str, quote: str, on: date) -> ExchangeRate:
    """Units of `quote` for one `base`, through the dollar, eight decimals; dated by the older of the two.

    Raises: RateUnknown("exchange.rate_unknown"). Source: trade rules, section 10.
    """
    of_quote = exchange_rate(session, quote, on)
    if base == "USD":
        return of_quote
    of_base = exchange_rate(session, base, on)
    rate = (of_quote.rate / of_base.rate).quantize(_STEP)
    source = of_base.source if quote == "USD" else of_quote.source
    version = of_quote.version or of_base.version
    return ExchangeRate(base, quote, rate, min(of_quote.on, of_base.on), MIDDLE, source, version)


def refund_rate(session: Session, hs10: str, export_on: date) -> Decimal:
    """VAT refund rate of a 10-digit line on the export date. Raises: RateUnknown("rate.not_held")."""
    return known_rate(session, "refund_rate", hs10, export_on).value or Decimal(0)


def fee(session: Session, code: str, on: date) -> BankFee:
    """A charge of marketplace, wallet or bank, such as "bank.remittance_in" or "paypal.payment".

    Raises: RateUnknown("rate.not_held").
    """
    held = reference_rate(session, "fee", code, on)
    if held.value is None and held.fixed is None:
        raise RateUnknown("rate.not_held", kind="fee", key=code, on=on)
    zero = Decimal(0)
    return BankFee(held.currency, held.value or zero, held.fixed or zero, held.least or zero, held.most)


_COVERS = {"ICC (A)": "all_risks", "ICC (B)": "wa", "ICC (C)": "fpa"}
_INSURED_BY = {"sea": "sea", "air": "air", "courier": "post", "post": "post", "rail": "land", "road": "land"}


def insurance_rate(session: Session, country: str, transport: str, cover: str, on: date) -> HeldRate:
    """Premium rate of general cargo from China; `value` is a ratio of the insured amount.

    Args: transport, sea, air, rail, road, courier or post; cover, "ICC (A)", "ICC (B)", "ICC (C)", which
        match all risks, WA and FPA, or one of those three names.
    Raises: RateUnknown("rate.not_held").
    Source: seed/reference/insurance_rate.csv.
    """
    zone, by = freight_zone(country), _INSURED_BY[transport]
    region = zone["insurance_region"] if by == "sea" else zone["insurance_region_other"]
    return reference_rate(session, "insurance_rate", f"{by}/{region}/{_COVERS.get(cover, cover)}", on)


def port_charges(session: Session, port: str, on: date) -> list[HeldRate]:
    """Local charges of a Chinese port in CNY; Ningbo's where the port has none of its own.

    Each key is port/charge/size, size being 20, 40 or bill; the key says whose charge it is.
    """
    return held_rates(session, "port_charge", f"{port}/", on) or held_rates(
        session, "port_charge", f"{_PORT_WITH_CHARGES}/", on
    )


def held_rates(session: Session, kind: str, start: str, on: date) -> list[HeldRate]:
    """The rates of a kind whose keys begin so, as the course reads them on the day; in the order of keys."""
    rates = course_rates(session)
    day = rates.day_of(kind, on)
    of_day: dict[str, HeldRate] = {}
    for first, end, rate in dated_rates(session, kind, start):
        if first <= day and (end is None or end >= day):
            of_day[rate.key] = rate
    found = (
        held_of_course(rates, kind, key, on, of_day.get(key))
        for key in sorted(of_day.keys() | rates.keys_of(kind, start))
    )
    return [rate for rate in found if rate is not None]


def dated_rates(session: Session, kind: str, start: str) -> tuple[Dated, ...]:
    """All rates of a kind whose keys begin so, by key and first day."""

    def read() -> tuple[Dated, ...]:
        rows = session.exec(
            select(ReferenceRate)
            .where(ReferenceRate.kind == kind, ReferenceRate.key.startswith(start, autoescape=True))
            .order_by(ReferenceRate.key, ReferenceRate.valid_from)
        )
        return tuple((row.valid_from, row.valid_to, row.as_held()) for row in rows)

    return held(session, ("rates", kind, start), read)
