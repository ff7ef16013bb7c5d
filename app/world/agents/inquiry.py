"""A buyer's letters: the first one, further questions, thanks, a reminder, the farewell of a lost deal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.trade.letters.letter_reading import ASKS
from app.trade.market.standing import STRANGER
from app.trade.working_time import Office, answer_due, local_day
from app.world.agent import agent
from app.world.appointments import wish_for_call
from app.world.attention import has_bought_elsewhere, why_elsewhere
from app.world.bad_actors import HUNTER, disguised
from app.world.buyer_kinds import kind_of, leaning, span, wishes
from app.world.deal_letters import closing_of, letter_facts, signed
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import asked_back, first_letter, knows, letter, questions, reason, said
from app.world.parameters import MarketHabits, market_habits, parameters
from app.world.personas import days_off, persona
from app.world.views.inquiry import Talk, Wish, talk, wish
from app.world.voice import Voice, manner, voice_of, written_language

_CENT = Decimal("0.01")
_SUBJECT = 200  # characters of a subject
_SAMPLE_WISHES = Decimal(12)  # a weight of 5 % on samples means that six of ten such buyers want one
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
    who = given.get("buyer") or _known(view)
    office = view.buyer.office if view.buyer else _office(habits, given["buyer"]["persona"])
    voice, own = _voice(view, who)
    need = _need(view, habits, dice.under("need"))
    term, place = _term(view, habits, who["city"], dice.under("term"))
    rules = parameters("buyer")["letters"]
    asks = _asks(need, dice.whole(rules["asks_least"], rules["asks_most"]), dice)
    due_at = answer_due(office, view.at, habits.reply_hours)
    facts = signed(who["name"], own, voice) | {
        "greeting": habits.greeting, "company": who["company_name"],
        "city": who["city"], "product": view.product_name, "quantity": view.quantity, "term": term,
        "place": place, "hours": habits.reply_hours, "country": who["city"], "number": view.earlier,
    }  # fmt: skip
    if view.request:
        decides_at = answer_due(office, due_at, int(parameters("buyer")["requests"]["decide_hours"]))
        need["decides_at"] = decides_at.isoformat()
        facts["compared"] = local_day(office, decides_at)
    kind = _kind(view)
    body = first_letter(who["language_register"], asks, facts, dice.under("letter"), kind)
    given |= {
        "stable_name": view.letter_name,
        "request": view.request,
        "need": need,
        "subject": said(f"subject.{kind}", voice, facts, dice.under("subject"))[:_SUBJECT],
        "quantity": view.quantity,
        "incoterm": term,
        "named_place": place,
        "destination_port": view.destination_port if view.basis.mode == "sea" else "",
        "asks": asks,
        "body": _with_remarks(body, view, kind, facts, dice.under("remarks")),
        "reply_due_at": due_at,
    }
    written = _wishing(disguised(given, view, dice.under("actor")), dice.under("sample"))
    return [Intent("buyer", "inquiry.write", view.listing_id, written)]


def _asks(need: Mapping[str, Any], count: int, dice: Dice) -> list[str]:
    """The price, and other questions by chance; certificates always where market and goods ask for some."""
    others = dice.shuffled(ASKS[1:])
    surely = [ask for ask in others if ask == "certificates" and need["papers"]]
    return ["unit_price", *dict.fromkeys((*surely, *others))][:count]


def _wishing(written: dict[str, Any], dice: Dice) -> dict[str, Any]:
    """The letter, with whether its writer will ask for a sample once it has been answered: likelier where the
    letter speaks of samples, always if it hunts for them.
    """
    rules, need = parameters("sample")["ask"], written["need"]
    rate = Decimal(rules["rate_asked"] if "samples" in written["asks"] else rules["rate"])
    wishes = need.get("actor") == HUNTER or dice.chance(rate)
    return written | {"need": need | {"asks_sample": wishes}}


def _kind(view: Wish) -> str:
    """Which first letter it is: to several teams, a further order of goods that came, or a first one."""
    if view.request:
        return "rfq"
    is_wary = view.standing < Decimal(parameters("buyer")["standing"]["wary_below"])
    return "repeat" if view.earlier and not is_wary else "first"


def _with_remarks(body: str, view: Wish, kind: str, facts: Mapping[str, Any], dice: Dice) -> str:
    """The letter with what only this one has to say: an earlier deal that is remembered, the day of
    comparison. A further order speaks of the earlier one by itself.
    """
    kinds, steps, voice = [], parameters("buyer")["standing"], facts["voice"]
    if view.buyer is not None and view.standing > Decimal(steps["glad_above"]) and kind != "repeat":
        kinds.append("remembers_well")
    elif view.buyer is not None and view.standing < Decimal(steps["wary_below"]):
        kinds.append("remembers_ill")
    if view.request:
        kinds.append("compared")
    told = [said(kind, voice, facts, dice.under(kind)) for kind in kinds if knows(voice, [kind])]
    opening, _, rest = body.partition("\n\n")
    return "\n\n".join([" ".join([opening, *told]), rest])


def _buyer(view: Wish, habits: MarketHabits, dice: Dice) -> dict[str, Any]:
    """The buyer who writes: one that is known, or a new one."""
    if view.buyer is not None:
        return {"buyer_id": view.buyer.buyer_id}
    least, most = parameters("buyer")["conduct"]["answer_hours"]
    made = persona(habits, view.stable_name, dice)
    own = made.pop("name_own")
    manners = manner(habits.register, dice.under("manner"))
    return {
        "truth": {"answer_hours": dice.whole(least, most)},
        "buyer": made
        | {
            "stable_name": view.stable_name,
            "country": habits.country,
            "language": habits.language,
            "language_register": manners[0],
            "time_zone": habits.time_zone,
            "persona": {
                "name_own": own,
                "business": view.business,
                "weekend": sorted(habits.weekend),
                "holidays": days_off(habits.country, view.at.date()),
                "greeting": habits.greeting,
                "writes": written_language(habits.language, dice.under("language")),
                **leaning(view.business, manners[1], manners[2]),
                "prefers": list(habits.terms_sea),
            },
        },
    }


def _known(view: Wish) -> dict[str, str]:
    """A known buyer in the words of a new one."""
    known = view.buyer
    assert known is not None  # noqa: S101 the caller has looked
    return {
        "name": known.name, "company_name": known.company_name, "city": known.city,
        "language_register": known.register,
    }  # fmt: skip


def _voice(view: Wish, who: Mapping[str, Any]) -> tuple[Voice, str]:
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
    assert view.basis is not None  # noqa: S101 the caller has looked
    rules, kind = parameters("buyer")["truth"], kind_of(view.business)
    attention = parameters("buyer")["attention"]
    reach = Decimal(parameters("buyer")["standing"]["tolerance_reach"])
    tolerance = dice.between(habits.least_tolerance, habits.most_tolerance)
    tolerance = tolerance * span(kind, "tolerance_factor", dice) + (view.standing - STRANGER) * reach
    ceiling = (view.own_landed * (1 + tolerance)).quantize(_CENT)
    share = dice.between(Decimal(rules["alternative_least"]), Decimal(rules["alternative_most"]))
    alternative = (ceiling * share).quantize(_CENT)
    limit = min(ceiling, alternative)
    target = (view.own_landed + (limit - view.own_landed) * Decimal(rules["target_share"])).quantize(_CENT)
    planned = view.lead_time_days + int(view.basis.most_days)
    wanted_days = planned + dice.whole(*kind["wanted_days_slack"])
    # A sample is wanted by those for whom it counts: the more, the likelier.
    drawn = wishes(view.business, habits, dice.under("wishes"))
    return drawn | {
        "limit": limit, "target": target, "alternative": alternative, "wanted_days": wanted_days,
        "most_days": wanted_days + dice.whole(*kind["most_days_slack"]), "reply_hours": habits.reply_hours,
        "tolerance": [habits.least_tolerance, habits.most_tolerance], "standing": view.standing,
        "papers": [list(codes) for codes in view.papers_needed],
        "elsewhere_hours": dice.under("elsewhere").whole(*attention["elsewhere_hours"]),
        "wants_sample": dice.chance(drawn["weights"]["sample"] * _SAMPLE_WISHES),
    } | _bar(view, dice.under("papers"))  # fmt: skip


def _bar(view: Wish, dice: Dice) -> dict[str, Any]:
    """Whether the buyer orders without the papers that market and goods ask for: not at all, or for less,
    since it has the goods tested itself.
    """
    told = parameters("buyer")["papers"]
    if not view.papers_needed:
        return {}
    bars = dice.chance(Decimal(told["bars_rate"]))
    return {"papers_bar": bars} | ({} if bars else {"test_usd": Decimal(told["test_usd"])})


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
    """After a reply: ask back what was unclear, ask again what is open, else await the quotation.

    Who has asked often enough goes on without the answers, and says so.
    """
    if view.state != "answered" or view.is_quoted:
        return []
    if has_bought_elsewhere(view):
        return [_leaves(view, why_elsewhere(view), dice)]
    facts, habits = letter_facts(view), market_habits()[view.buyer.country]
    most = parameters("buyer")["conduct"]["asks_again_most"]
    if view.open_asks and view.asked_again < most:
        left = [ask for ask in view.open_asks if ask not in view.unclear_asks]
        points = asked_back(view.unclear_asks, facts, dice) + questions(left, facts, dice)
        kind = "again"
    else:
        kind, points = "thanks", []
    words = "go_on" if kind == "thanks" and view.open_asks else kind
    body = letter(words, view.buyer.register, facts, dice, points)
    due_at = answer_due(view.buyer.office, view.at, habits.reply_hours)
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
    is_patient = gone < int(view.need["patience_days"]) and not has_bought_elsewhere(view)
    if view.reminders == 0 and is_patient:
        hours = parameters("buyer")["conduct"]["reminder_hours"]
        due_at = answer_due(view.buyer.office, view.at + timedelta(minutes=1), hours)
        body = letter("reminder", register, facts, dice)
        given = {"body": body, "kind": "reminder", "reply_due_at": due_at}
        return [Intent("buyer", "inquiry.ask", view.inquiry_id, given)]
    return [_leaves(view, "silence", dice)]


def _leaves(view: Talk, why: str, dice: Dice) -> Intent:
    """The end of a talk without a quotation to answer."""
    facts = letter_facts(view)
    facts |= {"reason": reason(why, facts, dice.under("reason"))}
    body = letter("lost", view.buyer.register, facts, dice)
    given = {"body": body, "closing": closing_of(view, reason=why), "reason": why}
    return Intent("buyer", "inquiry.lose", view.inquiry_id, given)
