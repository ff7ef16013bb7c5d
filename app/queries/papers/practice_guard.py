"""Papers of a practice set are not examined elsewhere before an answer is handed in: they would give it."""

from collections.abc import Iterator
from uuid import UUID

from sqlmodel import Session, and_, col, select

from app.models.course import Course, CourseMember
from app.models.practice import PracticeAttempt
from app.models.team import TeamMember
from app.queries.papers.examination import SetAsked
from app.queries.scope import Reader
from app.trade.practice.practice_traces import Place, set_recognised
from app.trade.refusal import NotOpenNow


def check_not_practised(session: Session, reader: Reader, asked: SetAsked) -> None:
    """Refuse papers of a practice set, in any course of the reader's, that the team has not handed in.

    Who teaches the course may. Raises: NotOpenNow("examination.practice_open"), with where the set lies.
    """
    papers = [asked.papers, asked.credit, *asked.earlier]
    for course_id, seed, team_id in _studied(session, reader):
        place = set_recognised(seed, papers)
        if place and not _is_handed_in(session, course_id, team_id, place):
            kind, level, number = place
            raise NotOpenNow("examination.practice_open", "papers", kind=kind, level=level, number=number)


def _studied(session: Session, reader: Reader) -> Iterator[tuple[UUID, str, UUID | None]]:
    """Course, its seed and the reader's team, of the open course and all others that the reader learns in."""
    seat = and_(
        TeamMember.course_id == CourseMember.course_id, TeamMember.person_id == CourseMember.person_id,
        col(TeamMember.is_active),
    )  # fmt: skip
    rows = session.exec(
        select(Course.id, Course.seed, TeamMember.team_id, CourseMember.role)
        .join(CourseMember, col(CourseMember.course_id) == Course.id)
        .outerjoin(TeamMember, seat)
        .where(CourseMember.person_id == reader.person_id, col(CourseMember.is_active))
    ).all()
    yield from ((course, seed, team) for course, seed, team, role in rows if role != "instructor")
    if reader.course_id not in {course for course, *_ in rows}:
        opened = session.get(Course, reader.course_id)
        if opened is not None:
            yield opened.id, opened.seed, reader.team_id


def _is_handed_in(session: Session, course_id: UUID, team_id: UUID | None, place: Place) -> bool:
    kind, level, number = place
    row = PracticeAttempt
    query = select(row.id).where(
        row.course_id == course_id, row.team_id == team_id, row.kind == kind, row.level == level,
        row.set_number == number,
    )  # fmt: skip
    return session.exec(query).first() is not None
