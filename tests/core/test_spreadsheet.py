"""Spreadsheets that somebody sends, and those that we hand out."""

import csv
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from app.core.limits import SheetLimits
from app.core.sheet_out import OutSheet, csv_bytes, guarded, xlsx_bytes
from app.core.spreadsheet import read_spreadsheet
from app.core.unreadable import Unreadable
from app.core.workbook import as_text

TIGHT = SheetLimits(rows=5, columns=4, sheets=2, cell_characters=10)


def workbook(cells: dict[str, object], **sheets: dict[str, object]) -> bytes:
    book = openpyxl.Workbook()
    pages = [(book.active, cells), *[(book.create_sheet(name), filled) for name, filled in sheets.items()]]
    for page, filled in pages:
        for place, value in filled.items():
            page[place] = value
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def refusal(name: str, content: bytes, limits: SheetLimits | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_spreadsheet(name, content, limits or SheetLimits())
    return caught.value


def test_a_workbook_reads_to_text_with_its_row_numbers() -> None:
    (sheet,) = read_spreadsheet("a.xlsx", workbook({"A1": "SKU", "B1": "Price", "A3": "007", "B3": 12.5}))
    assert sheet.headers == ("SKU", "Price")
    assert [(row.number, row.cells) for row in sheet.rows] == [(3, ("007", "12.5"))]


@pytest.mark.parametrize(
    ("value", "text"),
    [(6940000000000, "6940000000000"), (1.0, "1"), (0.1, "0.1"), (1e20, "1E+20"), (True, "TRUE"), (None, "")],
)
def test_numbers_become_their_shortest_exact_text(value: object, text: str) -> None:
    assert as_text(value) == text


def test_a_stray_cell_in_the_last_corner_is_refused_at_once() -> None:
    for place in ("XFD1048576", "A10002"):
        found = refusal("a.xlsx", workbook({"A1": "SKU", "A2": "1", place: "x"}))
        assert (found.code, found.status) == ("spreadsheet.too_many_rows", 413)
    assert refusal("a.xlsx", workbook({"A1": "SKU", "ZZ2": "x"})).code == "spreadsheet.too_many_columns"


def test_one_huge_shared_string_is_refused_before_openpyxl_sees_it() -> None:
    content = with_part(
        workbook({"A1": "SKU"}), "xl/sharedStrings.xml", b"<sst>" + b"a" * 30_000_000 + b"</sst>"
    )
    assert refusal("a.xlsx", content).code == "archive.zip_bomb"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"])
def test_a_dtd_in_any_part_is_refused(part: str) -> None:
    plain = xlsx_bytes([OutSheet("Products", ["SKU"], [["x"]])])
    old = part_of(plain, part)
    start = old.index(b"?>") + 2 if old.startswith(b"<?xml") else 0
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    content = with_part(plain, part, old[:start] + entity + old[start:])
    assert refusal("a.xlsx", content).code == "spreadsheet.damaged"


def test_a_formula_gives_its_saved_value_with_a_note_or_a_fault_without_one() -> None:
    content = workbook({"A1": "SKU", "B1": "Price", "A2": "x", "B2": "=1+2", "A3": "y", "B3": "=2+3"})
    part = part_of(content, "xl/worksheets/sheet1.xml").replace(b"<f>1+2</f><v></v>", b"<f>1+2</f><v>3</v>")
    part = part.replace(b"<f>1+2</f><v />", b"<f>1+2</f><v>3</v>")
    (sheet,) = read_spreadsheet("a.xlsx", with_part(content, "xl/worksheets/sheet1.xml", part))
    assert sheet.rows[0].cells == ("x", "3")
    assert [note.code for note in sheet.notes] == ["spreadsheet.formula_values_used"]
    assert [(f.row, f.column, f.value, f.code) for f in sheet.faults] == [
        (3, 1, "=2+3", "spreadsheet.formula_without_value")
    ]


def test_hidden_sheets_rows_and_columns_are_named_and_not_read() -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in (["SKU", "Name", "Cost"], ["a", "one", "1"], ["b", "two", "2"]):
        page.append(row)
    page.row_dimensions[3].hidden = True
    page.column_dimensions["C"].hidden = True
    secret = book.create_sheet("Secret")
    secret["A1"] = "margin"
    secret.sheet_state = "veryHidden"
    (sheet,) = read_spreadsheet("a.xlsx", saved(book))
    assert sheet.headers == ("SKU", "Name")
    assert [row.cells for row in sheet.rows] == [("a", "one")]
    assert [note.code for note in sheet.notes] == [
        "spreadsheet.hidden_sheet", "spreadsheet.hidden_rows", "spreadsheet.hidden_columns",
    ]  # fmt: skip


def test_macros_are_refused_by_name_and_by_content() -> None:
    plain = workbook({"A1": "SKU"})
    for name, content in (("a.xlsm", plain), ("a.xlsx", with_part(plain, "xl/vbaProject.bin", b"x"))):
        found = refusal(name, content)
        assert (found.code, found.status) == ("spreadsheet.macros", 415)


def test_what_is_no_spreadsheet_is_refused() -> None:
    assert refusal("a.pdf", b"%PDF").status == 415
    assert refusal("a.xlsx", b"<html>").code == "archive.not_a_zip"
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("nothing.txt", b"")
    assert refusal("a.xlsx", empty.getvalue()).code == "spreadsheet.damaged"
    assert refusal("a.xlsx", workbook({})).code == "spreadsheet.empty"


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_rows_columns_sheets_and_cells_are_bounded(extra: int) -> None:
    lines = [["h"] * 4] + [["x"] * 4] * (5 + extra)
    wide = [["h"] * (4 + extra), ["x"] * (4 + extra)]
    long = [["h"], ["x" * (10 + extra)]]
    many = {f"S{n}": {"A1": "h"} for n in range(1 + extra)}
    for table, code in ((lines, "spreadsheet.too_many_rows"), (wide, "spreadsheet.too_many_columns"),
                        (long, "spreadsheet.cell_too_long")):  # fmt: skip
        book = openpyxl.Workbook()
        for row in table:
            book.active.append(row)
        text = "\n".join(",".join(row) for row in table).encode()
        for name, content in (("a.xlsx", saved(book)), ("a.csv", text)):
            if extra > 0:
                assert refusal(name, content, TIGHT).code == code
            else:
                assert read_spreadsheet(name, content, TIGHT)[0].rows
    if extra > 0:
        assert refusal("a.xlsx", workbook({"A1": "h"}, **many), TIGHT).code == "spreadsheet.too_many_sheets"
    else:
        assert read_spreadsheet("a.xlsx", workbook({"A1": "h"}, **many), TIGHT)


def test_a_file_past_its_size_is_refused_before_it_is_read() -> None:
    limits = SheetLimits(file_bytes=10)
    assert read_spreadsheet("a.csv", b"a,b\n1,2\n3,", limits)
    assert refusal("a.csv", b"a,b\n1,2\n3,4", limits).status == 413


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("gb18030", "GB18030")],
)
@pytest.mark.parametrize(("separator", "word"), [(",", "comma"), (";", "semicolon"), ("\t", "tab")])
def test_encoding_and_separator_are_found_and_said(
    encoding: str, shown: str, separator: str, word: str
) -> None:
    text = (
        separator.join(["货号", '"名, 称;"', "价格"])
        + "\r\n"
        + separator.join(["007", "杯子𠮷", "12.50"])
        + "\r\n"
    )
    (sheet,) = read_spreadsheet("a.csv", text.encode(encoding))
    assert sheet.headers == ("货号", "名, 称;", "价格")
    assert sheet.rows[0].cells == ("007", "杯子𠮷", "12.50")
    assert sheet.notes[0].figures == {"encoding": shown, "separator": word}


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"a,b\n1,2\x00\n", "csv.nul", 2),
        (b'a,b\n1,2\n"open,3\n4,5\n', "csv.line_broken", 3),
        (b"a,b\n\xff\xff\xff,2\n", "csv.encoding", None),
    ],
)
def test_a_csv_that_cannot_be_read_is_refused_with_its_line(
    content: bytes, code: str, line: int | None
) -> None:
    found = refusal("a.csv", content)
    assert found.code == code
    assert found.figures.get("line") == line


def test_two_million_columns_are_refused() -> None:
    assert refusal("a.csv", b"x," * 2_000_000).code == "spreadsheet.too_many_columns"


def test_a_cell_under_no_header_is_a_fault_not_lost() -> None:
    (sheet,) = read_spreadsheet("a.csv", b"a,b\n1,2,3\n")
    assert [(f.row, f.column, f.code) for f in sheet.faults] == [(2, 2, "spreadsheet.cell_without_header")]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_text_that_a_spreadsheet_would_run_goes_out_as_text(sign: str) -> None:
    text = f"{sign}cmd|' /C calc'!A0"
    assert guarded(text) == f"'{text}"
    content = csv_bytes(["h", "n"], [[text, Decimal("-12.50")]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline="")))[1] == [f"'{text}", "-12.50"]
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx_bytes([OutSheet("S", ["h", "n"], [[text, Decimal("-12.50")]])]))
    )
    cell, number = book.active["A2"], book.active["B2"]
    assert (cell.data_type, number.data_type, number.value) == ("s", "n", -12.5)
    assert str(cell.value).startswith("'")
