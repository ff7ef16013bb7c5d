"""Returns of consumers: for what reasons they ask, what the law of their market gives them, what they take,
and what the market decides.

Sources: Directive 2011/83/EU, art. 9 (fourteen days of withdrawal), 13 (all is paid back, delivery out too;
the seller may wait for the goods), 14 (the consumer bears the way back of goods that please no more);
Consumer Contracts Regulations 2013, reg. 29 to 35 (United Kingdom); Directive (EU) 2019/771, art. 14 (goods
that do not conform go back at the seller's cost). The rest are assumptions of the simulation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.trade.bounds import not_negative, within_whole
from app.trade.money import rounded

EU = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
        "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip
_WITHDRAWAL = EU | {"GB", "IS", "NO"}
_GOODS = {
    "apparel": frozenset({"42", "61", "62", "63", "64"}),
    "electronics": frozenset({"84", "85", "90"}),
}  # fmt: skip
CHANGE_OF_MIND = "change_of_mind"
REASONS = ("faulty", "not_as_described", "late", "charged_at_door", CHANGE_OF_MIND)
KINDS = ("refund", "label", "consumer_pays", "partial", "refuse")
_ZERO, _ONE = Decimal(0), Decimal(1)

Word = Literal["take", "send_back", "insist"]
Decision = Literal["refund", "send_back", "reject"]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a consumer holds. is_faulty: a piece of it is; untrue_claims: of the page it was bought from;
    days_late: beyond the promise; hs_code: of the goods.
    """

    is_faulty: bool
    untrue_claims: int
    days_late: int
    is_charged_at_door: bool
    hs_code: str

    def __post_init__(self) -> None:
        not_negative(self, "untrue_claims", "days_late")


def return_chances(
    parcel: Arrived, asks: Mapping[str, Decimal], minds: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """Reason -> the chance that it makes a consumer ask, only for what has happened; all can change their
    mind.

    Args: asks: shares faulty, claim, late_day, late_most, charged; minds: share by kind of goods.
    """
    found: dict[str, Decimal] = {}
    if parcel.is_faulty:
        found["faulty"] = asks["faulty"]
    if parcel.untrue_claims:
        found["not_as_described"] = _ONE - (_ONE - asks["claim"]) ** parcel.untrue_claims
    if parcel.days_late:
        found["late"] = min(asks["late_day"] * parcel.days_late, asks["late_most"])
    if parcel.is_charged_at_door:
        found["charged_at_door"] = asks["charged"]
    chapter = parcel.hs_code[:2]
    kind = next((name for name, chapters in _GOODS.items() if chapter in chapters), "other")
    return found | {CHANGE_OF_MIND: minds[kind]}


def may_withdraw(market: str, days_since_delivery: int, days: int) -> bool:
    """Whether the consumer may send sound goods back without giving a reason.

    Source: Directive 2011/83/EU, art. 9 (also in the EEA); Consumer Contracts Regulations 2013, reg. 29.
    """
    return market in _WITHDRAWAL and days_since_delivery <= days


def is_owed(reason: str, has_right: bool) -> bool:
    """Whether the money is owed: goods or promise fell short, or the law lets the consumer withdraw.

    Source: Directive (EU) 2019/771, art. 14; Directive 2011/83/EU, art. 9. Lateness and charges at the door
    count by the market's own rules (assumption).
    """
    return reason != CHANGE_OF_MIND or has_right


@dataclass(frozen=True, slots=True)
class ReturnOffer:
    """The shop's answer. kind: one of KINDS; share: of the price, for a partial refund."""

    kind: str
    share: Decimal = _ZERO

    def __post_init__(self) -> None:
        within_whole(self, "share")


def consumers_word(reason: str, has_right: bool, offer: ReturnOffer, takes: Decimal) -> Word:
    """What the consumer makes of an answer.

    Args: takes: share of the price for which this consumer keeps the goods.
    Source: Directive 2011/83/EU, art. 14 for who bears the way back; assumptions of the simulation.
    """
    if offer.kind == "refund" or (offer.kind == "partial" and offer.share >= takes):
        return "take"
    if offer.kind == "label" or (offer.kind == "consumer_pays" and reason == CHANGE_OF_MIND):
        return "send_back"
    return "insist" if is_owed(reason, has_right) else "take"


def market_decision(reason: str, has_right: bool, was_answered: bool) -> Decision:
    """How the market ends what shop and consumer do not: silence counts against the shop.

    Source: the market's own rules (assumption); Directive 2011/83/EU, art. 9 and 14.
    """
    if not was_answered:
        return "refund"
    if reason != CHANGE_OF_MIND:
        return "refund"
    return "send_back" if has_right else "reject"


def commission_back(commission: Decimal, refunded: Decimal, paid: Decimal, kept: Decimal) -> Decimal:
    """Commission that the market gives back with a refund, USD.

    Args: commission, refunded, paid: USD, paid above zero; kept: share of it that the market keeps.
    Source: after Amazon's refund administration fee (assumption).
    """
    return rounded(commission * min(refunded / paid, _ONE) * (_ONE - kept), "USD")
