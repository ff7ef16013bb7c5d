"""Foreign exchange: dated rates of a named kind, conversion, gain or loss, the exporter's exchange figures.

Source: trade rules, sections 2 and 10.
"""

# fmt: off  (columns of figures are set by hand)

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.trade.bounds import share, zero_or_more
from app.trade.money import Money, rounded
from app.trade.refusal import RateUnknown, RuleBroken
from app.trade.workings import Workings, one_line

MIDDLE, BANK_BUYING, BANK_SELLING, CUSTOMS = "middle", "bank_buying", "bank_selling", "customs"
KINDS = (MIDDLE, BANK_BUYING, BANK_SELLING, CUSTOMS)

_SECTION_10 = "trade rules, section 10"


def _positive_rate(rate: Decimal, field: str = "rate") -> None:
    if not rate.is_finite() or rate <= 0:
        raise RuleBroken("exchange.rate_not_positive", field=field, rate=rate)


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """`rate` units of `quote` for one unit of `base`, on a date, of a kind of KINDS, from a source.

    version: 0 for a published rate, else the number of the course's override.
    """

    base: str
    quote: str
    rate: Decimal
    on: date
    kind: str
    source: str
    version: int = 0

    def __post_init__(self) -> None:
        _positive_rate(self.rate)
        if self.kind not in KINDS:
            raise RuleBroken("exchange.kind_unknown", field="kind", kind=self.kind)


@one_line(
    "middle * (1 - spread_rate)", "{middle.quote}/{middle.base}", of="rate",
    middle=("middle.rate", "{middle.quote}/{middle.base}"), spread_rate="share",
)
def bank_buying(middle: ExchangeRate, spread_rate: Decimal) -> ExchangeRate:
    """The rate at which a bank buys foreign currency from its customer: middle * (1 - spread).

    Args: spread_rate >= 0 and < 1, set by the teacher (0.0015 to 0.003 is usual).
    Raises: RuleBroken("exchange.spread_out_of_range"), RuleBroken("exchange.not_a_middle_rate").
    Source: trade rules, section 10.
    """
    _check_spread(middle, spread_rate)
    return replace(middle, rate=middle.rate * (1 - spread_rate), kind=BANK_BUYING)


@one_line(
    "middle * (1 + spread_rate)", "{middle.quote}/{middle.base}", of="rate",
    middle=("middle.rate", "{middle.quote}/{middle.base}"), spread_rate="share",
)
def bank_selling(middle: ExchangeRate, spread_rate: Decimal) -> ExchangeRate:
    """The rate at which a bank sells foreign currency to its customer: middle * (1 + spread).

    Args and Raises: spread_rate >= 0 and < 1, set by the teacher (0.0015 to 0.003 is usual). Source: trade
    rules, section 10.
    """
    _check_spread(middle, spread_rate)
    return replace(middle, rate=middle.rate * (1 + spread_rate), kind=BANK_SELLING)


def _check_spread(middle: ExchangeRate, spread_rate: Decimal) -> None:
    if middle.kind != MIDDLE:
        raise RuleBroken("exchange.not_a_middle_rate", kind=middle.kind)
    if not 0 <= spread_rate < 1:
        raise RuleBroken("exchange.spread_out_of_range", field="spread_rate", spread=spread_rate)


def published_rate(rates: dict[date, Decimal], on: date, last_resort_days: int = 10) -> tuple[date, Decimal]:
    """The rate of the day, or of the last published day before it (weekends and holidays).

    Args: rates by publication date; last_resort_days, how far back to look before the rate counts as unknown.
    Returns: the date of publication and the rate.
    Raises: RateUnknown("exchange.rate_unknown").
    Source: trade rules, section 10.
    """
    zero_or_more("last_resort_days", last_resort_days)
    earlier = [day for day in rates if day <= on]
    last = max(earlier, default=None)
    if last is None or (on - last).days > last_resort_days:
        raise RateUnknown("exchange.rate_unknown", on=on)
    _positive_rate(rates[last], "rates")
    return last, rates[last]


