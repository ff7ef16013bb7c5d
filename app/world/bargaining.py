"""From what a buyer sees to what the rules of negotiation take: stance, memory, offer; and the words of an
ask.

The decision is `app.trade.market.negotiation.answer(stance, memory, offer, held_offers, days_gone)`, which
needs no database: a talk can be played again from any turn with these values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from app.trade.market.concession import Memory, Turn
from app.trade.market.hindsight import decisive_term
from app.trade.market.negotiation import Answer, Ask, Offer, OtherTerm, answer, on_scale
from app.trade.market.negotiation_issues import (
    ISSUES,
    Beliefs,
    Proposal,
    Stance,
    cost_of_tests,
    quantity_share,
    term_share,
    term_steps,
    utility,
)
from app.world.attention import answered_share
from app.world.deal_letters import reply_share_of
from app.world.parameters import parameters
from app.world.views.inquiry import Talk
from app.world.views.quotation import QuotationView, payment_choices

_DAY = Decimal(86400)
_ZERO, _HALF, _ONE = Decimal(0), Decimal("0.5"), Decimal(1)
# A quotation for so much more or less than was asked is for another need, where the buyer's kind says
# nothing.
_QUANTITY_FLEX = Decimal("0.10")
_TAKES_MORE_FROM = Decimal("0.20")  # a kind whose quantity is this free may take more for a better price
_FREE = ("free", "no charge", "gratis", "kostenlos", "gratuit", "grátis", "бесплатн", "無料", "مجان", "免费")


def stance_of(need: Mapping[str, Any]) -> Stance:
    """The buyer's stance from the hidden need; what the need does not say, from the stated rules of all
    buyers.
    """
    buyer = parameters("buyer")
    rules, weights, told = buyer["truth"], need["weights"], buyer["beliefs"]
    beliefs = Beliefs(**{each.name: Decimal(told[each.name]) for each in fields(Beliefs)})
    return Stance(
        limit=Decimal(need["limit"]),
        target=Decimal(need["target"]),
        wanted_days=Decimal(need["wanted_days"]),
        most_days=Decimal(need["most_days"]),
        patience_days=Decimal(need["patience_days"]),
        concession=Decimal(need["concession"]),
        first_utility=Decimal(need.get("first_utility", rules["first_utility"])),
        least_utility=Decimal(need.get("least_utility", rules["least_utility"])),
        rounds_most=int(need.get("rounds_most", rules["rounds_most"])),
        reciprocity=Decimal(need.get("reciprocity", "0")),
        wanted_prepaid=Decimal(need.get("wanted_prepaid", "0")),
        overreach_free=Decimal(rules["overreach_free"]),
        overreach_weight=Decimal(rules["overreach_weight"]),
        beliefs=beliefs,
        **{f"{issue}_weight": Decimal(weights.get(issue, "0")) for issue in ISSUES},
    )


def memory_of(talk: Talk) -> Memory:
    """What the buyer keeps of the offers it has answered in this talk."""
    limit = Decimal(talk.need["limit"])
    turns = tuple(
        Turn(
            Decimal(each["worth"]), Decimal(each["wanted"]),
            max(Decimal(each.get("landed", limit)) / limit - 1, _ZERO),
        )
        for each in talk.noted.get("turns", ())
    )  # fmt: skip
    return Memory(max(talk.counters, len(turns)), turns)


def flex_of(talk: Talk) -> Decimal:
    """How far a quantity may be off the wish before the quotation is for another need, as a share."""
    return Decimal(talk.need.get("quantity_flex", _QUANTITY_FLEX))


def proposal_of(view: QuotationView) -> Proposal:
    """A quotation in its buyer's eyes."""
    talk = view.talk
    held, asked = view.papers_held
    return Proposal(
        landed=view.landed + _tests(view), days=view.days, prepaid_share=view.prepaid_share,
        reply_share=reply_share_of(talk), answered_share=answered_share(replace(talk, is_quoted=True)),
        sample_share=_sample_share(view),
        certificates_share=Decimal(held) / asked if asked else _ONE,
        quantity_share=quantity_share(view.quantity, talk.quantity, flex_of(talk)),
        term_share=term_share(view.incoterm, talk.incoterm),
        papers_missing=Decimal(len(view.papers_wanting) if talk.need.get("papers_bar") else 0),
    )  # fmt: skip


def _tests(view: QuotationView) -> Decimal:
    """What a piece costs more at the door of a buyer that has the goods tested itself for want of papers."""
    need = view.talk.need
    if need.get("papers_bar") or not view.papers_wanting:
        return _ZERO
    return cost_of_tests(len(view.papers_wanting), Decimal(need.get("test_usd", "0")), view.quantity)


def _sample_share(view: QuotationView) -> Decimal:
    """1 for a free sample or where none is wanted, half for one that is charged, 0 for none."""
    if not view.talk.need.get("wants_sample"):
        return _ONE
    told = view.talk.told_of_samples.casefold()
    if view.sample == "free" or (not view.sample and any(word in told for word in _FREE)):
        return _ONE
    return _HALF if view.sample == "charged" or told else _ZERO


