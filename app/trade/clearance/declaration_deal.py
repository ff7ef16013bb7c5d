"""Small readings of a declaration and of the papers beside it, so that like is compared with like.

Source: trade rules, section 6.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.trade.clearance.compliance import reports_needed
from app.trade.money import Money

Values = Mapping[str, Any]
_PRICED_BEFORE_PORT = frozenset({"EXW", "FCA", "FAS"})
_PRICED_PAST_BORDER = frozenset({"DAP", "DPU", "DDP"})
_UNKNOWN_DAY = date(2000, 1, 1)


def declared_codes(values: Values) -> list[str]:
    """The commodity codes of the lines as digits, each once."""
    rows = (str(row.get("hs_code", "")) for row in values.get("lines", []))
    return list(dict.fromkeys(re.sub(r"[.\s]", "", code) for code in rows))


def export_day(values: Values) -> date:
    """The export date, or a day before all tariffs when there is none yet."""
    try:
        return date.fromisoformat(str(values.get("export_on", "")))
    except ValueError:
        return _UNKNOWN_DAY


def own_name(declared: str, names: Iterable[str], other: str | None = None) -> str:
    """The name that the declared one is held against: itself if it is one of the firm's own names.

    A firm has a Chinese and an English name; either stands for it. Args: names, the firm's own, the one for
    the customs form first; other, the name on another paper, which stays if it is not the firm's.
    """
    own = [name for name in names if name]
    if other is not None and other not in own:
        return other
    return declared if declared in own else (other or next(iter(own), ""))


def comparable_total(term: str, invoice: Money, values: Values) -> Money:
    """The sum that the lines must have (D06): the invoice's, where the term is declared as it was agreed.

    A price before the port gains costs up to on board, a price past the border loses those after it; the
    declared sum may then differ in that direction only.
    """
    try:
        declared = sum((Decimal(str(row["amount"])) for row in values.get("lines", [])), Decimal(0))
    except (InvalidOperation, KeyError):
        return invoice
    amount = invoice.amount
    if term in _PRICED_BEFORE_PORT:
        amount = max(amount, declared)
    if term in _PRICED_PAST_BORDER:
        amount = min(amount, declared) if declared > 0 else amount
    return Money(amount, invoice.currency)


def invoiced_units(vat_invoice: Values) -> dict[str, str]:
    """Unit on the VAT invoice by name of goods, without the tax class that stands before it in stars."""
    return {
        re.sub(r"^\*[^*]*\*", "", str(row.get("name", ""))): str(row.get("unit", ""))
        for row in vat_invoice.get("lines", [])
    }


def reports_at_hand(certificates: Iterable[str]) -> frozenset[str]:
    """The reports for dangerous goods among the papers of a product, by the codes of `reports_needed`."""
    held = " ".join(certificates).casefold().replace(" ", "").replace("_", "")
    known = reports_needed(("lithium_battery", "magnet", "powder"))
    return frozenset(report for report in known if report.replace("_", "") in held)
