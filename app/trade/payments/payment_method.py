"""The methods of payment side by side: when the money comes, what it costs the seller, what may go wrong.

Source: trade rules, section 9; fees are defaults of `payment_terms`, which a teacher may override.
"""

# fmt: off  (columns of figures are set by hand)

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.trade.bounds import at_most
from app.trade.money import Money, rounded
from app.trade.payments.payment_terms import (
    CARD_WITHDRAWAL,
    CREDIT_CONFIRMATION_QUARTER,
    CREDIT_ISSUE,
    DISCREPANCY,
    METHODS,
    MOST_DAYS,
    OUTWARD_REMITTANCE,
    BankFee,
    Method,
    bank_fee,
    banking_days_later,
    escrow_fee,
)
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings

_SECTION_9 = "trade rules, section 9"
_ZERO = Decimal(0)

# Banking days of a remittance on its way, and days of a collection, least and most.
REMITTANCE_DAYS = (3, 7)
COLLECTION_DAYS = (7, 15)
BANK_EXAMINATION_DAYS = 5
TENOR_DAYS = (30, 90)
_QUARTER_DAYS = 90

# Share of the total and the milestone that each part waits for.
_PARTS: dict[str, tuple[tuple[Decimal, str], ...]] = {
    "tt_before": ((Decimal(1), "contract_on"),),
    "tt_30_70": ((Decimal("0.30"), "contract_on"), (Decimal("0.70"), "shipped_on")),
    "open_account": ((Decimal(1), "shipped_on"),),
    "lc_sight": ((Decimal(1), "presented_on"),),
    "lc_confirmed_usance": ((Decimal(1), "presented_on"),),
    "dp_sight": ((Decimal(1), "presented_on"),),
    "da": ((Decimal(1), "presented_on"),),
    "escrow": ((Decimal(1), "received_on"),),
    "card": ((Decimal(1), "contract_on"),),
}
_WITH_TENOR = frozenset({"open_account", "lc_confirmed_usance", "da"})


@dataclass(frozen=True, slots=True)
class Milestones:
    """The days of a deal on which payment stands; only those that the method asks for are needed.

    contract_on: order or contract; shipped_on: date of the bill of lading; presented_on: documents handed to
    the bank; received_on: the buyer has the goods.
    """

    contract_on: date
    shipped_on: date | None = None
    presented_on: date | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lengthens the wait. tenor_days: of usance, D/A or open account; post_days: documents on their way
    to the issuing bank; release_days: the platform's fixed time after receipt; reserve_days: held back by a
    card or wallet.
    """

    tenor_days: int = 0
    post_days: int = 0
    release_days: int = 0
    reserve_days: int = 0

    def __post_init__(self) -> None:
        for name in ("tenor_days", "post_days", "release_days", "reserve_days"):
            if getattr(self, name) < 0:
                raise RuleBroken("payment.days_negative", field=name)
            at_most(name, getattr(self, name), MOST_DAYS)


@dataclass(frozen=True, slots=True)
class Due:
    """A share of the total and between which days it should be on the seller's account."""

    share: Decimal
    milestone: str
    earliest_on: date
    latest_on: date


def method(code: str) -> Method:
    """The method of payment of that code: timing, the seller's fees and risk, and the rank of that risk.

    Raises: RuleBroken("payment.method_unknown"). Source: trade rules, section 9.
    """
    found = METHODS.get(code)
    if found is None:
        raise RuleBroken("payment.method_unknown", field="code", method=code, known=", ".join(METHODS))
    return found


def payment_days(
    code: str, milestones: Milestones, waiting: Waiting, holidays: Set[date] = frozenset()
) -> tuple[Due, ...]:
    """When the money of a method comes: each share between an earliest and a latest day.

    T/T takes 3 to 7 banking days; a credit 5 banking days after presentation and the post, then its tenor; a
    collection 7 to 15 days, D/A its tenor after acceptance; escrow the platform's time after receipt; a card
    is at once but for a reserve.
    Args: milestones, those of the method; holidays, of the paying bank.
    Raises: RuleBroken("payment.method_unknown"), RuleBroken("payment.milestone_missing"),
    RuleBroken("payment.tenor_out_of_range") for open account, usance and D/A outside of 30 to 90 days.
    Source: trade rules, section 9.
    """
    method(code)
    if code in _WITH_TENOR and not TENOR_DAYS[0] <= waiting.tenor_days <= TENOR_DAYS[1]:
        raise RuleBroken("payment.tenor_out_of_range", field="waiting.tenor_days", days=waiting.tenor_days)
    found = []
    for share, name in _PARTS[code]:
        start = getattr(milestones, name)
        if start is None:
            raise RuleBroken("payment.milestone_missing", f"milestones.{name}", method=code, name=name)
        earliest, latest = (_arrives(code, start, waiting, holidays, most) for most in (0, 1))
        found.append(Due(share, name, earliest, latest))
    return tuple(found)


