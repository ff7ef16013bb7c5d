"""The rubric as a table: what a deed's facts must say to be correct, and what later shows that it helped.

A deed without a row leaves evidence but earns no level by itself. A fact that the record lacks leaves the
deed at *happened*; a fact that says no is counter-evidence.
"""

from collections.abc import Callable, Mapping, Sized
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


def N_(message: str) -> str:
    """Mark words for the message catalogue; gives them back unchanged."""
    return message


# What the teaching takes for good enough. Assumptions of the rubric, not rules of trade.
REGRET_SHARE = Decimal("0.25")  # of the best feasible choice's expected value, left on the table
SETTLEMENT_REGRET = Decimal("0.01")  # below the best rate that was to be had since the money came
LISTING_QUALITY = 70  # points of 100
PRESENTATION_DAYS = 21  # papers reach the buyer within the days that UCP 600 article 14 c gives
INSURED_SHARE = Decimal("1.10")  # trade rules, section 1: CIF and CIP cover at least 110 % of the price
SAMPLING_LIMIT = Decimal("2.5")  # AQL for major defects, ISO 2859-1 as commonly agreed


@dataclass(frozen=True, slots=True)
class Check:
    """What one fact must be. `words` say it to people; `holds` gets all facts of the record."""

    fact: str
    words: str
    holds: Callable[[Mapping[str, Any]], bool]
    also: str = ""  # another fact that it needs


@dataclass(frozen=True, slots=True)
class Rule:
    """All of `correct` must hold. Consequential if later one of `on_it` is done to the same subject, or one
    of `in_deal` anywhere in the same deal.
    """

    correct: tuple[Check, ...]
    on_it: tuple[str, ...] = ()
    in_deal: tuple[str, ...] = ()


def _number(value: Any) -> Decimal:
    return Decimal(str(value))


def at_least(fact: str, least: Decimal | int, words: str) -> Check:
    """The fact is a number and no less than `least`."""
    return Check(fact, words, lambda facts: _number(facts[fact]) >= least)


def at_most(fact: str, greatest: Decimal | int, words: str) -> Check:
    """The fact is a number and no more than `greatest`."""
    return Check(fact, words, lambda facts: _number(facts[fact]) <= greatest)


def share_at_most(fact: str, whole: str, greatest: Decimal, words: str) -> Check:
    """The fact is no more than this share of another one."""
    return Check(fact, words, lambda facts: _number(facts[fact]) <= greatest * _number(facts[whole]), whole)


def none_of(fact: str, words: str) -> Check:
    """The fact counts or lists what is wrong, and there is none of it."""
    return Check(
        fact, words, lambda facts: (len(facts[fact]) if isinstance(facts[fact], Sized) else facts[fact]) == 0
    )


def is_so(fact: str, words: str) -> Check:
    """The fact is true."""
    return Check(fact, words, lambda facts: facts[fact] is True)


def is_not_so(fact: str, words: str) -> Check:
    """The fact is false."""
    return Check(fact, words, lambda facts: facts[fact] is False)


_ON_TIME = at_least("days_to_ship_by", 0, N_("There is time until the promised day of shipment"))
_CLAIM = (
    none_of("findings", N_("The papers of the claim agree")),
    at_least("days_to_deadline", 0, N_("The claim comes before its deadline")),
)
_LISTING = Rule(
    (
        at_least("quality", LISTING_QUALITY, N_("The listing's quality is good")),
        none_of("untrue_claims", N_("It claims nothing that the product does not bear out")),
    ),
    on_it=("inquiry.write", "retail.pass_day"),
)

_DELIVERED = ("shipment.deliver",)
# Action -> its rule.
RULES: dict[str, Rule] = {
    "partnership.apply": Rule(
        (
            at_least("products_named", 1, N_("The application names products of the enterprise")),
            is_so("has_company", N_("The team's company is registered")),
        ),
        in_deal=("partnership.accept",),
    ),
    "listing.publish": _LISTING,
    "listing.edit": _LISTING,
    "inquiry.reply": Rule(
        (
            is_so("is_in_time", N_("The reply came in time")),
            none_of("asks_open", N_("All that was asked is answered")),
            none_of("unsupported_claims", N_("It claims nothing that the product does not bear out")),
        ),
        in_deal=("quotation.accept",),
    ),
    "call.answer": Rule(
        (
            is_so("is_in_time", N_("The answer came while the buyer waited")),
            is_so("is_answered", N_("It answers what the buyer asked on the line")),
            none_of("unsupported_claims", N_("It claims nothing that the product does not bear out")),
        ),
        in_deal=("quotation.accept",),
    ),
    "quotation.send": Rule(
        (
            none_of("named_place_errors", N_("The term and its named place fit together")),
            at_least("margin_rate", 0, N_("The price covers the costs")),
            share_at_most(
                "regret_usd", "best_expected_usd", REGRET_SHARE,
                N_("On what could be seen, the price is near the best one"),
            ),
        ),
        on_it=("quotation.accept",),
    ),
    "order.issue": Rule(
        (none_of("departs_in", N_("The proforma invoice says what was agreed")),), on_it=("order.confirm",)
    ),
    "purchase.place": Rule(
        (
            at_least("slack_days", 0, N_("The supplier's lead time fits before the wanted day")),
            at_least("over_quantity", 0, N_("The goods suffice for the order")),
            is_not_so("is_own_risk", N_("The deposit had come first")),
            _ON_TIME,
        ),
        in_deal=_DELIVERED,
    ),
    "inspection.order": Rule(
        (at_most("aql", SAMPLING_LIMIT, N_("The acceptance quality limit is strict enough")),),
        in_deal=("purchase.rework",),
    ),
    "purchase.collect": Rule(
        (
            is_so("is_inspected", N_("The lot was inspected before it was taken")),
            is_not_so("is_failed_lot", N_("No failed lot was taken")),
            _ON_TIME,
        ),
        in_deal=_DELIVERED,
    ),
    "shipment.book": Rule(
        (is_so("is_agreed_mode", N_("The mode of transport is the agreed one")), _ON_TIME), in_deal=_DELIVERED
    ),
    "insurance.buy": Rule(
        (at_least("insured_share", INSURED_SHARE, N_("The cover is 110 % of the price or more")),),
        in_deal=_DELIVERED,
    ),
    "consumer_order.list_for_customs": Rule(
        (none_of("errors", N_("The checks find no error")),), on_it=("consumer_order.take_list",)
    ),
    "consumer_order.dispatch": Rule(
        (is_not_so("is_late", N_("The parcel left in time")),), on_it=("consumer_order.release",)
    ),
    "document.issue": Rule(
        (none_of("errors", N_("The checks find no error")),), in_deal=("document.accept",)
    ),
    "document.send_set": Rule(
        (
            none_of("errors", N_("The papers agree with each other")),
            at_most("days_since_shipment", PRESENTATION_DAYS, N_("The papers are sent in time")),
        ),
        on_it=("document.accept",),
    ),
    "practice.hand_in": Rule(
        (is_so("is_right_unaided", N_("The first try at a practice set is right")),)
    ),
    "declaration.file": Rule(
        (
            none_of("errors", N_("The checks find no error")),
            at_least("days_before_departure", 0, N_("It is filed before the vessel leaves")),
        ),
        on_it=("declaration.release",),
    ),
    "settlement.settle": Rule(
        (at_most("regret_rate", SETTLEMENT_REGRET, N_("The rate is near the best since the money came")),),
    ),
    "refund.claim": Rule(_CLAIM, in_deal=("refund.grant",)),
    "refund.claim_again": Rule(_CLAIM, on_it=("refund.grant",)),
}  # fmt: skip
