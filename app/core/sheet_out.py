"""Spreadsheets that we hand out: text stays text in every program that opens it, numbers stay numbers."""

import csv
import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter

Cell = str | int | Decimal | bool | datetime.date | None

# A spreadsheet takes a text that begins so for a formula; the full-width signs count in East Asian Excel.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


# One instant for all, so that the same cells give the same bytes; the wall clock has no place in a sheet.
_CREATED_AT = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class OutSheet:
    """One sheet to write: name, headers, rows of cells; widths in characters, from the left.

    hints go under their headers as a comment; headers in `needed` are set off by colour.
    """

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()
    hints: Sequence[str] = ()
    needed: frozenset[str] = frozenset()


def guarded(text: str) -> str:
    """A text that no spreadsheet program will run: a leading `'` before the signs that begin a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def csv_bytes(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A csv with guarded text, UTF-8 with its mark so that Excel shows Chinese."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guarded(header) for header in headers])
    writer.writerows([[_csv_cell(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Sequence[OutSheet]) -> bytes:
    """A workbook with guarded text in cells of type string, numbers in cells of type number."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _CREATED_AT})
        head = {"bold": True, "font_color": "white", "text_wrap": True, "valign": "vcenter", "border": 1}
        styles = {
            "needed": book.add_format({**head, "bg_color": "#1F4E79"}),
            "optional": book.add_format({**head, "bg_color": "#7F8C99"}),
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            "number": book.add_format({"valign": "top"}),
        }
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, styles)
    return out.getvalue()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _write_sheet(page: Any, sheet: OutSheet, styles: dict[str, Any]) -> None:
    for column, header in enumerate(sheet.headers):
        width = sheet.widths[column] if column < len(sheet.widths) else 16
        page.set_column(column, column, width)
        style = styles["needed" if header in sheet.needed else "optional"]
        page.write_string(0, column, guarded(header), style)
        if column < len(sheet.hints) and sheet.hints[column]:
            page.write_comment(0, column, sheet.hints[column], {"x_scale": 2})
    page.freeze_panes(1, 0)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(page, number, column, cell, styles)


def _write_cell(page: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, guarded(cell), styles["text"])
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell, styles["number"])
    elif isinstance(cell, datetime.date):
        page.write_datetime(row, column, cell, styles["date"])
    elif cell is not None:  # the file format itself keeps numbers as doubles
        page.write_number(row, column, cell, styles["number"])
