"""A buyer's letters: the first one, further questions, thanks, a reminder, the farewell of a lost deal."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.trade.letter_reading import ASKS
from app.trade.working_time import Office, next_working_moment, working_days_later
from app.world.agent import agent
from app.world.appointments import wish_for_call
from app.world.deal_letters import closing_of, letter_facts, signed
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import asked_back, first_letter, letter, questions, reason
from app.world.parameters import MarketHabits, market_habits, parameters
from app.world.personas import days_off, persona
from app.world.views.inquiry import Talk, Wish, talk, wish
from app.world.voice import Voice, manner, voice_of, written_language

_CENT = Decimal("0.01")
_ORIGIN = "Ningbo"  # the port that buyers name when the seller has named none
_AT_ORIGIN = frozenset({"EXW", "FCA", "FAS", "FOB"})
_TO_THE_DOOR = frozenset({"DAP", "DPU", "DDP"})


@agent("inquiry.arrive", view=wish)
def arrive(view: Wish, dice: Dice) -> list[Intent]:
    """Write the first letter, unless nobody can price or carry these goods now."""
    if view.basis is None or not view.is_published:
        return []
    habits = market_habits()[view.market]
    given = _buyer(view, habits, dice.under("buyer"))
    who = given.get("buyer") or {
        "name": view.buyer.name, "company_name": view.buyer.company_name, "city": view.buyer.city,
        "language_register": view.buyer.register,
    }  # fmt: skip
    voice, own = _voice(view, who)
    office = view.buyer.office if view.buyer else _office(habits, given["buyer"]["persona"])
    need = _need(view, habits, dice.under("need"))
    term, place = _term(view, habits, who["city"], dice.under("term"))
    rules = parameters("buyer")["letters"]
    count = dice.whole(rules["asks_least"], rules["asks_most"])
    asks = ["unit_price", *dice.shuffled(ASKS[1:])[: count - 1]]
    facts = signed(who["name"], own, voice) | {
        "greeting": habits.greeting, "company": who["company_name"],
        "city": who["city"], "product": view.product_name, "quantity": view.quantity, "term": term,
        "place": place, "hours": habits.reply_hours, "country": who["city"],
    }  # fmt: skip
    given |= {
        "stable_name": view.stable_name,
        "need": need,
        "subject": f"{view.product_name}, {view.quantity:,} pcs",
        "quantity": view.quantity,
        "incoterm": term,
        "named_place": place,
        "destination_port": view.destination_port if view.basis.mode == "sea" else "",
        "asks": asks,
        "body": first_letter(who["language_register"], asks, facts, dice.under("letter")),
        "reply_due_at": working_days_later(office, view.at, habits.reply_hours),
    }
    return [Intent("buyer", "inquiry.write", view.listing_id, given)]


def _buyer(view: Wish, habits: MarketHabits, dice: Dice) -> dict[str, Any]:
    """The buyer who writes: one that is known, or a new one."""
    if view.buyer is not None:
        return {"buyer_id": view.buyer.buyer_id}
    least, most = parameters("buyer")["conduct"]["answer_hours"]
    made = persona(habits, view.stable_name, dice)
    own = made.pop("name_own")
    register, directness, formality = manner(habits.register, dice.under("manner"))
    return {
        "truth": {"answer_hours": dice.whole(least, most)},
        "buyer": made
        | {
            "stable_name": view.stable_name,
            "country": habits.country,
            "language": habits.language,
            "language_register": register,
            "time_zone": habits.time_zone,
            "persona": {
                "name_own": own,
                "weekend": sorted(habits.weekend),
                "holidays": days_off(habits.country, view.at.date()),
                "greeting": habits.greeting,
                "writes": written_language(habits.language, dice.under("language")),
                "directness": directness,
                "formality": formality,
                "prefers": list(habits.terms_sea),
            },
        },
    }


def _voice(view: Wish, who: dict[str, Any]) -> tuple[Voice, str]:
    """How the writer writes, and the name as written at home."""
    if view.buyer is not None:
        return replace(view.buyer.voice, register=view.buyer.register), view.buyer.name_own
    persona = who["persona"]
    return voice_of(persona, who["language_register"], view.market), str(persona["name_own"])


def _office(habits: MarketHabits, made: dict[str, Any]) -> Office:
    holidays = frozenset(date.fromisoformat(day) for day in made["holidays"])
    return Office(habits.time_zone, habits.weekend, holidays)


def _need(view: Wish, habits: MarketHabits, dice: Dice) -> dict[str, Any]:
    """The truth behind the letter: limits, weights, patience. Hidden until the deal is over."""
    rules = parameters("buyer")["truth"]

    def between(name: str) -> Decimal:
        least, most = rules[name]
        return dice.between(Decimal(least), Decimal(most)).quantize(_CENT)

    tolerance = dice.between(habits.least_tolerance, habits.most_tolerance)
    ceiling = (view.own_landed * (1 + tolerance)).quantize(_CENT)
    share = dice.between(Decimal(rules["alternative_least"]), Decimal(rules["alternative_most"]))
    alternative = (ceiling * share).quantize(_CENT)
    limit = min(ceiling, alternative)
    target = (view.own_landed + (limit - view.own_landed) * Decimal(rules["target_share"])).quantize(_CENT)
    price, time, payment = between("price_weight"), between("time_weight"), between("payment_weight")
    assert view.basis is not None  # noqa: S101 the caller has looked
    planned = view.lead_time_days + int(view.basis.most_days)
    wanted_days = planned + dice.whole(*rules["wanted_days_slack"])
    return {
        "limit": limit, "target": target, "alternative": alternative,
        "weights": {"price": price, "time": time, "payment": payment, "service": 1 - price - time - payment},
        "wanted_days": wanted_days, "most_days": wanted_days + dice.whole(*rules["most_days_slack"]),
        "patience_days": habits.patience_days, "reply_hours": habits.reply_hours,
        "concession": between("concession"), "tolerance": [habits.least_tolerance, habits.most_tolerance],
    }  # fmt: skip


def _term(view: Wish, habits: MarketHabits, city: str, dice: Dice) -> tuple[str, str]:
    """The term and place that the buyer asks for, as the goods would travel."""
    assert view.basis is not None  # noqa: S101 the caller has looked
    terms = habits.terms_sea if view.basis.mode == "sea" else habits.terms_other
    # Nobody asks for duty paid where the duty of the goods is not settled.
    term = dice.pick([each for each in terms if each != "DDP" or not view.basis.duty_unknown])
    if term in _AT_ORIGIN:
        return term, _ORIGIN
    return term, view.port_name if view.basis.mode == "sea" and term not in _TO_THE_DOOR else city


@agent("inquiry.consider", view=talk)
def consider(view: Talk, dice: Dice) -> list[Intent]:
    """After a reply: ask back what was unclear, ask again what is open, else await the quotation."""
    if view.state != "answered" or view.is_quoted:
        return []
    facts, habits = letter_facts(view), market_habits()[view.buyer.country]
    most = parameters("buyer")["conduct"]["asks_again_most"]
    if view.open_asks and view.asked_again < most:
        left = [ask for ask in view.open_asks if ask not in view.unclear_asks]
        points = asked_back(view.unclear_asks, facts, dice) + questions(left, facts, dice)
        kind = "again"
    else:
        kind, points = "thanks", []
    body = letter(kind, view.buyer.register, facts, dice, points)
    due_at = working_days_later(view.buyer.office, view.at, habits.reply_hours)
    given = {"body": body, "kind": kind, "reply_due_at": due_at}
    return [
        Intent("buyer", "inquiry.ask", view.inquiry_id, given),
        *wish_for_call(view, dice.under("call")),
    ]


@agent("inquiry.overdue", view=talk)
def overdue(view: Talk, dice: Dice) -> list[Intent]:
    """When the time to answer is up: remind once, then leave."""
    if view.state != "waiting" or view.reply_due_at is None or view.at < view.reply_due_at:
        return []
    register, facts = view.buyer.register, letter_facts(view)
    gone = (view.at - view.opened_at).days
    if view.reminders == 0 and gone < int(view.need["patience_days"]):
        hours = parameters("buyer")["conduct"]["reminder_hours"]
        due_at = working_days_later(view.buyer.office, view.at + timedelta(minutes=1), hours)
        due_at = next_working_moment(view.buyer.office, due_at)
        body = letter("reminder", register, facts, dice)
        given = {"body": body, "kind": "reminder", "reply_due_at": due_at}
        return [Intent("buyer", "inquiry.ask", view.inquiry_id, given)]
    facts |= {"reason": reason("silence", facts, dice.under("reason"))}
    given = {
        "body": letter("lost", register, facts, dice),
        "closing": closing_of(view.need) | {"reason": "silence"},
        "reason": "silence",
    }
    return [Intent("buyer", "inquiry.lose", view.inquiry_id, given)]
