"""The verbs of a team that a rule-based player runs: begun by the instructor, and one turn after another."""

from datetime import time, timedelta

from app.actions.act import Act
from app.actions.given import Name, Whole, words
from app.actions.membership import new_team, opening_capital
from app.actions.policies import administers, party, teaches
from app.actions.registry import Facts, Given, action
from app.actions.team import registered
from app.core.clock import home_date, home_time
from app.models.course import Course
from app.models.team import DUTIES, Team
from app.trade.refusal import RuleBroken

SKILLS = ("strong", "middling", "weak")
TURNS = (time(10), time(15))
STAND_IN_DUTIES = tuple(duty for duty in DUTIES if duty != "lead")  # nobody plays a lead of people


class Play(Given):
    """How well the player plays; "" takes it away."""

    skill: str


@action("team.play", Team, Play, allow=teaches() | administers())
def play(act: Act, team: Team, given: Play) -> Facts:
    """Let a rule-based player run a team, in the place of people who are absent.

    Raises: RuleBroken("team.skill_unknown").
    """
    _check_skill(given.skill)
    was_played = team.has_player
    team.player_skill = given.skill
    if given.skill and not was_played:
        _next_turn(act, team, is_busy=True)
    return {"skill": given.skill}


def _check_skill(skill: str) -> None:
    if skill and skill not in SKILLS:
        raise RuleBroken("team.skill_unknown", "skill", skills=", ".join(SKILLS))


class StandIn(Given):
    """Which duty is filled, and how well; "" takes the player away."""

    duty: str
    skill: str


@action("team.stand_in", Team, StandIn, allow=teaches() | administers())
def stand_in(act: Act, team: Team, given: StandIn) -> Facts:
    """Let a rule-based player do one duty of a team, because a member is absent; or take it away.

    What it does is its own: it counts for nobody's marks.
    Raises: RuleBroken("team.skill_unknown" | "team.duty_unknown").
    """
    _check_skill(given.skill)
    if given.duty not in STAND_IN_DUTIES:
        raise RuleBroken("team.duty_unknown", "duty", duties=[given.duty])
    was_played = team.has_player
    kept = [each for each in team.stand_ins if each["duty"] != given.duty]
    if given.skill:
        by = str(act.actor.person_id or "")
        kept.append({"duty": given.duty, "skill": given.skill, "by": by, "since": act.now})
    team.stand_ins = sorted(kept, key=lambda each: STAND_IN_DUTIES.index(each["duty"]))
    if given.skill and not was_played:
        _next_turn(act, team, is_busy=True)
    return {"duty": given.duty, "skill": given.skill}


class AddRival(Given):
    """The rival's name, and how well its player plays."""

    name: Name = words()
    skill: str


@action("team.add_rival", Course, AddRival, allow=teaches() | administers())
def add_rival(act: Act, course: Course, given: AddRival) -> Facts:
    """Fill the market with a team of the simulation's own, run by a player; it is in no marks.

    Raises: RuleBroken("team.skill_unknown" | "team.name_taken").
    """
    if not given.skill:
        raise RuleBroken("team.skill_unknown", "skill", skills=", ".join(SKILLS))
    _check_skill(given.skill)
    team = new_team(act, given.name)
    team.is_rival, team.player_skill = True, given.skill
    team.company_name, team.address = f"{given.name[:100]} Trading Co., Ltd.", "Ningbo, China"
    team.company_name_zh, team.uscc = given.name, registered(act, team)
    _next_turn(act, team, is_busy=True)
    return {"skill": given.skill, "opening_capital_rmb": opening_capital(act).amount}


class PassTurn(Given):
    """How many moves the turn had, and whether one of them is to be sent off the same day."""

    moves: Whole = 0
    has_begun: bool = False


@action("team.pass_turn", Team, PassTurn, allow=party("clock"))
def pass_turn(act: Act, team: Team, given: PassTurn) -> Facts:
    """Put the player's next turn on the agenda.

    A turn each morning, and one in the afternoon if there was much to do, or something is to be sent off.
    """
    if team.has_player:
        _next_turn(act, team, is_busy=given.moves > 1 or given.has_begun)
    return {"moves": given.moves}


def _next_turn(act: Act, team: Team, *, is_busy: bool) -> None:
    today, turns = home_date(act.now), TURNS if is_busy else TURNS[:1]
    later = [home_time(today, turn) for turn in turns if home_time(today, turn) > act.now]
    at = later[0] if later else home_time(today + timedelta(days=1), TURNS[0])
    act.later(at, "team.play", team.id, {"stable_name": f"player:{team.name}"})
