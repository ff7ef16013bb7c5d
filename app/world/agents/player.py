"""A rule-based player in a team's place: does what is open, as often and as well as its skill allows."""

from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.player import TurnView, turn_view


@agent("team.play", view=turn_view, is_long=True)
def play(view: TurnView, dice: Dice) -> list[Intent]:
    """The moves of one turn, each done or left, rightly or with its usual slip, by a draw of its own name."""
    if view.skill is None:
        return []
    intents = []
    for move in view.moves:
        chance = dice.under(move.name)
        if not chance.chance(view.skill.act_rate):
            continue
        errs = move.slip is not None and chance.chance(view.skill.slip_rate)
        given = move.slip if errs and move.slip is not None else move.given
        intents.append(Intent("player", move.action, move.subject_id, given, team_id=view.team_id))
    turn = {"moves": len(intents)}
    return [*intents, Intent("clock", "team.pass_turn", view.team_id, turn)]
