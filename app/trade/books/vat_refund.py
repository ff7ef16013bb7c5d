"""Export VAT refund of a trading company: the amount, the papers that must agree, the deadline, the return.

Source: trade rules, sections 2 and 6; STA Announcement 3 of 2025 for 9810.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.trade.bounds import zero_or_more
from app.trade.clearance.export_mode import gives_refund
from app.trade.finding import Finding
from app.trade.money import Money, rounded
from app.trade.payments.exchange import receipt_matches_declaration
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings, one_line

_SECTION_6 = "trade rules, section 6"
# A filing period ends on the 15th, or on the next working day; holidays inside it are not followed here.
_FILING_MONTH, _FILING_DAY = 4, 15
_SATURDAY = 5
_TAX_CATEGORY = re.compile(r"^\s*\*[^*]+\*")


def vat_refund(
    purchase_with_vat: Decimal, vat_rate: Decimal, refund_rate: Decimal
) -> tuple[Decimal, Workings]:
    """The refund: purchase price with VAT / (1 + VAT) * refund rate, rounded half up to the fen.

    Args: refund_rate, of the export date; both rates are ratios.
    Returns: CNY and the workings.
    Raises: RuleBroken("refund.purchase_not_positive"), RuleBroken("refund.rate_out_of_range").
    Source: trade rules, sections 2 and 6.
    """
    if purchase_with_vat <= 0:
        raise RuleBroken("refund.purchase_not_positive", field="purchase", purchase=purchase_with_vat)
    if not 0 <= refund_rate <= vat_rate < 1:
        raise RuleBroken("refund.rate_out_of_range", field="refund_rate", refund=refund_rate, vat=vat_rate)
    workings = Workings()
    base = workings.add(
        "refund.purchase_without_vat", rounded(purchase_with_vat / (1 + vat_rate), "CNY"), "CNY",
        "purchase_with_vat / (1 + vat_rate)", _SECTION_6,
        purchase_with_vat=(purchase_with_vat, "CNY"), vat_rate=(vat_rate, "ratio"),
    )  # fmt: skip
    amount = workings.add(
        "refund.amount", rounded(purchase_with_vat / (1 + vat_rate) * refund_rate, "CNY"), "CNY",
        "purchase_with_vat / (1 + vat_rate) * refund_rate", _SECTION_6,
        purchase_without_vat=(base, "CNY"), refund_rate=(refund_rate, "ratio"),
    )  # fmt: skip
    return amount, workings


@one_line("15 April of the year after export_on", "days", since="export_on", export_on="date")
def refund_deadline(export_on: date) -> date:
    """Last day to claim, with the money received: the April filing period of the year after the export.

    Source: trade rules, section 6.
    """
    day = date(export_on.year + 1, _FILING_MONTH, _FILING_DAY)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


@one_line(
    "refunded * returned_quantity / quantity", "CNY",
    refunded="CNY", returned_quantity="pieces", quantity="pieces",
)  # fmt: skip
def repayment(refunded: Decimal, returned_quantity: Decimal, quantity: Decimal) -> Decimal:
    """What goes back to the tax office when goods return: the refund on the part that returned, in CNY.

    Raises: RuleBroken("refund.return_out_of_range"). Source: trade rules, section 6.
    """
    if quantity <= 0 or not 0 <= returned_quantity <= quantity:
        raise RuleBroken("refund.return_out_of_range", field="quantity", returned=returned_quantity)
    zero_or_more("refunded", refunded)
    return rounded(refunded * returned_quantity / quantity, "CNY")


def goods_name(printed: str) -> str:
    """The name of goods on a VAT invoice without the tax category before it: "*服装*T恤衫" -> "T恤衫"."""
    return _TAX_CATEGORY.sub("", printed).strip()


@dataclass(frozen=True, slots=True)
class PaperLine:
    """Goods as one paper names them: declaration or VAT invoice."""

    item: str
    unit: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class RefundPapers:
    """The three papers beside the claim.

    consignor: on the declaration; invoiced_to: purchaser on the VAT special invoice; received: foreign
    exchange of this deal so far; simplified: declared on the list of 9610 without refund.
    """

    claimant: str
    consignor: str
    invoiced_to: str
    declared: tuple[PaperLine, ...]
    invoiced: tuple[PaperLine, ...]
    declared_total: Money
    received: Money
    supervision_mode: str
    export_on: date
    simplified: bool = False


def refund_findings(papers: RefundPapers, claimed_on: date) -> list[Finding]:
    """Why a claim would be refused; an empty list grants it.

    R01 mode gives no refund; R02 declaration or R03 invoice not in the claimant's name; R04 item, R05
    unit, R06 quantity differ between declaration and invoice; R07 money not received (tolerance 5 %); R08
    too late.
    Raises: RuleBroken("export_mode.unknown"), RuleBroken("money.currencies_differ").
    Source: trade rules, section 6.
    """
    found: list[Finding] = []

    def add(code: str, *places: str, **figures: object) -> None:
        found.append(Finding(code, "error", places, _SECTION_6, dict(figures)))

    if not gives_refund(papers.supervision_mode, simplified=papers.simplified):
        add("R01", "declaration.supervision_mode", mode=papers.supervision_mode)
    if papers.consignor != papers.claimant:
        add("R02", "declaration.consignor", found=papers.consignor, expected=papers.claimant)
    if papers.invoiced_to != papers.claimant:
        add("R03", "vat_invoice.buyer", found=papers.invoiced_to, expected=papers.claimant)
    found += _line_findings(papers.declared, papers.invoiced)
    if not receipt_matches_declaration(papers.received, papers.declared_total):
        add(
            "R07", "settlement.received", received=papers.received.amount,
            declared=papers.declared_total.amount, currency=papers.received.currency,
        )  # fmt: skip
    deadline = refund_deadline(papers.export_on)
    if claimed_on > deadline:
        add("R08", "refund_claim.issued_on", claimed_on=claimed_on, deadline=deadline)
    return found


def _line_findings(declared: tuple[PaperLine, ...], invoiced: tuple[PaperLine, ...]) -> list[Finding]:
    found: list[Finding] = []
    by_item = {line.item: line for line in invoiced}
    for place, line in enumerate(declared):
        at = f"declaration.lines.{place}"
        other = by_item.pop(line.item, None)
        if other is None:
            found.append(Finding("R04", "error", (f"{at}.name",), _SECTION_6, {"item": line.item}))
            continue
        if other.unit != line.unit:
            figures = {"item": line.item, "declared": line.unit, "invoiced": other.unit}
            found.append(Finding("R05", "error", (f"{at}.unit", "vat_invoice.lines"), _SECTION_6, figures))
        elif other.quantity != line.quantity:
            quantities = {"item": line.item, "declared": line.quantity, "invoiced": other.quantity}
            found.append(
                Finding("R06", "error", (f"{at}.quantity", "vat_invoice.lines"), _SECTION_6, quantities)
            )
    found += [Finding("R04", "error", ("vat_invoice.lines",), _SECTION_6, {"item": item}) for item in by_item]
    return found