def convert(money: Money, rate: ExchangeRate) -> tuple[Money, Workings]:
    """An amount in the other currency of the rate, rounded half up, in either direction.

    Returns: the amount and its workings, which keep rate, date, kind and source.
    Raises: RuleBroken("exchange.rate_does_not_fit").
    Source: trade rules, sections 0 and 10.
    """
    if money.currency == rate.base:
        exact, currency, formula = money.amount * rate.rate, rate.quote, "given * exchange_rate"
    elif money.currency == rate.quote:
        exact, currency, formula = money.amount / rate.rate, rate.base, "given / exchange_rate"
    else:
        raise _does_not_fit(money, rate)
    workings = Workings()
    amount = workings.add(
        "exchange.converted", rounded(exact, currency), currency, formula, rate.source,
        given=(money.amount, money.currency),
        exchange_rate=(rate.rate, f"{rate.quote}/{rate.base}"),
        kind=(rate.kind, ""), on=(rate.on.isoformat(), ""),
    )
    return Money(amount, currency), workings


def exchange_difference(
    receipt: Money, at_quotation: ExchangeRate, at_settlement: ExchangeRate
) -> tuple[Money, Workings]:
    """Gain (positive) or loss of a receipt: receipt * (rate at settlement - rate in the quotation).

    Args: receipt in the base currency of both rates, which share their quote currency.
    Returns: the difference in the quote currency.
    Raises: RuleBroken("exchange.rate_does_not_fit").
    Source: trade rules, section 10.
    """
    zero_or_more("receipt", receipt.amount)
    for rate in (at_quotation, at_settlement):
        if rate.base != receipt.currency or rate.quote != at_quotation.quote:
            raise _does_not_fit(receipt, rate)
    currency = at_quotation.quote
    workings = Workings()
    amount = workings.add(
        "exchange.difference",
        rounded(receipt.amount * (at_settlement.rate - at_quotation.rate), currency),
        currency, "receipt * (settlement_rate - quotation_rate)", _SECTION_10,
        receipt=(receipt.amount, receipt.currency),
        settlement_rate=(at_settlement.rate, f"{currency}/{receipt.currency}"),
        settlement_on=(at_settlement.on.isoformat(), ""),
        quotation_rate=(at_quotation.rate, f"{currency}/{receipt.currency}"),
        quotation_on=(at_quotation.on.isoformat(), ""),
    )
    return Money(amount, currency), workings


def _does_not_fit(money: Money, rate: ExchangeRate) -> RuleBroken:
    return RuleBroken("exchange.rate_does_not_fit", currency=money.currency, base=rate.base, quote=rate.quote)


@one_line("export_cost_rmb / net_fob", "CNY/unit", export_cost_rmb="CNY", net_fob="amount")
def exchange_cost(export_cost_rmb: Decimal, net_fob: Decimal) -> Decimal:
    """RMB spent to earn one unit of foreign currency, unrounded.

    Args: export_cost_rmb = purchase - refund + domestic costs; net_fob, the price without freight, premium
    and commission, over the same pieces.
    Raises: RuleBroken("exchange.net_fob_not_positive").
    Source: trade rules, section 2.
    """
    if net_fob <= 0:
        raise RuleBroken("exchange.net_fob_not_positive", net_fob=net_fob)
    zero_or_more("export_cost_rmb", export_cost_rmb)
    return export_cost_rmb / net_fob


@one_line(
    "(net_fob * rmb_per_unit - export_cost_rmb) / export_cost_rmb", "share",
    net_fob="amount", rmb_per_unit="CNY/unit", export_cost_rmb="CNY",
)
def profit_rate(net_fob: Decimal, rmb_per_unit: Decimal, export_cost_rmb: Decimal) -> Decimal:
    """Profit as a share of the export cost: (net FOB * rate - cost) / cost, unrounded.

    Raises: RuleBroken("exchange.cost_not_positive").
    Source: trade rules, section 2.
    """
    if export_cost_rmb <= 0:
        raise RuleBroken("exchange.cost_not_positive", cost=export_cost_rmb)
    zero_or_more("net_fob", net_fob)
    _positive_rate(rmb_per_unit, "rmb_per_unit")
    return (net_fob * rmb_per_unit - export_cost_rmb) / export_cost_rmb


def receipt_matches_declaration(
    receipt: Money, declared: Money, tolerance_rate: Decimal = Decimal("0.05")
) -> bool:
    """Whether a receipt equals the declared value within the tolerance.

    Raises: RuleBroken("money.currencies_differ"). Source: trade rules, section 10 (5 %).
    """
    share("tolerance_rate", tolerance_rate)
    zero_or_more("receipt", receipt.amount)
    zero_or_more("declared", declared.amount)
    return abs((receipt - declared).amount) <= abs(declared.amount) * tolerance_rate
