"""How a buyer answers a quotation: by app/trade/market/negotiation from the buyer's own figures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.trade.lifecycles import QUOTATION
from app.trade.market.negotiation import Answer
from app.trade.market.negotiation_issues import Proposal
from app.trade.working_time import answer_due
from app.world.agent import agent
from app.world.agents.bad_actor import answer_of
from app.world.agents.sample import taken_up
from app.world.attention import has_bought_elsewhere, left_open, why_elsewhere
from app.world.bargaining import (
    ask_plain,
    decided,
    flex_of,
    rival_plain,
    turn_of,
    what_decided,
    worth_on_scale,
)
from app.world.deal_letters import closing_of, letter_facts
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import (
    alternative,
    asked_back,
    letter,
    phrase,
    phrase_of,
    questions,
    reason,
    said,
    voice_in,
)
from app.world.parameters import market_habits, parameters
from app.world.views.inquiry import Talk
from app.world.views.quotation import QuotationView, payment_choices, quotation_view

_CENT = Decimal("0.01")
_SPOKEN_OF = ("price", "time", "payment", "service")  # weak parts that a counter-offer in price alone names


@agent("quotation.consider", view=quotation_view)
def consider(view: QuotationView, dice: Dice) -> list[Intent]:
    """Accept the best of what lies on the desk; else name what would do, or leave."""
    talk = view.talk
    if view.state != "sent" or talk.state not in ("waiting", "answered") or talk.awaits_sample:
        return []  # once the sample is judged, its verb puts this quotation before the buyer again
    if talk.need.get("actor"):
        return answer_of(view, dice.under("actor"))
    if has_bought_elsewhere(talk):
        return [_too_late(view, dice)[0]]
    if not _fits(view):
        return [_other_quantity(view, dice)]
    if (sample := taken_up(view, dice.under("sample"))) is not None:
        return [sample]  # the offer is weighed once the sample has been seen
    best = _best(view)
    if best is not view and (taken := decided(best)).verdict == "accept":
        return _own_last(view, [_accept(best, taken, dice), *_ends(view, best, dice)])
    found = decided(view)
    if found.verdict == "accept":
        return _own_last(view, [_accept(view, found, dice), *_ends(view, view, dice)])
    return [_answered(view, found, dice)]


def reply_to(
    view: QuotationView, held: Sequence[Proposal], dice: Dice, *, is_beaten: bool = False
) -> tuple[Intent, Answer | None]:
    """The buyer's answer to one offer alone, for practice. held: other offers, on this one's scale;
    is_beaten: another offer is taken at this moment.

    Returns: the letter's intent, and what was decided, None where the quantity is for another need.
    """
    if has_bought_elsewhere(view.talk):
        return _too_late(view, dice)
    if not _fits(view):
        return _other_quantity(view, dice), None
    found = decided(view, held)
    if is_beaten:
        return _reject(view, found, dice, "other_offer"), found
    if found.verdict == "accept":
        return _accept(view, found, dice), found
    return _answered(view, found, dice), found


def _too_late(view: QuotationView, dice: Dice) -> tuple[Intent, Answer]:
    """The no of a buyer who has found other goods while it waited for answers or a price within reach."""
    found = replace(decided(view), verdict="reject", asks=())
    return _reject(view, found, dice, why_elsewhere(view.talk)), found


def _answered(view: QuotationView, found: Answer, dice: Dice) -> Intent:
    """A counter-offer, or the last word."""
    return _counter(view, found, dice) if found.verdict == "counter" else _reject(view, found, dice)


def _best(view: QuotationView) -> QuotationView:
    """The quotation on the desk that is worth most: those that wait for an answer, each beside the others."""
    desk = [view, *(each for each in view.rivals if each.state == "sent" and _fits(each))]
    best = max(desk, key=lambda each: (worth_on_scale(each, view), -each.landed, each is view))
    if best is view:
        return view
    own = replace(view, rivals=(), others=())
    return replace(best, rivals=(own, *(each for each in view.rivals if each is not best)))


def _fits(view: QuotationView) -> bool:
    return abs(view.quantity - view.talk.quantity) <= view.talk.quantity * flex_of(view.talk)


def _left(view: QuotationView, taken: QuotationView) -> list[tuple[Talk, QuotationView | None]]:
    """The other open talks about the same need, each with its quotation, by stable name."""
    quoted = {each.talk.inquiry_id: each for each in (view, *view.rivals)}
    talks = [talk for talk in (view.talk, *view.others) if talk.inquiry_id != taken.talk.inquiry_id]
    ordered = sorted(talks, key=lambda talk: talk.stable_name)
    return [(talk, quoted.get(talk.inquiry_id)) for talk in ordered]


def _accept(view: QuotationView, found: Answer, dice: Dice) -> Intent:
    """The buyer's yes to a quotation."""
    talk = view.talk
    grace = timedelta(days=parameters("buyer")["conduct"]["grace_days"] + view.lead_time_days)
    needed = max(found.wanted_utility, found.best_held or found.wanted_utility)
    noted = {
        "rivals": _shown(view.rivals, dice.under("rivals", talk.stable_name)),
        "decided": what_decided(view, needed), "landed": view.landed.quantize(_CENT),
        "utility": found.utility, "wanted_utility": found.wanted_utility,
    }  # fmt: skip
    given = {
        "body": letter("accept", talk.buyer.register, _facts(view), dice),
        "ship_by": view.on + grace,
        "turn": turn_of(view, found),
        "noted": noted,
    }
    return Intent("buyer", "quotation.accept", view.quotation_id, given)


