"""What customs finds when it opens the packages: the goods as they are, against what was declared.

Source: trade rules, section 6; Customs Law of the PRC, articles 24 (true declaration) and 28 (examination).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.trade.bounds import not_negative, share
from app.trade.clearance.declaration import Declaration, DeclarationLine
from app.trade.clearance.export_line import BRAND_TYPE, NO_BRAND
from app.trade.finding import Finding
from app.trade.words.labels import N_

_LAW = "Customs Law, art. 24"
FINDINGS: dict[str, str] = {
    "I01": N_("The goods belong under {expected}, but were declared under {found}."),
    "I02": N_("{expected} pieces lie in the packages, but {found} were declared."),
    "I03": N_("The packages number {expected}, but {found} were declared."),
    "I04": N_("The goods weigh {expected} kg gross, but {found} kg were declared."),
    "I05": N_("The goods bear the brand {expected}, but were declared without a brand."),
}


@dataclass(frozen=True, slots=True)
class GoodsTruth:
    """The goods of one consignment as they are. brand "" for goods without one; weights in kg."""

    hs10: str
    pieces: int
    packages: int
    gross_weight_kg: Decimal
    brand: str = ""

    def __post_init__(self) -> None:
        not_negative(self, "pieces", "packages", "gross_weight_kg")


def inspection_findings(
    declaration: Declaration, goods: GoodsTruth, weight_tolerance_rate: Decimal
) -> list[Finding]:
    """Where the goods and the declaration differ, by code; an empty list: released as declared.

    Args: goods, all of one kind; weight_tolerance_rate, the share by which scales and papers may differ.
    """
    share("weight_tolerance_rate", weight_tolerance_rate)
    return sorted(_differences(declaration, goods, weight_tolerance_rate), key=lambda finding: finding.code)


def _differences(
    declaration: Declaration, goods: GoodsTruth, weight_tolerance_rate: Decimal
) -> Iterator[Finding]:
    for place, line in enumerate(declaration.lines):
        at = f"declaration.lines.{place}"
        if line.hs10 != goods.hs10:
            yield _finding("I01", f"{at}.hs_code", goods.hs10, line.hs10)
        if goods.brand and _is_unbranded(line):
            yield _finding("I05", f"{at}.elements", goods.brand, "-")
    declared = sum((line.quantity for line in declaration.lines), Decimal(0))
    if declared != goods.pieces:
        yield _finding("I02", "declaration.lines", goods.pieces, declared)
    if declaration.packages != goods.packages:
        yield _finding("I03", "declaration.packages", goods.packages, declaration.packages)
    difference = abs(declaration.gross_weight_kg - goods.gross_weight_kg)
    if difference > goods.gross_weight_kg * weight_tolerance_rate:
        found = declaration.gross_weight_kg
        yield _finding("I04", "declaration.gross_weight_kg", goods.gross_weight_kg, found)


def _is_unbranded(line: DeclarationLine) -> bool:
    return dict(line.elements).get(BRAND_TYPE, "")[:1] == NO_BRAND


def _finding(code: str, place: str, expected: object, found: object) -> Finding:
    return Finding(code, "error", (place,), _LAW, {"expected": str(expected), "found": str(found)})
