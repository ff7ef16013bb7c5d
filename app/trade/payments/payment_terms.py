"""How and when a buyer pays: instalments, the methods and their risks, bank fees, banking days.

Source: trade rules, section 9.
"""

# fmt: off  (columns of figures are set by hand)

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.trade.bounds import at_most, not_negative, zero_or_more
from app.trade.money import Money, rounded, split
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings, one_line

_SECTION_9 = "trade rules, section 9"

# What an instalment waits for, in the order in which a deal meets them.
MILESTONES = ("before_production", "before_shipment", "against_bill_of_lading_copy", "after_bill_of_lading")

MOST_DAYS = 1_000  # nobody waits longer for money

# Deducted by banks on the way: shown, and no breach.
SHORT_PAYMENT_TOLERANCE = Money(Decimal(25), "USD")


@dataclass(frozen=True, slots=True)
class Instalment:
    """A share of the total, due at a milestone of MILESTONES, `days` after it."""

    share: Decimal
    milestone: str
    days: int = 0

    def __post_init__(self) -> None:
        not_negative(self, "days")


@dataclass(frozen=True, slots=True)
class Part:
    """An instalment in money."""

    amount: Money
    milestone: str
    days: int


TT_30_70 = (
    Instalment(Decimal("0.30"), "before_production"),
    Instalment(Decimal("0.70"), "against_bill_of_lading_copy"),
)
TT_BEFORE = (Instalment(Decimal(1), "before_production"),)


def open_account(days: int) -> tuple[Instalment, ...]:
    """The whole price on open account, 30 to 90 days after the bill of lading.

    Raises: RuleBroken("payment.tenor_out_of_range"). Source: trade rules, section 9.
    """
    if not 30 <= days <= 90:
        raise RuleBroken("payment.tenor_out_of_range", field="days", days=days)
    return (Instalment(Decimal(1), "after_bill_of_lading", days),)


def instalments(total: Money, terms: tuple[Instalment, ...]) -> tuple[list[Part], Workings]:
    """A total by instalments that sum to it to the cent.

    Args: total > 0; terms whose shares make up the whole, milestones in order.
    Raises: RuleBroken("payment.shares_not_whole"), RuleBroken("payment.total_not_positive"),
    RuleBroken("payment.milestone_unknown").
    Source: trade rules, section 9.
    """
    if total.amount <= 0:
        raise RuleBroken("payment.total_not_positive", field="total")
    shares = [term.share for term in terms]
    if sum(shares, Decimal(0)) != 1 or any(share <= 0 for share in shares):
        raise RuleBroken("payment.shares_not_whole", field="terms", percent=sum(shares, Decimal(0)) * 100)
    for term in terms:
        if term.milestone not in MILESTONES:
            raise RuleBroken("payment.milestone_unknown", field="terms", milestone=term.milestone)
    workings = Workings()
    parts: list[Part] = []
    whole = total.rounded()
    for term, amount in zip(terms, split(whole.amount, shares, whole.currency), strict=True):
        workings.add(
            f"payment.{term.milestone}", amount, total.currency, "total * share", _SECTION_9,
            total=(whole.amount, total.currency), share=(term.share, "share"),
        )
        parts.append(Part(Money(amount, total.currency), term.milestone, term.days))
    return parts, workings


@dataclass(frozen=True, slots=True)
class BankFee:
    """A share of the amount, plus a fixed sum, between a least and a greatest fee; all in `currency`."""

    currency: str
    rate: Decimal = Decimal(0)
    fixed: Decimal = Decimal(0)
    least: Decimal = Decimal(0)
    greatest: Decimal | None = None

    def __post_init__(self) -> None:
        not_negative(self, "rate", "fixed", "least", "greatest")


# Trade rules, section 9, and `platform_and_bank_fees.csv`. Defaults: a teacher may override them.
INWARD_REMITTANCE = BankFee("CNY", Decimal("0.0005"), least=Decimal(50), greatest=Decimal(500))
OUTWARD_REMITTANCE = BankFee("CNY", Decimal("0.001"), least=Decimal(100), greatest=Decimal(1000))
CREDIT_NEGOTIATION = BankFee("CNY", Decimal("0.00125"), least=Decimal(300))
CREDIT_CONFIRMATION_QUARTER = BankFee("CNY", Decimal("0.0015"), least=Decimal(500))
DOCUMENTARY_COLLECTION = BankFee("CNY", Decimal("0.001"), least=Decimal(100), greatest=Decimal(1500))
CREDIT_ISSUE = BankFee("CNY", Decimal("0.001"))
DISCREPANCY = BankFee("USD", fixed=Decimal(50))
CARD = BankFee("USD", Decimal("0.044"), fixed=Decimal("0.30"))
CARD_WITHDRAWAL = BankFee("USD", fixed=Decimal(35))


@dataclass(frozen=True, slots=True)
class Method:
    """A method of payment as a seller weighs it.

    timing, risk: stable codes for the words that people read; seller_fees: what the seller's side is charged;
    risk_rank: 0 none to 5 highest.
    """

    code: str
    timing: str
    seller_fees: tuple[BankFee, ...]
    risk: str
    risk_rank: int


