"""The marks pages: the class table, a team's sheet, the instructor's word, spreadsheets."""

import csv
import io

import openpyxl
import pytest

from tests.queries.teaching.test_verify import tamper
from tests.routers.test_evidence import School
from tests.routers.test_evidence import school as school

REASON = "=cmd|' /C calc'!A0"


def test_the_class_table_shows_every_team(school: School) -> None:
    page = school.teacher.json("/marks").json()
    assert [(row["name"], len(row["cells"])) for row in page["teams"]] == [("Harbour", 18), ("Lantern", 18)]
    assert "Lantern" in school.teacher.page("/marks", lang="zh").text
    assert school.student.json("/marks").status_code == 403


def test_a_team_reads_its_own_sheet_and_no_others(school: School) -> None:
    own = school.student.page(f"/marks/{school.team_id}")
    assert own.status_code == 200 and "Set the level by hand" not in own.text
    missing = school.student.json("/marks/00000000-0000-7000-8000-000000000000")
    others = school.student.json(f"/marks/{school.other_team_id}")
    assert (others.status_code, others.json()["code"]) == (404, missing.json()["code"])
    assert school.stranger.json(f"/marks/{school.team_id}").status_code == 404
    assert school.stranger.json(f"/marks/{school.team_id}/export.csv").status_code == 404
    assert school.teacher.json(f"/marks/{school.team_id}?person={school.student_id}").status_code == 200
    assert school.teacher.json(f"/marks/{school.other_team_id}?person={school.student_id}").status_code == 404


def test_an_override_and_its_withdrawal_walk_through_the_page(school: School) -> None:
    sheet = f"/marks/{school.team_id}"
    base = f"/teams/{school.team_id}/marks"
    done = school.teacher.form(
        f"{base}/override", sheet, criterion="C1", level=3, reason=REASON, person_id=""
    )
    assert done.status_code == 303 and done.headers["location"].endswith("cell=C1#C1")
    cell = school.teacher.json(sheet).json()["cells"][0]
    assert (cell["level"], cell["seen"], cell["by_hand"]["reason"]) == (3, 0, REASON)
    assert "Take back" in school.teacher.page(sheet).text
    assert school.teacher.form(f"{base}/withdraw", sheet, criterion="C1", person_id="").status_code == 303
    assert school.teacher.json(sheet).json()["cells"][0]["by_hand"] is None


def test_q1_is_attested_by_the_page_and_shown_without_a_number(school: School) -> None:
    sheet = f"/marks/{school.team_id}"
    assert "Not attested" in school.teacher.page(sheet).text
    school.teacher.form(f"/teams/{school.team_id}/marks/attest", sheet, reason="Calm.", person_id="")
    assert "Not attested" not in school.teacher.page(sheet).text


def test_a_refused_override_comes_back_with_what_was_typed(school: School) -> None:
    sheet = f"/marks/{school.team_id}?cell=C1"
    again = school.teacher.form(
        f"/teams/{school.team_id}/marks/override", sheet, criterion="C1", level=9, reason="My own words"
    )
    assert again.status_code == 422 and "My own words" in again.text


def test_students_and_other_courses_cannot_mark(school: School) -> None:
    path, body = f"/teams/{school.team_id}/marks/attest", {"reason": "x"}
    assert school.student.post(path, body).status_code == 403
    assert school.stranger.post(path, body).status_code == 404


@pytest.mark.parametrize("whose", ["class", "team"])
def test_spreadsheets_are_guarded_and_complete(school: School, whose: str) -> None:
    base = f"/teams/{school.team_id}/marks"
    school.teacher.post(f"{base}/override", {"criterion": "C1", "level": 2, "reason": REASON})
    path = "/marks" if whose == "class" else f"/marks/{school.team_id}"
    text = school.teacher.http.get(f"{path}/export.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == (3 if whose == "class" else 19)
    assert all(not cell.startswith("=") for row in rows for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(school.teacher.http.get(f"{path}/export.xlsx").content))
    assert book.active.max_row == len(rows)
    assert school.teacher.http.get(f"{path}/export.pdf").status_code == 404


def test_marks_and_exports_stop_when_a_record_was_altered_by_hand(school: School) -> None:
    sheet = f"/marks/{school.team_id}"
    tamper(school.world.session, "UPDATE record SET leaf = :leaf WHERE number = 2", leaf=b"x" * 32)
    for path in ("/marks", "/marks/export.csv", sheet, f"{sheet}/export.xlsx", "/evidence/export"):
        answer = school.teacher.json(path)
        assert (answer.status_code, answer.json()["code"]) == (409, "evidence.altered"), path
        assert "record 2" in answer.json()["detail"]
    assert school.teacher.json("/evidence").status_code == 200  # looking is not concluding
