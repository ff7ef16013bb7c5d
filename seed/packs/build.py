"""Builds the demo packs: each from `enterprise.toml`, `products.csv` and pictures drawn by program."""

import csv
import hashlib
import io
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.core.sheet_out import OutSheet, csv_bytes, xlsx_bytes
from app.trade.catalogue.product_columns import COLUMNS, template_header
from seed.packs.draw import pictures

FOLDER = Path(__file__).resolve().parent
SLUGS = ("lanmei-home", "miro-electronics", "wenfang-apparel", "terrin-outdoor")
_PACKED_AT = (2026, 1, 1, 0, 0, 0)  # one date for all entries, so that the same sources give the same zip


def enterprise(slug: str) -> dict[str, Any]:
    """What `enterprise.toml` says: names, address, USCC, contact, kind of sheet, how to draw each product."""
    return tomllib.loads((FOLDER / slug / "enterprise.toml").read_text("utf-8"))


def product_rows(slug: str) -> list[dict[str, str]]:
    """The rows of `products.csv`, by column key."""
    with (FOLDER / slug / "products.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pack_pictures(slug: str) -> dict[str, bytes]:
    """All pictures of a pack by file name."""
    asked = enterprise(slug)["pictures"]
    return {name: drawn for sku in asked for name, drawn in pictures(sku, asked[sku]).items()}


def pack_sheet(slug: str) -> tuple[str, bytes]:
    """File name and bytes of a pack's products: two of the packs are workbooks, two are csv."""
    rows = product_rows(slug)
    keys = [column.key for column in COLUMNS]
    cells = [[row.get(key, "") for key in keys] for row in rows]
    if enterprise(slug)["sheet"] == "csv":
        return "products.csv", csv_bytes([column.en for column in COLUMNS], cells)
    headers = [template_header(column) for column in COLUMNS]
    needed = frozenset(template_header(column) for column in COLUMNS if column.needed)
    return "products.xlsx", xlsx_bytes([OutSheet("Products", headers, cells, needed=needed)])


def build_pack(slug: str) -> bytes:
    """The zip of one demo pack, as its enterprise would upload it: the sheet, and pictures in `images/`."""
    return pack_zip(slug, pack_pictures(slug))


def pack_zip(slug: str, drawn: Mapping[str, bytes]) -> bytes:
    """The zip of one demo pack out of pictures that are drawn already, by file name in the pack's order."""
    sheet_name, sheet = pack_sheet(slug)
    entries = {sheet_name: sheet, **{f"images/{name}": content for name, content in drawn.items()}}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, _PACKED_AT)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
            pack.writestr(entry, content)
    return out.getvalue()


def sources_hash(slug: str) -> str:
    """Hash of all that a pack is made of, drawings included: the key under which a built pack is kept."""
    digest = hashlib.sha256()
    for path in sorted([*(FOLDER / slug).iterdir(), *FOLDER.glob("*.py"), *FOLDER.glob("drawings/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
