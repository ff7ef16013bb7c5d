"""Answers to practice sets: compared, kept, honest as evidence; nothing of the answer is seen before."""

from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from app.actions.perform import perform
from app.actions.refusals import Forbidden, Missing
from app.grading.bearing import graded_families
from app.models.course import Course
from app.models.practice import PracticeAttempt
from app.trade.practice.practice_set import FIND, MAKE, PracticeSet, findings_of, practice_set
from tests.builders import World, a_course
from tests.builders_people import a_member, a_team
from tests.proofs import last_record


def given(world: World, kind: str, level: int = 1, number: int = 1) -> PracticeSet:
    """The set as the course's secret seed makes it."""
    course = world.session.exec(select(Course).where(Course.id == world.course_id)).one()
    return practice_set(course.seed, kind, level, number)


def all_marks(practice: PracticeSet) -> dict[str, dict[str, str]]:
    """The answer of one who sees everything."""
    marks: dict[str, dict[str, str]] = {}
    for finding in findings_of(practice):
        kind, field = finding.places[-1].split(".")[:2]
        marks.setdefault(kind, {})[field] = finding.code
    return marks


def test_a_right_first_try_is_kept_and_a_second_one_proves_nothing(session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world)
    member = a_member(world, team_id, "lin")
    practice = given(world, FIND)
    answer: dict[str, Any] = {"kind": FIND, "level": 1, "number": 1, "marks": all_marks(practice)}
    facts = world.act(member, "practice.hand_in", team_id, **answer).facts
    assert (facts["hits"], facts["misses"], facts["false_alarms"]) == (2, 0, 0)
    assert facts["is_right_unaided"] is True
    attempt = session.exec(select(PracticeAttempt)).one()
    assert (attempt.share_right, attempt.person_id, attempt.tries_before) == (Decimal(1), member.person_id, 0)
    again = world.act(member, "practice.hand_in", team_id, **answer).facts
    assert again["tries_before"] == 1 and "is_right_unaided" not in again
    assert last_record(session, world.course_id)["facts"]["hits"] == 2


def test_a_weak_try_is_kept_and_is_no_evidence_against_anybody(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    member = a_member(world, team_id, "lin")
    answer = {"kind": FIND, "level": 3, "number": 2, "marks": {"packing_list": {"signed_by": "X01"}}}
    facts = world.act(member, "practice.hand_in", team_id, **answer).facts
    assert (facts["hits"], facts["misses"], facts["false_alarms"]) == (0, 3, 1)
    assert "is_right_unaided" not in facts


def test_a_paper_made_out_is_examined_with_the_rest(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    member = a_member(world, team_id, "lin")
    practice = given(world, MAKE, 2, 1)
    by_others = {"bill_of_lading": ("number", "issued_on", "place_of_issue", "carrier", "vessel", "voyage",
                                    "container_number", "seal_number", "on_board_on", "charter_party",
                                    "originals", "signed_by", "signed_as")}  # fmt: skip
    right = {
        name: value
        for name, value in practice.right[practice.paper].items()
        if name not in by_others.get(practice.paper, ())
    }
    made = {"kind": MAKE, "level": 2, "number": 1, "fields": right}
    facts = world.act(member, "practice.hand_in", team_id, **made).facts
    assert (facts["errors"], facts["missing"], facts["share_right"]) == (0, 0, Decimal(1))
    lacking = world.act(member, "practice.hand_in", team_id, **made | {"fields": {"marks": "N/M"}}).facts
    assert lacking["errors"] >= 1 and lacking["missing"] >= 3


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "guess"}, "practice.unknown_set"),
        ({"level": 9}, "practice.unknown_set"),
        ({"number": 0}, "practice.unknown_set"),
        ({"kind": MAKE, "fields": {}}, "practice.nothing_made"),
        ({"kind": MAKE, "fields": {"nonsense": "x"}}, "document.field_unknown"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_by_name(
    sqlite_session: Session, wrong: dict[str, Any], code: str
) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    member = a_member(world, team_id, "lin")
    answer = {"kind": FIND, "level": 1, "number": 1} | wrong
    refusal = perform(world.session, member, "practice.hand_in", team_id, answer).refusal
    assert refusal is not None and code in str(refusal)
    assert sqlite_session.exec(select(PracticeAttempt)).all() == []


def test_only_members_of_the_team_hand_in(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    team_id, other = a_team(world), a_team(world, "Other")
    member = a_member(world, other, "eve")
    answer = {"kind": FIND, "level": 1, "number": 1}
    with pytest.raises(Missing):
        perform(world.session, member, "practice.hand_in", team_id, answer)
    with pytest.raises(Forbidden):
        perform(world.session, world.instructor, "practice.hand_in", team_id, answer)


def test_practice_bears_on_knowledge_beside_real_papers_and_is_no_link_of_its_own() -> None:
    assert "practice" not in graded_families("K1")
    assert "papers" in graded_families("K1")