def _ends(view: QuotationView, taken: QuotationView, dice: Dice) -> Iterator[Intent]:
    """The ends of the other talks about a need that one quotation has met."""
    desk = (taken, *taken.rivals)
    for talk, own in _left(view, taken):
        if own is not None:
            beside = tuple(each for each in desk if each.quotation_id != own.quotation_id)
            own = replace(own, rivals=beside, others=())
        yield _ended(talk, own, taken, dice.under("ended", talk.stable_name))


def _own_last(view: QuotationView, intents: list[Intent]) -> list[Intent]:
    """The deed on the quotation that was to be considered comes last: it takes this very entry off the
    agenda, and what stood behind it would be lost if the run broke off there.
    """
    return sorted(intents, key=lambda intent: intent.subject_id == view.quotation_id)


def _ended(talk: Talk, own: QuotationView | None, taken: QuotationView, dice: Dice) -> Intent:
    """The end of a talk about a need that another offer has met."""
    facts = letter_facts(talk)
    facts |= {"reason": reason("other_offer", facts, dice.under("reason"))}
    more: dict[str, Any] = {"reason": "other_offer", "rivals": _shown((taken,), dice)}
    closing = closing_of(talk, **more)
    if own is not None:
        needed = worth_on_scale(taken, own)
        closing |= {"landed": own.landed.quantize(_CENT), "decided": what_decided(own, needed)}
        closing["path"] = [*closing["path"], turn_of(own, decided(own), is_taken=True)]
    body = letter("lost", talk.buyer.register, facts, dice)
    given = {"body": body, "reason": "other_offer", "closing": closing}
    if own is None:
        return Intent("buyer", "inquiry.lose", talk.inquiry_id, given)
    return Intent("buyer", "quotation.reject", own.quotation_id, given)


def _shown(rivals: Sequence[QuotationView], dice: Dice) -> list[dict[str, Any]]:
    """Rival offers for hindsight: without names, in a chance order that tells nothing."""
    ordered = sorted(rivals, key=lambda each: each.talk.stable_name)
    return [rival_plain(each) for each in dice.shuffled(ordered)]


def _facts(view: QuotationView) -> dict[str, Any]:
    return letter_facts(view.talk) | {
        "offered": view.unit_price_usd.quantize(_CENT),
        "quantity": view.quantity,
        "term": view.incoterm,
        "place": view.named_place,
        "landed": view.landed.quantize(_CENT),
    }