METHODS: dict[str, Method] = {
    method.code: method
    for method in (
        Method("tt_before", "before_production", (INWARD_REMITTANCE,), "none", 0),
        Method("tt_30_70", "split_by_shipment", (INWARD_REMITTANCE,), "cargo_on_the_quay", 2),
        Method("lc_sight", "after_presentation", (CREDIT_NEGOTIATION,), "documents_bank_country", 1),
        Method(
            "lc_confirmed_usance", "tenor_after_presentation",
            (CREDIT_NEGOTIATION, CREDIT_CONFIRMATION_QUARTER), "documents_only", 1,
        ),
        Method("dp_sight", "collection_7_to_15_days", (DOCUMENTARY_COLLECTION,), "buyer_refuses_goods", 3),
        Method("da", "tenor_after_acceptance", (DOCUMENTARY_COLLECTION,), "buyer_insolvency", 4),
        Method("open_account", "30_to_90_days_after_shipment", (INWARD_REMITTANCE,), "buyer_insolvency", 5),
        Method("escrow", "after_receipt", (), "dispute_freezes_money", 2),
        Method("card", "at_once", (CARD,), "chargeback", 3),
    )
}


def bank_fee(amount: Money, fee: BankFee) -> tuple[Money, Workings]:
    """What a bank charges on an amount: rate and fixed sum, between least and greatest, rounded half up.

    Args: amount >= 0, already in the fee's currency (convert first).
    Raises: RuleBroken("money.currencies_differ"), RuleBroken("payment.amount_negative").
    Source: trade rules, section 9.
    """
    if amount.currency != fee.currency:
        raise RuleBroken("money.currencies_differ", left=amount.currency, right=fee.currency)
    if amount.amount < 0:
        raise RuleBroken("payment.amount_negative", field="amount")
    charged = max(amount.amount * fee.rate + fee.fixed, fee.least)
    if fee.greatest is not None:
        charged = min(charged, fee.greatest)
    workings = Workings()
    charged = workings.add(
        "payment.bank_fee", rounded(charged, fee.currency), fee.currency,
        "amount * rate + fixed, between least and greatest", _SECTION_9,
        given=(amount.amount, amount.currency), rate=(fee.rate, "share"), fixed=(fee.fixed, fee.currency),
        least=(fee.least, fee.currency),
        greatest=("-" if fee.greatest is None else fee.greatest, fee.currency),
    )
    return Money(charged, fee.currency), workings


def escrow_fee(
    total: Money,
    is_platform_logistics: bool,
    *,
    free_above: Decimal = Decimal(5000),
    cap: Decimal = Decimal(100),
) -> tuple[Money, Workings]:
    """The platform's fee for holding the money: 1 or 2 % up to 100 USD, nothing above 5,000 USD.

    Args: total in USD; is_platform_logistics, the platform's own carriers (1 %) or others (2 %).
    Raises: RuleBroken("money.currencies_differ"), RuleBroken("payment.amount_negative").
    Source: trade rules, sections 9 and 12 (service.alibaba.com).
    """
    rate = Decimal("0.01") if is_platform_logistics else Decimal("0.02")
    if total.amount > free_above:
        rate = Decimal(0)
    return bank_fee(total, BankFee("USD", rate, greatest=cap))


@one_line("banking_days after start", "days", since="start", start="date", banking_days=("days", "days"))
def banking_days_later(start: date, days: int, holidays: Set[date] = frozenset()) -> date:
    """The date that many banking days after a start: Saturdays, Sundays and holidays do not count.

    With 0 days: the start itself, or the next banking day when it is none.
    Raises: RuleBroken("payment.days_negative").
    """
    if days < 0:
        raise RuleBroken("payment.days_negative", field="days")
    at_most("days", days, MOST_DAYS)
    reached = start
    while not is_banking_day(reached, holidays):
        reached += timedelta(days=1)
        if days > 0 and is_banking_day(reached, holidays):
            days -= 1
    while days > 0:
        reached += timedelta(days=1)
        days -= is_banking_day(reached, holidays)
    return reached


def is_banking_day(day: date, holidays: Set[date] = frozenset()) -> bool:
    """Whether banks work: Monday to Friday and no holiday."""
    return day.weekday() < 5 and day not in holidays


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is missing of an amount due: nothing when paid in full, and whether it is within the tolerance."""

    missing: Money
    is_tolerated: bool


@one_line(
    "due - received, not below 0", "{due.currency}", of="missing",
    due="{due.currency}", received="{received.currency}",
)  # fmt: skip
def shortfall(due: Money, received: Money, tolerance: Money = SHORT_PAYMENT_TOLERANCE) -> Shortfall:
    """How much less arrived than was due; charges on the way are tolerated up to 25 USD.

    Raises: RuleBroken("money.currencies_differ"). Source: trade rules, section 9.
    """
    zero_or_more("due", due.amount)
    zero_or_more("received", received.amount)
    missing = due - received
    if missing.amount < 0:
        missing = Money(Decimal(0), due.currency)
    return Shortfall(missing, missing <= tolerance)
