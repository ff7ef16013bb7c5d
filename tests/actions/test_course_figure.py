"""A figure of the world is laid over by the instructor alone, and each change is a record."""

import pytest
from sqlmodel import Session, select

from app.actions.actor import Actor
from app.actions.perform import perform
from app.actions.refusals import Forbidden
from app.models.course import Course
from app.models.evidence import Record
from tests.builders import World, a_course


def _set(world: World, subject: str, key: str, value: str) -> str | None:
    given = {"subject": subject, "key": key, "value": value}
    refusal = perform(world.session, world.instructor, "course.set_figure", world.course_id, given).refusal
    return refusal and refusal.code


def _laid(world: World) -> object:
    return world.session.exec(select(Course.house).where(Course.id == world.course_id)).one().get("world")


def test_a_figure_is_laid_over_and_taken_back(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    assert _set(world, "bank", "way.least_days", "5") is None
    assert _set(world, "consumer", "late_rate", "0.5") is None
    assert _laid(world) == {"bank": {"way.least_days": 5}, "consumer": {"late_rate": "0.5"}}
    assert _set(world, "bank", "way.least_days", "3") is None  # as stated: nothing is laid over
    assert _set(world, "consumer", "late_rate", "") is None
    assert _laid(world) == {}
    records = sqlite_session.exec(select(Record).where(Record.action == "course.set_figure")).all()
    assert len(records) == 4


def test_what_no_world_can_follow_is_refused_by_name(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    assert _set(world, "bank", "way.mood", "5") == "course.no_such_figure"
    assert _set(world, "bank", "way.least_days", "many") == "course.figure_not_a_number"
    assert _set(world, "bank", "way.least_days", "8") == "course.figures_crossed"
    assert _laid(world) is None


def test_only_who_teaches_lays_figures_over(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    student = Actor("person", "s", world.course_id, course_role="student")
    given = {"subject": "bank", "key": "way.least_days", "value": "5"}
    with pytest.raises(Forbidden):
        perform(sqlite_session, student, "course.set_figure", world.course_id, given)
