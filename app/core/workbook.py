"""An .xlsx that somebody sent. Its zip and its XML are surveyed before openpyxl sees them.

openpyxl alone would follow a stray cell in the last corner into 17 billion cells, gives no word about hidden
rows, and shows a formula either as text or as its cached value, never both; the survey settles all three.
"""

import datetime
import io
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import defusedxml.ElementTree as SafeTree
import openpyxl
from openpyxl.utils import column_index_from_string

from app.core.archive import open_archive
from app.core.limits import SHEET, WORKBOOK_ARCHIVE, SheetLimits
from app.core.sheet import CellFault, Note, Sheet, sheet_from
from app.core.unreadable import Unreadable

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_EXACT_INTEGERS = 10**15  # Excel keeps 15 digits; a longer number was rounded before it reached us


@dataclass(slots=True)
class _Survey:
    """What the XML of one sheet says that openpyxl's read-only mode does not. Columns count from 1."""

    last_row: int = 0
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_workbook(content: bytes, limits: SheetLimits = SHEET) -> list[Sheet]:
    """Read the visible sheets of an .xlsx; hidden sheets, rows and columns are named in notes, not read.

    Raises: Unreadable("spreadsheet.macros", 415), Unreadable("spreadsheet.damaged"),
        Unreadable("spreadsheet.too_many_sheets" | "spreadsheet.too_many_rows" | ..., 413), and every code
        of `open_archive`.
    """
    with open_archive(content, WORKBOOK_ARCHIVE) as archive:
        parts = {entry.name: archive.read(entry.name) for entry in archive.entries}
    _check_parts(parts)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return _sheets(book, parts, limits)
    except Unreadable:
        raise
    except Exception as fault:  # KeyError, ValueError, ParseError, ... : around one file they mean one thing
        raise Unreadable("spreadsheet.damaged") from fault


def _check_parts(parts: dict[str, bytes]) -> None:
    """No macros, and no DTD in the prolog of any XML part: refused before an entity can grow."""
    if any(name.endswith("vbaProject.bin") for name in parts):
        raise Unreadable("spreadsheet.macros", 415)
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise Unreadable("spreadsheet.macros", 415)
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        try:
            next(iter(SafeTree.iterparse(io.BytesIO(part), events=("start",), forbid_dtd=True)), None)
        except Exception as fault:
            raise Unreadable("spreadsheet.damaged") from fault


def _sheets(book: Any, parts: dict[str, bytes], limits: SheetLimits) -> list[Sheet]:
    if len(book.sheetnames) > limits.sheets:
        raise Unreadable("spreadsheet.too_many_sheets", 413, sheets=len(book.sheetnames), limit=limits.sheets)
    hidden = [page.title for page in book.worksheets if page.sheet_state != "visible"]
    notes = [Note("spreadsheet.hidden_sheet", {"sheet": title}) for title in hidden]
    sheets = []
    for page in book.worksheets:
        if page.sheet_state != "visible":
            continue
        survey = _survey(parts[page._worksheet_path.lstrip("/")], limits)
        if survey.last_row:
            sheets.append(_sheet(page, survey, notes, limits))
            notes = []
    if not sheets:
        raise Unreadable("spreadsheet.empty", sheet=book.sheetnames[0] if book.sheetnames else "")
    return sheets


def _survey(part: bytes, limits: SheetLimits) -> _Survey:
    survey = _Survey()
    for _, element in SafeTree.iterparse(io.BytesIO(part), events=("end",), forbid_dtd=True):
        tag = element.tag.removeprefix(_MAIN).removeprefix(_STRICT)
        if tag == "c":
            _survey_cell(element, survey, limits)
            element.clear()
        elif tag == "row":
            if element.get("hidden") in {"1", "true"}:
                survey.hidden_rows.add(int(element.get("r", "0")))
            element.clear()
        elif tag == "col" and element.get("hidden") in {"1", "true"}:
            most = min(int(element.get("max", "0")), limits.columns)
            survey.hidden_columns.update(range(int(element.get("min", "1")), most + 1))
    return survey


def _survey_cell(element: Any, survey: _Survey, limits: SheetLimits) -> None:
    children = {child.tag.removeprefix(_MAIN).removeprefix(_STRICT): child for child in element}
    place = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", element.get("r") or "")
    if not place:
        raise Unreadable("spreadsheet.damaged")
    row, column = int(place[2]), column_index_from_string(place[1])
    formula = children.get("f")
    if formula is not None:
        survey.formulas[row, column] = f"={formula.text or ''}"
    elif not any((children[tag].text or len(children[tag])) for tag in ("v", "is") if tag in children):
        return  # formatted but empty
    if row > limits.rows + 1:
        raise Unreadable("spreadsheet.too_many_rows", 413, rows=row - 1, limit=limits.rows)
    if column > limits.columns:
        raise Unreadable("spreadsheet.too_many_columns", 413, columns=column, limit=limits.columns)
    survey.last_row = max(survey.last_row, row)


def _sheet(page: Any, survey: _Survey, notes: list[Note], limits: SheetLimits) -> Sheet:
    lines: list[tuple[int, list[str]]] = []
    faults: list[CellFault] = []
    said = [*notes, *_hidden_notes(page.title, survey)]
    cached = 0
    page.reset_dimensions()  # the stated size is often wrong; the survey has counted
    rows = page.iter_rows(min_row=1, max_row=survey.last_row, max_col=limits.columns, values_only=True)
    for number, values in enumerate(rows, start=1):
        if number in survey.hidden_rows:
            continue
        cells = ["" if at in survey.hidden_columns else as_text(value) for at, value in enumerate(values, 1)]
        for at, value in enumerate(values, start=1):
            formula = survey.formulas.get((number, at))
            if formula is None:
                continue
            if value is None:
                faults.append(CellFault(number, at - 1, formula, "spreadsheet.formula_without_value"))
            cached += value is not None
        lines.append((number, cells))
    if cached:
        said.append(Note("spreadsheet.formula_values_used", {"sheet": page.title, "cells": cached}))
    return sheet_from(page.title, lines, said, faults, limits)


def _hidden_notes(title: str, survey: _Survey) -> list[Note]:
    notes = []
    if survey.hidden_rows:
        shown = ", ".join(str(row) for row in sorted(survey.hidden_rows)[:20])
        notes.append(Note("spreadsheet.hidden_rows", {"sheet": title, "rows": shown}))
    if survey.hidden_columns:
        shown = ", ".join(str(column) for column in sorted(survey.hidden_columns))
        notes.append(Note("spreadsheet.hidden_columns", {"sheet": title, "columns": shown}))
    return notes


def as_text(value: object) -> str:
    """The shortest exact text of a value; past Excel's 15 digits an exponent tells that digits were lost."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number_text(value)
    return str(value)


def _number_text(value: int | float) -> str:
    exact = Decimal(repr(value))
    if abs(exact) >= _EXACT_INTEGERS:
        return f"{exact:E}"
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
