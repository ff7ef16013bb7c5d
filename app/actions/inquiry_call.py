"""What the team says in a call: it is read as a letter is, and tells the inquiry what it answers."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from app.actions.act import Act
from app.actions.given import Letter, Number, Whole, secret, words
from app.actions.inquiry_facts import letter_facts, told, untrue
from app.actions.policies import shop_duty
from app.actions.registry import Facts, Given, action
from app.models.buyer import Buyer
from app.models.call import Call, CallLine
from app.models.inquiry import Inquiry
from app.models.product import Product
from app.trade.letters.call_answer import heard, without_heading
from app.trade.letters.letter_reading import LetterReading, read_letter
from app.trade.refusal import RuleBroken, Stale

_TENTH = Decimal("0.1")
_GRACE = Decimal(2)  # seconds that a page may be ahead of the server
_MOST_SECONDS = Decimal(86400)


class Spoken(Given):
    """An answer in a call. line: number of the buyer's line that it answers; page_seconds: by the page."""

    line: Whole
    body: Letter = words()
    origin: Literal["typed", "pasted", "spoken"] = "typed"
    page_seconds: Number | None = None


class Answer(Spoken):
    """The same, with the time that the server has measured."""

    wall_seconds: Decimal = secret()


@action("call.answer", Call, Answer, allow=shop_duty("sales"))
def answer(act: Act, call: Call, given: Answer) -> Facts:
    """Answer the buyer's line; the words are read by the same rules as letters.

    Raises: NotOpenNow("call.not_open"), Stale("call.line_gone").
    """
    before = _answered(act, call, given.line, "answer")
    inquiry, buyer = act.find(Inquiry, call.inquiry_id), act.find(Buyer, call.buyer_id)
    facts = letter_facts(act, inquiry, act.find(Product, inquiry.product_id))
    asks = list(dict.fromkeys([*_open(call), *inquiry.open_asks]))
    reading = read_letter(heard(given.body, before.ask), asks, facts, buyer.name)
    call.topics = [_noted(each, reading) for each in call.topics]
    inquiry.asks = [_noted(each, reading) for each in inquiry.asks]
    inquiry.untrue = untrue(inquiry.untrue, reading)
    said = {
        "kind": "answer", "ask": before.ask, "body": given.body, "origin": given.origin, "tone": reading.tone,
    }  # fmt: skip
    taken = _line(act, call, said, given.wall_seconds, given.page_seconds)
    return {
        "ask": before.ask,
        "response_seconds": taken,
        "seconds_given": before.seconds_given,
        "is_in_time": taken <= before.seconds_given + _GRACE,
        "is_answered": not before.ask or before.ask in reading.found,
        "asks_answered": sorted(reading.found),
        "asks_unclear": sorted(reading.unclear),
        "unsupported_claims": list(reading.unsupported) + reading.topics_of("contradicted"),
        "language": reading.language,
        "tone": reading.tone,
        "letter_flags": sorted(reading.flags),
        "origin": given.origin,
    }


def _open(call: Call) -> list[str]:
    return [each["ask"] for each in call.topics if not each["found"]]


def _noted(each: Mapping[str, Any], reading: LetterReading) -> dict[str, str]:
    noted = told(each, reading)
    return noted | {"found": without_heading(noted["found"], noted["ask"])}


def _answered(act: Act, call: Call, line: int, verb: str) -> CallLine:
    """The buyer's line that is answered, which must be the last that was said."""
    call.step(verb)
    last = act.rows(CallLine, call_id=call.id, number=call.lines)
    if not last or last[0].side != "buyer" or line != call.lines:
        raise Stale("call.line_gone")
    return last[0]


def _line(act: Act, call: Call, said: dict[str, Any], server: Decimal, page: Decimal | None) -> Decimal:
    """Write the team's line; the buyer is to speak now. Returns the seconds that it took."""
    taken = _seconds(server)
    call.lines += 1
    act.add(
        CallLine(
            team_id=call.team_id, call_id=call.id, number=call.lines, side="team",
            person_id=act.actor.person_id, wall_seconds=taken,
            wall_page_seconds=None if page is None else _seconds(page),
            said_at=max(act.now, call.starts_at or act.now), **said,
        )
    )  # fmt: skip
    act.never("call.idle", call.id)
    name = f"{call.stable_name}:{call.lines}"
    act.later(act.now, "call.speak", call.id, {"stable_name": name})
    if act.actor.kind == "player":  # it hears what the buyer says next a minute later
        given = {"stable_name": name, "duty": act.actor.stands_in_for}
        act.later(act.now + timedelta(minutes=1), "call.hear", call.id, given)
    return taken


def _seconds(given: Decimal) -> Decimal:
    return min(max(given, Decimal(0)), _MOST_SECONDS).quantize(_TENTH)


class Waited(Given):
    """No answer. kind: silence, when the time is over; again, to hear the line once more."""

    line: Whole
    kind: Literal["silence", "again"] = "again"
    page_seconds: Number | None = None


class Wait(Waited):
    """The same, with the time that the server has measured."""

    wall_seconds: Decimal = secret()


@action("call.wait", Call, Wait, allow=shop_duty("sales"))
def wait(act: Act, call: Call, given: Wait) -> Facts:
    """Say nothing until the time is over, or ask to hear the line again: the buyer says it more simply.

    Raises: NotOpenNow("call.not_open"), Stale("call.line_gone"), RuleBroken("call.still_time").
    """
    before = _answered(act, call, given.line, "wait")
    if given.kind == "silence" and given.wall_seconds + _GRACE < before.seconds_given:
        raise RuleBroken("call.still_time")
    said = {"kind": given.kind, "ask": before.ask}
    taken = _line(act, call, said, given.wall_seconds, given.page_seconds)
    return {"ask": before.ask, "kind": given.kind, "response_seconds": taken}
