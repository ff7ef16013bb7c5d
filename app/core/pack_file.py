"""A data pack as a file: one spreadsheet and an `images/` folder in a zip. Read whole, in child processes.

One child surveys the archive and reads the sheet; pictures follow in batches, two children at once, so that a
pack of 800 pictures stays inside each child's time and a bar can move. The caller's folder receives pictures
under our own names only; if anything fails midway, what was written there is taken away again.
"""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from app.core.archive import Archive, file_hash, open_archive
from app.core.child import read_in_child
from app.core.limits import PACK_ARCHIVE
from app.core.pictures import keep
from app.core.sheet import CellFault, Note, Row, Sheet
from app.core.spreadsheet import read_spreadsheet
from app.core.unreadable import Unreadable

_SHEET_FILES = {"products.xlsx", "products.csv"}
_SHEET_NAMES = {"products", "product", "产品", "商品"}
_PICTURE_FOLDER = "images"
_BATCH = 40
_CHILDREN = 2


@dataclass(frozen=True, slots=True)
class RawPicture:
    """A picture of the pack as we keep it: the sender's file name, our files in the folder, pixels, hash."""

    name: str
    file: str
    thumbnail_file: str
    width: int
    height: int
    stored_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RefusedPicture:
    """A picture that was not taken, and why: code `word.reason` with figures."""

    name: str
    code: str
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RawPack:
    """A pack read to plain values. `sha256` is of the whole zip: the same pack twice is known by it."""

    sha256: str
    sheet: Sheet
    pictures: dict[str, RawPicture]
    refused_pictures: tuple[RefusedPicture, ...]
    notes: tuple[Note, ...]


def read_pack_file(
    path: Path, into: Path, progress: Callable[[int, int], None] = lambda done, whole: None
) -> RawPack:
    """Read a pack's zip; its pictures, drawn anew, land in the folder `into` (made if missing).

    Args: progress is called with pictures done and pictures in all.
    Returns: pictures by the file name that the sender gave them, without its folder.
    Raises: Unreadable; then `into` holds nothing of this pack.
    """
    into.mkdir(parents=True, exist_ok=True)
    surveyed = read_in_child("app.core.pack_file:survey", {"path": str(path)})
    names: list[str] = surveyed["pictures"]
    batches = [(at, names[at : at + _BATCH]) for at in range(0, len(names), _BATCH)]
    kept: list[RawPicture] = []
    refused: list[RefusedPicture] = []

    def read(batch: tuple[int, list[str]]) -> Any:
        given = {"path": str(path), "into": str(into), "first": batch[0], "names": batch[1]}
        return read_in_child("app.core.pack_file:keep_pictures", given)

    try:
        with ThreadPoolExecutor(_CHILDREN) as children:
            for done in children.map(read, batches):
                kept += [RawPicture(**picture) for picture in done["kept"]]
                refused += [RefusedPicture(**picture) for picture in done["refused"]]
                progress(len(kept) + len(refused), len(names))
    except BaseException:
        for written in into.glob("picture-*"):
            written.unlink()
        raise
    notes = tuple(Note(**note) for note in surveyed["notes"])
    by_name = {picture.name: picture for picture in kept}
    return RawPack(file_hash(path), sheet_of(surveyed["sheet"]), by_name, tuple(refused), notes)


def read_sheet_file(path: Path, name: str) -> list[Sheet]:
    """Read one uploaded .xlsx or .csv (a class list, say) in a child; `name` is what the sender called it.

    Raises: Unreadable, as `read_spreadsheet`.
    """
    answer = read_in_child("app.core.pack_file:sheets_in", {"path": str(path), "name": name})
    return [sheet_of(sheet) for sheet in answer]


def sheets_in(path: str, name: str) -> list[dict[str, Any]]:
    """The child's side of `read_sheet_file`."""
    return [_plain(sheet) for sheet in read_spreadsheet(name, Path(path).read_bytes())]


