"""From a pack's file to what `pack.check` takes. It stands before the door: nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.actions.pack import ReadPicture, ReadRow
from app.core.pack_file import RawPack
from app.core.sheet import Note, Sheet
from app.trade.catalogue.product import CellFinding, PackReading, RowReading, read_rows
from app.trade.catalogue.product_columns import COLUMNS, HeaderMap
from app.trade.catalogue.product_gaps import gap_report
from app.trade.catalogue.product_plain import gap_plain, plain_of
from app.trade.refusal import RuleBroken

_SHOWN_CHARACTERS = 200
_NOTES_MOST = 200
_LABELS = {column.key: f"{column.en} ({column.zh})" for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class PackFile:
    """The file itself: the sender's name for it, its SHA-256 in hex, its bytes."""

    name: str
    digest: str
    size_bytes: int


def check_of(file: PackFile, raw: RawPack) -> dict[str, Any]:
    """The input of `pack.check` for a pack that `read_pack_file` read.

    Raises: RuleBroken("pack.columns_missing" | "pack.columns_twice", "file").
    """
    pictures = [
        ReadPicture(name=each.name[:_SHOWN_CHARACTERS], digest=each.sha256, width=each.width,
                    height=each.height, stored_bytes=each.stored_bytes)
        for each in raw.pictures.values()
    ]  # fmt: skip
    refused = [
        {"name": each.name[:_SHOWN_CHARACTERS], "code": each.code, "figures": each.figures}
        for each in raw.refused_pictures
    ]
    return check_of_sheet(file, raw.sheet, pictures, notes=raw.notes, pictures_refused=refused)


def check_of_sheet(
    file: PackFile, sheet: Sheet, pictures: Sequence[ReadPicture], *,
    notes: Sequence[Note] = (), pictures_refused: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    """The input of `pack.check` for a sheet and pictures that are read already.

    Raises: RuleBroken("pack.columns_missing" | "pack.columns_twice", "file").
    """
    faults = {(fault.row, fault.column): (fault.code, fault.value) for fault in sheet.faults}
    raw_rows = [(row.number, row.cells) for row in sheet.rows]
    names = [picture.name for picture in pictures]
    reading = read_rows(sheet.name, sheet.headers, raw_rows, pictures=names, faults=faults)
    _refuse_headers(reading.headers)
    cells = dict(raw_rows)
    return {
        "file_name": file.name, "digest": file.digest, "size_bytes": file.size_bytes,
        "rows": [_row(row, reading.headers, cells[row.row]) for row in reading.rows],
        "pictures": list(pictures),
        "report": _report(sheet, reading, [*notes, *sheet.notes], pictures_refused),
    }  # fmt: skip


def _refuse_headers(headers: HeaderMap) -> None:
    for code, keys in (("pack.columns_missing", headers.missing), ("pack.columns_twice", headers.twice)):
        if keys:
            raise RuleBroken(code, "file", columns=[_LABELS[key] for key in keys])


def _row(row: RowReading, headers: HeaderMap, cells: Sequence[str]) -> ReadRow:
    said = {key: cells[place] for key, place in headers.at.items() if key in ("sku", "name_en")}
    return ReadRow(
        number=row.row,
        sku=(row.product.sku if row.product else said.get("sku", ""))[:_SHOWN_CHARACTERS],
        name=(row.product.name_en if row.product else said.get("name_en", ""))[:_SHOWN_CHARACTERS],
        product=plain_of(row.product) if row.product else None,
        mended=[_plain(finding) for finding in row.mended],
        refused=[_plain(finding) for finding in row.refused],
        gaps=[gap_plain(gap) for gap in gap_report(row.product)] if row.product else [],
    )


def _plain(finding: CellFinding) -> dict[str, Any]:
    return {
        "column": finding.column, "value": finding.value[:_SHOWN_CHARACTERS], "code": finding.code,
        "figures": {name: _figure(value) for name, value in finding.figures.items()},
    }  # fmt: skip


def _figure(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)[:_SHOWN_CHARACTERS]


def _report(
    sheet: Sheet, reading: PackReading, notes: Sequence[Note], pictures_refused: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """headers: what each column of the sheet was taken for; unknown: headers that name nothing."""
    at = sorted(reading.headers.at.items(), key=lambda item: item[1])
    return {
        "sheet": sheet.name,
        "headers": [{"header": sheet.headers[place], "column": key} for key, place in at],
        "unknown": list(reading.headers.unknown),
        "notes": [{"code": note.code, "figures": note.figures} for note in notes[:_NOTES_MOST]],
        "pictures_refused": list(pictures_refused),
        "pictures_unclaimed": list(reading.pictures_unclaimed),
    }
