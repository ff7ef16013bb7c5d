"""How a buyer answers a quotation: by the rule of app/trade/negotiation from the buyer's own figures."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.trade.lifecycles import QUOTATION
from app.trade.negotiation import Answer, Proposal, Stance, answer, counter_price
from app.trade.working_time import working_days_later
from app.world.agent import agent
from app.world.deal_letters import closing_of, letter_facts, reply_share_of
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import letter, phrase, reason
from app.world.parameters import market_habits, parameters
from app.world.views.quotation import QuotationView, quotation_view

_DAY = Decimal(86400)
# A quotation for so much more or less than was asked is for another need.
_QUANTITY_TOLERANCE = Decimal("0.10")


@agent("quotation.consider", view=quotation_view)
def consider(view: QuotationView, dice: Dice) -> list[Intent]:
    """Accept, name another price, or leave."""
    talk = view.talk
    if view.state != "sent" or talk.state not in ("waiting", "answered") or talk.awaits_sample:
        return []  # once the sample is judged, its verb puts this quotation before the buyer again
    facts = letter_facts(talk) | {
        "offered": view.unit_price_usd.quantize(Decimal("0.01")),
        "quantity": view.quantity,
        "term": view.incoterm,
        "place": view.named_place,
        "landed": view.landed.quantize(Decimal("0.01")),
    }
    if abs(view.quantity - talk.quantity) > talk.quantity * _QUANTITY_TOLERANCE:
        return [_other_quantity(view, facts, dice)]
    decided = _decided(view)
    if decided.verdict == "accept":
        grace = timedelta(days=parameters("buyer")["conduct"]["grace_days"] + view.lead_time_days)
        given = {"body": letter("accept", talk.buyer.register, facts, dice), "ship_by": view.on + grace}
        return [Intent("buyer", "quotation.accept", view.quotation_id, given)]
    if decided.verdict == "counter":
        return [_counter(view, decided, facts, dice)]
    facts |= {"reason": reason(decided.weakest, facts, dice.under("reason"))}
    closing = closing_of(talk.need) | {
        "reason": decided.weakest, "landed": view.landed, "utility": decided.utility,
        "wanted_utility": decided.wanted_utility,
    }  # fmt: skip
    body = letter("lost", talk.buyer.register, facts, dice)
    given = {"body": body, "reason": decided.weakest, "closing": closing}
    return [Intent("buyer", "quotation.reject", view.quotation_id, given)]


def stance_of(need: dict[str, Any]) -> Stance:
    """The buyer's stance from the hidden need and the stated rules of all buyers."""
    rules, weights = parameters("buyer")["truth"], need["weights"]
    return Stance(
        limit=Decimal(need["limit"]),
        target=Decimal(need["target"]),
        price_weight=Decimal(weights["price"]),
        time_weight=Decimal(weights["time"]),
        payment_weight=Decimal(weights["payment"]),
        service_weight=Decimal(weights["service"]),
        wanted_days=Decimal(need["wanted_days"]),
        most_days=Decimal(need["most_days"]),
        patience_days=Decimal(need["patience_days"]),
        concession=Decimal(need["concession"]),
        first_utility=Decimal(rules["first_utility"]),
        least_utility=Decimal(rules["least_utility"]),
        rounds_most=int(rules["rounds_most"]),
    )


def _decided(view: QuotationView) -> Answer:
    talk = view.talk
    answered = Decimal(talk.asks - len(talk.open_asks)) / talk.asks if talk.asks else Decimal(1)
    # A formal quotation answers price and payment terms and names the lead time.
    quoted = len({"unit_price", "payment", "lead_time"} & set(talk.open_asks))
    if talk.asks:
        answered += Decimal(quoted) / talk.asks
    proposal = Proposal(view.landed, view.days, view.prepaid_share, reply_share_of(talk), answered)
    gone = Decimal(int((talk.at - talk.opened_at).total_seconds())) / _DAY
    return answer(stance_of(talk.need), proposal, gone, talk.counters)


def _counter(view: QuotationView, decided: Answer, facts: dict[str, Any], dice: Dice) -> Intent:
    talk = view.talk
    wanted = counter_price(view.line, decided.wanted_landed, view.unit_price_usd)
    facts |= {"wanted": wanted}
    habits = market_habits()[talk.buyer.country]
    given = {
        "body": letter(f"counter_{decided.weakest}", talk.buyer.register, facts, dice),
        "unit_price_usd": wanted,
        "reason": decided.weakest,
        "reply_due_at": working_days_later(talk.buyer.office, talk.at, habits.reply_hours),
    }
    return Intent("buyer", "quotation.counter", view.quotation_id, given)


def _other_quantity(view: QuotationView, facts: dict[str, Any], dice: Dice) -> Intent:
    talk = view.talk
    told = {**facts, "asked_quantity": talk.quantity}
    point = phrase("other_quantity", talk.buyer.register, told, dice.under("quantity"))
    habits = market_habits()[talk.buyer.country]
    given = {
        "body": letter("again", talk.buyer.register, facts, dice, [point]),
        "kind": "again",
        "reply_due_at": working_days_later(talk.buyer.office, talk.at, habits.reply_hours),
    }
    return Intent("buyer", "inquiry.ask", talk.inquiry_id, given)


@agent("quotation.lapse", view=quotation_view)
def lapse(view: QuotationView, dice: Dice) -> list[Intent]:
    """A quotation ends with its last day of validity."""
    if "lapse" not in QUOTATION.open(view.state):
        return []
    return [Intent("clock", "quotation.lapse", view.quotation_id)]
