"""Invitation links over HTTP: a stranger comes in once, with an account, and is signed in."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.core.clock import wall_now
from app.core.guard import doing
from app.core.passwords import new_token
from app.models.invitation import Invitation
from app.models.person import Person
from tests.builders import PASSWORD, World, a_course, a_person
from tests.builders_people import a_member, a_team, an_invitation
from tests.clients import Client, application


@pytest.fixture
def world(sqlite_session: Session) -> World:
    return a_course(sqlite_session)


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: object) -> object:
    return application(sqlite_engine, tmp_path)


@pytest.fixture
def teacher(app: object, world: World) -> Client:
    return Client(app, world.session, world.instructor.person_id, world.course_id)


def test_a_link_is_made_shown_once_and_used_once(app: object, world: World, teacher: Client) -> None:
    team_id = a_team(world)
    made = teacher.form(f"/courses/{world.course_id}/invitations/make", role="student", team_id=team_id)
    path = re.search(r"http://testserver(/invitations/[\w-]+)", made.text).group(1)
    assert path not in teacher.page("/teams").text
    visitor = Client(app)
    assert "Trade practice" in visitor.page(path).text
    given = {"email": "li@x.example", "name": "Li Wei", "password": PASSWORD}
    came = visitor.form(f"{path}/accept", page=path, **given)
    assert came.status_code == 303 and came.headers["location"] == "/desk"
    assert visitor.json("/team").json()["seats"][0]["name"] == "Li Wei"
    again = Client(app).form(f"{path}/accept", page=path, **given)
    assert again.status_code == 422 and "does not work" in again.text


def test_used_revoked_old_and_unknown_links_look_alike(app: object, world: World, teacher: Client) -> None:
    (used_id, used), (old_id, old), (revoked_id, revoked) = (an_invitation(world) for _ in range(3))
    with doing("housekeeping"):
        world.session.get(Invitation, used_id).is_used = True
        world.session.get(Invitation, old_id).wall_expires_at = wall_now() - timedelta(days=1)
        world.session.commit()
    assert teacher.form(f"/invitations/{revoked_id}/revoke").status_code == 303
    pages, bodies = set(), set()
    for token in (used, old, revoked, new_token(), "x", "%00", "é"):
        visitor = Client(app)
        page = visitor.page(f"/invitations/{token}")
        pages.add((page.status_code, re.sub(r'"[^"]*"', "", page.text)))
        answer = visitor.post(f"/invitations/{token}/accept", {"name": "Li", "password": PASSWORD})
        bodies.add((answer.status_code, answer.json()["code"], answer.json()["detail"]))
    assert len(pages) == 1 and len(bodies) == 1
    assert next(iter(pages))[0] == 404 and next(iter(bodies))[1] == "invitation.not_valid"


def test_pressing_twice_comes_in_once_and_is_signed_in_both_times(app: object, world: World) -> None:
    _, token = an_invitation(world, email="li@x.example")
    visitor = Client(app)
    given = {"name": "Li Wei", "password": PASSWORD}
    first = visitor.post(f"/invitations/{token}/accept", given, key="one")
    cookie = visitor.http.cookies["session"]
    visitor.http.cookies.delete("session")
    again = visitor.post(f"/invitations/{token}/accept", given, key="one")
    assert first.status_code == again.status_code == 200 and visitor.http.cookies["session"] == cookie
    world.session.rollback()
    assert len(world.session.exec(select(Person).where(Person.email_key == "li@x.example")).all()) == 1


def test_a_wrong_form_comes_back_and_the_link_still_works(app: object, world: World) -> None:
    _, token = an_invitation(world)
    path, visitor = f"/invitations/{token}", Client(app)
    short = visitor.form(f"{path}/accept", page=path, email="li@x.example", name="Li Wei", password="short")
    assert short.status_code == 422 and 'value="Li Wei"' in short.text and "10 to 256" in short.text
    empty = visitor.form(f"{path}/accept", page=path, email="li@x.example", name="Li Wei", password="")
    assert empty.status_code == 422 and "Choose a password" in empty.text
    done = visitor.form(f"{path}/accept", page=path, email="li@x.example", name="Li Wei", password=PASSWORD)
    assert done.status_code == 303


def test_a_person_who_is_signed_in_comes_in_with_one_press(app: object, world: World) -> None:
    other = a_course(world.session, "Other")
    li = a_member(world, a_team(world), "Li")
    browser = Client(app, world.session, li.person_id, world.course_id)
    _, token = an_invitation(other, email="li@school.example")
    assert "You are signed in as Li" in browser.page(f"/invitations/{token}").text
    assert browser.form(f"/invitations/{token}/accept").status_code == 303
    opened = [
        course["title"] for course in browser.json("/account").json()["courses"] if course["is_open_here"]
    ]
    assert opened == ["Other"]


def test_somebody_elses_invitation_is_not_taken_by_mistake(app: object, world: World) -> None:
    wang = Client(app, world.session, a_person(world.session, "Wang"))
    _, token = an_invitation(world, email="li@school.example")
    assert "for somebody else" in wang.page(f"/invitations/{token}").text
    refused = wang.post(f"/invitations/{token}/accept", {})
    assert refused.json()["code"] == "invitation.for_another"


def test_only_the_courses_instructor_makes_and_revokes_links(
    app: object, world: World, teacher: Client
) -> None:
    other = a_course(world.session, "Other")
    theirs, _ = an_invitation(other)
    own, _ = an_invitation(world)
    assert teacher.json("/teams").status_code == 200
    assert teacher.post(f"/invitations/{theirs}/revoke").status_code == 404
    assert teacher.post(f"/invitations/{uuid4()}/revoke").status_code == 404
    assert teacher.post(f"/courses/{other.course_id}/invitations/make", {}).status_code == 404
    li = a_member(world, a_team(world), "Li")
    student = Client(app, world.session, li.person_id, world.course_id)
    assert student.post(f"/courses/{world.course_id}/invitations/make", {}).status_code == 403
    assert student.post(f"/invitations/{own}/revoke").status_code in (403, 404)
    foreign_team = a_team(other)
    asked = {"team_id": str(foreign_team)}
    assert teacher.post(f"/courses/{world.course_id}/invitations/make", asked).status_code == 404
    sent = {"token": "my own token"}
    unknown = teacher.post(f"/courses/{world.course_id}/invitations/make", sent)
    assert unknown.json()["code"] == "form.field_unknown"