def offer_of(view: QuotationView) -> Offer:
    """A quotation with what the buyer may ask to change in it."""
    wanted, flex = view.talk.quantity, flex_of(view.talk)
    more = 0
    if flex >= _TAKES_MORE_FROM:
        cartons = -(-int(wanted * (_ONE + flex / 2)) // max(view.carton_pieces, 1))
        more = cartons * max(view.carton_pieces, 1)
    share = quantity_share(more, wanted, flex) if more else _ZERO
    tests, line, other = _tests(view), view.line, None
    if view.asked_line is not None:
        steps = term_steps(view.incoterm, view.talk.incoterm)
        dearer = replace(view.asked_line, at_zero=view.asked_line.at_zero + tests)
        other = OtherTerm(view.talk.incoterm, dearer, steps)
    return Offer(
        proposal_of(view), max(view.unit_price_usd, Decimal("0.01")),
        replace(line, at_zero=line.at_zero + tests), view.quantity, view.days - view.lead_time_days,
        payment_choices(), more if share > 0 else 0, share, other,
    )  # fmt: skip


def days_gone(talk: Talk) -> Decimal:
    """Days since the first letter."""
    return Decimal(int((talk.at - talk.opened_at).total_seconds())) / _DAY


def held_by(view: QuotationView) -> list[Proposal]:
    """The rival offers that the buyer holds, on the scale of this one's goods."""
    own = stance_of(view.talk.need)
    return [on_scale(proposal_of(each), own, stance_of(each.talk.need)) for each in view.rivals]


def decided(view: QuotationView, held: Sequence[Proposal] | None = None) -> Answer:
    """The buyer's answer to a quotation, beside the rivals that lie before it; held: beside these instead."""
    stance, talk = stance_of(view.talk.need), view.talk
    beside = held_by(view) if held is None else held
    return answer(stance, memory_of(talk), offer_of(view), beside, days_gone(talk))


def ask_plain(ask: Ask, view: QuotationView) -> dict[str, Any]:
    """An ask as the quotation keeps it: what is to change, in the quotation's own words."""
    ready = (ask.days - (view.days - view.lead_time_days)).quantize(_ONE, rounding=ROUND_FLOOR)
    asked: dict[str, Any] = {"issue": ask.issue, "unit_price_usd": ask.unit_price}
    if ask.issue == "time":
        asked["lead_time_days"] = int(ready)
    if ask.payment_terms:
        asked["payment_terms"] = ask.payment_terms
    if ask.quantity:
        asked["quantity"] = ask.quantity
    if ask.is_sample_free:
        asked["sample"] = "free"
    if ask.incoterm:
        asked |= {"incoterm": ask.incoterm, "named_place": view.talk.named_place}
    if ask.issue == "certificates":
        asked["certificates"] = list(view.papers_wanting)
    return asked


def turn_of(view: QuotationView, found: Answer, *, is_taken: bool = False) -> dict[str, Any]:
    """What the buyer keeps of an offer that it has answered: hidden until the deal is over.

    is_taken: it took another's offer at this moment.
    """
    verdict = "reject" if is_taken else found.verdict
    return {
        "on": view.on, "worth": found.utility, "wanted": found.wanted_utility, "verdict": verdict,
        "seen": _seen(view) | {"is_taken": is_taken},
        "unit_price_usd": view.unit_price_usd,
        "landed": (view.landed + _tests(view)).quantize(Decimal("0.0001")),
        "wanted_landed": found.wanted_landed, "days": view.days, "payment_terms": view.payment_terms,
        "best_held": found.best_held, "asked": [ask_plain(ask, view) for ask in found.asks],
    }  # fmt: skip


def _seen(view: QuotationView) -> dict[str, Any]:
    """What the answer followed from beside the offer itself, so that the turn can be played again.

    held: offers of others on this one's scale, without names, in the order of their prices.
    """
    held = sorted(held_by(view), key=lambda each: (each.landed, each.days))
    return {
        "at": view.talk.at, "revision": view.revision, "open_asks": list(view.talk.open_asks),
        "annoyance": str(view.talk.need.get("annoyance", "0")), "papers_held": list(view.papers_held),
        "papers_wanting": list(view.papers_wanting),
        "carton_pieces": view.carton_pieces,
        "held": [{part.name: getattr(each, part.name) for part in fields(each)} for each in held],
    }  # fmt: skip


def rival_plain(view: QuotationView) -> dict[str, Any]:
    """A rival offer as hindsight shows it: without a name."""
    return {
        "landed": view.landed.quantize(Decimal("0.01")), "term": view.incoterm, "days": view.days,
        "payment_terms": view.payment_terms, "quantity": view.quantity,
    }  # fmt: skip


def what_decided(view: QuotationView, needed: Decimal) -> dict[str, Any] | None:
    """The one term whose change alone would have turned the answer, as plain values."""
    found = decisive_term(stance_of(view.talk.need), proposal_of(view), needed)
    if found is None:
        return None
    return {"issue": found.issue, "was": found.was, "turns_at": found.turns_at, "cost": found.cost}


def worth_on_scale(other: QuotationView, own: QuotationView) -> Decimal:
    """What another offer is worth to the buyer, on the scale of this one's goods."""
    mine = stance_of(own.talk.need)
    return utility(mine, on_scale(proposal_of(other), mine, stance_of(other.talk.need)))[0]
