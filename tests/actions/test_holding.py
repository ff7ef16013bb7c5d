"""A session that holds on reads a row once for many transactions, and never one that is no longer so."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event, select
from sqlmodel import Session, col

from app.actions import kept
from app.actions.actor import operator
from app.actions.holding import holding_on, start_holding_on
from app.actions.perform import perform, together
from app.core.course_session import course_of, holds_on, read_for
from app.core.course_session import kept as kept_of_course
from app.core.db import is_sqlite
from app.models.course import SITE, Course
from app.models.team import Team
from app.world.agenda import next_due
from tests.builders import World, a_course


@contextmanager
def reads(engine: Engine) -> Iterator[list[str]]:
    """The statements that read a course, a team or the agenda meanwhile."""
    found: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        words = statement.replace("\n", " ")
        if any(f"FROM {name} " in words for name in ("course", "team", "agenda_entry")):
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def a_team(world: World, name: str = "One") -> Team:
    made = world.act(operator(world.course_id), "team.create", world.course_id, name=name).made_id
    return world.session.get_one(Team, made)


def the_course(session: Session, world: World) -> Course:
    """The course in a transaction of its own, as the world takes it in hand."""
    with together(session, world.course_id):
        is_embedded = is_sqlite(session.connection())
        course = kept.locked_course(session, world.course_id, is_embedded=is_embedded)
        assert course is not None
        return course


def test_what_stands_as_it_was_left_is_not_read_again(engine: Engine, session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world).id
    with Session(engine) as own:
        start_holding_on(own)
        the_course(own, world)
        assert own.get_one(Team, team_id).name == "One"
        next_due(own, world.course_id, the_course(own, world).clock_at)
        with reads(engine) as again:
            for _ in range(3):
                course = the_course(own, world)
                assert own.get_one(Team, team_id).name == "One"
                next_due(own, world.course_id, course.clock_at)
        # On PostgreSQL the course's row is locked anew each time: its id alone is read.
        assert all("FOR UPDATE" in each for each in again)


def test_what_another_did_meanwhile_is_seen_in_the_next_transaction(engine: Engine, session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world).id
    with Session(engine) as own:
        start_holding_on(own)
        assert the_course(own, world).clock_state == "paused"
        team = own.get_one(Team, team_id)
        own.commit()
        world.act(world.instructor, "clock.run", world.course_id, speed=60)
        version = session.get_one(Team, team_id).version
        company = {"company_name": "Two Ltd", "company_name_zh": "二有限公司", "address": "1 Xueyuan Road"}
        world.act(operator(world.course_id), "team.set_company", team_id, **company, version=version)
        assert the_course(own, world).clock_state == "running"
        assert team.company_name == "Two Ltd" and own.get_one(Team, team_id) is team


def test_its_own_deeds_leave_the_rest_as_it_was_and_change_what_they_changed(
    engine: Engine, session: Session
) -> None:
    world = a_course(session)
    team_id = a_team(world).id
    with Session(engine) as own:
        start_holding_on(own)
        the_course(own, world)
        team = own.get_one(Team, team_id)
        perform(own, world.instructor, "clock.run", world.course_id, {"speed": 60}).must()
        with reads(engine) as again:
            assert own.get_one(Team, team_id) is team and team.name == "One"
            assert the_course(own, world).clock_state == "running"
        assert not any(" team" in each for each in again)


def test_after_a_fault_nothing_is_held(engine: Engine, session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world).id
    with Session(engine) as own:
        start_holding_on(own)
        the_course(own, world)
        own.get_one(Team, team_id)
        own.rollback()
        with reads(engine) as again:
            the_course(own, world)
            own.get_one(Team, team_id)
        assert len(again) > 1


def test_rows_of_no_course_and_of_the_site_are_read_anew(engine: Engine, session: Session) -> None:
    world = a_course(session)
    with Session(engine) as own:
        start_holding_on(own)
        the_course(own, world)
        site = own.get_one(Course, SITE)
        assert site.title
        the_course(own, world)
        assert "title" not in site.__dict__  # it is read when somebody asks for it


def test_a_deed_on_the_site_lets_go_of_all(engine: Engine, session: Session) -> None:
    world = a_course(session)
    with Session(engine) as own:
        start_holding_on(own)
        course = the_course(own, world)
        a_course(session, "Another")
        own.connection()
        assert "title" not in course.__dict__


def test_what_is_kept_of_a_course_is_dropped_with_its_rows(engine: Engine, session: Session) -> None:
    world, made = a_course(session), []
    with Session(engine) as own:
        start_holding_on(own)
        read_for(own, world.course_id)
        for _ in range(2):
            kept_of_course(own, "course_rates", lambda: made.append(1))
            own.commit()
        assert len(made) == 1
        world.act(world.instructor, "clock.run", world.course_id, speed=60)
        kept_of_course(own, "course_rates", lambda: made.append(1))
        assert len(made) == 2


def test_a_session_that_held_on_for_a_while_is_as_before(session: Session) -> None:
    world = a_course(session)
    with holding_on(session):
        course = the_course(session, world)
        assert holds_on(session) and "title" in course.__dict__
    assert not holds_on(session) and session.expire_on_commit and "title" not in course.__dict__
    assert course_of(session) == world.course_id
    assert session.execute(select(col(Course.title)).where(col(Course.id) == world.course_id)).scalar()
