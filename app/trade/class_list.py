"""A class list: finding its columns, reading each student, and saying row by row what cannot be taken."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.trade.catalogue.product_cells import read_cell
from app.trade.letters.mail_address import is_mail_address, mail_key
from app.trade.refusal import RuleBroken

STUDENTS = 500  # more than any one class; a longer list is split
# key -> (format of its cells, whether it is needed, the headers that name it; the first two are ours)
COLUMNS: Mapping[str, tuple[str, bool, tuple[str, ...]]] = {
    "name": ("name", True, ("Name", "姓名", "Student name", "Full name", "Student", "学生姓名", "名字")),
    "student_number": (
        "code", True,
        ("Student number", "学号", "Student no", "Student ID", "Number", "No", "学生号", "学籍号"),
    ),
    "email": (
        "name", True,
        ("Mail", "邮箱", "Email", "E-mail", "Mail address", "Email address", "电子邮箱", "电子邮件", "邮件"),
    ),
    "team": ("name", False, ("Team", "小组", "Team name", "Group", "团队", "组", "组别", "分组", "组名")),
}  # fmt: skip


def _plain(header: str) -> str:
    """Letters and digits of a header only: case, width, spaces and stars do not matter."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", header)).casefold()


_KEYS = {_plain(name): key for key, (_, _, names) in COLUMNS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Student:
    """One row that can be taken; `row` is its number as the spreadsheet shows it, `team` may be empty."""

    row: int
    name: str
    student_number: str
    email: str
    team: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken: the column's key, the value as it stands, a code and its figures."""

    row: int
    column: str
    value: str
    code: str
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What the course has already: mail keys of its members and open invitations, student numbers."""

    members: frozenset[str] = frozenset()
    invited: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ClassList:
    """The rows that can be taken and the faults of the others, both in the order of the sheet."""

    students: tuple[Student, ...]
    faults: tuple[Fault, ...]


def columns_of(headers: Sequence[str]) -> dict[str, int]:
    """The place of each column, whatever their order and language.

    Raises: RuleBroken("class_list.column_missing" | "class_list.column_twice") naming the columns.
    """
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        key = _KEYS.get(_plain(header))
        if key in places:
            raise RuleBroken("class_list.column_twice", "file", column=header)
        if key is not None:
            places[key] = place
    missing = [names[0] for key, (_, needed, names) in COLUMNS.items() if needed and key not in places]
    if missing:
        raise RuleBroken("class_list.column_missing", "file", columns=missing)
    return places


def read_class_list(
    headers: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    unreadable: Iterable[Fault],
    known: Known,
) -> ClassList:
    """Read a sheet to students.

    Args: rows as (number, cells); unreadable, faults that the spreadsheet's own reader found; known, what
    the course has already.
    Raises: RuleBroken of `columns_of`, RuleBroken("class_list.too_long").
    """
    if len(rows) > STUDENTS:
        raise RuleBroken("class_list.too_long", "file", rows=len(rows), limit=STUDENTS)
    places = columns_of(headers)
    faults = [fault for fault in unreadable if fault.column in places]
    broken = {fault.row for fault in faults}
    students = []
    for number, cells in rows:
        if number in broken:
            continue
        try:
            students.append(_student(number, {key: cells[place] for key, place in places.items()}))
        except _RowRefused as refused:
            faults.extend(refused.faults)
    faults.extend(faults_of(students, known))
    broken = {fault.row for fault in faults}
    kept = tuple(student for student in students if student.row not in broken)
    return ClassList(kept, tuple(sorted(faults, key=lambda fault: fault.row)))


def faults_of(students: Sequence[Student], known: Known) -> list[Fault]:
    """What speaks against students who are well written: not a mail address, twice in the list, known."""
    mails = Counter(mail_key(student.email) for student in students)
    numbers = Counter(student.student_number for student in students)
    faults: list[Fault] = []
    for student in students:
        mail, number = mail_key(student.email), student.student_number
        found = [
            ("email", student.email, "class_list.mail_wrong", not is_mail_address(student.email)),
            ("email", student.email, "class_list.mail_twice", mails[mail] > 1),
            ("email", student.email, "class_list.in_course", mail in known.members),
            ("email", student.email, "class_list.invited", mail in known.invited),
            ("student_number", number, "class_list.number_twice", numbers[number] > 1),
            ("student_number", number, "class_list.number_taken", number in known.numbers),
        ]
        faults.extend(
            Fault(student.row, column, value, code) for column, value, code, is_so in found if is_so
        )
    return faults


class _RowRefused(Exception):
    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.faults = faults


def _student(row: int, texts: Mapping[str, str]) -> Student:
    read: dict[str, str] = {}
    faults = []
    for key, text in texts.items():
        format_name, needed, _ = COLUMNS[key]
        try:
            value = read_cell(format_name, text).value
        except RuleBroken as refusal:
            faults.append(Fault(row, key, text[:80], refusal.code, refusal.figures))
            continue
        if value is None and needed:
            faults.append(Fault(row, key, text[:80], "cell.needed"))
        read[key] = value or ""
    if faults:
        raise _RowRefused(faults)
    return Student(row, read["name"], read["student_number"], read["email"], read.get("team", ""))
