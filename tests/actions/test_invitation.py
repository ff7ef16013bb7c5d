"""Invitation links: one time, one course, the same words for a used, an old and an unknown one."""

from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlmodel import Session, select

from app.actions.perform import perform
from app.core.clock import wall_now
from app.core.guard import doing
from app.core.ids import fresh_id
from app.core.passwords import is_password, new_token
from app.models.course import CourseMember
from app.models.enterprise import Enterprise, EnterpriseMember
from app.models.invitation import Invitation
from app.models.person import LoginSession, Person
from app.models.team import TeamMember
from app.trade.refusal import NotOpenNow, RuleBroken
from tests.builders import PASSWORD, World, a_course, a_person
from tests.builders_people import a_team, accept, an_invitation
from tests.proofs import last_record

NEW = {"email": "li@school.example", "name": "Li Wei", "password": PASSWORD}


def make(world: World, **given: object) -> str:
    with pytest.raises(RuleBroken) as caught:
        an_invitation(world, **given)
    return caught.value.code


def code(outcome: object) -> str:
    return outcome.refusal.code if outcome.refusal else "done"


def test_a_link_makes_an_account_a_membership_and_a_seat(session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world)
    _, token = an_invitation(world, email="li@school.example", team_id=team_id, student_number="20260101")
    browser = new_token()
    outcome = accept(world, token, name="Li Wei", password=PASSWORD, session_token=browser)
    person = session.exec(select(Person).where(Person.email_key == "li@school.example")).one()
    member = session.exec(select(CourseMember).where(CourseMember.person_id == person.id)).one()
    seat = session.exec(select(TeamMember).where(TeamMember.person_id == person.id)).one()
    assert code(outcome) == "done" and is_password(PASSWORD, person.password_hash)
    assert (member.role, member.student_number, seat.team_id) == ("student", "20260101", team_id)
    opened = session.exec(select(LoginSession).where(LoginSession.person_id == person.id)).one()
    assert opened.course_id == world.course_id
    body = str(last_record(session, world.course_id))
    assert token not in body and PASSWORD not in body and "Li Wei" not in body and browser not in body


def test_a_used_a_revoked_an_old_and_an_unknown_link_get_the_same_refusal(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    _, used = an_invitation(world)
    assert code(accept(world, used, **NEW)) == "done"
    revoked_id, revoked = an_invitation(world)
    world.act(world.instructor, "invitation.revoke", revoked_id)
    old_id, old = an_invitation(world)
    with doing("housekeeping"):
        sqlite_session.get(Invitation, old_id).wall_expires_at = wall_now() - timedelta(seconds=1)
        sqlite_session.commit()
    given = {**NEW, "email": "other@school.example"}
    found = {code(accept(world, token, **given)) for token in (used, revoked, old, new_token())}
    assert found == {"invitation.not_valid"}
    keys = sqlite_session.exec(select(Person.email_key)).all()
    assert "other@school.example" not in keys


def test_a_link_of_another_course_does_not_work_here(sqlite_session: Session) -> None:
    world, other = a_course(sqlite_session), a_course(sqlite_session, "Other")
    _, token = an_invitation(other)
    assert code(accept(world, token, **NEW)) == "invitation.not_valid"


def test_a_person_with_an_account_comes_in_as_themselves(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    li = a_person(sqlite_session, "Li")
    _, token = an_invitation(world, email="LI@school.example")
    assert code(accept(world, token, li)) == "done"
    member = sqlite_session.exec(select(CourseMember).where(CourseMember.person_id == li)).one()
    assert member.course_id == world.course_id


def test_an_invitation_by_mail_is_for_that_person_only(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    wang = a_person(sqlite_session, "Wang")
    _, token = an_invitation(world, email="li@school.example")
    assert code(accept(world, token, wang)) == "invitation.for_another"
    assert code(accept(world, token, name="Li", email="evil@x.example", password=PASSWORD)) == "done"
    assert sqlite_session.exec(select(Person).where(Person.email_key == "li@school.example")).one()


def test_a_new_account_needs_a_mail_a_name_and_a_password_and_must_be_new(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    a_person(sqlite_session, "Wang")
    _, token = an_invitation(world)
    assert code(accept(world, token, **{**NEW, "email": "no mail"})) == "person.email_wrong"
    assert code(accept(world, token, **{**NEW, "name": ""})) == "text.blank"
    assert code(accept(world, token, **{**NEW, "password": None})) == "invitation.password_needed"
    taken = {**NEW, "email": "wang@school.example"}
    assert code(accept(world, token, **taken)) == "invitation.has_account"
    with pytest.raises(ValidationError):
        accept(world, token, **{**NEW, "password": "too short"})
    assert code(accept(world, token, **NEW)) == "done"


def test_a_link_is_made_for_known_roles_only(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    assert make(world, role="king") == "invitation.role_unknown"
    assert make(world, role="liaison") == "invitation.needs_enterprise"
    assert make(world, email="not a mail") == "person.email_wrong"


def test_enterprise_staff_come_in_to_their_enterprise(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    with doing("housekeeping"):  # an enterprise's own verbs are tested with its word
        firm = Enterprise(id=fresh_id(), course_id=world.course_id, slug="f", name="Firm", name_zh="企业")
        sqlite_session.add(firm)
        sqlite_session.commit()
    _, token = an_invitation(world, role="product_manager", enterprise_id=firm.id)
    assert code(accept(world, token, **NEW)) == "done"
    member = sqlite_session.exec(select(EnterpriseMember)).one()
    assert (member.enterprise_id, member.role) == (firm.id, "product_manager")
    assert sqlite_session.exec(select(CourseMember).where(CourseMember.role != "instructor")).all() == []


def test_a_used_link_cannot_be_taken_back(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    invitation_id, token = an_invitation(world)
    accept(world, token, **NEW)
    refusal = perform(sqlite_session, world.instructor, "invitation.revoke", invitation_id).refusal
    assert isinstance(refusal, NotOpenNow) and refusal.code == "invitation.used"
