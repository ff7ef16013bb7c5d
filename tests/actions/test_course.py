"""A course's people: members added and removed, a class list imported whole; who may open a course."""

from dataclasses import replace

import pytest
from pydantic import ValidationError
from sqlmodel import Session, select

from app.actions.actor import Actor, operator
from app.actions.perform import perform
from app.actions.refusals import Forbidden
from app.core.passwords import new_token
from app.models.course import SITE, Course, CourseMember
from app.models.invitation import Invitation
from app.models.team import Team, TeamMember
from app.trade.refusal import RuleBroken
from tests.builders import FIRST_DAY, World, a_course, a_person
from tests.builders_people import a_member, a_student, a_team
from tests.proofs import last_record


def refused(world: World, action: str, **given: object) -> str:
    with pytest.raises(RuleBroken) as caught:
        world.act(world.instructor, action, world.course_id, **given)
    return caught.value.code


def rows(*students: tuple[str, str, str]) -> dict[str, object]:
    listed = [
        {
            "row": n,
            "name": name,
            "student_number": number,
            "email": f"{name.lower()}@school.example",
            "team": team,
        }
        for n, (name, number, team) in enumerate(students, 2)
    ]
    return {"rows": listed, "tokens": [new_token() for _ in listed]}


def test_an_instructor_adds_another_instructor_and_students(session: Session) -> None:
    world = a_course(session)
    second = a_person(session, "Second")
    facts = world.act(
        world.instructor,
        "course.add_member",
        world.course_id,
        email="SECOND@school.example",
        role="instructor",
    ).facts
    member = session.exec(select(CourseMember).where(CourseMember.person_id == second)).one()
    assert facts == {"role": "instructor"} and member.role == "instructor"


