"""The control room over HTTP: what it shows, what it changes, what it refuses beside its field."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from tests.builders import World, a_course
from tests.builders_people import a_student
from tests.clients import Client, application


@pytest.fixture
def world(sqlite_session: Session) -> World:
    return a_course(sqlite_session)


@pytest.fixture
def teacher(sqlite_engine: Engine, tmp_path: Path, world: World) -> Client:
    app = application(sqlite_engine, tmp_path)
    return Client(app, world.session, world.instructor.person_id, world.course_id)


def test_a_figure_is_changed_refused_beside_its_field_and_taken_back(world: World, teacher: Client) -> None:
    path, page = f"/courses/{world.course_id}/set-figure", "/control/figures/bank"
    given = {"subject": "bank", "key": "way.least_days"}
    done = teacher.form(path, page=page, **given, value="5")
    assert (done.status_code, done.headers["location"]) == (303, page)
    told = teacher.json(page).json()
    line = next(each for _, lines in told["groups"] for each in lines if each["key"] == "way.least_days")
    assert (line["stated"], line["now"], line["is_laid"]) == ("3", "5", True)
    wrong = teacher.form(path, page=page, **given, value="400")
    assert wrong.status_code == 422 and wrong.text.count('value="400"') == 1
    assert teacher.form(path, page=page, **given, value="").status_code == 303
    assert "changed for this course" not in teacher.page(page).text
    assert "款项在途" in teacher.page(f"{page}?lang=zh_Hans").text


def test_shares_of_markets_are_seen_before_they_are_changed(world: World, teacher: Client) -> None:
    seen = teacher.json("/control/markets?market=DE&factor=3").json()["lines"]
    shares = {each["country"]: (float(each["share"]), float(each["share_then"])) for each in seen}
    assert shares["DE"][1] > 2 * shares["DE"][0] and shares["US"][1] < shares["US"][0]
    assert abs(sum(then for _, then in shares.values()) - 1) < 1e-9
    after = teacher.json("/control/markets").json()["lines"]
    assert {each["country"]: float(each["share"]) for each in after} == {k: v[0] for k, v in shares.items()}
    assert teacher.json("/control/markets?market=DE&factor=900").status_code == 422
    assert teacher.json("/control/markets?market=XX&factor=1").status_code == 404


def test_a_scenario_goes_out_and_comes_in_again(world: World, teacher: Client) -> None:
    path, page = f"/courses/{world.course_id}/import-scenario", "/control/scenario"
    out = teacher.json("/control/scenario.toml")
    assert "attachment" in out.headers["content-disposition"] and "seed" not in out.text
    assert 'seed = "seed-1"' in teacher.json("/control/scenario.toml?seed=1").text
    assert "the file may set any first day" in teacher.page(page).text
    bad = teacher.form(path, page=page, scenario=out.text + "mood = 1\n")
    assert bad.status_code == 422 and "mood" in bad.text
    assert "may move on but not back" in teacher.page(page).text  # what was refused is a record too
    assert teacher.form(path, page=page, example="calm_start").status_code == 303
    room = teacher.json("/control").json()
    assert sum(each["laid"] for each in room["subjects"]) == 8 and room["days"] == 90
    assert teacher.form(path, page=page, scenario=out.text).status_code == 303
    again = teacher.json("/control/scenario.toml").text
    assert again == out.text


def test_the_control_room_is_the_instructors(world: World, sqlite_engine: Engine, tmp_path: Path) -> None:
    student = a_student(world, "Li")
    client = Client(application(sqlite_engine, tmp_path), world.session, student, world.course_id)
    for path in ("/control", "/control/markets", "/control/figures/bank", "/control/scenario.toml"):
        assert client.json(path).status_code == 403, path
