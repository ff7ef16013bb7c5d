"""What a buyer compares before confirming: the proforma invoice against the quotation that they accepted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.trade.examining.wording import same_exactly, same_place
from app.trade.finding import Finding
from app.trade.letters.letter_reading import shares_named

_SECTION_7 = "trade rules, section 7"
# Payment terms -> shares that the paper must name.
_SHARES = {"tt_30_70": frozenset({"30", "70"}), "tt_before": frozenset({"100"})}
_BEFORE = re.compile(r"in advance|before production|100\s?%|prepa", re.I)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What both sides agreed on with the quotation. ship_by: latest day of shipment that will do."""

    buyer_name: str
    quantity: int
    unit_price: Decimal
    total: Decimal
    currency: str
    term: str
    named_place: str
    payment_terms: str
    ship_by: date


def differences(terms: Mapping[str, Any], agreed: Agreed) -> list[Finding]:
    """Where a complete proforma invoice departs from what was agreed; empty when the buyer can confirm.

    Args: terms, values of the paper as `documents.checked` gives them.
    Source: trade rules, section 7 (minimum terms of a contract).
    """
    found: list[Finding] = []

    def differ(reason: str, field: str, said: object, wanted: object) -> None:
        figures = {"found": str(said), "expected": str(wanted)}
        found.append(Finding(f"order.{reason}", "error", (f"terms.{field}",), _SECTION_7, figures))

    lines = terms["lines"]
    quantity = sum(int(line["quantity"]) for line in lines)
    prices = {Decimal(line["unit_price"]) for line in lines}
    if not _same_firm(terms["buyer"].get("name", ""), agreed.buyer_name):
        differ("buyer_differs", "buyer.name", terms["buyer"].get("name", ""), agreed.buyer_name)
    if quantity != agreed.quantity:
        differ("quantity_differs", "lines.0.quantity", quantity, agreed.quantity)
    if prices != {agreed.unit_price}:
        differ("price_differs", "lines.0.unit_price", max(prices), agreed.unit_price)
    if Decimal(terms["total"]) != agreed.total:
        differ("total_differs", "total", terms["total"], agreed.total)
    if terms["currency"] != agreed.currency:
        differ("currency_differs", "currency", terms["currency"], agreed.currency)
    if terms["term"] != agreed.term:
        differ("term_differs", "term", terms["term"], agreed.term)
    if not same_place(terms["named_place"], agreed.named_place):
        differ("place_differs", "named_place", terms["named_place"], agreed.named_place)
    if not names_payment(terms["payment"], agreed.payment_terms):
        differ("payment_differs", "payment", terms["payment"], agreed.payment_terms)
    if date.fromisoformat(terms["latest_shipment_on"]) > agreed.ship_by:
        differ("shipment_late", "latest_shipment_on", terms["latest_shipment_on"], agreed.ship_by)
    return found


def names_payment(text: str, payment_terms: str) -> bool:
    """Whether a payment clause says the agreed terms: its shares in per cent, or that all is prepaid."""
    if payment_terms == "tt_before" and _BEFORE.search(text):
        return True
    wanted = _SHARES.get(payment_terms, frozenset())
    return bool(wanted) and wanted <= shares_named(text)


def _same_firm(said: str, wanted: str) -> bool:
    return same_exactly(said, wanted)
