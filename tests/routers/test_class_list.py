"""Class lists over HTTP: the report row by row, the import whole, and files that mean harm."""

import base64
import csv
import io
import json
import re
import zipfile
from html import unescape

import openpyxl
import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.models.course import CourseMember
from app.models.evidence import Record
from app.models.invitation import Invitation
from app.models.team import Team, TeamMember
from tests.builders import World, a_course, a_person
from tests.clients import Client, application

HEADERS = ("Name", "Student number", "Mail", "Team")


@pytest.fixture
def world(sqlite_session: Session) -> World:
    return a_course(sqlite_session)


@pytest.fixture
def teacher(sqlite_engine: Engine, tmp_path: object, world: World) -> Client:
    app = application(sqlite_engine, tmp_path)
    return Client(app, world.session, world.instructor.person_id, world.course_id)


def as_csv(*rows: tuple[str, ...], headers: tuple[str, ...] = HEADERS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headers, *rows])
    return out.getvalue().encode("utf-8")


def as_xlsx(*rows: tuple[object, ...], headers: tuple[str, ...] = HEADERS) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (headers, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def check(teacher: Client, content: bytes, name: str = "class.csv", *, page: bool = False) -> object:
    fields = {"form_token": teacher.token(), "form_page": "/class-list"}
    headers = {"accept": "text/html" if page else "application/json"}
    files = {"file": (name, content)}
    return teacher.http.post("/class-list/check", data=fields, files=files, headers=headers)


def nothing_saved(world: World, before: int) -> bool:
    world.session.rollback()
    rows = [*world.session.exec(select(Invitation)), *world.session.exec(select(Team))]
    return not rows and len(world.session.exec(select(Record.number)).all()) == before


def count(world: World) -> int:
    world.session.rollback()
    return len(world.session.exec(select(Record.number)).all())


GOOD = (
    ("Li Wei", "20260101", "li@school.example", "Harbour"),
    ("Wang Lei", "20260102", "wang@school.example", ""),
)
BAD = (("", "20260103", "x@school.example", ""), ("Zhao", "2.0261E+7", "no mail", "Harbour"))


@pytest.mark.parametrize(("make", "name"), [(as_csv, "class.csv"), (as_xlsx, "class.XLSX")])
def test_a_list_is_checked_row_by_row_and_nothing_is_saved(
    teacher: Client, world: World, make: object, name: str
) -> None:
    before = count(world)
    report = check(teacher, make(*GOOD, *BAD), name).json()
    assert [student["row"] for student in report["students"]] == [2, 3]
    assert [(fault["row"], fault["column"], fault["code"]) for fault in report["faults"]] == [
        (4, "name", "cell.needed"),
        (5, "student_number", "cell.code_rounded"),
    ]
    assert nothing_saved(world, before)


def test_the_report_is_read_and_its_good_rows_are_imported(teacher: Client, world: World) -> None:
    known = a_person(world.session, "Li")
    shown = check(teacher, as_csv(*GOOD, *BAD), page=True)
    assert shown.status_code == 200 and "Import the 2 good rows" in shown.text
    assert "This cell is needed" in shown.text and "has an account: joins at once" in shown.text
    rows = unescape(re.search(r'name="rows" value="([^"]*)"', shown.text).group(1))
    done = teacher.form("/class-list/import", page="/class-list", rows=rows)
    assert done.status_code == 200 and "shown only now" in done.text
    world.session.rollback()
    seat = world.session.exec(select(TeamMember).where(TeamMember.person_id == known)).one()
    assert world.session.get(Team, seat.team_id).name == "Harbour"
    links = re.findall(r"http://testserver/invitations/([\w-]+)", done.text)
    assert len(links) == 1
    visitor = Client(teacher.http.app)
    assert "Wang Lei" in visitor.page(f"/invitations/{links[0]}").text


def test_a_program_imports_a_list_and_asks_again_safely(teacher: Client, world: World) -> None:
    report = check(teacher, as_csv(*GOOD)).json()
    first = teacher.post("/class-list/import", {"rows": json.loads(report["rows"])}, key="k").json()
    again = teacher.post("/class-list/import", {"rows": json.loads(report["rows"])}, key="k").json()
    assert first == again and first["invited"] == 2
    world.session.rollback()
    assert len(world.session.exec(select(Invitation)).all()) == 2
    changed = teacher.post("/class-list/import", {"rows": json.loads(report["rows"])})
    assert (changed.status_code, changed.json()["code"]) == (422, "class_list.changed")


def test_the_exported_links_run_no_formula(teacher: Client) -> None:
    evil = ('=HYPERLINK("http://evil","x")', "20260101", "li@school.example", "@SUM(A1)")
    report = check(teacher, as_csv(evil)).json()
    done = teacher.post("/class-list/import", {"rows": json.loads(report["rows"])}).json()
    rows = list(csv.reader(io.StringIO(base64.b64decode(done["csv"]).decode("utf-8-sig"))))
    assert rows[0] == ["Full name", "Student number", "Mail address", "Team", "Invitation link"]
    assert rows[1][0].startswith("'=HYPERLINK") and rows[1][3] == "'@SUM(A1)"
    assert rows[1][4] == done["links"][0]["url"]


def test_a_list_in_chinese_from_excel_is_understood(teacher: Client) -> None:
    content = "姓名;学号;邮箱\n李伟;007;li@school.example\n".encode("gb18030")
    report = check(teacher, content).json()
    assert report["students"][0]["name"] == "李伟" and report["students"][0]["student_number"] == "007"
    assert report["notes"][0]["figures"] == {"encoding": "GB18030", "separator": "semicolon"}
    assert (
        teacher.http.get("/class-list/template.csv?lang=zh_Hans")
        .content.decode("utf-8-sig")
        .startswith("姓名,")
    )


def test_what_was_sent_is_shown_and_never_run(teacher: Client) -> None:
    text = check(teacher, as_csv(("<script>x</script>{{7*7}}", "1", "<b>@x", "")), page=True).text
    assert "<script>x" not in text and "&lt;script&gt;x" in text and "{{7*7}}" in text


def bomb() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx(*GOOD))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as to,
    ):
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                to.writestr(name, source.read(name))
        to.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    return out.getvalue()


