"""Difficulty, seed and scenario of a course: before its world begins, whole or not at all."""

import pytest
from sqlmodel import Session, select

from app.actions.actor import Actor, operator
from app.actions.perform import perform
from app.actions.refusals import Forbidden
from app.models.course import Course
from app.models.evidence import Record
from tests.builders import World, a_course

TEXT = """format = "five-truths scenario 1"
title = "Mine"
seed = "another"
days = 60
starts_on = 2026-10-01
[house]
buyers_per_day = "3"
[world.bank]
"way.least_days" = 4
"""


def _try(world: World, action: str, **given: object) -> str | None:
    refusal = perform(world.session, world.instructor, action, world.course_id, given).refusal
    return refusal and refusal.code


def _course(world: World) -> Course:
    return world.session.exec(select(Course).where(Course.id == world.course_id)).one()


def test_a_scenario_makes_the_world_of_a_course_that_has_not_begun(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    assert _try(world, "course.set_figure", subject="bank", key="way.most_days", value="9") is None
    assert _try(world, "course.import_scenario", scenario=TEXT) is None
    course = _course(world)
    assert (course.seed, course.days, course.starts_on.isoformat()) == ("another", 60, "2026-10-01")
    assert course.house["buyers_per_day"] == "3" and course.house["consumers_per_day"] == "2"
    assert course.house["world"] == {"bank": {"way.least_days": 4}}
    sealed = sqlite_session.exec(select(Record).where(Record.action == "course.import_scenario")).one()
    assert b"another" not in bytes(sealed.body) and b"way.least_days" in bytes(sealed.body)
    assert _try(world, "course.import_scenario", scenario=TEXT.replace("2026-10-01", "2026-08-01")) == (
        "course.start_moves_back"
    )
    assert _try(world, "course.begin") is None
    assert _try(world, "course.import_scenario", scenario=TEXT) == "course.scenario_too_late"


def test_a_bad_file_changes_nothing(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    before = dict(_course(world).house)
    bad = TEXT + '"way.mood" = 1\n'
    assert _try(world, "course.import_scenario", scenario=bad) == "scenario.no_such_figure"
    assert _try(world, "course.import_scenario", scenario="") == "scenario.empty"
    course = _course(world)
    assert (course.house, course.seed, course.days) == (before, "seed-1", 120)


def test_difficulty_and_seed_are_the_instructors(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    assert _try(world, "course.set_difficulty", degree="demanding") is None
    assert _course(world).house["world"]["buyer"] == {
        "conduct.asks_again_most": 1, "conduct.reminder_hours": 16,
    }  # fmt: skip
    assert _try(world, "course.set_difficulty", degree="cruel") == "course.no_such_degree"
    assert _try(world, "course.set_seed", seed="mine") is None
    assert _try(world, "course.set_seed", seed="s" * 65) == "text.too_long"
    assert _try(world, "course.begin") is None
    assert _try(world, "course.set_seed", seed="late") == "course.seed_is_set"
    assert _course(world).seed == "mine"
    student = Actor("person", "s", world.course_id, course_role="student")
    for action, given in (
        ("course.set_difficulty", {"degree": "gentle"}), ("course.set_seed", {"seed": "x"}),
        ("course.import_scenario", {"scenario": TEXT}),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            perform(sqlite_session, student, action, world.course_id, given)


def test_the_operator_takes_a_scenario_in(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    actor = operator(world.course_id)
    perform(sqlite_session, actor, "course.import_scenario", world.course_id, {"scenario": TEXT}).must()
    assert _course(world).days == 60
