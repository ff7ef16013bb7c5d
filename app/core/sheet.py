"""A spreadsheet as plain text: headers, rows of strings, notes for the person, cells that cannot be taken.

What a text means is the business of whoever knows the columns; here it is only made safe and plain.
"""

from dataclasses import dataclass

from app.core.limits import SHEET, SheetLimits
from app.core.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about how a file was read: code `word.reason` with its figures."""

    code: str
    figures: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the headers: its number as the spreadsheet shows it, one text for each header."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that holds no value that we may take. column counts from 0; code `word.reason`."""

    row: int
    column: int
    value: str
    code: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: headers, the rows that are not blank, notes, and faults."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    faults: tuple[CellFault, ...] = ()


def sheet_from(
    name: str,
    lines: list[tuple[int, list[str]]],
    notes: list[Note],
    faults: list[CellFault],
    limits: SheetLimits = SHEET,
) -> Sheet:
    """Make a sheet of numbered lines: the first that is not blank holds the headers.

    Raises: Unreadable("spreadsheet.empty" | "spreadsheet.cell_too_long"),
        Unreadable("spreadsheet.too_many_rows" | "spreadsheet.too_many_columns", 413).
    """
    filled = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        raise Unreadable("spreadsheet.empty", sheet=name)
    if len(filled) - 1 > limits.rows:
        raise Unreadable("spreadsheet.too_many_rows", 413, rows=len(filled) - 1, limit=limits.rows)
    headers = _trimmed(filled[0][1])
    if len(headers) > limits.columns:
        raise Unreadable("spreadsheet.too_many_columns", 413, columns=len(headers), limit=limits.columns)
    rows, all_faults = [], list(faults)
    for number, cells in filled[1:]:
        longest = max((len(cell) for cell in cells), default=0)
        if longest > limits.cell_characters:
            raise Unreadable("spreadsheet.cell_too_long", row=number, limit=limits.cell_characters)
        for column, cell in enumerate(cells[len(headers) :], start=len(headers)):
            if cell.strip():
                all_faults.append(CellFault(number, column, cell, "spreadsheet.cell_without_header"))
        padded = [*cells[: len(headers)], *[""] * (len(headers) - len(cells))]
        rows.append(Row(number, tuple(padded)))
    return Sheet(name, tuple(headers), tuple(rows), tuple(notes), tuple(all_faults))


def _trimmed(headers: list[str]) -> list[str]:
    """Headers without their surrounding spaces and without blank ones at the end."""
    kept = [header.strip() for header in headers]
    while kept and not kept[-1]:
        kept.pop()
    return kept