def far_cell() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(HEADERS)
    book.active["XFD1048576"] = "far"
    book.save(out)
    return out.getvalue()


HOSTILE = {
    "no file at all": ("", b"", 422),
    "an empty csv": ("a.csv", b"", 422),
    "headers only": ("a.csv", as_csv(), 422),
    "no needed column": ("a.csv", as_csv(("x",), headers=("Remarks",)), 422),
    "a column twice": ("a.csv", as_csv(("x",) * 4, headers=("Name", "姓名", "No", "Mail")), 422),
    "NUL": ("a.csv", b"Name,No,Mail\na\x00,1,a@x", 422),
    "no encoding": ("a.csv", b"Name,No,Mail\n\xff\xff\xff,1,a@x", 422),
    "an open quote": ("a.csv", b'Name,No,Mail\n"a,1,a@x', 422),
    "two million columns": ("a.csv", b"Name,No,Mail" + b",x" * 200_000, 413),
    "too many rows": ("a.csv", b"Name,No,Mail\n" + b"a,1,a@x\n" * 10_001, 413),
    "more than a class": ("a.csv", b"Name,No,Mail\n" + b"a,1,a@x\n" * 501, 422),
    "text called xlsx": ("a.xlsx", b"Name,No,Mail", 422),
    "a zip called xlsx": ("a.xlsx", b"PK\x05\x06" + b"\x00" * 18, 422),
    "half a workbook": ("a.xlsx", as_xlsx(*GOOD)[:2000], 422),
    "macros": ("a.xlsm", as_xlsx(*GOOD), 415),
    "a picture": ("a.png", b"\x89PNG", 415),
    "too large": ("a.csv", b"x" * (20 * 1024 * 1024 + 1), 413),
    "a bomb": ("a.xlsx", bomb(), 413),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(teacher: Client, world: World, kind: str) -> None:
    name, content, status = HOSTILE[kind]
    before = count(world)
    answer = check(teacher, content, name)
    assert answer.status_code == status, answer.text[:300]
    body = answer.json()
    assert (
        body["errors"][0]["field"] == "file"
        and len(body["detail"]) > 20
        and "Traceback" not in body["detail"]
    )
    assert nothing_saved(world, before)


def test_a_cell_at_the_end_of_the_world_costs_nothing(teacher: Client) -> None:
    assert check(teacher, far_cell(), "a.xlsx").status_code in (413, 422)


def test_a_refused_file_comes_back_on_the_upload_page(teacher: Client) -> None:
    answer = check(teacher, b"%PDF", "list.pdf", page=True)
    assert answer.status_code == 415 and "is not a spreadsheet that we read" in answer.text
    assert 'type="file"' in answer.text and "is-invalid" in answer.text


def test_a_list_longer_than_the_upload_limit_is_cut(teacher: Client) -> None:
    assert check(teacher, b"x" * (52 * 1024 * 1024)).status_code == 413


@pytest.mark.parametrize(
    "rows", ["", "[]", "{", "7", '[{"row": 1}]', "[" * 10_000, '[{"row": 2, "mark": 5}]']
)
def test_rows_that_were_tampered_with_are_refused(teacher: Client, world: World, rows: str) -> None:
    before = count(world)
    answer = teacher.form("/class-list/import", page="/class-list", rows=rows)
    assert answer.status_code == 422
    world.session.rollback()
    assert world.session.exec(select(CourseMember.id)).all() and nothing_saved(world, count(world))
    assert count(world) - before <= 1


def test_coming_back_by_the_address_alone_begins_anew(teacher: Client) -> None:
    for path in ("/class-list/check", "/class-list/import"):
        assert teacher.page(path).headers["location"] == "/class-list"