def _arrives(code: str, start: date, waiting: Waiting, holidays: Set[date], most: int) -> date:
    """The day of arrival; `most` 0 takes the shortest of each span, 1 the longest."""
    tenor = timedelta(days=waiting.tenor_days)
    if code in ("tt_before", "tt_30_70", "open_account"):
        due = start + tenor if code == "open_account" else start
        return banking_days_later(due, REMITTANCE_DAYS[most], holidays)
    if code in ("lc_sight", "lc_confirmed_usance"):
        at_bank = banking_days_later(start + timedelta(days=waiting.post_days), 0, holidays)
        examined = banking_days_later(at_bank, BANK_EXAMINATION_DAYS, holidays)
        return banking_days_later(examined + tenor, 0, holidays)
    if code in ("dp_sight", "da"):
        met = start + timedelta(days=COLLECTION_DAYS[most])
        return banking_days_later(met + tenor if code == "da" else met, 0, holidays)
    held = waiting.release_days if code == "escrow" else waiting.reserve_days
    return start + timedelta(days=held if most or code == "escrow" else 0)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the fees depend on besides the amount.

    remittances: transfers by which the total comes; tenor_days: of a confirmed usance credit;
    discrepant_sets: sets of documents that the bank refused; is_platform_logistics: escrow with the
    platform's own carriers; withdrawals: of a wallet, each at its fixed fee; settlement_rate: what a wallet
    takes for RMB, as a share.
    """

    remittances: int = 1
    tenor_days: int = 0
    discrepant_sets: int = 0
    is_platform_logistics: bool = True
    withdrawals: int = 1
    settlement_rate: Decimal = Decimal("0.01")

    def __post_init__(self) -> None:
        for name in ("tenor_days", "discrepant_sets", "withdrawals"):
            if getattr(self, name) < 0:
                raise RuleBroken("payment.count_negative", field=name)
        for name in ("remittances", "tenor_days", "discrepant_sets", "withdrawals"):
            at_most(name, getattr(self, name), MOST_DAYS)
        if self.remittances < 1:
            raise RuleBroken("payment.count_negative", field="remittances")
        if not 0 <= self.settlement_rate < 1:
            raise RuleBroken("payment.share_out_of_range", field="settlement_rate")


def seller_cost(
    code: str, total: Money, rmb_per_usd: Decimal, circumstances: Circumstances
) -> tuple[Money, Workings]:
    """What a method costs the seller in fees on a total in USD; interest on the wait is not in it.

    Bank fees in RMB are taken on the amount at the rate and come back at it.
    Args: total > 0 in USD; rmb_per_usd > 0.
    Raises: RuleBroken("payment.method_unknown"), RuleBroken("payment.total_not_positive"),
    RuleBroken("payment.rate_not_positive"), RuleBroken("money.currencies_differ").
    Source: trade rules, sections 9 and 12.
    """
    chosen = method(code)
    _check(total, rmb_per_usd)
    workings = Workings()
    cost = _ZERO
    if code == "escrow":
        held, lines = escrow_fee(total, circumstances.is_platform_logistics)
        workings.lines += lines.lines
        cost += held.amount
    for fee in chosen.seller_fees:
        for share in _shares(code, fee, circumstances):
            cost += _fee_usd(total.amount * share, fee, rmb_per_usd, workings)
    if code in ("lc_sight", "lc_confirmed_usance") and circumstances.discrepant_sets:
        cost += _fee_usd(total.amount, DISCREPANCY, rmb_per_usd, workings) * circumstances.discrepant_sets
    if code == "card":
        cost += _fee_usd(total.amount, CARD_WITHDRAWAL, rmb_per_usd, workings) * circumstances.withdrawals
        cost += workings.add(
            "payment.wallet_settlement", rounded(total.amount * circumstances.settlement_rate, "USD"), "USD",
            "total * settlement_rate", _SECTION_9, total=(total.amount, "USD"),
            settlement_share=(circumstances.settlement_rate, "share"),
        )
    workings.add("payment.seller_cost", cost, "USD", "sum of the fees", _SECTION_9)
    return Money(cost, "USD"), workings


def _shares(code: str, fee: BankFee, circumstances: Circumstances) -> list[Decimal]:
    """The shares of the total on which a fee is taken, one after the other."""
    if fee is CREDIT_CONFIRMATION_QUARTER:  # on the whole, and a quarter that has begun counts
        return [Decimal(1)] * max(1, -(-circumstances.tenor_days // _QUARTER_DAYS))
    if code == "tt_30_70":
        return [share for share, _ in _PARTS[code]]
    count = circumstances.remittances if code in ("tt_before", "open_account") else 1
    return [Decimal(1) / count] * count


def _fee_usd(amount_usd: Decimal, fee: BankFee, rmb_per_usd: Decimal, workings: Workings) -> Decimal:
    """One fee in USD, with its line; a fee in RMB is taken on the amount in RMB."""
    rate = rmb_per_usd if fee.currency == "CNY" else Decimal(1)
    charged, lines = bank_fee(Money(rounded(amount_usd * rate, fee.currency), fee.currency), fee)
    workings.lines += lines.lines
    if fee.currency == "USD":
        return charged.amount
    return workings.add(
        "payment.fee_in_usd", rounded(charged.amount / rate, "USD"), "USD", "bank_fee / exchange_rate",
        _SECTION_9, bank_fee=(charged.amount, "CNY"), exchange_rate=(rate, "CNY/USD"),
    )


def _check(total: Money, rmb_per_usd: Decimal) -> None:
    if total.currency != "USD":
        raise RuleBroken("money.currencies_differ", field="total", left=total.currency, right="USD")
    if total.amount <= 0:
        raise RuleBroken("payment.total_not_positive", field="total")
    if rmb_per_usd <= 0:
        raise RuleBroken("payment.rate_not_positive", field="rmb_per_usd", rate=rmb_per_usd)


def buyer_cost(code: str, total: Money, rmb_per_usd: Decimal) -> tuple[Money, Workings]:
    """What the buyer's bank takes, in USD: for an outward remittance, or for issuing a credit of three
    months.

    Other methods cost the buyer nothing that is known.
    Args: total > 0 in USD; rmb_per_usd > 0; banks abroad are taken to charge as those in China do, an
    assumption.
    Raises: as `seller_cost`. Source: trade rules, section 9; a bank's published charges for issuing a credit.
    """
    method(code)
    _check(total, rmb_per_usd)
    workings = Workings()
    fee = {"lc_sight": CREDIT_ISSUE, "lc_confirmed_usance": CREDIT_ISSUE}.get(code)
    if code in ("tt_before", "tt_30_70", "open_account"):
        fee = OUTWARD_REMITTANCE
    cost = _fee_usd(total.amount, fee, rmb_per_usd, workings) if fee else _ZERO
    return Money(cost, "USD"), workings


@dataclass(frozen=True, slots=True)
class Weighed:
    """One method for one deal. cost_rate: the seller's cost as a share of the total, four decimals;
    risk_rank: 0 none to 5 highest.
    """

    code: str
    timing: str
    risk: str
    risk_rank: int
    cost: Money
    cost_rate: Decimal


def methods_compared(
    total: Money, rmb_per_usd: Decimal, circumstances: Circumstances
) -> tuple[Weighed, ...]:
    """Every method for one deal, the safest for the seller first, the cheaper one first among equals.

    Args and Raises: total > 0 in USD; rmb_per_usd > 0. Source: trade rules, section 9.
    """
    found = []
    for code, one in METHODS.items():
        cost, _ = seller_cost(code, total, rmb_per_usd, circumstances)
        rate = (cost.amount / total.amount).quantize(Decimal("0.0001"))
        found.append(Weighed(code, one.timing, one.risk, one.risk_rank, cost, rate))
    return tuple(sorted(found, key=lambda one: (one.risk_rank, one.cost.amount)))
