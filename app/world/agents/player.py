"""A rule-based player in a team's or a member's place: does what is open, as well as its skill allows."""

from collections.abc import Iterator
from decimal import Decimal

from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.player import HeardView, Part, TurnView, heard_view, turn_view

_TENTH = Decimal("0.1")
_BEGUN = ("quotation.draft", "order.save_terms")  # written, and sent off in a step of its own


@agent("team.play", view=turn_view, is_long=True)
def play(view: TurnView, dice: Dice) -> list[Intent]:
    """The moves of one turn, each done or left, rightly or with its usual slip, by a draw of its own name."""
    if not view.parts:
        return []
    intents = [intent for part in view.parts for intent in _moves(view, part, dice)]
    turn = {"moves": len(intents), "has_begun": any(each.action in _BEGUN for each in intents)}
    return [*intents, Intent("clock", "team.pass_turn", view.team_id, turn)]


def _moves(view: TurnView, part: Part, dice: Dice) -> Iterator[Intent]:
    for move in part.moves:
        chance = dice.under(move.name)
        if not chance.chance(part.skill.act_rate if move.rate is None else move.rate):
            continue
        errs = move.slip is not None and chance.chance(part.skill.slip_rate)
        given = move.slip if errs and move.slip is not None else move.given
        yield Intent("player", move.action, move.subject_id, given, view.team_id, part.duty)


@agent("call.hear", view=heard_view)
def hear(view: HeardView, dice: Dice) -> list[Intent]:
    """Answer the buyer's line in the seconds that its skill takes, rightly or with its usual slip."""
    move, skill = view.move, view.skill
    if move is None or skill is None:
        return []
    errs = move.slip is not None and dice.under("errs").chance(skill.slip_rate)
    given = move.slip if errs and move.slip is not None else move.given
    seconds = dice.under("seconds").between(*map(Decimal, skill.answer_seconds)).quantize(_TENTH)
    spoken = {**given, "wall_seconds": seconds}
    return [Intent("player", move.action, move.subject_id, spoken, view.team_id, view.duty)]