def survey(path: str) -> dict[str, Any]:
    """The child's side of `read_pack_file`, first step: the sheet, the pictures' entry names, the notes.

    Raises: Unreadable("pack.no_sheet" | "pack.several_sheets" | "pack.picture_name_twice"), and every code of
        `open_archive` and `read_spreadsheet`.
    """
    with open_archive(Path(path), PACK_ARCHIVE) as archive:
        sheet_name = _sheet_entry(archive)
        root = str(PurePosixPath(sheet_name).parent)
        pictures, others = _picture_entries(archive, root, sheet_name)
        sheets = read_spreadsheet(sheet_name, archive.read(sheet_name))
        chosen = next((s for s in sheets if s.name.strip().casefold() in _SHEET_NAMES), sheets[0])
        notes = [Note("pack.entry_skipped", {"entry": name}) for name in [*archive.skipped, *others]]
        notes += [Note("pack.sheet_not_read", {"sheet": s.name}) for s in sheets if s is not chosen]
    return {
        "sheet": _plain(chosen),
        "pictures": pictures,
        "notes": [{"code": note.code, "figures": note.figures} for note in notes],
    }


def keep_pictures(path: str, into: str, first: int, names: list[str]) -> dict[str, Any]:
    """The child's side of `read_pack_file`, second step: one batch of pictures, each kept or refused."""
    kept: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    with open_archive(Path(path), PACK_ARCHIVE) as archive:
        for number, entry_name in enumerate(names, start=first + 1):
            name = PurePosixPath(entry_name).name
            content = archive.read(entry_name)
            try:
                picture = keep(content)
            except Unreadable as refusal:
                refused.append({"name": name, "code": refusal.code, "figures": refusal.figures})
                continue
            file, thumbnail = f"picture-{number:04}.jpg", f"picture-{number:04}-small.webp"
            (Path(into) / file).write_bytes(picture.jpeg)
            (Path(into) / thumbnail).write_bytes(picture.thumbnail_webp)
            kept.append({
                "name": name, "file": file, "thumbnail_file": thumbnail, "width": picture.width,
                "height": picture.height, "stored_bytes": len(picture.jpeg) + len(picture.thumbnail_webp),
                "sha256": hashlib.sha256(picture.jpeg).hexdigest(),
            })  # fmt: skip
    return {"kept": kept, "refused": refused}


def sheet_of(plain: dict[str, Any]) -> Sheet:
    """A sheet from the plain values that crossed from the child."""
    return Sheet(
        plain["name"],
        tuple(plain["headers"]),
        tuple(Row(number, tuple(cells)) for number, cells in plain["rows"]),
        tuple(Note(code, figures) for code, figures in plain["notes"]),
        tuple(CellFault(*fault) for fault in plain["faults"]),
    )


def _plain(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "headers": sheet.headers,
        "rows": [(row.number, row.cells) for row in sheet.rows],
        "notes": [(note.code, note.figures) for note in sheet.notes],
        "faults": [(fault.row, fault.column, fault.value, fault.code) for fault in sheet.faults],
    }


def _sheet_entry(archive: Archive) -> str:
    """The one products file: at the top, or in the one folder that some packers wrap around everything."""
    near = [entry.name for entry in archive.entries if entry.name.count("/") <= 1]
    found = [name for name in near if PurePosixPath(name).name.casefold() in _SHEET_FILES]
    if not found and any(PurePosixPath(name).name.casefold() == "products.xlsm" for name in near):
        raise Unreadable("spreadsheet.macros", 415)
    if not found:
        raise Unreadable("pack.no_sheet")
    if len(found) > 1:
        raise Unreadable("pack.several_sheets", first=found[0], second=found[1])
    return found[0]


def _picture_entries(archive: Archive, root: str, sheet_name: str) -> tuple[list[str], list[str]]:
    pictures: list[str] = []
    others: list[str] = []
    seen: dict[str, str] = {}
    for entry in archive.entries:
        inside = PurePosixPath(entry.name)
        if inside.is_relative_to(root) and inside.relative_to(root).parts[0].casefold() == _PICTURE_FOLDER:
            twin = seen.setdefault(inside.name.casefold(), entry.name)
            if twin != entry.name:
                raise Unreadable("pack.picture_name_twice", first=twin, second=entry.name)
            pictures.append(entry.name)
        elif entry.name != sheet_name:
            others.append(entry.name)
    return pictures, others
