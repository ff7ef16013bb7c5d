"""Marks: the class at a glance, and a team's mark sheet with the evidence behind every level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session

from app.grading.criteria import CRITERIA
from app.grading.mark_sheet import mark_sheet
from app.models.mark import MarkOverride
from app.models.person import Person
from app.models.team import Team, TeamMember
from app.queries.scope import Reader, found
from app.queries.teaching.mark_evidence import LinkShown, links_shown
from app.queries.teaching.mark_levels import levels_by_team
from app.queries.teaching.observation import observations_by_team
from app.trade.refusal import Absent


@dataclass(frozen=True, slots=True)
class ByHand:
    """An instructor's word on a cell."""

    level: int
    reason: str
    given_by: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell of the sheet. `level` counts: the instructor's if there is one, else the evidence's (`seen`)."""

    criterion: str
    level: int
    seen: int
    by_hand: ByHand | None
    links: tuple[LinkShown, ...] = ()

    @property
    def deeds(self) -> int:
        """How many deeds count for it, over all links."""
        return sum(link.deeds for link in self.links)

    @property
    def against(self) -> int:
        """How many pieces of counter-evidence, over all links."""
        return sum(link.against for link in self.links)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team of the class table: its cells in the order of Table 1."""

    team_id: str
    name: str
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class ClassMarks:
    """All teams of the course, by name. simulated: what rule-based players did that run whole teams; these
    rows are no marks, and no team is measured by them.
    """

    teams: tuple[TeamRow, ...]
    simulated: tuple[TeamRow, ...]


@dataclass(frozen=True, slots=True)
class TeamMarks:
    """One team's (or one member's) sheet. `middle` is the class's median level of each cell.

    is_simulated: it shows what the player did that runs the team, and is nobody's mark; has_player: there
    is such a sheet; has_people: there is one of people's deeds.
    """

    team_id: str
    name: str
    person: str
    members: tuple[tuple[str, str], ...]
    cells: tuple[CellShown, ...]
    middle: dict[str, Decimal]
    indexes: dict[str, int]
    may_mark: bool
    is_teacher: bool
    is_simulated: bool
    has_player: bool
    has_people: bool


def class_marks(session: Session, reader: Reader) -> ClassMarks:
    """Every team's levels, by its people's own deeds and the instructor's word; beside them what players
    did.
    """
    by_hand = _by_hand(session, reader.course_id)
    teams = session.execute(_teams(reader.course_id).order_by(Team.name)).all()
    own = [row for row in teams if _has_people(row)]
    played = [row for row in teams if _has_player(row)]
    levels = levels_by_team(session, reader.course_id, [row.id for row in own])
    shown = levels_by_team(session, reader.course_id, [row.id for row in played], is_simulated=True)
    return ClassMarks(
        tuple(_row(row, levels[row.id], by_hand) for row in own),
        tuple(_row(row, shown[row.id], {}) for row in played),
    )


def _row(team: Any, levels: Mapping[str, int], by_hand: Mapping[Any, ByHand]) -> TeamRow:
    cells = (_shown(code, level, by_hand.get((team.id, None, code))) for code, level in levels.items())
    return TeamRow(str(team.id), team.name, tuple(cells))


def _teams(course_id: UUID) -> Select[Any]:
    seats = select(TeamMember.id).where(TeamMember.team_id == Team.id).exists()
    columns = select(Team.id, Team.name, Team.is_rival, Team.player_skill, seats.label("has_members"))
    return columns.where(Team.course_id == course_id)


def _has_player(team: Any) -> bool:
    return bool(team.is_rival or team.player_skill)


def _has_people(team: Any) -> bool:
    """Whether it is in the marks: a team of the class, unless nobody but a player was ever in it."""
    return not team.is_rival and (team.has_members or not team.player_skill)


def team_marks(
    session: Session,
    reader: Reader,
    team_id: UUID,
    person_id: UUID | None = None,
    *,
    is_simulated: bool = False,
) -> TeamMarks:
    """One team's sheet: an instructor sees every team's, a member their own team's. Raises Absent.

    is_simulated: of the player that runs it; so it is anyway where no people are.
    """
    if not reader.teaches and reader.team_id != team_id:
        raise Absent
    team = found(session.execute(_teams(reader.course_id).where(Team.id == team_id)).first())
    is_simulated = _has_player(team) and (is_simulated or not _has_people(team))
    members = _members(session, reader.course_id, team_id)
    if not reader.teaches:  # one member's marks are nobody else's
        members = tuple(member for member in members if member[0] == str(reader.person_id))
    person = str(person_id) if person_id and not is_simulated else ""
    if person and person not in dict(members):
        raise Absent
    seen = observations_by_team(session, reader.course_id, team_id, is_all=reader.teaches)
    sheet = mark_sheet(seen.get(str(team_id), ()), person or None, is_simulated=is_simulated)
    by_hand = {} if is_simulated else _by_hand(session, reader.course_id)
    cells = tuple(
        _shown(code, cell.level, by_hand.get((team_id, person_id, code)), links_shown(cell.links))
        for code, cell in sheet.cells.items()
    )
    return TeamMarks(
        team_id=str(team_id), name=team.name, person=person, members=members, cells=cells,
        middle=_middle(class_marks(session, reader).teams), indexes=sheet.indexes,
        may_mark=reader.teaches and not is_simulated, is_teacher=reader.teaches, is_simulated=is_simulated,
        has_player=_has_player(team), has_people=_has_people(team),
    )  # fmt: skip


def _shown(criterion: str, seen: int, by_hand: ByHand | None, links: tuple[LinkShown, ...] = ()) -> CellShown:
    return CellShown(criterion, by_hand.level if by_hand else seen, seen, by_hand, links)


def _middle(teams: Sequence[TeamRow]) -> dict[str, Decimal]:
    return {
        code: Decimal(str(median(row.cells[place].level for row in teams))) if teams else Decimal(0)
        for place, code in enumerate(CRITERIA)
    }


def _by_hand(session: Session, course_id: UUID) -> dict[Any, ByHand]:
    """(team, person or None, criterion) -> the instructor's word."""
    query = (
        select(
            MarkOverride.team_id, MarkOverride.person_id, MarkOverride.criterion, MarkOverride.level,
            MarkOverride.reason, MarkOverride.given_at, Person.name,
        )
        .join(Person, Person.id == MarkOverride.given_by_id)
        .where(MarkOverride.course_id == course_id)
    )  # fmt: skip
    return {
        (row.team_id, row.person_id, row.criterion): ByHand(row.level, row.reason, row.name, row.given_at)
        for row in session.execute(query)
    }


def _members(session: Session, course_id: UUID, team_id: UUID) -> tuple[tuple[str, str], ...]:
    query = (
        select(Person.id, Person.name)
        .join(TeamMember, TeamMember.person_id == Person.id)
        .where(TeamMember.course_id == course_id, TeamMember.team_id == team_id)
    )
    return tuple((str(row.id), row.name) for row in session.execute(query.order_by(Person.name)))
