"""What a rule-based player sees at its turn: the moves that are open for its team."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from app.core.clock import home_date
from app.core.parameters import parameters
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.models.team import Team
from app.world.players.complaints import complaint_moves
from app.world.players.deal import deal_moves
from app.world.players.goods import goods_moves
from app.world.players.money import money_moves
from app.world.players.move import Move, Seat, Skill
from app.world.players.parcels import parcel_moves
from app.world.players.samples import sample_moves
from app.world.players.shop import shop_moves


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn of one team. `skill` None: nobody plays this team any more."""

    stable_name: str
    team_id: UUID
    skill: Skill | None
    moves: tuple[Move, ...]


def skill_of(name: str) -> Skill:
    """The parameters of a skill: strong, middling or weak."""
    told = dict(parameters("player")[name])
    for rate in ("act_rate", "slip_rate", "margin_percent", "least_margin_percent", "price_factor"):
        told[rate] = Decimal(told[rate])
    return Skill(**told)


def turn_view(session: Session, entry: AgendaEntry) -> TurnView:
    """The moves that are open at the entry's time."""
    team = session.get_one(Team, entry.subject_id)
    course = session.get_one(Course, entry.course_id)
    name = f"player:{team.name}"
    if not team.player_skill:
        return TurnView(name, team.id, None, ())
    seat = Seat(session, team, course, skill_of(team.player_skill), entry.due_at, home_date(entry.due_at))
    kinds = (shop_moves, deal_moves, sample_moves, complaint_moves, goods_moves, money_moves, parcel_moves)
    moves = tuple(move for kind in kinds for move in kind(seat))
    return TurnView(name, team.id, seat.skill, moves)
