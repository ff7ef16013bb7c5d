"""The buyer's side of a call: the hour, each line, the end, and what a missed appointment leaves."""

from dataclasses import dataclass
from decimal import Decimal

from app.world.agent import agent
from app.world.appointments import arranged
from app.world.deal_letters import letter_facts
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import parameters
from app.world.spoken import call_letter, matter, seconds_for, spoken, summary
from app.world.views.call import CallView, WishView, call_view, wish_view

_ALIVE = ("waiting", "answered")
_TRIES = 3  # how often one question is put before the buyer goes on


@agent("call.arrange", view=wish_view)
def arrange(view: WishView, dice: Dice) -> list[Intent]:
    """The team has asked for a call: name the hour, unless the deal is over."""
    if view.call_id is None or view.state != "asked":
        return []
    if view.talk.state not in _ALIVE:
        return [Intent("buyer", "call.drop", view.call_id)]
    return [arranged(view.talk, "call.agree", dice)]


@agent("call.miss", view=call_view)
def miss(view: CallView, dice: Dice) -> list[Intent]:
    """The hour is over and nobody came."""
    if view.state != "arranged" or view.starts_at is None:
        return []
    if view.talk.state not in _ALIVE:
        return [Intent("buyer", "call.drop", view.call_id)]
    body = call_letter("call.missed", view.talk, view.starts_at, dice)
    given = {"body": body, "annoyance": parameters("call")["conduct"]["missed_annoyance"]}
    return [Intent("buyer", "call.miss", view.call_id, given)]


@agent("call.idle", view=call_view)
def idle(view: CallView, dice: Dice) -> list[Intent]:
    """Nothing was said for long: the line is dead."""
    return _end(view, "idle", dice) if view.state == "live" else []


@agent("call.speak", view=call_view)
def speak(view: CallView, dice: Dice) -> list[Intent]:
    """The next line: a question, one more about what was unclear, the same more simply, or the end."""
    if view.state != "live" or (view.lines and view.lines[-1].side == "buyer"):
        return []
    step = next_step(view)
    if step.kind in ("done", "silence", "rude"):
        return _end(view, step.kind, dice)
    facts = letter_facts(view.talk)
    body = " ".join(part for part in (_lead(view, step, dice), _question(view, step, dice)) if part)
    given = {"kind": step.kind, "ask": step.ask, "body": body, "seconds_given": seconds_for(body)}
    if step.kind == "greet":
        given["body"] = f"{spoken('greet', facts, dice)} {body}"
        given["seconds_given"] = seconds_for(str(given["body"]))
    return [Intent("buyer", "call.say", view.call_id, given)]


@dataclass(frozen=True, slots=True)
class Step:
    """What the buyer does next. kind: greet, ask, back, again, repeat, or how the call ends."""

    kind: str
    ask: str = ""


def next_step(view: CallView) -> Step:
    """What follows from the lines so far; the same for the same lines."""
    conduct = parameters("call")["conduct"]
    mine = [line for line in view.lines if line.side == "buyer"]
    theirs = [line for line in view.lines if line.side == "team"]
    if not mine or not theirs:
        return _next_topic(view, "greet")
    last, ask = theirs[-1], mine[-1].ask
    if len(mine) >= conduct["lines_most"]:
        return Step("done")
    tries = sum(line.ask == ask for line in mine)
    if last.kind == "silence":
        silences = sum(line.kind == "silence" for line in theirs)
        is_second = len(theirs) > 1 and theirs[-2].kind == "silence"
        over = silences >= conduct["silences_most"] or is_second
        return Step("silence") if over else Step("repeat", ask)
    if last.kind == "again":
        return Step("repeat", ask) if tries < _TRIES else _next_topic(view)
    if sum(line.tone == "rude" for line in theirs) > 1:
        return Step("rude")
    if view.found(ask) or tries >= _TRIES:
        return _next_topic(view)
    kind = "back" if view.unclear(ask) else "again"
    is_new = all((line.kind, line.ask) != (kind, ask) for line in mine)
    return Step(kind, ask) if is_new else _next_topic(view)


def _next_topic(view: CallView, kind: str = "ask") -> Step:
    asked = {line.ask for line in view.lines if line.side == "buyer"}
    for ask, words, _ in view.topics:
        if not words and ask not in asked:
            return Step(kind, ask)
    return Step("done")


def _lead(view: CallView, step: Step, dice: Dice) -> str:
    """What the buyer says of the answer before it puts its question."""
    if not view.lines or step.kind in ("greet", "back"):
        return ""
    last, facts = view.lines[-1], letter_facts(view.talk)
    if step.kind == "repeat":
        return spoken("repeat" if last.kind == "silence" else "heard_badly", facts, dice)
    if step.kind == "again":
        return spoken("again", facts, dice)
    return spoken("said" if view.found(last.ask) else "left", facts, dice)


def _question(view: CallView, step: Step, dice: Dice) -> str:
    facts = letter_facts(view.talk)
    facts["matter"] = matter(step.ask, facts["voice"])
    if step.kind == "back":
        return spoken(f"back.{view.unclear(step.ask)}", facts, dice)
    return spoken(f"{'simple' if step.kind in ('repeat', 'again') else 'ask'}.{step.ask}", facts, dice)


def _end(view: CallView, kind: str, dice: Dice) -> list[Intent]:
    facts, conduct = letter_facts(view.talk), parameters("call")["conduct"]
    if kind == "done":
        body = summary(view.topics, facts, dice)
    else:
        body = spoken("rude" if kind == "rude" else "silence", facts, dice)
    annoyance = conduct.get(f"{'silence' if kind == 'idle' else kind}_annoyance", "0")
    given = {"kind": kind, "body": body, "annoyance": Decimal(annoyance)}
    return [Intent("buyer", "call.end", view.call_id, given)]
