"""What a rule-based player sees at its turn: the moves that are open for its team."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from app.actions.registry import find
from app.core.clock import home_date
from app.core.parameters import parameters
from app.models.agenda import AgendaEntry
from app.models.call import Call
from app.models.course import Course
from app.models.team import Team
from app.world.players.calls import answer_to, call_moves
from app.world.players.claims import claim_moves
from app.world.players.complaints import complaint_moves
from app.world.players.deal import deal_moves
from app.world.players.goods import goods_moves
from app.world.players.guard import guard_moves
from app.world.players.laboratory import laboratory_moves
from app.world.players.money import money_moves
from app.world.players.move import Move, Seat, Skill
from app.world.players.parcels import parcel_moves
from app.world.players.returns import return_moves
from app.world.players.samples import sample_moves
from app.world.players.shop import shop_moves


@dataclass(frozen=True, slots=True)
class Part:
    """What one player may do at a turn. duty "": all of the team's work."""

    duty: str
    skill: Skill
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn of one team. Without parts, nobody plays in this team any more."""

    stable_name: str
    team_id: UUID
    parts: tuple[Part, ...]


_DECIMALS = (
    "act_rate", "slip_rate", "attends_rate", "margin_percent", "least_margin_percent", "price_factor",
    "inspects_from_rmb",
)  # fmt: skip


def skill_of(name: str) -> Skill:
    """The parameters of a skill: strong, middling or weak."""
    told = dict(parameters("player")[name])
    for rate in _DECIMALS:
        told[rate] = Decimal(told[rate])
    return Skill(**told)


def turn_view(session: Session, entry: AgendaEntry) -> TurnView:
    """The moves that are open at the entry's time, for who runs the team or for each who stands in."""
    team = session.get_one(Team, entry.subject_id)
    course = session.get_one(Course, entry.course_id)
    name = f"player:{team.name}"
    wanted = [("", team.player_skill)] if team.player_skill else []
    wanted = wanted or [(each["duty"], each["skill"]) for each in team.stand_ins]
    parts: list[Part] = []
    taken: set[str] = set()
    for duty, skill in wanted:
        seat = Seat(session, team, course, skill_of(skill), entry.due_at, home_date(entry.due_at))
        moves = [move for move in _open(seat) if move.name not in taken and belongs_to(move.action, duty)]
        taken |= {move.name for move in moves}
        parts.append(Part(duty, seat.skill, tuple(moves)))
    return TurnView(name, team.id, tuple(parts))


def _open(seat: Seat) -> list[Move]:
    kinds = (
        guard_moves, shop_moves, deal_moves, call_moves, sample_moves, complaint_moves, goods_moves,
        money_moves, parcel_moves, return_moves, claim_moves,
        laboratory_moves,
    )  # fmt: skip
    return [move for kind in kinds for move in kind(seat)]


def belongs_to(action: str, duty: str) -> bool:
    """Whether an action is the work of this duty: its policy says so. "" has all the work."""
    return not duty or f"team:{duty}" in find(action).allow.names


@dataclass(frozen=True, slots=True)
class HeardView:
    """A line of a buyer that a player has heard. move: its answer; None: nobody is to answer any more."""

    stable_name: str
    team_id: UUID
    duty: str
    skill: Skill | None = None
    move: Move | None = None


def heard_view(session: Session, entry: AgendaEntry) -> HeardView:
    """The view for "call.hear": the answer of who opened the line, if a player still does that duty."""
    call = session.get_one(Call, entry.subject_id)
    team, course = session.get_one(Team, call.team_id), session.get_one(Course, entry.course_id)
    name, duty = entry.given["stable_name"], entry.given["duty"]
    standing_in = {each["duty"]: each["skill"] for each in team.stand_ins}
    skill = standing_in.get(duty, "") if duty else team.player_skill
    if not skill:
        return HeardView(name, team.id, duty)
    seat = Seat(session, team, course, skill_of(skill), entry.due_at, home_date(entry.due_at))
    return HeardView(name, team.id, duty, seat.skill, answer_to(seat, call))
