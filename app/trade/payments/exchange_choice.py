"""What to do with a receipt in foreign currency: settle it now, keep it and settle later, or sell it forward.

Source: trade rules, section 10; the forward rate is that of covered interest parity. No interest
rates are held in the reference: both are arguments, named and dated by whoever asks.
"""

# fmt: off  (columns of figures are set by hand)

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from app.trade.bounds import positive, share, zero_or_more
from app.trade.finding import Finding
from app.trade.money import Money
from app.trade.payments.exchange import ExchangeRate, convert, exchange_difference
from app.trade.refusal import RateUnknown, RuleBroken
from app.trade.workings import Workings

_SECTION_10 = "trade rules, section 10"
_STEP = Decimal("0.0001")
DAYS_IN_YEAR = 360  # ACT/360, the money market's habit for USD; an argument where another is agreed
MOST_FORWARD_DAYS = 366

Choice = Literal["now", "later", "forward"]


def forward_rate(
    spot: ExchangeRate,
    base_interest_rate: Decimal,
    quote_interest_rate: Decimal,
    days: int,
    days_in_year: int = DAYS_IN_YEAR,
) -> tuple[ExchangeRate, Workings]:
    """The rate at which a bank would deal forward: spot * (1 + quote interest * t) / (1 + base interest * t).

    The same figure is the spot rate that must at least be reached for waiting to pay.
    Args: base_interest_rate, quote_interest_rate of the two currencies, a year as ratios, from a source of
    the asker's own (the reference holds none); days 1 to 366; days_in_year 360 or 365.
    Returns: the rate with four decimals, kind and date of the spot rate.
    Raises: RuleBroken("exchange.interest_out_of_range"), RuleBroken("exchange.days_out_of_range").
    Source: covered interest parity; trade rules, section 10.
    """
    for name, interest in (("base_interest_rate", base_interest_rate),
                           ("quote_interest_rate", quote_interest_rate)):
        if not Decimal("-0.1") <= interest <= 1:
            raise RuleBroken("exchange.interest_out_of_range", field=name, percent=interest * 100)
    if not 1 <= days <= MOST_FORWARD_DAYS:
        raise RuleBroken("exchange.days_out_of_range", field="days", days=days, most=MOST_FORWARD_DAYS)
    if days_in_year not in (360, 365):
        raise RuleBroken("exchange.days_out_of_range", field="days_in_year", days=days_in_year, most=365)
    time = Decimal(days) / days_in_year
    exact = spot.rate * (1 + quote_interest_rate * time) / (1 + base_interest_rate * time)
    workings, unit = Workings(), f"{spot.quote}/{spot.base}"
    rate = workings.add(
        "exchange.forward_rate", exact.quantize(_STEP, rounding=ROUND_HALF_UP), unit,
        "spot_rate * (1 + quote_interest * days / days_in_year) / (1 + base_interest * days / days_in_year)",
        "covered interest parity", spot_rate=(spot.rate, unit), quote_interest=(quote_interest_rate, "ratio"),
        base_interest=(base_interest_rate, "ratio"), days=(Decimal(days), "days"),
        days_in_year=(Decimal(days_in_year), "days"),
    )
    source = f"forward of {days} days from: {spot.source}"
    return replace(spot, rate=rate, source=source), workings


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle and the rate that it gets: the bank's buying rate of the day, that of a later day, or
    a forward rate that the bank has promised.
    """

    choice: Choice
    rate: ExchangeRate


@dataclass(frozen=True, slots=True)
class Settled:
    """What one way brings: proceeds, and gain or loss against the rate in the quotation."""

    choice: Choice
    proceeds: Money
    difference: Money


@dataclass(frozen=True, slots=True)
class SettlementChoice:
    """The ways, the best first, and how much the best one brings over settling now (None without "now")."""

    ways: tuple[Settled, ...]
    over_now: Money | None
    workings: Workings


def settlement_choice(
    receipt: Money, at_quotation: ExchangeRate, options: Sequence[Option]
) -> SettlementChoice:
    """A receipt settled now, later or forward, side by side, and each against the quotation.

    Args: receipt > 0 in the base currency of all rates; options, at least one; a later rate is an expectation
    and brings a risk that now and forward do not have.
    Raises: RuleBroken("exchange.no_option"), RuleBroken("exchange.receipt_not_positive"),
    RuleBroken("exchange.rate_does_not_fit").
    Source: trade rules, section 10.
    """
    if not options:
        raise RuleBroken("exchange.no_option", field="options")
    if receipt.amount <= 0:
        raise RuleBroken("exchange.receipt_not_positive", field="receipt")
    workings = Workings()
    ways = []
    for option in options:
        proceeds, lines = convert(receipt, option.rate)
        difference, more = exchange_difference(receipt, at_quotation, option.rate)
        workings.lines += lines.lines + more.lines
        ways.append(Settled(option.choice, proceeds, difference))
    ways.sort(key=lambda way: -way.proceeds.amount)
    now = next((way.proceeds for way in ways if way.choice == "now"), None)
    over_now = ways[0].proceeds - now if now is not None else None
    if over_now is not None:
        workings.add("exchange.over_now", over_now.amount, over_now.currency, "best - now", _SECTION_10)
    return SettlementChoice(tuple(ways), over_now, workings)


def booking_rate(rates: dict[date, Decimal], on: date) -> tuple[date, Decimal]:
    """The rate at which a receivable of that day is booked: the month's first published one.

    Args: rates by publication date.
    Raises: RateUnknown("exchange.rate_unknown") when the month has none up to the day.
    Source: trade rules, section 10.
    """
    of_month = [day for day in rates if (day.year, day.month) == (on.year, on.month) and day <= on]
    if not of_month:
        raise RateUnknown("exchange.rate_unknown", on=on)
    positive("rates", rates[min(of_month)])
    return min(of_month), rates[min(of_month)]


def receipt_findings(
    receipt: Money, declared: Money, payer: str, buyer: str, *, is_third_party_explained: bool = False,
    tolerance_rate: Decimal = Decimal("0.05"),
) -> list[Finding]:
    """What the bank asks about a receipt: M01 it differs from the declaration by more than the tolerance; M02
    it comes from somebody who is not the buyer and whom nobody has explained.

    Args: payer, buyer: names as they are written on the advice and in the contract.
    Raises: RuleBroken("money.currencies_differ"). Source: trade rules, section 10.
    """
    share("tolerance_rate", tolerance_rate)
    zero_or_more("receipt", receipt.amount)
    zero_or_more("declared", declared.amount)
    found: list[Finding] = []
    gap = abs((receipt - declared).amount)
    if gap > abs(declared.amount) * tolerance_rate:
        figures = {"received": receipt.amount, "declared": declared.amount, "currency": receipt.currency}
        places = ("settlement.received", "declaration.total")
        found.append(Finding("M01", "error", places, _SECTION_10, figures))
    is_buyer = " ".join(payer.split()).casefold() == " ".join(buyer.split()).casefold()
    if not is_buyer and not is_third_party_explained:
        who = {"payer": payer, "buyer": buyer}
        found.append(Finding("M02", "error", ("settlement.payer",), _SECTION_10, dict(who)))
    return found
