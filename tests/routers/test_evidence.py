"""The evidence pages: whose records one sees, one record opened, its proof, the export, the matrix."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.actions.perform import perform
from app.actions.registry import load_all
from app.core.merkle_log import leaf_hash
from tests.builders import World, a_course
from tests.builders_people import a_member, a_team
from tests.clients import Client, application


@dataclass
class School:
    """A course with two teams, each with one member who did a thing or two."""

    world: World
    team_id: object
    other_team_id: object
    teacher: Client
    student: Client
    stranger: Client
    student_id: object


@pytest.fixture
def school(sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path) -> School:
    app = application(sqlite_engine, tmp_path)
    world = a_course(sqlite_session)
    teams = [a_team(world, name) for name in ("Harbour", "Lantern")]
    members = [a_member(world, team, name) for team, name in zip(teams, ("Li", "Wang"), strict=True)]
    for team, member in zip(teams, members, strict=True):
        perform(
            sqlite_session, member, "team.rename", team, {"name": f"New {member.name[:4]}", "version": 99}
        )
    other = a_course(sqlite_session, "Another course")
    return School(
        world, *teams, Client(app, sqlite_session, world.instructor.person_id, world.course_id),
        Client(app, sqlite_session, members[0].person_id, world.course_id),
        Client(app, sqlite_session, other.instructor.person_id, other.course_id), members[0].person_id,
    )  # fmt: skip


def numbers(client: Client, query: str = "") -> list[int]:
    return [row["number"] for row in client.json(f"/evidence{query}").json()["rows"]]


def test_an_instructor_sees_the_course_and_a_student_their_team(school: School) -> None:
    everything, own = numbers(school.teacher), numbers(school.student)
    assert everything == sorted(everything, reverse=True) and set(own) < set(everything)
    rows = school.student.json("/evidence").json()["rows"]
    assert {row["team"] for row in rows} == {"Harbour"}
    for lang in ("en", "zh"):
        assert school.teacher.page("/evidence", lang=lang).status_code == 200


@pytest.mark.parametrize(
    ("query", "actions"),
    [
        ("?outcome=refused", {"team.rename"}),
        ("?family=catalogue", set()),
        ("?criterion=Q1", set()),
        ("?criterion=Q2&outcome=refused", {"team.rename"}),
        ("?on=2030-01-01", set()),
        ("?member=parties", set()),
        ("?team=not-an-id&on=soon", None),
    ],
)
def test_the_timeline_is_filtered(school: School, query: str, actions: set[str] | None) -> None:
    rows = school.teacher.json(f"/evidence{query}").json()["rows"]
    if actions is None:
        assert len(rows) == len(numbers(school.teacher))
    else:
        assert {row["action"] for row in rows} == actions
    assert school.teacher.page(f"/evidence{query}").status_code == 200


def test_the_timeline_goes_on_with_older_records(school: School) -> None:
    everything = numbers(school.teacher)
    assert numbers(school.teacher, f"?before={everything[1]}") == everything[2:]


def test_a_record_opens_with_who_when_what_and_its_hash(school: School) -> None:
    made = next(
        row for row in school.teacher.json("/evidence").json()["rows"] if row["action"] == "team.create"
    )
    page = school.teacher.page(f"/evidence/{made['number']}")
    assert page.status_code == 200 and "Lantern" in page.text and "Leaf hash" in page.text
    record = school.teacher.json(f"/evidence/{made['number']}").json()
    assert {row["table"] for row in record["changes"]} >= {"team", "ledger_entry"}
    assert record["criteria"] == ["Q2"] and len(record["leaf"]) == 64


def test_a_refused_deed_says_why(school: School) -> None:
    number = numbers(school.student, "?outcome=refused")[0]
    record = school.student.json(f"/evidence/{number}").json()
    assert (record["outcome"], record["refusal"]["code"]) == ("refused", "team.changed_meanwhile")
    assert record["changes"] == [] and "Refused" in school.student.page(f"/evidence/{number}").text


def test_what_is_anothers_is_not_there(school: School) -> None:
    own = set(numbers(school.student))
    others = next(number for number in numbers(school.teacher) if number not in own)
    missing = school.student.json("/evidence/999999")
    for path in (f"/evidence/{others}", f"/evidence/{others}/proof"):
        found = school.student.json(path)
        assert found.status_code == 404 and found.json()["code"] == missing.json()["code"]
    for row in school.stranger.json("/evidence").json()["rows"]:
        assert row["team"] == ""
    assert school.student.json("/evidence/99999999999999999999").status_code == 404
    assert school.student.json("/evidence/export").status_code == 403


def test_a_record_is_proved_against_the_logs_root(school: School) -> None:
    for number in numbers(school.student):
        proof = school.student.json(f"/evidence/{number}/proof").json()
        assert proof["holds"] is True and proof["number"] == number
    assert "Root" in school.student.page(f"/evidence/{number}/proof").text


def test_the_export_holds_the_sealed_bytes(school: School) -> None:
    lines = school.teacher.http.get("/evidence/export").content.splitlines()
    assert len(lines) == len(numbers(school.teacher))
    for number, line in enumerate(lines):
        said = json.loads(line)
        sealed = line.split(b'"record":', 1)[1][:-1]
        assert said["record"]["number"] == number and leaf_hash(sealed).hex() == said["leaf"]


def test_the_matrix_names_every_action(school: School) -> None:
    shown = school.student.json("/criteria").json()
    assert {row["action"] for row in shown["actions"]} == set(load_all())
    assert len(shown["criteria"]) == 18
    assert school.teacher.page("/criteria", lang="zh").status_code == 200


def test_nobody_reads_evidence_signed_out(school: School) -> None:
    school.student.http.cookies.clear()
    for path in ("/evidence", "/evidence/0", "/evidence/export", "/marks", "/criteria"):
        assert school.student.json(path).status_code == 401