def _reject(view: QuotationView, found: Answer, dice: Dice, code: str = "") -> Intent:
    """The last word: no, and why. code: the reason where it is known."""
    talk = view.talk
    needed = max(found.wanted_utility, found.best_held or found.wanted_utility)
    is_gone = has_bought_elsewhere(talk)  # then no other offer would have come in time
    told = None if is_gone else what_decided(view, needed)
    is_beaten = found.holds_better and found.utility >= found.wanted_utility
    code = code or ("other_offer" if is_beaten else told["issue"] if told else found.weakest)
    facts = _facts(view)
    facts |= {"reason": reason(code, facts, dice.under("reason"))}
    closing = closing_of(
        talk, reason=code, landed=view.landed.quantize(_CENT), utility=found.utility,
        wanted_utility=found.wanted_utility, decided=told,
        rivals=_shown(view.rivals, dice.under("rivals", talk.stable_name)),
        papers_wanting=list(view.papers_wanting),
    )  # fmt: skip
    closing["path"] = [*closing["path"], turn_of(view, found)]
    body = letter("lost", talk.buyer.register, facts, dice)
    given = {"body": body, "reason": code, "closing": closing}
    return Intent("buyer", "quotation.reject", view.quotation_id, given)


def _counter(view: QuotationView, found: Answer, dice: Dice) -> Intent:
    """What would do, and a second way that is worth as much to the buyer."""
    talk, asks = view.talk, [ask_plain(ask, view) for ask in found.asks]
    first, facts = asks[0], _facts(view)
    facts |= _asked(asks[0], facts)
    kind = phrase_of(first, _is_sooner(first, view))
    if kind == "counter_price" and found.weakest in _SPOKEN_OF:
        kind = f"counter_{found.weakest}"
    points = _put_again(talk, dice.under("open"))
    points += [alternative(each["issue"], facts | _asked(each, facts), dice.under("or")) for each in asks[1:]]
    if found.holds_better:
        points.append(alternative("better", facts, dice.under("better")))
    given = {
        "body": letter(kind, talk.buyer.register, facts, dice, points),
        "unit_price_usd": first["unit_price_usd"],
        "reason": found.weakest if first["issue"] == "price" else first["issue"],
        "asks": asks,
        "turn": turn_of(view, found),
        "reply_due_at": _due(talk),
    }
    return Intent("buyer", "quotation.counter", view.quotation_id, given)


def _put_again(talk: Talk, dice: Dice) -> list[str]:
    """The questions that are still open, asked back in the first letters about an offer."""
    if talk.counters >= int(parameters("buyer")["conduct"]["asks_again_most"]):
        return []
    facts, left = letter_facts(talk), left_open(talk)
    unclear = {ask: code for ask, code in talk.unclear_asks.items() if ask in left}
    rest = [ask for ask in left if ask not in unclear]
    return [*asked_back(unclear, facts, dice), *questions(rest, facts, dice)]


def _is_sooner(asked: dict[str, Any], view: QuotationView) -> bool:
    """Whether the buyer offers to pay more of the price before shipment than it was asked to."""
    return payment_choices().get(asked.get("payment_terms", ""), Decimal(0)) > view.prepaid_share


def _asked(asked: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of an ask for its phrase."""
    terms = asked.get("payment_terms", "")
    named = {}
    if terms:
        told = facts | {"deposit": int(payment_choices()[terms] * 100)}
        words = said(f"payment_words.{terms}", voice_in(facts), told, Dice(terms), begins=False)
        named = {"payment": words}
    if "incoterm" in asked:
        named = {"term": asked["incoterm"], "place": asked["named_place"]}
    return {
        "wanted": asked["unit_price_usd"], "lead": asked.get("lead_time_days", 0),
        "more": asked.get("quantity", 0), "papers": ", ".join(asked.get("certificates", ())), **named,
    }  # fmt: skip


def _due(talk: Talk) -> Any:
    habits = market_habits()[talk.buyer.country]
    return answer_due(talk.buyer.office, talk.at, habits.reply_hours)


def _other_quantity(view: QuotationView, dice: Dice) -> Intent:
    talk = view.talk
    facts = _facts(view)
    told = {**facts, "asked_quantity": talk.quantity}
    point = phrase("other_quantity", talk.buyer.register, told, dice.under("quantity"))
    given = {
        "body": letter("again", talk.buyer.register, facts, dice, [point]),
        "kind": "again",
        "reply_due_at": _due(talk),
    }
    return Intent("buyer", "inquiry.ask", talk.inquiry_id, given)


@agent("quotation.lapse", view=quotation_view)
def lapse(view: QuotationView, dice: Dice) -> list[Intent]:
    """A quotation ends with its last day of validity."""
    if "lapse" not in QUOTATION.open(view.state):
        return []
    return [Intent("clock", "quotation.lapse", view.quotation_id)]
