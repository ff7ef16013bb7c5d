"""The teams of a course with their members and duties, and one team's own page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.core.words import N_
from app.models.course import CourseMember
from app.models.person import Person
from app.models.team import DUTIES, Team, TeamMember
from app.queries.scope import Reader, found
from app.trade.refusal import Absent

DUTY_WORDS = {
    "lead": N_("Team lead"), "product": N_("Products"), "marketing": N_("Marketing"), "sales": N_("Selling"),
    "logistics": N_("Logistics"), "documents": N_("Paperwork"), "finance": N_("Finance"),
}  # fmt: skip
DUTY_HINTS = {
    "lead": N_("speaks for the team, may do everything and gives the duties"),
    "product": N_("chooses suppliers, goods and purchases"),
    "marketing": N_("writes listings and presents the shop"),
    "sales": N_("answers buyers, quotes and closes orders"),
    "logistics": N_("books transport and insurance, packs parcels"),
    "documents": N_("makes out the papers and the declaration"),
    "finance": N_("keeps the books, settles and claims the refund"),
}  # fmt: skip
SKILL_WORDS = {
    "strong": N_("A strong player"), "middling": N_("A middling player"), "weak": N_("A weak player"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of a team. `version` goes with the form that changes the duties."""

    person_id: UUID
    name: str
    email: str
    student_number: str
    duties: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class StandIn:
    """A player that does one duty for somebody who is absent; by: who decided it."""

    duty: str
    skill: str
    by: str
    since: datetime


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One team: its company, its members, and what this reader may change."""

    id: UUID
    name: str
    company_name: str
    company_name_zh: str
    address: str
    uscc: str
    version: int
    player_skill: str
    is_rival: bool
    stand_ins: tuple[StandIn, ...]
    seats: tuple[Seat, ...]
    may_lead: bool
    may_place: bool

    @property
    def has_lead(self) -> bool:
        """Whether somebody leads."""
        return any("lead" in seat.duties for seat in self.seats)

    @property
    def open_duties(self) -> tuple[str, ...]:
        """Duties that nobody has."""
        return tuple(duty for duty in DUTIES if not any(duty in seat.duties for seat in self.seats))


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A student of the course without a team."""

    person_id: UUID
    name: str
    student_number: str


@dataclass(frozen=True, slots=True)
class TeamsPage:
    """All teams of the course, and who has none yet."""

    course_id: UUID
    teams: tuple[TeamPage, ...]
    unplaced: tuple[Unplaced, ...]


def teams_page(session: Session, reader: Reader) -> TeamsPage:
    """The instructor's list of teams."""
    seats = _seats(session, TeamMember.course_id == reader.course_id)
    query = select(*_COLUMNS).where(Team.course_id == reader.course_id).order_by(Team.name, Team.id)
    rows = session.execute(query).all()
    names = _deciders(session, rows)
    teams = tuple(_page(row, seats.get(row.id, ()), reader, names) for row in rows)
    return TeamsPage(reader.course_id, teams, tuple(unplaced(session, reader)))


def team_page(session: Session, reader: Reader, team_id: UUID | None) -> TeamPage:
    """One team: any of the course for the instructor, one's own for a member. Raises Absent."""
    if team_id is None or not (reader.teaches or team_id == reader.team_id):
        raise Absent
    query = select(*_COLUMNS).where(Team.course_id == reader.course_id, Team.id == team_id)
    row = found(session.execute(query).first())
    seats = _seats(session, TeamMember.team_id == team_id).get(team_id, ())
    return _page(row, seats, reader, _deciders(session, [row]))


def unplaced(session: Session, reader: Reader) -> list[Unplaced]:
    """Students of the course without a team, by name."""
    seated = select(TeamMember.person_id).where(
        TeamMember.course_id == reader.course_id, TeamMember.is_active.is_(True)
    )
    query = (
        select(CourseMember.person_id, Person.name, CourseMember.student_number)
        .join(Person, Person.id == CourseMember.person_id)
        .where(
            CourseMember.course_id == reader.course_id,
            CourseMember.role == "student",
            CourseMember.is_active.is_(True),
            CourseMember.person_id.not_in(seated),
        )
        .order_by(Person.name, Person.id)
    )
    return [Unplaced(*row) for row in session.execute(query)]


_COLUMNS = (
    Team.id, Team.name, Team.company_name, Team.company_name_zh, Team.address, Team.uscc, Team.version,
    Team.player_skill, Team.is_rival, Team.stand_ins,
)  # fmt: skip


def _seats(session: Session, which: object) -> dict[UUID, tuple[Seat, ...]]:
    query = (
        select(
            TeamMember.team_id, TeamMember.person_id, Person.name, Person.email, CourseMember.student_number,
            TeamMember.duties, TeamMember.version,
        )
        .join(Person, Person.id == TeamMember.person_id)
        .outerjoin(
            CourseMember,
            (CourseMember.course_id == TeamMember.course_id)
            & (CourseMember.person_id == TeamMember.person_id),
        )
        .where(which, TeamMember.is_active.is_(True))
        .order_by(Person.name, Person.id)
    )  # fmt: skip
    seats: dict[UUID, list[Seat]] = {}
    for row in session.execute(query):
        seat = Seat(
            row.person_id, row.name, row.email, row.student_number or "", tuple(row.duties), row.version
        )
        seats.setdefault(row.team_id, []).append(seat)
    return {team_id: tuple(sorted(listed, key=_lead_first)) for team_id, listed in seats.items()}


def _lead_first(seat: Seat) -> tuple[bool, str]:
    return ("lead" not in seat.duties, seat.name)


def _deciders(session: Session, rows: Sequence[Any]) -> dict[str, str]:
    """Person id -> name, for those who let players stand in."""
    ids = {UUID(each["by"]) for row in rows for each in row.stand_ins if each["by"]}
    if not ids:
        return {}
    people = select(Person.id, Person.name).where(Person.id.in_(ids))
    return {str(row.id): row.name for row in session.execute(people)}


def _page(row: Any, seats: tuple[Seat, ...], reader: Reader, names: Mapping[str, str]) -> TeamPage:
    leads = row.id == reader.team_id and "lead" in reader.duties
    *plain, stand_ins = row
    played = tuple(
        StandIn(one["duty"], one["skill"], names.get(one["by"], ""), datetime.fromisoformat(one["since"]))
        for one in stand_ins
    )
    return TeamPage(
        *plain, stand_ins=played, seats=seats, may_lead=reader.teaches or leads, may_place=reader.teaches
    )
