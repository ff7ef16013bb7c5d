"""A buyer's dispute: who answers until when, who pays for the way back, what a return to China costs, and who
claims for goods lost in transit.

Source: trade rules, section 11.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from app.trade.books.vat_refund import repayment
from app.trade.carriage.incoterms import risk_is_buyers
from app.trade.clearance.export_mode import export_mode
from app.trade.money import Money
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings, one_line

_SECTION_11 = "trade rules, section 11"

STAGES = ("opened", "answered", "offered", "decided", "appealed")
ANSWER_DAYS = 5  # default; the course may set another
COVER_DAYS = 30  # of the platform's escrow cover, after receipt
APPEALS = 1
RETURN_MONTHS = 6
HIDDEN_DAMAGE_DAYS = 3

Reason = Literal[
    "not_received", "late", "not_as_described", "short", "damaged", "counterfeit", "prohibited",
    "duty_unexpected", "cancelled", "changed_mind",
]  # fmt: skip
Payer = Literal["seller", "buyer"]
Remedy = Literal["refund", "part_refund", "resend", "return_and_refund", "none"]

# Nothing came, or nothing can come back.
_NOTHING_TO_RETURN = frozenset({"not_received", "cancelled", "prohibited", "late", "duty_unexpected"})
_RETURN_MODES = frozenset({"9610", "9710", "9810", "1210"})
_CLAIM_PAPERS = ("survey_report", "bill_of_lading", "commercial_invoice")


@one_line("opened_on + answer_days", "days", since="opened_on", opened_on="date", answer_days="days")
def answer_deadline(opened_on: date, answer_days: int = ANSWER_DAYS) -> date:
    """The last day on which the seller may answer; after it the buyer wins.

    Args: answer_days >= 1, calendar days.
    Raises: RuleBroken("dispute.days_not_positive"). Source: trade rules, section 11.
    """
    if answer_days < 1:
        raise RuleBroken("dispute.days_not_positive", field="answer_days")
    return opened_on + timedelta(days=answer_days)


def decided_for(opened_on: date, answered_on: date | None, on: date, answer_days: int = ANSWER_DAYS) -> str:
    """Who has won by the deadline alone: "buyer" when no answer came in time; empty while that is open.

    Raises: RuleBroken("dispute.days_not_positive"), RuleBroken("dispute.answer_before_opening").
    Source: trade rules, section 11: no answer = buyer wins.
    """
    deadline = answer_deadline(opened_on, answer_days)
    if answered_on is not None and answered_on < opened_on:
        raise RuleBroken("dispute.answer_before_opening", field="answered_on", opened_on=opened_on)
    if answered_on is not None and answered_on <= deadline:
        return ""
    return "buyer" if on > deadline else ""


def is_claim_covered(received_on: date, opened_on: date, cover_days: int = COVER_DAYS) -> bool:
    """Whether a claim for quality or shipping date falls within the escrow cover: 30 days after receipt.

    Raises: RuleBroken("dispute.days_not_positive"). Source: trade rules, section 11.
    """
    if cover_days < 1:
        raise RuleBroken("dispute.days_not_positive", field="cover_days")
    return opened_on <= received_on + timedelta(days=cover_days)


def may_appeal(appeals_made: int) -> bool:
    """Whether one more appeal is open: one is, after the platform's decision.

    Raises: RuleBroken("dispute.appeals_negative"). Source: trade rules, section 11.
    """
    if appeals_made < 0:
        raise RuleBroken("dispute.appeals_negative", field="appeals_made")
    return appeals_made < APPEALS


def return_freight_payer(reason: Reason, does_buyer_pay_for_changed_mind: bool = True) -> Payer:
    """Who pays for the way back: the seller at fault; the buyer who changed their mind if the store says so.

    Args: does_buyer_pay_for_changed_mind: what the store's own terms say.
    Source: trade rules, section 11.
    """
    return "buyer" if reason == "changed_mind" and does_buyer_pay_for_changed_mind else "seller"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the buyer asks, and the goods. goods: their price; affected_share: of the goods, 1 for all;
    return_freight: what the way back costs; term: of the sale.
    """

    reason: Reason
    goods: Money
    affected_share: Decimal
    return_freight: Money
    term: str = "DAP"

    def __post_init__(self) -> None:
        if self.goods.amount <= 0:
            raise RuleBroken("dispute.goods_not_positive", field="goods")
        if not 0 < self.affected_share <= 1:
            raise RuleBroken("dispute.share_out_of_range", field="affected_share")
        if self.return_freight.amount < 0:
            raise RuleBroken("dispute.freight_negative", field="return_freight")


@dataclass(frozen=True, slots=True)
class RemedyOwed:
    """What is owed at most, and who bears the way back. remedy "none": the reason does not stand."""

    remedy: Remedy
    refund: Money
    return_payer: Payer | None
    workings: Workings


