"""Which unit a new value of a rate must have, from the rows that the reference holds. None: no such rate.

Pure: rows are text cells of `import_tax.csv` and `low_value_scheme.csv`, or values of one scalar row.
"""

from collections.abc import Iterable, Mapping

from app.trade.rates.rate_kind import KINDS, PERCENT

Cells = Mapping[str, str]
_BY_VALUE = ("rate", "all_in", "excess")


def tax_cells_key(cells: Cells) -> str:
    """The key of a row of `import_tax.csv`, as `course_rates.tax_key` makes it of the tax."""
    return "/".join(filter(None, (cells["destination"], cells["tax"], cells["transport"], cells["entry"])))


def scheme_cells_key(cells: Cells) -> str:
    """The key of a row of `low_value_scheme.csv`, as `course_rates.scheme_key` makes it of the scheme."""
    start = cells["valid_from"] or "always"
    return "/".join((cells["destination"], cells["duty"], cells["above"] or "0", start))


def tax_unit(rows: Iterable[Cells], currency: str, key: str, part: str) -> str | None:
    """The unit of a tax's value; least and most are amounts of the destination's currency."""
    for cells in rows:
        if tax_cells_key(cells) == key:
            if part == "value":
                return cells["unit"]
            return currency if cells["unit"].startswith(PERCENT) else None
    return None


def scheme_unit(rows: Iterable[Cells], key: str, part: str) -> str | None:
    """The unit of a scheme's threshold or duty; a scheme without either has no such part."""
    for cells in rows:
        if scheme_cells_key(cells) == key:
            if part == "threshold":
                return cells["currency"] if cells["threshold"] else None
            if cells["duty"] in _BY_VALUE:
                return PERCENT
            return f"{cells['currency']} per HS6" if cells["duty"] == "per_hs6" else None
    return None


def scalar_unit(kind: str, part: str, unit: str, currency: str) -> str:
    """The unit of a part of a scalar row: fixed, least and most are amounts of its currency."""
    return KINDS[kind].unit or (unit if part == "value" else currency or unit)


def is_code(text: str, *lengths: int) -> bool:
    """Whether this is a tariff code of one of these lengths."""
    return len(text) in lengths and text.isascii() and text.isdigit()
