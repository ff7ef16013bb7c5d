"""CSV that somebody sent: encoding and separator found out and said, all else refused with its line."""

import codecs
import csv
import io

from app.core.limits import SHEET, SheetLimits
from app.core.sheet import Note, Sheet, sheet_from
from app.core.unreadable import Unreadable
from app.core.words import N_

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SEPARATORS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab")}


def read_csv(name: str, content: bytes, limits: SheetLimits = SHEET) -> Sheet:
    """Read one csv file to a sheet, with a note that names its encoding and its separator.

    Raises: Unreadable("csv.encoding" | "csv.nul" | "csv.line_broken"), and what `sheet_from` raises.
    """
    text, encoding = _decoded(content)
    if "\x00" in text:
        raise Unreadable("csv.nul", line=text[: text.index("\x00")].count("\n") + 1)
    separator = _separator(text)
    notes = [Note("csv.read_as", {"encoding": encoding, "separator": _SEPARATORS[separator]})]
    return sheet_from(name, _records(text, separator, limits), notes, [], limits)


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, codec, shown in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(codec), shown
            except UnicodeDecodeError as fault:
                raise Unreadable("csv.encoding") from fault
    for codec, shown in (("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        try:
            return content.decode(codec), shown
        except UnicodeDecodeError:
            continue
    raise Unreadable("csv.encoding")


def _separator(text: str) -> str:
    """The one of comma, semicolon and tab that the header line uses most outside quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(_SEPARATORS, key=outside.count)


def _records(text: str, separator: str, limits: SheetLimits) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    begins_at = 1
    try:
        for number, cells in enumerate(reader, start=1):
            if len(cells) > limits.columns and any(cell.strip() for cell in cells[limits.columns :]):
                raise Unreadable(
                    "spreadsheet.too_many_columns", 413, columns=len(cells), limit=limits.columns
                )
            if cells:
                lines.append((number, cells))
            if len(lines) > limits.rows + 1:
                raise Unreadable("spreadsheet.too_many_rows", 413, rows=len(lines) - 1, limit=limits.rows)
            begins_at = reader.line_num + 1
    except csv.Error as fault:
        raise Unreadable("csv.line_broken", line=begins_at) from fault
    return lines
