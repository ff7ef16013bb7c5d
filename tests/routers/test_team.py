"""The pages of teams, the clock, and one's own account."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.actions.actor import operator
from app.actions.perform import perform
from tests.builders import PASSWORD, World, a_course
from tests.builders_people import a_member, a_student, a_team, an_invitation
from tests.clients import Client, application

NEW_PASSWORD = "another long password"


@pytest.fixture
def world(sqlite_session: Session) -> World:
    return a_course(sqlite_session)


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: object) -> object:
    return application(sqlite_engine, tmp_path)


@pytest.fixture
def teacher(app: object, world: World) -> Client:
    return Client(app, world.session, world.instructor.person_id, world.course_id)


def test_the_instructor_makes_a_team_and_places_students(world: World, teacher: Client) -> None:
    made = teacher.form(f"/courses/{world.course_id}/teams/create", page="/teams", name="Harbour")
    path = made.headers["location"]
    li = a_student(world, "Li", "20260101")
    assert "20260101" in teacher.page("/teams").text and "20260101" in teacher.page(path).text
    placed = teacher.form(f"{path}/place", person_id=li)
    assert placed.headers["location"] == path
    seat = teacher.json(path).json()["seats"][0]
    assert (seat["name"], seat["duties"]) == ("Li", ["lead"])
    assert teacher.form(f"{path}/remove-member", person_id=li).status_code == 303
    assert teacher.json("/teams").json()["unplaced"][0]["name"] == "Li"


def test_duties_come_from_checkboxes(world: World, teacher: Client) -> None:
    team_id = a_team(world)
    li = a_member(world, team_id, "Li")
    body = {"person_id": str(li.person_id), "version": "1", "duties[]": ["lead", "sales"]}
    body["form_token"] = teacher.token()
    answer = teacher.http.post(f"/teams/{team_id}/set-duties", data=body, headers={"accept": "text/html"})
    assert answer.status_code == 303
    assert teacher.json(f"/teams/{team_id}").json()["seats"][0]["duties"] == ["lead", "sales"]


def test_a_lead_steers_their_own_team_and_a_member_only_looks(app: object, world: World) -> None:
    team_id = a_team(world)
    lead, member = a_member(world, team_id, "Li"), a_member(world, team_id, "Wang", "sales")
    leads = Client(app, world.session, lead.person_id, world.course_id)
    looks = Client(app, world.session, member.person_id, world.course_id)
    assert "Save duties" in leads.page("/team").text and "Save duties" not in looks.page("/team").text
    given = {
        "company_name": "Harbour Co., Ltd.",
        "company_name_zh": "港湾有限公司",
        "address": "1 Road",
        "uscc": "",
    }
    saved = leads.form(f"/teams/{team_id}/set-company", page="/team", **given, version=1)
    assert saved.headers["location"] == "/team" and "Harbour Co., Ltd." in looks.page("/team").text
    stale = leads.form(f"/teams/{team_id}/rename", page="/team", name="Late", version=1)
    assert stale.status_code == 409 and 'value="Late"' in stale.text
    assert looks.post(f"/teams/{team_id}/rename", {"name": "Mine", "version": 2}).status_code == 403


def test_another_team_and_another_courses_team_look_like_none(app: object, world: World) -> None:
    mine, theirs = a_team(world, "Mine"), a_team(world, "Theirs")
    far = a_team(a_course(world.session, "Other"), "Far")
    lead = a_member(world, mine, "Li")
    client = Client(app, world.session, lead.person_id, world.course_id)
    assert client.json(f"/teams/{mine}").status_code == 200
    for team_id in (theirs, far):
        assert client.json(f"/teams/{team_id}").status_code == 404
        answer = client.post(f"/teams/{team_id}/rename", {"name": "Ours", "version": 1})
        assert answer.status_code == 404 and answer.json()["code"] == "door.missing"


def test_the_clock_is_steered_and_shows_what_is_due(world: World, teacher: Client) -> None:
    assert "The world has not begun" in teacher.page("/clock").text
    teacher.form(f"/courses/{world.course_id}/begin")
    page = teacher.page("/clock").text
    assert "The market&#39;s day" in page or "The market's day" in page
    assert teacher.form("/clock/run", page="/clock", speed=600).headers["location"] == "/clock"
    assert "Time runs" in teacher.page("/clock/bar").text
    assert 'hx-trigger="every 2s"' in teacher.page("/clock").text
    assert teacher.form("/clock/pause").status_code == 303
    assert teacher.form("/clock/step").status_code == 303
    again = teacher.form("/clock/step", page="/clock")
    assert again.status_code == 409 and "on its way already" in again.text


def test_a_part_of_the_clock_page_is_enough_for_htmx(teacher: Client) -> None:
    part = teacher.http.get("/clock", headers={"accept": "text/html", "hx-request": "true"})
    assert part.status_code == 200 and "<html" not in part.text


def test_students_see_the_time_and_not_the_agenda(app: object, world: World) -> None:
    li = a_member(world, a_team(world), "Li")
    client = Client(app, world.session, li.person_id, world.course_id)
    assert "Time stands still" in client.page("/clock/bar").text
    assert client.json("/clock").status_code == 403
    assert client.post("/clock/step").status_code == 403


def test_a_password_is_changed_with_the_old_one_and_others_are_signed_out(
    app: object, world: World, teacher: Client
) -> None:
    person_id = world.instructor.person_id
    perform(world.session, operator(), "person.change_password", person_id, {"password": PASSWORD}).must()
    here, there = Client(app), Client(app)
    mail = "teacher-trade-practice@school.example"
    for browser in (here, there):
        assert browser.form("/sign-in", email=mail, password=PASSWORD).status_code == 303
    change = "/account/change-password"
    wrong = here.form(change, page="/account", old_password="not the old one", password=NEW_PASSWORD)
    assert wrong.status_code == 422 and "not your present password" in wrong.text
    short = here.post(change, {"old_password": PASSWORD, "password": "short"}).json()
    assert short["errors"][0] == {
        "field": "password",
        "code": "person.password_length",
        "detail": "A password has 10 to 256 characters.",
    }
    assert here.form(change, old_password=PASSWORD, password=NEW_PASSWORD).status_code == 303
    assert here.json("/account").status_code == 200 and there.json("/account").status_code == 401
    assert Client(app).form("/sign-in", email=mail, password=PASSWORD).status_code == 422
    assert Client(app).form("/sign-in", email=mail, password=NEW_PASSWORD).status_code == 303


def test_an_api_token_is_shown_once_and_the_same_press_shows_the_same(world: World, teacher: Client) -> None:
    first = teacher.post("/account/make-token", {"name": "gradebook"}, key="k").json()
    again = teacher.post("/account/make-token", {"name": "gradebook"}, key="k").json()
    other = teacher.post("/account/make-token", {"name": "gradebook"}).json()
    assert first["token"] == again["token"] != other["token"]
    page = teacher.page("/account").text
    assert "gradebook" in page and first["token"] not in page
    assert "shown only this once" in teacher.form("/account/make-token", name="x").text
    revoked = teacher.form("/account/revoke-token", token_id=first["token_id"])
    assert revoked.status_code == 303
    refused = teacher.post("/account/revoke-token", {"token_id": str(world.course_id)})
    assert refused.json()["code"] == "person.no_such_token"
    wrong = teacher.http.get(
        "/course", headers={"authorization": f"Bearer {first['token']}", "accept": "application/json"}
    )
    assert wrong.status_code == 401


def test_every_page_speaks_chinese(world: World, teacher: Client) -> None:
    team_id = a_team(world)
    a_member(world, team_id, "Li")
    an_invitation(world, email="new@x.example")
    for path, word in (
        ("/course", "课程概览"),
        ("/course/settings", "课程规则"),
        ("/teams", "未分组的学生"),
        ("/clock", "接下来的事件"),
        (f"/teams/{team_id}", "成员与岗位"),
        ("/class-list", "导入名单"),
        ("/account", "个人接口令牌"),
        ("/courses", "我的课程"),
        ("/docs", "供程序使用"),
    ):
        assert word in teacher.page(f"{path}?lang=zh_Hans").text, path
