"""A refund claim as the tax office sees it: what the papers of the deal say, and what the claimant entered.

Source: trade rules, section 6: declaration, VAT special invoice and receipt must match the claim.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.trade.books.vat_refund import PaperLine, RefundPapers, goods_name, refund_findings, vat_refund
from app.trade.examining.wording import same_exactly
from app.trade.finding import Finding
from app.trade.money import Money, rounded
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings

_SECTION_6 = "trade rules, section 6"
# Terms whose declared value leaves out costs abroad (rule D05), so that the receipt is above it.
_DELIVERED = ("DAP", "DPU", "DDP")


@dataclass(frozen=True, slots=True)
class OnFile:
    """The papers as they are. header, lines and vat_invoice: plain values by the names of `paper_customs`.

    names: how the claimant is written, first the one that counts; paid_usd: instalments that have come,
    before the charges of banks; credited_usd: after them; both rates are ratios, the refund's of export_on.
    """

    names: tuple[str, ...]
    declaration_number: str
    header: Mapping[str, Any]
    lines: Sequence[Mapping[str, Any]]
    vat_invoice: Mapping[str, Any]
    incoterm: str
    contract_usd: Decimal
    paid_usd: Decimal
    credited_usd: Decimal
    export_on: date
    vat_rate: Decimal
    refund_rate: Decimal

    @property
    def invoiced_net_rmb(self) -> Decimal:
        """Amount of the VAT invoice without tax."""
        return Decimal(self.vat_invoice["amount_total"])

    @property
    def invoiced_quantity(self) -> Decimal:
        """Quantity of the VAT invoice, all lines."""
        return sum((Decimal(line["quantity"]) for line in self.vat_invoice["lines"]), Decimal(0))


@dataclass(frozen=True, slots=True)
class Entered:
    """What the claimant copied from the three papers into the claim."""

    declaration_number: str
    vat_invoice_number: str
    net_rmb: Decimal
    quantity: Decimal
    received_usd: Decimal
    claimed_rmb: Decimal


def refund_due(on_file: OnFile) -> tuple[Decimal, Workings]:
    """The refund that the VAT invoice gives at the rate of the export date, in CNY; never more than its tax.

    At a full refund the fen of the amount without tax and of the tax, each rounded on the invoice, may
    disagree: the invoice's own tax counts.
    Raises: RuleBroken("refund.purchase_not_positive"), RuleBroken("refund.rate_out_of_range").
    Source: trade rules, sections 2 and 6.
    """
    gross = on_file.invoiced_net_rmb * (1 + on_file.vat_rate)
    due, workings = vat_refund(gross, on_file.vat_rate, on_file.refund_rate)
    tax = Decimal(on_file.vat_invoice["tax_total"])
    if due > tax:
        due = workings.add("refund.invoiced_tax", tax, "CNY", "tax of the VAT invoice", _SECTION_6)
    return due, workings


def claim_findings(on_file: OnFile, entered: Entered, claimed_on: date) -> list[Finding]:
    """Why the claim would be refused: R01 to R08 of the papers themselves, R09 to R14 of what was entered.

    R09 declaration number, R10 VAT invoice number, R11 its amount, R12 its quantity, R13 the receipt is not
    as on the paper; R14 more is claimed than the papers give.
    Raises: RuleBroken("export_mode.unknown"), and as `refund_due`.
    Source: trade rules, section 6.
    """
    return refund_findings(refund_papers(on_file), claimed_on) + entry_findings(on_file, entered)


def refund_papers(on_file: OnFile) -> RefundPapers:
    """The three papers in the shape that `refund_findings` reads.

    Raises: RuleBroken("refund.declaration_empty") for a declaration without goods.
    """
    declared = [_line(row) for row in on_file.lines]
    if not declared:
        raise RuleBroken("refund.declaration_empty", "declaration_number")
    total = sum((Decimal(row["amount"]) for row in on_file.lines), Decimal(0))
    received = on_file.paid_usd
    if on_file.incoterm in _DELIVERED:
        received = rounded(received * total / on_file.contract_usd, "USD")
    return RefundPapers(
        claimant=on_file.names[0],
        consignor=_as_claimant(on_file.names, on_file.header.get("consignor")),
        invoiced_to=_as_claimant(on_file.names, on_file.vat_invoice.get("buyer")),
        declared=_by_item(declared),
        invoiced=_by_item([_line(row) for row in on_file.vat_invoice["lines"]]),
        declared_total=Money(total, on_file.header.get("currency", "USD")),
        received=Money(received, "USD"),
        supervision_mode=on_file.header.get("supervision_mode", ""),
        export_on=on_file.export_on,
    )


def entry_findings(on_file: OnFile, entered: Entered) -> list[Finding]:
    """Where the claim departs from the papers that it names, R09 to R14. Source: trade rules, section 6."""
    due, _ = refund_due(on_file)
    invoice_number = str(on_file.vat_invoice.get("number", ""))
    same = same_exactly
    checks: tuple[tuple[str, str, bool, object, object], ...] = (
        ("R09", "declaration_number", same(entered.declaration_number, on_file.declaration_number),
         entered.declaration_number, on_file.declaration_number),
        ("R10", "vat_invoice_number", same(entered.vat_invoice_number, invoice_number),
         entered.vat_invoice_number, invoice_number),
        ("R11", "net_rmb", entered.net_rmb == on_file.invoiced_net_rmb,
         entered.net_rmb, on_file.invoiced_net_rmb),
        ("R12", "quantity", entered.quantity == on_file.invoiced_quantity,
         entered.quantity, on_file.invoiced_quantity),
        ("R13", "received_usd", entered.received_usd == on_file.credited_usd,
         entered.received_usd, on_file.credited_usd),
        ("R14", "claimed_rmb", entered.claimed_rmb <= due, entered.claimed_rmb, due),
    )  # fmt: skip
    return [
        Finding(code, "error", (f"refund_claim.{place}",), _SECTION_6, {"found": found, "expected": expected})
        for code, place, is_right, found, expected in checks
        if not is_right
    ]


def _as_claimant(names: tuple[str, ...], said: Any) -> str:
    """The claimant's first name where the paper writes any of its names, else what it says."""
    name = str(said.get("name", "") if isinstance(said, Mapping) else said or "")
    return names[0] if any(one and same_exactly(one, name) for one in names) else name


def _line(row: Mapping[str, Any]) -> PaperLine:
    return PaperLine(goods_name(str(row["name"])), str(row["unit"]).strip(), Decimal(row["quantity"]))


def _by_item(lines: Sequence[PaperLine]) -> tuple[PaperLine, ...]:
    """One line for each item and unit, quantities added."""
    sums: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        sums[line.item, line.unit] = sums.get((line.item, line.unit), Decimal(0)) + line.quantity
    return tuple(PaperLine(item, unit, quantity) for (item, unit), quantity in sums.items())
