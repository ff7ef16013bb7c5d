"""Load the dated reference tables of this folder into the database, once per site.

Each CSV file is one tidy table (see README.md here). Loading again changes nothing while the file is the
same: the hash of each file is kept. It writes as housekeeping, because these rows are facts about the real
world and no deed of anybody.
"""

import csv
import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import Session

from app.core.guard import doing
from app.models import rate as table

FOLDER = Path(__file__).resolve().parent
# Part of each hash: raise it when a reader below changes what it makes of the same file.
_READERS = b"1"
Cells = dict[str, str]
Row = dict[str, Any]


def _percent(text: str) -> Decimal | None:
    return Decimal(text).scaleb(-2) if text else None


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _scalar(kind: str, *key: str) -> Callable[[Cells], Iterator[Row]]:
    """Reads a table of scalar rates; the key is made of the named cells, joined by "/"."""

    def read(cells: Cells) -> Iterator[Row]:
        value = _percent if cells["unit"].startswith("percent") else _number
        yield {
            "kind": kind,
            "key": "/".join(cells[part] for part in key),
            "valid_from": _day(cells["valid_from"]) or table.SINCE_ALWAYS,
            "valid_to": _day(cells["valid_to"]),
            "value": value(cells["value"]),
            "unit": cells["unit"],
            "fixed": _number(cells.get("fixed", "")),
            "least": _number(cells.get("least", "")),
            "most": _number(cells.get("most", "")),
            "currency": cells.get("currency", ""),
            "payer": cells.get("payer", ""),
            "source": cells["source"],
            "trust": cells["trust"],
            "note": cells.get("note", "") or cells.get("comment", ""),
        }

    return read


def _heading(cells: Cells) -> Iterator[Row]:
    yield {**cells, "level": int(cells["level"])}


def _duty(cells: Cells) -> Iterator[Row]:
    yield {
        "destination": cells["destination"],
        "hs6": cells["hs6"],
        "lowest_rate": _percent(cells["rate_min_pct"]),
        "highest_rate": _percent(cells["rate_max_pct"]),
        "usual_rate": _percent(cells["rate_mode_pct"]),
        "lines": _whole(cells["lines"]),
        "lines_not_by_value": int(cells["lines_not_by_value"]),
        "preference_rate": _percent(cells["pref_cn_pct"]),
        "source": cells["source"],
    }


def _duty_line(cells: Cells) -> Iterator[Row]:
    yield {
        "destination": cells["destination"],
        "national_code": cells["national_code"],
        "hs6": cells["hs6"],
        "rate_text": cells["rate_text"],
        "rate": _percent(cells["rate_pct"]),
        "preference_rate": _percent(cells["pref_cn_pct"]),
        "description": cells["description"],
        "source": cells["source"],
    }


def _us_line(cells: Cells) -> Iterator[Row]:
    yield {
        "hts8": cells["hts8"],
        "hs6": cells["hts8"][:6],
        "description": cells["description"],
        "mfn_text": cells["mfn_text"],
        "mfn_rate": _percent(cells["mfn_pct"]),
        "section_301_rate": _percent(cells["s301_cn_pct"]),
        "section_301_headings": cells["s301_headings"],
        "is_section_122_exempt": cells["s122_exempt"] == "1",
        "section_232_annex": cells["s232_annex"],
        "section_232_metal": cells["s232_metal"],
        "is_section_232_partial": cells["s232_partial"] == "1",
    }


def _export_line(cells: Cells) -> Iterator[Row]:
    kept = {name: cells[name] for name in ("hs10", "name_zh", "unit1", "unit2", "supervision_codes")}
    kept |= {name: cells[name] for name in ("inspection_codes", "source", "trust", "note")}
    yield {**kept, "vat_rate": _percent(cells["vat_pct"]), "elements": cells["declaration_elements"]}


def _exchange(cells: Cells) -> Iterator[Row]:
    on = date.fromisoformat(cells["on"])
    for currency, per_usd in cells.items():
        if currency != "on" and per_usd:
            yield {"currency": currency, "on": on, "per_usd": Decimal(per_usd)}


def _place(cells: Cells) -> Iterator[Row]:
    yield {**cells, "latitude": Decimal(cells["latitude"]), "longitude": Decimal(cells["longitude"])}


def _distance(cells: Cells) -> Iterator[Row]:
    yield {**cells, "nm": int(cells["nm"]), "nm_cape": _whole(cells["nm_cape"])}


# File (and kind, for the scalar ones) -> the table and the reader of one line.
_TABLES: dict[str, tuple[type, Callable[[Cells], Iterator[Row]]]] = {
    "hs_heading": (table.HsHeading, _heading),
    "duty_rate": (table.DutyTariff, _duty),
    "duty_line": (table.DutyTariffLine, _duty_line),
    "us_tariff_line": (table.UsTariffLine, _us_line),
    "export_tariff_line": (table.ExportTariffLine, _export_line),
    "exchange_rate_day": (table.ExchangeRateDay, _exchange),
    "port": (table.Port, _place),
    "airport": (table.Airport, _place),
    "sea_distance": (table.SeaDistance, _distance),
    "exchange_rate_peg": (table.ReferenceRate, _scalar("exchange_rate_peg", "currency")),
    "refund_rate": (table.ReferenceRate, _scalar("refund_rate", "hs10")),
    "duty_fallback": (table.ReferenceRate, _scalar("duty_fallback", "destination", "chapter")),
    "fee": (table.ReferenceRate, _scalar("fee", "code")),
    "port_charge": (table.ReferenceRate, _scalar("port_charge", "port", "charge", "size")),
    "insurance_rate": (table.ReferenceRate, _scalar("insurance_rate", "transport", "region", "cover")),
    "freight_tariff": (table.ReferenceRate, _scalar("freight_tariff", "service", "lane", "charge", "market")),
}  # fmt: skip


# Every table that the loader writes; what was loaded stands in the last.
TABLES_LOADED = (*dict.fromkeys(model.__tablename__ for model, _ in _TABLES.values()), "reference_load")


def load_reference(at: Session | Connection) -> dict[str, int]:
    """Bring every reference table up to its file; the caller commits.

    Returns: table name -> rows written; 0 where the file was already loaded.
    """
    connection = at.connection() if isinstance(at, Session) else at
    known = dict(connection.execute(select(table.ReferenceLoad.name, table.ReferenceLoad.sha256)).all())
    with doing("housekeeping"):
        return {name: _load(connection, name, known.get(name)) for name in _TABLES}


def _load(connection: Connection, name: str, known: str | None) -> int:
    path = FOLDER / f"{name}.csv"
    sha256 = hashlib.sha256(_READERS + path.read_bytes()).hexdigest()
    if sha256 == known:
        return 0
    model, read = _TABLES[name]
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for cells in csv.DictReader(file) for row in read(cells)]
    old = delete(model)
    if model is table.ReferenceRate:
        old = old.where(table.ReferenceRate.kind == name)
    connection.execute(old)
    connection.execute(insert(model.__table__), rows)
    load = table.ReferenceLoad.__table__
    connection.execute(delete(load).where(load.c.name == name))
    connection.execute(insert(load).values(name=name, sha256=sha256, rows=len(rows)))
    return len(rows)
