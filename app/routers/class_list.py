"""A class list is uploaded and checked without saving anything; its good rows are then imported whole."""

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import field_validator
from starlette.responses import RedirectResponse, Response

from app.actions.course_members import ClassRow
from app.actions.given import FieldRefused, words
from app.actions.registry import Given
from app.core import words as language
from app.core.limits import SHEET
from app.core.sheet import Sheet
from app.core.sheet_out import csv_bytes
from app.core.spreadsheet import read_spreadsheet
from app.core.unreadable import Unreadable
from app.core.words import N_
from app.queries.people.invitation import accounts, known_people
from app.routers.answer import Answer
from app.routers.deps import Door, DoorOf, Teaching, token_once
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.class_list import COLUMNS, STUDENTS, Fault, Student, columns_of, read_class_list
from app.trade.letters.mail_address import mail_key
from app.trade.refusal import RuleBroken

router = APIRouter(tags=["course"], route_class=OneThread)
COLUMN_WORDS = {
    "name": N_("Full name"),
    "student_number": N_("Student number"),
    "email": N_("Mail address"),
    "team": N_("Team"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: rows to import (as JSON too, for the form), faults, notes on the file."""

    file: str
    students: tuple[Student, ...]
    known: frozenset[str]
    faults: tuple[Fault, ...]
    notes: tuple[dict[str, Any], ...]
    rows: str


@dataclass(frozen=True, slots=True)
class Link:
    """One student after the import; `url` is empty for who has an account and joined at once."""

    name: str
    student_number: str
    email: str
    team: str
    url: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What was imported. The links are shown this once; `csv` is the same list to keep, base64."""

    links: tuple[Link, ...]
    joined: int
    invited: int
    csv: str


class Rows(Given):
    """The rows to import, as the check gave them (a list; from a form the same as JSON text)."""

    rows: list[ClassRow] = words()

    @field_validator("rows", mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        try:
            return json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError) as fault:
            raise FieldRefused("form.field_wrong", name="rows") from fault


@router.get("/class-list")
def upload_page(reading: Teaching, answer: Answer) -> Response:
    """Where a class list is uploaded: which columns it needs, in which words, and the limits."""
    columns = [(COLUMN_WORDS[key], needed, names) for key, (_, needed, names) in COLUMNS.items()]
    page = {"columns": columns, "students": STUDENTS, "megabytes": SHEET.file_bytes >> 20}
    return answer.page(page, "class_list/page.html")


@router.get("/class-list/template.csv")
def template(reading: Teaching) -> Response:
    """An empty class list with its headers, to be filled in."""
    place = 1 if language.current.get() == "zh_Hans" else 0
    sheet = csv_bytes([names[place] for _, _, names in COLUMNS.values()], [])
    return _download(sheet, "class-list.csv")


@router.get("/class-list/check", include_in_schema=False)
@router.get("/class-list/import", include_in_schema=False)
def again(reading: Teaching) -> Response:
    """A report belongs to its upload: whoever comes back by the address alone begins anew."""
    return RedirectResponse("/class-list", 303)


@router.post(
    "/class-list/check",
    openapi_extra={
        "requestBody": {"content": {"multipart/form-data": {"schema": {
            "type": "object", "required": ["file"],
            "properties": {"file": {"type": "string", "format": "binary", "description": "A .xlsx or .csv"}},
        }}}}
    },
)  # fmt: skip
def check(request: Request, reading: Teaching, answer: Answer) -> Response:
    """Check a class list (.xlsx or .csv) row by row. Nothing is saved."""
    upload = getattr(request.state, "files", {}).get("file")
    if upload is None or not upload.filename:
        raise RuleBroken("class_list.no_file", "file")
    report = _report(reading, upload.filename, _sheet(upload.filename, upload.file.read()))
    return answer.page(
        report,
        "class_list/report.html",
        column_words=COLUMN_WORDS,
        refused_rows=len({fault.row for fault in report.faults}),
        mail_key=mail_key,
    )


@router.post("/class-list/import", openapi_extra=body_of(Rows))
def import_class(
    request: Request, door: Door, answer: Answer, given: Annotated[Rows, read(Rows)]
) -> Response:
    """Import the good rows of a checked list, all or none: who has an account joins, the others get links."""
    tokens = [token_once(request, door, mail_key(row.email)) for row in given.rows]
    door.perform("course.import_class", door.actor.course_id, {"rows": given.rows, "tokens": tokens})
    members = known_people(door.session, door.actor).members
    links = tuple(
        Link(row.name, row.student_number, row.email, row.team, _url(request, row, token, members))
        for row, token in zip(given.rows, tokens, strict=True)
    )
    joined = sum(not link.url for link in links)
    page = Imported(links, joined, len(links) - joined, base64.b64encode(_csv(links)).decode())
    return answer.page(page, "class_list/imported.html")


def _sheet(name: str, content: bytes) -> Sheet:
    """The file's first visible sheet. A workbook that is no archive inside is damaged, to whoever sent it."""
    try:
        return read_spreadsheet(name, content)[0]
    except Unreadable as fault:
        if fault.code.startswith("archive.") and fault.status != 413:
            raise Unreadable("spreadsheet.damaged") from fault
        raise


def _report(reading: DoorOf, file: str, sheet: Sheet) -> Report:
    keys = {place: key for key, place in columns_of(sheet.headers).items()}
    unreadable = [Fault(f.row, keys.get(f.column, ""), f.value[:80], f.code) for f in sheet.faults]
    rows = [(row.number, row.cells) for row in sheet.rows]
    found = read_class_list(sheet.headers, rows, unreadable, known_people(reading.session, reading.actor))
    if not found.students and not found.faults:
        raise RuleBroken("class_list.nothing", "file")
    return Report(
        file=file,
        students=found.students,
        known=accounts(reading.session, [mail_key(student.email) for student in found.students]),
        faults=found.faults,
        notes=tuple({"code": note.code, "figures": note.figures} for note in sheet.notes),
        rows=json.dumps([asdict(student) for student in found.students], ensure_ascii=False),
    )


def _url(request: Request, row: ClassRow, token: str, members: frozenset[str]) -> str:
    return "" if mail_key(row.email) in members else str(request.url_for("invitation_page", token=token))


def _csv(links: Sequence[Link]) -> bytes:
    headers = [language.gettext(text) for text in COLUMN_WORDS.values()]
    joins = language.gettext(N_("has an account: joined at once"))
    rows = [(link.name, link.student_number, link.email, link.team, link.url or joins) for link in links]
    return csv_bytes([*headers, language.gettext(N_("Invitation link"))], rows)


def _download(content: bytes, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
