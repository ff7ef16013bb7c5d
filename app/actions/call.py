"""The verbs of a call with a buyer: asked for, arranged, kept or missed; what the buyer says, and the end."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from app.actions.act import Act
from app.actions.given import Letter, words
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, Nothing, action
from app.core.parameters import parameters
from app.models.buyer import Buyer
from app.models.call import Call, CallLine
from app.models.inquiry import Inquiry, Message
from app.trade.refusal import NotOpenNow, RuleBroken

_ALIVE = ("waiting", "answered")
_HOUR = timedelta(hours=1)


@action("call.ask", Inquiry, Nothing, allow=shop_duty("sales"))
def ask(act: Act, inquiry: Inquiry, given: Nothing) -> Facts:
    """Ask the buyer for a call, once for each inquiry; the buyer names the hour.

    Raises: NotOpenNow("call.talk_over"), RuleBroken("call.asked_already").
    """
    _check_alive(inquiry)
    if act.rows(Call, inquiry_id=inquiry.id):
        raise RuleBroken("call.asked_already")
    _new_call(act, inquiry, "team")
    buyer = act.find(Buyer, inquiry.buyer_id)
    name = {"stable_name": f"{inquiry.stable_name}:call"}
    act.later(buyer.answers_at(act.now), "call.arrange", inquiry.id, name)
    return {"market": inquiry.market}


def _check_alive(inquiry: Inquiry) -> None:
    if inquiry.state not in _ALIVE:
        raise NotOpenNow("call.talk_over", state=inquiry.state)


def _new_call(act: Act, inquiry: Inquiry, asked_by: str) -> Call:
    call = Call(
        team_id=inquiry.team_id,
        inquiry_id=inquiry.id,
        buyer_id=inquiry.buyer_id,
        stable_name=f"{inquiry.stable_name}:call",
        number=act.next_number(f"call:{inquiry.team_id}"),
        asked_by=asked_by,
    )
    return act.add(call)


class Arrange(Given):
    """When the call shall be, how the buyer speaks, what it wants to hear beside the open questions."""

    body: Letter = words()
    opens_at: datetime
    starts_at: datetime
    waits_until: datetime
    voice: str
    voice_rate: str
    more_topics: list[str] = []


@action("call.arrange", Inquiry, Arrange, allow=party("buyer"))
def arrange(act: Act, inquiry: Inquiry, given: Arrange) -> Facts:
    """Name the hour of a call, asked for by the team or of the buyer's own wish.

    Raises: NotOpenNow("call.talk_over" | "call.not_open").
    """
    _check_alive(inquiry)
    held = act.rows(Call, inquiry_id=inquiry.id)
    call = held[0] if held else _new_call(act, inquiry, "buyer")
    call.step("arrange")
    call.opens_at, call.starts_at, call.waits_until = given.opens_at, given.starts_at, given.waits_until
    call.voice, call.voice_rate = given.voice, given.voice_rate
    call.topics = [{"ask": topic, "found": ""} for topic in given.more_topics]
    note(act, call, "buyer", given.body)
    act.later(given.waits_until, "call.miss", call.id, {"stable_name": f"{call.stable_name}:miss"})
    return {"market": inquiry.market, "asked_by": call.asked_by, "starts_at": given.starts_at}


def note(act: Act, call: Call, side: str, body: str) -> None:
    """Put words into the conversation that point at the call."""
    act.add(
        Message(
            team_id=call.team_id,
            inquiry_id=call.inquiry_id,
            side=side,
            person_id=act.actor.person_id,
            body=body,
            shows={"call": str(call.id)},
            sent_at=act.now,
        )
    )


@action("call.open", Call, Nothing, allow=shop_duty("sales"))
def open_line(act: Act, call: Call, given: Nothing) -> Facts:
    """Come to the call: on its day, until the buyer gives up waiting.

    Raises: NotOpenNow("call.not_open" | "call.talk_over" | "call.too_early" | "call.too_late").
    """
    inquiry = act.find(Inquiry, call.inquiry_id)
    call.step("open")
    _check_alive(inquiry)
    if call.opens_at is None or act.now < call.opens_at:
        raise NotOpenNow("call.too_early", starts_at=call.opens_at)
    if call.waits_until is not None and act.now > call.waits_until:
        raise NotOpenNow("call.too_late")
    most = int(parameters("call")["conduct"]["topics_most"])
    own = [{"ask": ask, "found": ""} for ask in inquiry.open_asks]
    call.topics = [*own, *call.topics][:most]
    act.never("call.miss", call.id)
    await_buyer(act, call)
    return {"market": inquiry.market, "topics": [each["ask"] for each in call.topics]}


def await_buyer(act: Act, call: Call) -> None:
    """The buyer is to speak now; a player who is on the line has heard it a minute later."""
    name = f"{call.stable_name}:{call.lines}"
    act.later(act.now, "call.speak", call.id, {"stable_name": name})
    if act.actor.kind == "player":
        given = {"stable_name": name, "duty": act.actor.stands_in_for}
        act.later(act.now + timedelta(minutes=1), "call.hear", call.id, given)


class Say(Given):
    """One line of the buyer. ask: which topic it is about; seconds_given: until when an answer is in time."""

    kind: Literal["greet", "ask", "back", "again", "repeat"]
    ask: str = ""
    body: Letter = words()
    seconds_given: int = Field(ge=1, le=600)


@action("call.say", Call, Say, allow=party("buyer"))
def say(act: Act, call: Call, given: Say) -> Facts:
    """Say one line, and wait for the answer.

    Raises: NotOpenNow("call.not_open").
    """
    call.step("say")
    add_line(act, call, "buyer", given.model_dump())
    act.never("call.idle", call.id)
    hours = int(parameters("call")["conduct"]["idle_hours"])
    idle_at = act.now + hours * _HOUR
    act.later(idle_at, "call.idle", call.id, {"stable_name": f"{call.stable_name}:idle:{call.lines}"})
    return {"kind": given.kind, "ask": given.ask, "seconds_given": given.seconds_given}


def add_line(act: Act, call: Call, side: str, said: dict[str, Any]) -> CallLine:
    """Write the next line of a call. Its time is the hour where the course's clock stands before it."""
    call.lines += 1
    return act.add(
        CallLine(
            team_id=call.team_id,
            call_id=call.id,
            number=call.lines,
            side=side,
            person_id=act.actor.person_id,
            said_at=max(act.now, call.starts_at or act.now),
            **said,
        )
    )