def remedy(claim: Claim, does_buyer_pay_for_changed_mind: bool = True) -> RemedyOwed:
    """The usual remedy of a reason, and what is refunded at most.

    Unexpected duty stands only under DAP, where the buyer is to pay it and was not told. Short or partly
    affected goods: their share. Goods whose way back costs as much as they are worth are refunded without
    return. Which offer is usual for which reason is an assumption of teaching.
    Raises: RuleBroken("money.currencies_differ"). Source: trade rules, section 11.
    """
    workings, zero = Workings(), Money(Decimal(0), claim.goods.currency)
    if claim.reason == "duty_unexpected" and claim.term != "DAP":
        return RemedyOwed("none", zero, None, workings)
    value = Money(claim.goods.amount * claim.affected_share, claim.goods.currency).rounded()
    workings.add(
        "dispute.affected", value.amount, value.currency, "goods * affected_share", _SECTION_11,
        goods=(claim.goods.amount, claim.goods.currency), affected_share=(claim.affected_share, "share"),
    )  # fmt: skip
    if claim.reason in ("late", "duty_unexpected"):
        return RemedyOwed("part_refund", value, None, workings)
    if claim.reason in _NOTHING_TO_RETURN:
        return RemedyOwed("refund", value, None, workings)
    if claim.reason == "short":
        return RemedyOwed("resend", value, None, workings)
    is_cheap = not claim.return_freight < value
    workings.add(
        "dispute.return_freight", claim.return_freight.amount, claim.return_freight.currency,
        "return only when return_freight < goods", _SECTION_11,
    )  # fmt: skip
    if is_cheap:
        return RemedyOwed("refund", value, None, workings)
    payer = return_freight_payer(claim.reason, does_buyer_pay_for_changed_mind)
    owed = value - claim.return_freight if payer == "buyer" else value
    formula = "goods - return freight of the buyer"
    workings.add("dispute.refund", owed.amount, owed.currency, formula, _SECTION_11)
    return RemedyOwed("return_and_refund", owed, payer, workings)


@one_line("exported_on + 6 months", "days", since="exported_on", exported_on="date")
def return_deadline(exported_on: date) -> date:
    """The last day to bring e-commerce exports back to China free: six months after the export.

    A month without that day ends on its last one. Source: trade rules, section 11.
    """
    months = exported_on.month - 1 + RETURN_MONTHS
    year, month = exported_on.year + months // 12, months % 12 + 1
    return date(year, month, min(exported_on.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Return:
    """Goods on their way back to China. refunded_rmb: VAT refund received for the whole; quantities in one
    unit; is_unchanged: in the state in which they left.
    """

    supervision_mode: str
    exported_on: date
    returned_on: date
    is_unchanged: bool
    refunded_rmb: Decimal
    returned_quantity: Decimal
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class ReturnCost:
    """Whether the goods come back free of import duty and VAT, why not ("mode", "late", "changed", ""), and
    the VAT refund that is repaid either way.
    """

    is_free: bool
    because: str
    deadline: date
    repaid_rmb: Decimal
    workings: Workings


def return_cost(goods: Return) -> ReturnCost:
    """A return to China: free of import duty and VAT within six months, unchanged, under 9610, 9710, 9810 or
    1210; the VAT refund on what returns is repaid.

    Not free means that the ordinary import charges are due, which this rule does not reckon.
    Raises: RuleBroken("export_mode.unknown"), RuleBroken("dispute.return_before_export"),
    RuleBroken("refund.return_out_of_range").
    Source: trade rules, section 11 (policy of 2023, prolonged; its end was not checked).
    """
    export_mode(goods.supervision_mode)
    if goods.returned_on < goods.exported_on:
        raise RuleBroken("dispute.return_before_export", field="goods.returned_on", on=goods.exported_on)
    deadline = return_deadline(goods.exported_on)
    because = ""
    if goods.supervision_mode not in _RETURN_MODES:
        because = "mode"
    elif goods.returned_on > deadline:
        because = "late"
    elif not goods.is_unchanged:
        because = "changed"
    repaid = repayment(goods.refunded_rmb, goods.returned_quantity, goods.quantity)
    workings = Workings()
    workings.add(
        "dispute.refund_repaid", repaid, "CNY", "refund * returned_quantity / quantity", _SECTION_11,
        refund=(goods.refunded_rmb, "CNY"), returned_quantity=(goods.returned_quantity, ""),
        quantity=(goods.quantity, ""),
    )  # fmt: skip
    return ReturnCost(not because, because, deadline, repaid, workings)


@dataclass(frozen=True, slots=True)
class LossClaim:
    """A loss in transit. bearer: who bore the risk where it happened; claimant: who claims, on the insurer if
    there is a policy; papers: what the claim needs; notice_by: last day to tell the carrier of hidden damage.
    """

    bearer: Payer
    against: Literal["insurer", "carrier"]
    papers: tuple[str, ...]
    notice_by: date | None


def loss_claim(term: str, reached: str, is_insured: bool, delivered_on: date | None = None) -> LossClaim:
    """Who bears a loss in transit and how it is claimed: risk by Incoterms, papers, the carrier's notice.

    Args: reached, the last point of the journey that the goods had passed; delivered_on, empty if they never
    arrived.
    Raises: RuleBroken("incoterms.unknown"), RuleBroken("incoterms.risk_point_unknown").
    Source: trade rules, section 11; hidden damage: notice within 3 days.
    """
    bearer: Payer = "buyer" if risk_is_buyers(term, reached) else "seller"
    papers = (*_CLAIM_PAPERS, "insurance_policy") if is_insured else _CLAIM_PAPERS
    notice = delivered_on + timedelta(days=HIDDEN_DAMAGE_DAYS) if delivered_on else None
    return LossClaim(bearer, "insurer" if is_insured else "carrier", papers, notice)