def test_members_are_added_once_and_only_with_an_account(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    a_student(world, "Li")
    assert refused(world, "course.add_member", email="li@school.example") == "course.is_member"
    assert refused(world, "course.add_member", email="nobody@school.example") == "course.no_such_account"
    assert refused(world, "course.add_member", email="x@y", role="dean") == "course.role_unknown"


def test_whoever_leaves_the_course_leaves_the_team(session: Session) -> None:
    world = a_course(session)
    li = a_member(world, a_team(world), "Li")
    world.act(world.instructor, "course.remove_member", world.course_id, person_id=li.person_id)
    seat = session.exec(select(TeamMember).where(TeamMember.person_id == li.person_id)).one()
    assert not seat.is_active
    assert refused(world, "course.remove_member", person_id=li.person_id) == "course.not_a_member"


def test_a_course_keeps_an_instructor(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    own = world.instructor.person_id
    assert refused(world, "course.remove_member", person_id=own) == "course.needs_instructor"
    mail = "teacher-trade-practice@school.example"
    assert refused(world, "course.add_member", email=mail) == "course.needs_instructor"


def test_a_student_cannot_let_anybody_in(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    li = a_member(world, a_team(world), "Li")
    a_person(sqlite_session, "Friend")
    for action, given in (
        ("course.add_member", {"email": "friend@school.example"}),
        ("course.import_class", rows(("Friend", "1", ""))),
        ("invitation.make", {"token": new_token()}),
    ):
        with pytest.raises(Forbidden):
            perform(sqlite_session, li, action, world.course_id, given)


def test_a_class_list_lets_in_accounts_and_invites_the_others(session: Session) -> None:
    world = a_course(session)
    known = a_person(session, "Known")
    a_team(world, "Harbour")
    given = rows(
        ("Known", "20260101", "harbour"), ("New", "20260102", "Lighthouse"), ("Third", "20260103", "")
    )
    outcome = world.act(world.instructor, "course.import_class", world.course_id, **given)
    assert outcome.facts == {"students": 3, "joined": 1, "invited": 2}
    seat = session.exec(select(TeamMember).where(TeamMember.person_id == known)).one()
    teams = {team.id: team.name for team in session.exec(select(Team))}
    invited = session.exec(select(Invitation).order_by(Invitation.student_number)).all()
    assert teams[seat.team_id] == "Harbour" and seat.duties == ["lead"]
    assert [(i.name, teams.get(i.team_id)) for i in invited] == [("New", "Lighthouse"), ("Third", None)]


def test_no_name_mail_or_token_of_a_class_list_stands_in_the_record(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    given = rows(("Zhuge", "20260101", "Lighthouse"))
    world.act(world.instructor, "course.import_class", world.course_id, **given)
    body = str(last_record(sqlite_session, world.course_id))
    assert "Zhuge" not in body and "zhuge" not in body and given["tokens"][0] not in body


def test_a_class_list_is_imported_whole_or_not_at_all(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    a_student(world, "Li", "20260101")
    for second in (("Li", "20260109", "New team"), ("Wang", "20260101", "New team")):
        given = rows(("First", "20260102", "New team"), second)
        assert refused(world, "course.import_class", **given) == "class_list.changed"
    assert sqlite_session.exec(select(Invitation)).all() == []
    assert sqlite_session.exec(select(Team)).all() == []


def test_importing_the_same_list_again_does_nothing(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    given = rows(("Li", "20260101", ""))
    world.act(world.instructor, "course.import_class", world.course_id, **given)
    assert refused(world, "course.import_class", **given) == "class_list.changed"


def test_an_empty_or_endless_list_is_refused(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    assert refused(world, "course.import_class", rows=[], tokens=[]) == "class_list.nothing"
    many = rows(*((f"S{n}", str(n), "") for n in range(501)))
    assert refused(world, "course.import_class", **many) == "class_list.too_long"
    assert refused(world, "course.import_class", **{**many, "tokens": ["one"]}) == "class_list.nothing"


def test_only_a_teacher_or_the_administrator_opens_a_course(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    li = a_member(world, a_team(world), "Li")
    given = {"title": "Mine", "starts_on": FIRST_DAY, "seed": "s"}
    with pytest.raises(Forbidden):
        perform(sqlite_session, li.on_site(), "course.open", SITE, given)
    teacher = replace(world.instructor, is_teacher=True).on_site()
    opened = perform(sqlite_session, teacher, "course.open", SITE, given).must().made_id
    members = sqlite_session.exec(select(CourseMember).where(CourseMember.course_id == opened)).all()
    assert [(m.person_id, m.role) for m in members] == [(world.instructor.person_id, "instructor")]


def test_a_course_is_not_opened_for_somebody_who_is_not_there(sqlite_session: Session) -> None:
    given = {"title": "Mine", "starts_on": FIRST_DAY, "seed": "s", "instructor_id": SITE}
    refusal = perform(sqlite_session, operator(), "course.open", SITE, given).refusal
    assert refusal and refusal.code == "course.no_such_account"
    given = {"title": "Mine", "starts_on": FIRST_DAY, "seed": "s", "days": 401}
    refusal = perform(sqlite_session, operator(), "course.open", SITE, given).refusal
    assert refusal and refusal.code == "course.days_out_of_range"


def test_the_houses_settings_are_numbers_of_known_names(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    world.act(world.instructor, "course.set_house", world.course_id, name="buyers_per_day", value="2.5")
    assert sqlite_session.get(Course, world.course_id).house["buyers_per_day"] == "2.5"
    assert refused(world, "course.set_house", name="mercy", value="1") == "course.no_such_setting"
    given = {"name": "opening_capital_rmb", "value": "0"}
    assert refused(world, "course.set_house", **given) == "course.capital_too_small"
    for value in ("-1", "NaN", "1e400", "1_000", "many"):
        with pytest.raises(ValidationError):
            world.act(
                world.instructor, "course.set_house", world.course_id, name="buyers_per_day", value=value
            )


def test_a_course_begins_once_and_an_archived_one_stands_still(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    world.act(world.instructor, "course.begin", world.course_id)
    assert refused(world, "course.begin") == "course.has_begun"
    world.act(world.instructor, "course.archive", world.course_id)
    assert sqlite_session.get(Course, world.course_id).state == "archived"
    world.act(world.instructor, "course.reopen", world.course_id)
    assert sqlite_session.get(Course, world.course_id).state == "open"


def test_a_visitor_is_no_teacher(sqlite_session: Session) -> None:
    given = {"title": "Mine", "starts_on": FIRST_DAY, "seed": "s"}
    with pytest.raises(Forbidden):
        perform(sqlite_session, Actor("person", "visitor", SITE), "course.open", SITE, given)
