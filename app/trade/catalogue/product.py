"""A product of a data pack: rows of text read to products, each cell taken, mended or refused and why."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.trade.catalogue.product_cells import read_cell
from app.trade.catalogue.product_columns import COLUMNS, TIERS, HeaderMap, map_headers
from app.trade.catalogue.product_rules import PriceTier, broken_rules
from app.trade.refusal import RuleBroken

RawRow = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One accepted product. Prices in RMB with VAT per piece, rates as ratios, kg, cm, pieces, days.

    tiers: the first begins at the MOQ, prices fall; declaration_elements in the tariff's order; pictures:
    the pack's file names in the order of their numbers. None: the enterprise did not say.
    """

    sku: str
    name_en: str
    name_zh: str
    category: str
    brand_type: str
    hs_code: str
    declaration_elements: tuple[tuple[str, str], ...]
    tiers: tuple[PriceTier, ...]
    floor_price_rmb: Decimal
    vat_rate: Decimal
    moq_pieces: int
    lead_time_days: int
    carton_pieces: int
    carton_length_cm: Decimal
    carton_width_cm: Decimal
    carton_height_cm: Decimal
    carton_gross_kg: Decimal
    unit_gross_kg: Decimal
    dangerous_goods: tuple[str, ...]
    brand: str | None = None
    selling_points_en: tuple[str, ...] = ()
    selling_points_zh: tuple[str, ...] = ()
    description_en: str | None = None
    description_zh: str | None = None
    daily_capacity_pieces: int | None = None
    carton_net_kg: Decimal | None = None
    unit_length_cm: Decimal | None = None
    unit_width_cm: Decimal | None = None
    unit_height_cm: Decimal | None = None
    materials: tuple[str, ...] = ()
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    certificates: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def price_rmb(self) -> Decimal:
        """Price per piece at the MOQ, RMB with VAT."""
        return self.tiers[0].price_rmb


@dataclass(frozen=True, slots=True)
class CellFinding:
    """What is said of one cell: sheet, row as spreadsheets count, column key, its text, code and figures."""

    sheet: str
    row: int
    column: str
    value: str
    code: str
    figures: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowReading:
    """One row: its product, or None when anything in it was refused; what was mended; what was refused."""

    row: int
    product: ProductRow | None
    mended: tuple[CellFinding, ...]
    refused: tuple[CellFinding, ...]


@dataclass(frozen=True, slots=True)
class PackReading:
    """The dry run of a pack. rows is empty when `headers` is not complete; pictures that no SKU claims."""

    headers: HeaderMap
    rows: tuple[RowReading, ...]
    pictures_unclaimed: tuple[str, ...]

    @property
    def accepted(self) -> tuple[ProductRow, ...]:
        """The products that can be imported."""
        return tuple(row.product for row in self.rows if row.product is not None)

    @property
    def refused(self) -> tuple[CellFinding, ...]:
        """Every refused cell of every row, in order."""
        return tuple(finding for row in self.rows for finding in row.refused)

    @property
    def mended(self) -> tuple[CellFinding, ...]:
        """Every mended cell of every row, in order."""
        return tuple(finding for row in self.rows for finding in row.mended)


def read_rows(
    sheet: str,
    headers: Sequence[str],
    rows: Sequence[RawRow],
    *,
    pictures: Sequence[str] = (),
    faults: Mapping[tuple[int, int], tuple[str, str]] | None = None,
    header_map: HeaderMap | None = None,
) -> PackReading:
    """Read a pack's rows to products: a dry run, nothing is kept.

    Args: rows as (row number, one text for each header); pictures, file names such as `SKU-1.jpg`;
        faults, (row, column from 0) -> (code, value) of cells that the file's reader could not take;
        header_map, the map that a person confirmed, else the one found by synonyms.
    Returns: a PackReading; rows are read only under complete headers, so a missing column is one message.
    """
    found = header_map or map_headers(headers)
    by_sku = _pictures_by_sku(pictures)
    if not found.is_complete:
        return PackReading(found, (), tuple(pictures))
    faults = faults or {}
    seen: set[str] = set()
    readings: list[RowReading] = []
    for number, cells in rows:
        broken = {column: fault for (row, column), fault in faults.items() if row == number}
        readings.append(_read_row(sheet, (number, cells), found, broken, by_sku, seen))
    unclaimed = [name for sku, names in by_sku.items() if sku not in seen for name in names]
    return PackReading(found, tuple(readings), tuple(unclaimed))


def comparable_sku(sku: str) -> str:
    """Two SKUs that a person may take for one compare equal: by width, composition and case."""
    return unicodedata.normalize("NFKC", sku).casefold()


def _read_row(
    sheet: str,
    raw: RawRow,
    headers: HeaderMap,
    broken: Mapping[int, tuple[str, str]],
    by_sku: Mapping[str, list[str]],
    seen: set[str],
) -> RowReading:
    number, cells = raw
    values: dict[str, Any] = {}
    texts = {key: cells[place] if place < len(cells) else "" for key, place in headers.at.items()}
    mended: list[CellFinding] = []
    refused = [CellFinding(sheet, number, _key_at(headers, place), value, code, {})
               for place, (code, value) in broken.items()]  # fmt: skip
    spoilt = {finding.column for finding in refused}
    for column in COLUMNS:
        text = texts.get(column.key, "")
        if column.key in spoilt:
            continue
        try:
            reading = read_cell(column.format, text)
            if reading.value is None and column.needed:
                raise RuleBroken("cell.needed")
        except RuleBroken as rule:
            refused.append(CellFinding(sheet, number, column.key, text, rule.code, rule.figures))
            continue
        values[column.key] = reading.value
        if reading.mended:
            mended.append(CellFinding(sheet, number, column.key, text, reading.mended, {}))
    sku = comparable_sku(values.get("sku") or "")
    found = broken_rules(values, sku_seen=bool(sku) and sku in seen)
    refused += [CellFinding(sheet, number, rule.field or "sku", texts.get(rule.field or "sku", ""), rule.code,
                            rule.figures) for rule in found]  # fmt: skip
    seen.add(sku)
    product = None if refused else _product(values, tuple(by_sku.get(sku, ())))
    return RowReading(number, product, tuple(mended), tuple(refused))


def _key_at(headers: HeaderMap, place: int) -> str:
    return next((key for key, at in headers.at.items() if at == place), f"column {place + 1}")


def _product(values: dict[str, Any], pictures: tuple[str, ...]) -> ProductRow:
    given = {key: value for key, value in values.items() if value is not None and not key.startswith("tier_")}
    steps = [PriceTier(given["moq_pieces"], given.pop("price_rmb"))]
    for step in range(2, TIERS + 1):
        if values.get(f"tier_{step}_from_pieces") is not None:
            tier = PriceTier(values[f"tier_{step}_from_pieces"], values[f"tier_{step}_price_rmb"])
            steps.append(tier)
    if "attributes" in given:
        given["attributes"] = tuple(given["attributes"].items())
    return ProductRow(**given, tiers=tuple(steps), pictures=pictures)


def _pictures_by_sku(names: Sequence[str]) -> dict[str, list[str]]:
    """Pictures of each SKU in the order of their numbers: `MUG-01-2.jpg` is the second of MUG-01."""
    numbered: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        stem = name.rpartition(".")[0] or name
        match = re.fullmatch(r"(.+?)[-_ ]+\(?([0-9]{1,3})\)?", stem)
        sku, number = (match[1], int(match[2])) if match else (stem, 0)
        numbered.setdefault(comparable_sku(sku), []).append((number, name))
    return {sku: [name for _, name in sorted(found)] for sku, found in numbered.items()}
