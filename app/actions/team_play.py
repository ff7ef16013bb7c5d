"""The verbs of a team that a rule-based player runs: begun by the instructor, and one turn after another."""

from datetime import time, timedelta

from app.actions.act import Act
from app.actions.given import Whole
from app.actions.policies import administers, party, teaches
from app.actions.registry import Facts, Given, action
from app.core.clock import home_date, home_time
from app.models.team import Team
from app.trade.refusal import RuleBroken

SKILLS = ("strong", "middling", "weak")
TURNS = (time(10), time(15))


class Play(Given):
    """How well the player plays; "" takes it away."""

    skill: str


@action("team.play", Team, Play, allow=teaches() | administers())
def play(act: Act, team: Team, given: Play) -> Facts:
    """Let a rule-based player run a team, in the place of people who are absent.

    Raises: RuleBroken("team.skill_unknown").
    """
    if given.skill and given.skill not in SKILLS:
        raise RuleBroken("team.skill_unknown", "skill", skills=", ".join(SKILLS))
    was_played = bool(team.player_skill)
    team.player_skill = given.skill
    if given.skill and not was_played:
        _next_turn(act, team, is_busy=True)
    return {"skill": given.skill}


class PassTurn(Given):
    """How many moves the turn had."""

    moves: Whole = 0


@action("team.pass_turn", Team, PassTurn, allow=party("clock"))
def pass_turn(act: Act, team: Team, given: PassTurn) -> Facts:
    """Put the player's next turn on the agenda.

    A turn each morning, and one in the afternoon if there was much to do.
    """
    if team.player_skill:
        _next_turn(act, team, is_busy=given.moves > 1)
    return {"moves": given.moves}


def _next_turn(act: Act, team: Team, *, is_busy: bool) -> None:
    today, turns = home_date(act.now), TURNS if is_busy else TURNS[:1]
    later = [home_time(today, turn) for turn in turns if home_time(today, turn) > act.now]
    at = later[0] if later else home_time(today + timedelta(days=1), TURNS[0])
    act.later(at, "team.play", team.id, {"stable_name": f"player:{team.name}"})
