"""Supervision modes of Chinese export: who they are for, what they allow, whether VAT is refunded.

Source: trade rules, section 6 (with the addresses of the announcements).
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.trade.bounds import zero_or_more
from app.trade.finding import Finding
from app.trade.money import Money
from app.trade.refusal import RuleBroken

BuyerKind = Literal["consumer", "company", "own_warehouse"]
Refund = Literal["full", "conditional", "on_departure", "on_entry", "none"]

_SECTION_6 = "trade rules, section 6"


@dataclass(frozen=True, slots=True)
class ExportMode:
    """One mode. refund: full with the three papers; conditional on an input invoice; none.

    limit: the most that one declaration (or, for the simplified list, one parcel) may be worth; limit_of:
    "declaration", "parcel" or "".
    """

    code: str
    name_en: str
    name_zh: str
    buyers: frozenset[BuyerKind]
    refund: Refund
    limit: Money | None = None
    limit_of: str = ""


_COMPANY: frozenset[BuyerKind] = frozenset({"company"})
_CONSUMER: frozenset[BuyerKind] = frozenset({"consumer"})
_WAREHOUSE: frozenset[BuyerKind] = frozenset({"own_warehouse"})

EXPORT_MODES: dict[str, ExportMode] = {
    mode.code: mode
    for mode in (
        ExportMode("0110", "General trade", "一般贸易", _COMPANY, "full"),
        ExportMode(
            "9610", "B2C direct mail", "跨境贸易电子商务", _CONSUMER, "conditional",
            Money(Decimal(5000), "CNY"), "parcel",
        ),
        ExportMode("9710", "B2B direct export over a platform", "跨境电商B2B直接出口", _COMPANY, "full"),
        ExportMode(
            "9810", "Export to an overseas warehouse", "跨境电商出口海外仓", _WAREHOUSE, "on_departure"
        ),
        ExportMode("1210", "Bonded e-commerce", "保税跨境贸易电子商务", _CONSUMER, "on_entry"),
        ExportMode(
            "1039", "Market procurement", "市场采购", _COMPANY, "none",
            Money(Decimal(150000), "USD"), "declaration",
        ),
    )
}  # fmt: skip


def export_mode(code: str) -> ExportMode:
    """The customs supervision mode with that code. Raises: RuleBroken("export_mode.unknown")."""
    if code not in EXPORT_MODES:
        raise RuleBroken("export_mode.unknown", field="supervision_mode", mode=code)
    return EXPORT_MODES[code]


def modes_for(buyer: BuyerKind) -> tuple[str, ...]:
    """Codes of the modes that fit a buyer, the usual one first."""
    order = {"consumer": ("9610", "1210"), "company": ("0110", "9710", "1039"), "own_warehouse": ("9810",)}
    return order[buyer]


def gives_refund(code: str, *, simplified: bool = False) -> bool:
    """Whether VAT can come back at all: not under 1039, and not on the simplified list of 9610.

    Raises: RuleBroken("export_mode.unknown"). Source: trade rules, section 6.
    """
    return export_mode(code).refund != "none" and not (code == "9610" and simplified)


def mode_findings(code: str, buyer: BuyerKind, value: Money, *, simplified: bool = False) -> list[Finding]:
    """D07: the supervision mode must fit the buyer, and its limit of value must hold.

    Args: value, of the dearest parcel for 9610 (in CNY), of the declaration otherwise; simplified:
        declared on the 4-digit list without refund, which alone has the limit of CNY 5,000.
    Raises: RuleBroken("export_mode.unknown"), RuleBroken("money.currencies_differ").
    Source: trade rules, section 6.
    """
    mode = export_mode(code)
    zero_or_more("value", value.amount)
    place = ("declaration.supervision_mode",)
    found: list[Finding] = []
    if buyer not in mode.buyers:
        fitting = list(modes_for(buyer))
        found.append(
            Finding("D07", "error", place, _SECTION_6, {"mode": code, "buyer": buyer, "fitting": fitting})
        )
    limited = mode.limit is not None and (mode.limit_of == "declaration" or simplified)
    if limited and mode.limit is not None and mode.limit < value:
        figures = {
            "mode": code,
            "value": value.amount,
            "limit": mode.limit.amount,
            "currency": value.currency,
        }
        found.append(Finding("D07", "error", (*place, "declaration.total"), _SECTION_6, figures))
    return found
