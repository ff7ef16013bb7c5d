"""The one door: what it writes, what it refuses, and what it leaves untouched."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from app.actions.actor import operator, party
from app.actions.perform import perform, together
from app.actions.refusals import Forbidden, KeyReused, Missing
from app.core.guard import StrayWrite, doing
from app.core.merkle_log import Frontier, leaf_hash
from app.models.course import SITE, Course
from app.models.evidence import LogHead, Record
from app.trade.refusal import RuleBroken
from tests.builders import a_course


def records(session: Session, course_id: object) -> list[Record]:
    return list(session.exec(select(Record).where(Record.course_id == course_id).order_by(Record.number)))


def test_an_action_writes_its_evidence_in_the_same_transaction(session: Session) -> None:
    world = a_course(session)
    outcome = world.act(world.instructor, "clock.run", world.course_id, speed=600)
    record = records(session, world.course_id)[-1]
    body = json.loads(record.body)
    assert session.get(Course, world.course_id).clock_state == "running"
    assert (record.number, record.action, record.outcome) == (outcome.number, "clock.run", "done")
    assert body["changes"][f"course:{world.course_id}"]["fields"]["clock_state"] == ["paused", "running"]
    assert body["given"] == {"speed": 600} and body["facts"] == {"speed": 600}


def test_a_refusal_inside_the_door_changes_nothing_and_is_evidence(session: Session) -> None:
    world = a_course(session)
    outcome = perform(session, world.instructor, "clock.run", world.course_id, {"speed": 7})
    record = records(session, world.course_id)[-1]
    assert outcome.refusal and outcome.refusal.code == "clock.speed_unknown"
    assert record.outcome == "refused" and json.loads(record.body)["changes"] == {}
    assert session.get(Course, world.course_id).clock_state == "paused"
    with pytest.raises(RuleBroken):
        outcome.must()


def test_what_is_refused_before_the_door_leaves_no_record(session: Session) -> None:
    world = a_course(session)
    other = a_course(session, "Another course")
    before = len(records(session, world.course_id))
    with pytest.raises(Missing):
        perform(session, other.instructor, "clock.pause", world.course_id)
    with pytest.raises(Forbidden):
        perform(session, party("bank", world.course_id), "clock.pause", world.course_id)
    assert len(records(session, world.course_id)) == before


def test_asking_twice_with_one_key_does_once(session: Session) -> None:
    world = a_course(session)
    first = perform(session, world.instructor, "clock.step", world.course_id, key="k")
    again = perform(session, world.instructor, "clock.step", world.course_id, key="k")
    assert (again.number, again.replayed) == (first.number, True)
    with pytest.raises(KeyReused):
        perform(session, world.instructor, "clock.pause", world.course_id, key="k")


def test_a_refusal_is_replayed_as_the_same_refusal(session: Session) -> None:
    world = a_course(session)
    for _ in range(2):
        outcome = perform(session, world.instructor, "clock.run", world.course_id, {"speed": 7}, key="k")
    assert outcome.replayed and outcome.refusal and outcome.refusal.code == "clock.speed_unknown"
    assert outcome.refusal.figures["speeds"].startswith("60")


def test_the_log_grows_as_a_merkle_tree_over_the_stored_bytes(session: Session) -> None:
    world = a_course(session)
    for speed in (60, 600, 3600):
        world.act(world.instructor, "clock.run", world.course_id, speed=speed)
    the_log_is_whole(session, world.course_id)


def test_deeds_that_share_a_transaction_grow_the_same_log_also_past_a_refusal(session: Session) -> None:
    world = a_course(session)
    before = len(records(session, world.course_id))
    with together(session, world.course_id):
        for speed in (60, 600, 7, 3600, 60):
            perform(session, world.instructor, "clock.run", world.course_id, {"speed": speed})
        with pytest.raises(Missing):
            perform(session, world.instructor, "clock.run", world.instructor.person_id, {"speed": 60})
        perform(session, world.instructor, "clock.pause", world.course_id)
    the_log_is_whole(session, world.course_id)
    outcomes = [record.outcome for record in records(session, world.course_id)[before:]]
    assert outcomes == ["done", "done", "refused", "done", "done", "done"]


def the_log_is_whole(session: Session, course_id: UUID) -> None:
    tree = Frontier()
    for number, record in enumerate(records(session, course_id)):
        assert record.number == number and record.leaf == leaf_hash(record.body)
        tree.append(record.leaf)
    head = session.get(LogHead, course_id)
    assert (head.size, head.root) == (tree.size, tree.root())


def test_the_database_itself_refuses_to_change_or_delete_evidence(session: Session) -> None:
    world = a_course(session)
    world.act(world.instructor, "clock.pause", world.course_id)
    for statement in ("UPDATE record SET action = 'x'", "DELETE FROM record"):
        with doing("housekeeping"), pytest.raises(Exception, match="append-only"):
            session.execute(text(statement))
        session.rollback()


def test_a_write_outside_of_an_action_is_refused(session: Session) -> None:
    world = a_course(session)
    course = session.get(Course, world.course_id)
    course.title = "changed by the way"
    with pytest.raises(StrayWrite):
        session.flush()
    session.rollback()
    with pytest.raises(StrayWrite):
        session.execute(text("UPDATE course SET title = 'x'"))


def test_a_bulk_statement_inside_an_action_is_refused_too(session: Session) -> None:
    a_course(session)
    with doing("act"), pytest.raises(StrayWrite):
        session.execute(text("UPDATE course SET title = 'x'"))


def test_time_never_runs_backwards_in_the_log(session: Session) -> None:
    world = a_course(session)
    clock = party("clock", world.course_id)
    later = session.get(Course, world.course_id).clock_at + timedelta(days=3)
    perform(session, clock, "clock.reach", world.course_id, {"to": later}, at=later).must()
    world.act(world.instructor, "clock.pause", world.course_id)
    times = [record.at for record in records(session, world.course_id)]
    assert times == sorted(times) and times[-1] == later


def test_secrets_and_free_words_stay_out_of_the_record(session: Session) -> None:
    given = {"email": "li.wei@school.example", "name": "Li Wei", "password": "correct horse battery"}
    perform(session, operator(), "person.create", SITE, given).must()
    body = records(session, SITE)[-1].body.decode()
    assert "Li Wei" not in body and "li.wei" not in body and "horse" not in body and "argon2" not in body
    assert '"sha256"' in body
