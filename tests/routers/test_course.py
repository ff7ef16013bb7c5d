"""The pages of a course and of the site: who sees them, and what an instructor reads from them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.actions.actor import party
from app.actions.perform import perform
from app.models.course import SITE, Course
from app.models.person import Person
from tests.builders import PASSWORD, World, a_course, a_person
from tests.builders_people import a_member, a_student, a_team
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


@pytest.fixture
def administrator(app: object, sqlite_session: Session) -> Client:
    return Client(app, sqlite_session, a_person(sqlite_session, "Admin", administrator=True))


def days_pass(world: World, days: int) -> None:
    later = world.session.get(Course, world.course_id).clock_at + timedelta(days=days)
    clock = party("clock", world.course_id)
    perform(world.session, clock, "clock.reach", world.course_id, {"to": later}, at=later).must()


def test_the_overview_puts_the_team_that_is_stuck_first(world: World, teacher: Client) -> None:
    quiet, busy = a_team(world, "Alpha"), a_team(world, "Beta")
    a_team(world, "Gamma")
    li, wang = a_member(world, quiet, "Li"), a_member(world, busy, "Wang")
    world.act(li, "team.rename", quiet, name="Alpha", version=1)
    days_pass(world, 5)
    world.act(wang, "team.rename", busy, name="Beta", version=1)
    page = teacher.json("/course").json()
    assert [(team["name"], team["tone"], team["deeds"]) for team in page["teams"]] == [
        ("Alpha", "stuck", 1),
        ("Gamma", "new", 0),
        ("Beta", "moving", 1),
    ]
    assert "Needs a look" in teacher.page("/course?lang=en").text
    assert "需要关注" in teacher.page("/course?lang=zh_Hans").text


def test_what_the_instructor_does_about_a_team_is_not_the_teams_deed(world: World, teacher: Client) -> None:
    team_id = a_team(world)
    a_member(world, team_id, "Li")
    assert teacher.json("/course").json()["teams"][0]["deeds"] == 0


def test_a_name_full_of_markup_stands_as_it_is(world: World, teacher: Client) -> None:
    a_team(world, '"><img src=x onerror=alert(1)>{{7*7}}')
    for path in ("/course", "/teams"):
        text = teacher.page(path).text
        assert "<img src=x" not in text and "{{7*7}}" in text and "&lt;img" in text


def test_pages_of_instructors_are_closed_to_students_and_strangers(app: object, world: World) -> None:
    li = a_member(world, a_team(world), "Li")
    student = Client(app, world.session, li.person_id, world.course_id)
    stranger = Client(app, world.session, a_person(world.session, "Stranger"))
    for path in (
        "/course",
        "/course/settings",
        "/teams",
        "/clock",
        "/class-list",
        "/class-list/template.csv",
    ):
        assert student.json(path).status_code == 403, path
        assert stranger.json(path).status_code == 404, path
        assert Client(app).json(path).status_code == 401, path
    for path in ("/site", "/people"):
        assert student.json(path).status_code == 403, path
    refused = student.json("/course").json()["detail"]
    assert refused == "Your role cannot do this; an instructor of the course can."


def test_settings_are_saved_and_a_wrong_one_comes_back_beside_its_field(
    world: World, teacher: Client
) -> None:
    path = f"/courses/{world.course_id}/set-house"
    saved = teacher.form(path, page="/course/settings", name="buyers_per_day", value="3")
    assert saved.status_code == 303
    wrong = teacher.form(path, page="/course/settings", name="buyers_per_day", value="many")
    assert wrong.status_code == 422 and 'value="many"' in wrong.text
    assert wrong.text.count('value="many"') == 1 and "3" in teacher.page("/course/settings").text


def test_a_course_is_archived_and_opened_again(world: World, teacher: Client) -> None:
    base = f"/courses/{world.course_id}"
    assert teacher.form(f"{base}/begin").headers["location"] == "/clock"
    assert teacher.form(f"{base}/archive").status_code == 303
    refused = teacher.post("/clock/step")
    assert (refused.status_code, refused.json()["code"]) == (409, "door.course_archived")
    assert "archived" in teacher.page("/course").text
    late = teacher.form(f"{base}/teams/create", page="/teams", name="Too late")
    assert late.status_code == 409 and 'value="Too late"' in late.text  # what was typed is kept
    assert teacher.form(f"{base}/reopen").status_code == 303


def test_another_course_is_not_there(world: World, teacher: Client) -> None:
    other = a_course(world.session, "Other")
    for verb in ("begin", "archive", "reopen"):
        missing = teacher.post(f"/courses/{uuid4()}/{verb}").json()
        found = teacher.post(f"/courses/{other.course_id}/{verb}").json()
        assert missing["code"] == "door.missing"
        assert {**missing, "request_id": ""} == {**found, "request_id": ""}


def test_members_are_added_and_removed_over_http(world: World, teacher: Client) -> None:
    a_person(world.session, "Second")
    base = f"/courses/{world.course_id}"
    added = teacher.form(f"{base}/add-member", email="second@school.example", role="instructor")
    assert added.headers["location"] == "/course/settings"
    li = a_student(world, "Li")
    assert teacher.form(f"{base}/remove-member", person_id=li).headers["location"] == "/teams"


def test_an_instructor_opens_a_course_and_turns_to_it(world: World, teacher: Client) -> None:
    opened = teacher.post("/courses/open", {"title": "Second", "starts_on": "2026-10-01", "seed": "s"})
    course_id = opened.json()["made_id"]
    assert opened.json()["see"] == "/courses"
    assert "Second" in teacher.page("/courses").text
    assert teacher.form("/account/open-course", course_id=course_id).status_code == 303
    assert teacher.json("/course").json()["title"] == "Second"
    stranger = teacher.post("/account/open-course", {"course_id": str(uuid4())})
    assert stranger.json()["code"] == "person.no_such_course"


def test_a_student_cannot_open_a_course(app: object, world: World) -> None:
    li = a_member(world, a_team(world), "Li")
    student = Client(app, world.session, li.person_id, world.course_id)
    asked = {"title": "Mine", "starts_on": "2026-10-01", "seed": "s"}
    assert student.post("/courses/open", asked).status_code == 403
    assert "Open a course" not in student.page("/courses").text


def test_the_administrator_opens_a_course_for_a_teacher(world: World, administrator: Client) -> None:
    page = administrator.page("/site").text
    assert "Trade practice" in page and "site</" not in page
    asked = {"title": "New", "starts_on": "2026-10-01", "seed": "s", "days": "30"}
    opened = administrator.form(
        "/courses/open", page="/site", **asked, instructor_id=world.instructor.person_id
    )
    assert opened.status_code == 303
    wrong = administrator.form("/courses/open", page="/site", **{**asked, "starts_on": "2026-02-30"})
    assert wrong.status_code == 422 and 'value="New"' in wrong.text
    assert world.session.get(Course, SITE).title == "site"


def test_the_administrator_makes_and_suspends_accounts(
    app: object, sqlite_session: Session, administrator: Client
) -> None:
    made = administrator.form("/people/create", name="Li Wei", email="li@x.example", password=PASSWORD)
    assert made.status_code == 303
    sqlite_session.rollback()
    li = sqlite_session.exec(select(Person).where(Person.email_key == "li@x.example")).one()
    browser = Client(app, sqlite_session, li.id)
    assert browser.json("/account").status_code == 200
    assert administrator.form(f"/people/{li.id}/set-active", is_active="false").status_code == 303
    assert browser.json("/account").status_code == 401
    own = administrator.json("/account").json()["id"]
    refused = administrator.post(f"/people/{own}/set-active", {"is_active": False})
    assert refused.json()["code"] == "person.not_oneself"
    taken = administrator.form("/people/create", page="/people", name="Li", email="LI@x.example", password="")
    assert taken.status_code == 422 and "There is an account" in taken.text


@pytest.mark.parametrize(
    "query", ["search=%25", "search=" + "x" * 200, "search=_", "number=10000", "search=%00"]
)
def test_people_are_searched_whatever_is_typed(administrator: Client, query: str) -> None:
    assert administrator.page(f"/people?{query}").status_code == 200


@pytest.mark.parametrize(
    "query", ["search=" + "x" * 201, "number=0", "number=10001", "number=x", "number=" + "9" * 30]
)
def test_a_search_beyond_its_limits_is_refused(administrator: Client, query: str) -> None:
    assert administrator.json(f"/people?{query}").status_code == 422


def test_a_search_finds_by_a_part_of_the_mail(administrator: Client, sqlite_session: Session) -> None:
    a_person(sqlite_session, "Zhao")
    found = administrator.json("/people?search=ZHAO@").json()["people"]
    assert [person["name"] for person in found] == ["Zhao"] and "password" not in str(found).replace(
        "has_password", ""
    )
