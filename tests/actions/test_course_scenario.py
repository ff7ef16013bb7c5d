"""Difficulty, seed and scenario of a course: before its world begins, whole or not at all."""

from datetime import time, timedelta

import pytest
from sqlmodel import Session, select

from app.actions.actor import Actor, operator
from app.actions.course import HOUSE
from app.actions.perform import perform
from app.actions.refusals import Forbidden
from app.core.clock import home_time
from app.core.scenario import event_line
from app.models.agenda import AgendaEntry
from app.models.course import SITE, Course
from app.models.evidence import Record
from app.models.world_event import WorldEvent
from app.queries.teaching.control import course_scenario
from app.trade.refusal import Refusal, SeveralRefusals
from app.world.worker import step_to
from tests.builders import FIRST_DAY, World, a_course, a_person
from tests.builders_listing import with_reference

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
    return refusal.code if refusal else None


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


def _out(world: World) -> str:
    return course_scenario(world.session, world.instructor, with_seed=False, settings=HOUSE)


def test_events_go_out_with_a_scenario_and_come_in_again_with_their_entries(sqlite_session: Session) -> None:
    with_reference(sqlite_session)
    world, other = a_course(sqlite_session), a_course(sqlite_session, "Other")
    strike = {"kind": "port_strike", "starts_on": "2026-10-01", "days": 9, "lead_days": 4, "port": "CNNGB"}
    assert _try(world, "world_event.set", **strike) is None
    assert _try(world, "course.begin") is None
    step_to(sqlite_session, world.course_id, home_time(FIRST_DAY) + timedelta(hours=1))
    out = _out(world)
    drawn = sqlite_session.exec(select(WorldEvent).where(WorldEvent.course_id == world.course_id)).all()
    assert out.count("[[events]]") == len(drawn) > 1 and "draws_events = false" in out
    taken_in = out.replace('title = "Spring class"', 'title = "Other"')
    for _ in range(2):  # the second one takes the place of the first
        assert _try(other, "course.import_scenario", scenario=taken_in) is None
    assert _out(other).partition("[[events]]")[2] == out.partition("[[events]]")[2]
    assert _try(other, "course.begin") is None
    mine = AgendaEntry.course_id == other.course_id
    due = sqlite_session.exec(select(AgendaEntry.kind).where(mine, AgendaEntry.is_done.is_(False))).all()  # type: ignore[attr-defined]
    assert due.count("world_event.begin") == len(drawn) and "world_event.draw" not in due
    bad = out.replace('port = "CNNGB"', 'port = "XXXXX"')
    refused = _refusals(a_course(sqlite_session, "Third"), bad)
    assert refused[0].code == "scenario.event" and refused[1].code == "world_event.place_unknown"
    place = bad[: bad.index("XXXXX")].count("[[events]]") - 1
    assert refused[0].figures["line"] == event_line(bad, place, "port")


def test_events_of_a_scenario_fit_into_a_course_opened_for_a_later_day(
    sqlite_session: Session,
) -> None:
    with_reference(sqlite_session)
    person_id, later = a_person(sqlite_session, "late"), FIRST_DAY + timedelta(days=150)
    given = {"title": "Late", "starts_on": later, "seed": "late", "instructor_id": person_id}
    course_id = perform(sqlite_session, operator(), "course.open", SITE, given).must().made_id
    assert course_id
    actor = Actor("person", str(person_id), course_id, person_id=person_id, course_role="instructor")
    world, told = World(sqlite_session, course_id, actor), f"starts_on = {FIRST_DAY}\n"
    strike = f'[[events]]\nkind = "port_strike"\nstarts_on = {FIRST_DAY + timedelta(days=9)}\n'
    text = f'format = "five-truths scenario 1"\n{told}{strike}days = 5\nlead_days = 8\nport = "CNNGB"\n'
    assert _try(world, "course.import_scenario", scenario=text) is None
    mine = AgendaEntry.course_id == course_id, AgendaEntry.kind == "world_event.announce"
    assert sqlite_session.exec(select(AgendaEntry.due_at).where(*mine)).one() == home_time(
        FIRST_DAY + timedelta(days=1), time(8)
    )


def _refusals(world: World, text: str) -> list[Refusal]:
    outcome = perform(
        world.session, world.instructor, "course.import_scenario", world.course_id, {"scenario": text}
    )
    assert isinstance(outcome.refusal, SeveralRefusals)
    return outcome.refusal.refusals
