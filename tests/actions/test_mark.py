"""An instructor's word on marks: overrides with a reason, Q1 attested, both taken back."""

import pytest
from sqlmodel import Session, select

from app.actions.actor import operator
from app.actions.perform import perform
from app.actions.refusals import Forbidden, Missing
from app.models.mark import MarkOverride
from tests.builders import a_course
from tests.builders_people import a_member, a_student, a_team

WORD = {"criterion": "C1", "level": "3", "reason": "Seen at the fair."}


def rows(session: Session) -> list[MarkOverride]:
    return list(session.exec(select(MarkOverride)))


def test_an_override_is_kept_with_its_reason_and_replaced_by_the_next(session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world)
    first = world.act(world.instructor, "mark.override", team_id, **WORD)
    again = world.act(world.instructor, "mark.override", team_id, **{**WORD, "level": 2})
    (row,) = rows(session)
    assert (row.criterion, row.level, row.person_id, row.given_by_id) == (
        "C1",
        2,
        None,
        world.instructor.person_id,
    )
    assert (first.facts["level_before"], again.facts["level_before"]) == (None, 3)


def test_a_member_may_have_another_level_than_the_team(session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world)
    member = a_member(world, team_id, "Li")
    world.act(world.instructor, "mark.override", team_id, **WORD)
    world.act(world.instructor, "mark.override", team_id, **WORD, person_id=member.person_id)
    assert {row.person_id for row in rows(session)} == {None, member.person_id}


def test_q1_is_attested_and_taken_back(session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world)
    world.act(world.instructor, "mark.attest", team_id, reason="Calm and cheerful.", person_id="")
    assert [row.criterion for row in rows(session)] == ["Q1"]
    world.act(world.instructor, "mark.withdraw", team_id, criterion="Q1")
    assert rows(session) == []


@pytest.mark.parametrize(
    ("action", "given", "code"),
    [
        ("mark.override", {**WORD, "criterion": "X9"}, "mark.no_such_criterion"),
        ("mark.override", {**WORD, "criterion": "Q1"}, "mark.attested_only"),
        ("mark.override", {**WORD, "level": 5}, "mark.no_such_level"),
        ("mark.override", {**WORD, "level": -1}, "mark.no_such_level"),
        ("mark.withdraw", {"criterion": "C1"}, "mark.nothing_to_withdraw"),
    ],
)
def test_what_makes_no_sense_is_refused(
    sqlite_session: Session, action: str, given: dict[str, object], code: str
) -> None:
    world = a_course(sqlite_session)
    outcome = perform(sqlite_session, world.instructor, action, a_team(world), given)
    assert outcome.refusal and outcome.refusal.code == code and rows(sqlite_session) == []


def test_a_student_of_another_team_cannot_be_marked_here(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    given = {"reason": "Seen.", "person_id": a_student(world, "Wang")}
    outcome = perform(sqlite_session, world.instructor, "mark.attest", a_team(world), given)
    assert outcome.refusal and outcome.refusal.code == "mark.not_a_member"


def test_only_a_person_sets_marks(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    outcome = perform(sqlite_session, operator(world.course_id), "mark.override", a_team(world), WORD)
    assert outcome.refusal and outcome.refusal.code == "mark.only_a_person"


def test_students_and_other_courses_cannot_mark(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    member = a_member(world, team_id, "Li")
    for action, given in (("override", WORD), ("attest", {"reason": "x"}), ("withdraw", {"criterion": "C1"})):
        with pytest.raises(Forbidden):
            perform(sqlite_session, member, f"mark.{action}", team_id, given)
    other = a_course(sqlite_session, "Another course")
    with pytest.raises(Missing):
        perform(sqlite_session, other.instructor, "mark.override", team_id, WORD)