class End(Given):
    """How the buyer takes leave; annoyance: what it takes from its opinion of the service (0 to 1)."""

    kind: Literal["done", "silence", "rude", "idle"]
    body: Letter = words()
    annoyance: Decimal = Field(default=Decimal(0), json_schema_extra={"mark": "hidden"})


@action("call.end", Call, End, allow=party("buyer"))
def end(act: Act, call: Call, given: End) -> Facts:
    """Sum up what was promised and what stays open, and hang up.

    Raises: NotOpenNow("call.not_open").
    """
    call.step("end")
    add_line(act, call, "buyer", {"kind": "end", "body": given.body})
    note(act, call, "house", given.body)
    return finish(act, call, given.kind, given.annoyance)


@action("call.hang_up", Call, Nothing, allow=shop_duty("sales"))
def hang_up(act: Act, call: Call, given: Nothing) -> Facts:
    """End a call before the buyer does.

    Raises: NotOpenNow("call.not_open").
    """
    call.step("hang_up")
    act.never("call.speak", call.id)
    return finish(act, call, "hung_up", Decimal(0))


def finish(act: Act, call: Call, outcome: str, annoyance: Decimal) -> dict[str, Any]:
    """The line is closed: what was answered counts like a letter, and the buyer goes on by letter."""
    call.outcome, call.closed_at = outcome, act.now
    for kind in ("call.idle", "call.hear"):
        act.never(kind, call.id)
    inquiry = act.find(Inquiry, call.inquiry_id)
    promised = sorted(each["ask"] for each in call.topics if each["found"])
    if annoyance:
        _annoy(inquiry, annoyance)
    if promised and inquiry.state in _ALIVE:
        inquiry.note_reply(act.now)
        for kind in ("inquiry.overdue", "inquiry.consider"):
            act.never(kind, inquiry.id)
        at = act.find(Buyer, inquiry.buyer_id).answers_at(act.now)
        act.later(at, "inquiry.consider", inquiry.id, {"stable_name": f"{call.stable_name}:after"})
    return {
        "outcome": outcome,
        "promised": promised,
        "asks_open": sorted(each["ask"] for each in call.topics if not each["found"]),
        "lines": call.lines,
    }


def _annoy(inquiry: Inquiry, annoyance: Decimal) -> None:
    before = Decimal(str(inquiry.need.get("annoyance", 0)))
    inquiry.need = inquiry.need | {"annoyance": min(before + annoyance, Decimal(1))}


class Miss(Given):
    """The buyer's letter about it."""

    body: Letter = words()
    annoyance: Decimal = Field(json_schema_extra={"mark": "hidden"})


@action("call.miss", Call, Miss, allow=party("buyer"))
def miss(act: Act, call: Call, given: Miss) -> Facts:
    """Nobody came to the call: the buyer says so, and remembers it.

    Raises: NotOpenNow("call.not_open").
    """
    call.step("miss")
    call.closed_at, call.outcome = act.now, "missed"
    _annoy(act.find(Inquiry, call.inquiry_id), given.annoyance)
    note(act, call, "buyer", given.body)
    return {"starts_at": call.starts_at}


class Decline(Given):
    """The team's letter: why it cannot come."""

    body: Letter = words()


@action("call.decline", Call, Decline, allow=shop_duty("sales"))
def decline(act: Act, call: Call, given: Decline) -> Facts:
    """Call an appointment off before its hour: no buyer minds that.

    Raises: NotOpenNow("call.not_open").
    """
    call.step("decline")
    call.closed_at, call.outcome = act.now, "declined"
    note(act, call, "team", given.body)
    act.never("call.miss", call.id)
    return {"asked_by": call.asked_by}


@action("call.drop", Call, Nothing, allow=party("buyer"))
def drop(act: Act, call: Call, given: Nothing) -> Facts:
    """The deal is over before the call: it falls away."""
    call.step("drop")
    call.closed_at, call.outcome = act.now, "dropped"
    return None
