"""What customs looks at in the 9610 list of a parcel. Source: trade rules, section 6; D07 by
`export_mode`.
"""

from dataclasses import dataclass
from decimal import Decimal

from app.trade.clearance.export_mode import mode_findings
from app.trade.finding import Finding
from app.trade.money import Money

_SECTION_6 = "trade rules, section 6"


@dataclass(frozen=True, slots=True)
class ParcelList:
    """What the seller entered: 10-digit code, name of the goods, value, net weight, simplified or not."""

    hs_code: str
    goods_name: str
    declared_usd: Decimal
    net_kg: Decimal
    is_simplified: bool


@dataclass(frozen=True, slots=True)
class ParcelTruth:
    """What the parcel is: the product's code, what was paid for the goods, gross weight, rate of the day."""

    hs_code: str
    goods_usd: Decimal
    gross_kg: Decimal
    rmb_per_usd: Decimal


def parcel_list_findings(entered: ParcelList, truth: ParcelTruth) -> list[Finding]:
    """What does not fit, errors first. The list and order, payment and waybill must agree.

    Source: trade rules, section 6 (mode 9610: order, payment and waybill are sent to customs).
    """
    found: list[Finding] = []

    def note(code: str, severity: str, place: str, **figures: object) -> None:
        found.append(Finding(code, severity, (f"list_9610.{place}",), _SECTION_6, dict(figures)))  # type: ignore[arg-type]

    if entered.hs_code != truth.hs_code:
        note("parcel_list.hs_code_differs", "error", "hs_code", entered=entered.hs_code)
    if entered.declared_usd != truth.goods_usd:
        note(
            "parcel_list.value_differs", "error", "declared_usd",
            entered=entered.declared_usd, paid=truth.goods_usd,
        )  # fmt: skip
    if entered.net_kg > truth.gross_kg:
        note("parcel_list.net_above_gross", "error", "net_kg", net=entered.net_kg, gross=truth.gross_kg)
    value = Money(truth.goods_usd * truth.rmb_per_usd, "CNY").rounded()
    found += mode_findings("9610", "consumer", value, simplified=entered.is_simplified)
    if len(entered.goods_name.strip()) < 4:
        note("parcel_list.name_too_vague", "warning", "goods_name", entered=entered.goods_name)
    return sorted(found, key=lambda finding: finding.severity)
