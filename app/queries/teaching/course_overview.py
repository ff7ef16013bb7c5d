"""The instructor's first page: which team needs somebody, told in one look."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Row, Select, and_, case, func, select
from sqlmodel import Session

from app.core.clock import home_date, wall_now
from app.models.course import Course, CourseMember
from app.models.evidence import Record
from app.models.inquiry import Inquiry
from app.models.person import Person
from app.models.team import Team, TeamMember
from app.queries.scope import Reader, found
from app.queries.teaching.clock import course_now

WEEK = timedelta(days=7)
# Course time without a deed after which a team is shown as stuck. It colours a line and decides nothing.
STUCK_AFTER = timedelta(days=3)
_ORDER = {"stuck": 0, "new": 1, "quiet": 2, "moving": 3}
_COURSE = (
    Course.id, Course.title, Course.state, Course.days, Course.starts_on, Course.house, Course.clock_state,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TeamGlance:
    """One team at a glance. Counts are of the last seven course days; `tone`: stuck, quiet, moving or new.

    is_simulated: a rule-based player runs it and nobody else is in it, so that nobody is stuck there.
    """

    id: UUID
    name: str
    company_name: str
    members: int
    lead: str
    last_at: datetime | None
    deeds: int
    refused: int
    waiting: int
    overdue: int
    tone: str
    is_rival: bool = False
    is_simulated: bool = False


@dataclass(frozen=True, slots=True)
class CourseOverview:
    """The instructor's first page. Teams that need somebody come first."""

    id: UUID
    title: str
    state: str
    now: datetime
    day: int
    days: int
    clock_state: str
    has_begun: bool
    teams: tuple[TeamGlance, ...]
    students: int
    unplaced: int

    @property
    def stuck(self) -> int:
        """How many teams need a look."""
        return sum(team.tone == "stuck" for team in self.teams)

    @property
    def overdue(self) -> int:
        """Letters that waited too long, over all teams."""
        return sum(team.overdue for team in self.teams)

    @property
    def deeds(self) -> int:
        """Deeds of the last course week, over all teams."""
        return sum(team.deeds for team in self.teams)


def course_overview(session: Session, reader: Reader) -> CourseOverview:
    """The instructor's overview of the open course. Raises Absent."""
    course = found(session.execute(select(*_COURSE).where(Course.id == reader.course_id)).first())
    now = course_now(session, reader.course_id, wall_now())
    teams = sorted(
        _glances(session, reader.course_id, now),
        key=lambda team: (team.is_simulated, _ORDER[team.tone], team.name),
    )
    students, placed = _students(session, reader.course_id)
    return CourseOverview(
        id=course.id, title=course.title, state=course.state, now=now,
        day=max(1, (home_date(now) - course.starts_on).days + 1), days=course.days,
        clock_state=course.clock_state,
        has_begun=bool(course.house.get("has_begun")), teams=tuple(teams), students=students,
        unplaced=students - placed,
    )  # fmt: skip


def _glances(session: Session, course_id: UUID, now: datetime) -> list[TeamGlance]:
    deeds = {row.team_id: row for row in session.execute(_deeds(session, course_id, now - WEEK))}
    letters = {row.team_id: row for row in session.execute(_letters(course_id, now))}
    seats: dict[UUID, list[tuple[str, bool]]] = {}
    query = (
        select(TeamMember.team_id, Person.name, TeamMember.duties)
        .join(Person, Person.id == TeamMember.person_id)
        .where(TeamMember.course_id == course_id, TeamMember.is_active.is_(True))
    )
    for team_id, name, duties in session.execute(query):
        seats.setdefault(team_id, []).append((name, "lead" in duties))
    found_teams = session.execute(
        select(Team.id, Team.name, Team.company_name, Team.is_rival, Team.player_skill).where(
            Team.course_id == course_id
        )
    )
    return [
        _glance(team, seats.get(team.id, []), deeds.get(team.id), letters.get(team.id), now)
        for team in found_teams
    ]


def _deeds(session: Session, course_id: UUID, since: datetime) -> Select:
    """What people of the teams did: the instructors' own deeds about a team are not the team's."""
    teachers = session.execute(
        select(CourseMember.person_id).where(
            CourseMember.course_id == course_id, CourseMember.role == "instructor"
        )
    )
    lately = Record.at >= since
    return (
        select(
            Record.team_id,
            func.max(Record.at).label("last_at"),
            func.sum(case((lately, 1), else_=0)).label("deeds"),
            func.sum(case((and_(lately, Record.outcome == "refused"), 1), else_=0)).label("refused"),
        )
        .where(
            Record.course_id == course_id,
            Record.team_id.is_not(None),
            Record.actor_kind.in_(("person", "player")),
            Record.actor.not_in([str(person_id) for (person_id,) in teachers]),
        )
        .group_by(Record.team_id)
    )


def _letters(course_id: UUID, now: datetime) -> Select:
    late = and_(Inquiry.reply_due_at.is_not(None), Inquiry.reply_due_at < now)
    return (
        select(
            Inquiry.team_id,
            func.count().label("waiting"),
            func.sum(case((late, 1), else_=0)).label("overdue"),
        )
        .where(Inquiry.course_id == course_id, Inquiry.state == "waiting")
        .group_by(Inquiry.team_id)
    )


def _glance(
    team: Row, seats: list[tuple[str, bool]], deeds: Row | None, letters: Row | None, now: datetime
) -> TeamGlance:
    last_at = deeds.last_at if deeds else None
    overdue = int(letters.overdue) if letters else 0
    is_simulated = bool(team.player_skill) and not seats
    if last_at is None:
        tone = "new"
    elif not is_simulated and (overdue or now - last_at > STUCK_AFTER):
        tone = "stuck"
    else:
        tone = "moving" if now - last_at <= timedelta(days=1) else "quiet"
    return TeamGlance(
        id=team.id, name=team.name, company_name=team.company_name, members=len(seats),
        lead=next((name for name, leads in seats if leads), ""), last_at=last_at,
        deeds=int(deeds.deeds) if deeds else 0, refused=int(deeds.refused) if deeds else 0,
        waiting=letters.waiting if letters else 0, overdue=overdue, tone=tone,
        is_rival=team.is_rival, is_simulated=is_simulated,
    )  # fmt: skip


def _students(session: Session, course_id: UUID) -> tuple[int, int]:
    """Students of the course, and how many of them sit in a team."""
    row = session.execute(
        select(func.count(CourseMember.id), func.count(TeamMember.id))
        .outerjoin(
            TeamMember,
            and_(
                TeamMember.course_id == CourseMember.course_id,
                TeamMember.person_id == CourseMember.person_id,
                TeamMember.is_active.is_(True),
            ),
        )
        .where(
            CourseMember.course_id == course_id,
            CourseMember.role == "student",
            CourseMember.is_active.is_(True),
        )
    ).one()
    return row[0], row[1]
