"""What must read the same on every paper: numbers, marks, ships, ports, parties, packages, weights, sums."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.trade.credits.credit_faults import is_bic
from app.trade.examining.wording import same_bank, same_exactly, same_place, same_wording
from app.trade.finding import Finding
from app.trade.money import Money
from app.trade.papers.container_number import is_container_number
from app.trade.papers.paper_set import CONTRACT, CREDIT, SALE, TRANSPORT, PaperSet, disagreement
from app.trade.papers.words_of_amount import same_amount

_CONFLICT = "UCP 600 art. 14(d)"


def _same_issuer(left: str, right: str) -> bool:
    """Banks by name; a code is not compared with a name."""
    return is_bic(left) != is_bic(right) or same_bank(left, right)


def _same_buyer(left: str, right: str) -> bool:
    """A paper may be made out to order instead of naming the buyer."""
    return right.casefold().startswith("to order") or same_wording(left, right)


def _same_number(left: str, right: str) -> bool:
    return Decimal(left) == Decimal(right)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One matter that several papers state. The first paper present rules, the others must agree with it."""

    code: str
    what: str
    same: Callable[[str, str], bool]
    places: tuple[tuple[str, str], ...]
    article: str = _CONFLICT


def _on(field: str, *kinds: str) -> tuple[tuple[str, str], ...]:
    return tuple((kind, field) for kind in kinds)


_GOODS = ("packing_list", "commercial_invoice")
_LATER = ("shipping_advice", "export_declaration")
_FOR_CREDIT = ("draft", "beneficiary_certificate")
_PARTIES = ("packing_list", "certificate_of_origin", "inspection_certificate", "shipping_advice")
# Where a credit rules, the invoice is measured by it under L08.
_OF_CREDIT = ("currency", "term", "named_place")
_PORTS = (CONTRACT, "commercial_invoice", "packing_list", "certificate_of_origin", *_LATER)

AGREEMENTS = (
    Agreement(
        "X01", "currency", same_exactly, _on("currency", CONTRACT, "commercial_invoice", *_LATER, "draft")
    ),
    Agreement("X01", "term", same_exactly, _on("term", CONTRACT, "commercial_invoice")),
    Agreement("X01", "named_place", same_place, _on("named_place", CONTRACT, "commercial_invoice")),
    Agreement(
        "X01",
        "contract_number",
        same_exactly,
        (
            *_on("number", SALE),
            *_on("contract_number", "commercial_invoice", "packing_list", "inspection_certificate", *_LATER),
        ),
    ),
    Agreement(
        "X01",
        "invoice_number",
        same_exactly,
        (
            *_on("number", "commercial_invoice"),
            *_on("invoice_number", "packing_list", "insurance_certificate", "certificate_of_origin"),
            *_on("invoice_number", "shipping_advice", "exchange_settlement_slip", *_FOR_CREDIT),
        ),
    ),
    Agreement(
        "X01",
        "bill_of_lading_number",
        same_exactly,
        (*_on("number", TRANSPORT), *_on("bill_of_lading_number", *_LATER)),
    ),
    Agreement(
        "X01",
        "marks",
        same_exactly,
        _on(
            "marks",
            *(CONTRACT, *_GOODS, TRANSPORT, "insurance_certificate", "certificate_of_origin"),
            *("inspection_certificate", *_LATER),
        ),
    ),
    Agreement(
        "X01",
        "vessel",
        same_exactly,
        _on("vessel", TRANSPORT, *_GOODS, "insurance_certificate", "certificate_of_origin", *_LATER),
    ),
    Agreement("X01", "voyage", same_exactly, _on("voyage", TRANSPORT, "insurance_certificate", *_LATER)),
    Agreement("X01", "port_of_loading", same_place, _on("port_of_loading", *_PORTS)),
    Agreement("X01", "port_of_discharge", same_place, _on("port_of_discharge", *_PORTS)),
    Agreement(
        "X01",
        "seller",
        same_wording,
        (*_on("seller.name", CONTRACT, *_PARTIES, "beneficiary_certificate"), ("draft", "drawer")),
    ),
    Agreement("X01", "buyer", _same_buyer, _on("buyer.name", CONTRACT, *_PARTIES)),
    Agreement(
        "X01",
        "country_of_origin",
        same_wording,
        _on("country_of_origin", "commercial_invoice", "certificate_of_origin"),
    ),
    Agreement(
        "X01",
        "invoice_on",
        same_exactly,
        (("commercial_invoice", "issued_on"), ("certificate_of_origin", "invoice_on")),
    ),
    Agreement("X01", "on_board_on", same_exactly, _on("on_board_on", TRANSPORT, "shipping_advice")),
    Agreement("X01", "total", _same_number, _on("total", "commercial_invoice", "shipping_advice", "draft")),
    Agreement(
        "X01",
        "credit_number",
        same_exactly,
        (*_on("number", CREDIT), *_on("credit_number", *_FOR_CREDIT, "discrepancy_notice")),
    ),
    Agreement("X01", "credit_on", same_exactly, ((CREDIT, "issued_on"), ("draft", "credit_on"))),
    Agreement(
        "X01",
        "issuing_bank",
        _same_issuer,
        ((CREDIT, "issuing_bank"), ("draft", "drawn_under"), ("discrepancy_notice", "bank")),
    ),
    Agreement(
        "X03",
        "packages",
        _same_number,
        _on(
            "packages",
            *(*_GOODS, TRANSPORT, "insurance_certificate", "certificate_of_origin"),
            *("inspection_certificate", *_LATER),
        ),
    ),
    Agreement("X03", "gross_weight_kg", _same_number, _on("gross_weight_kg", *_GOODS, TRANSPORT, *_LATER)),
    Agreement("X03", "net_weight_kg", _same_number, _on("net_weight_kg", *_GOODS, "export_declaration")),
    Agreement(
        "X03", "volume_m3", _same_number, _on("volume_m3", "packing_list", TRANSPORT, "shipping_advice")
    ),
    Agreement(
        "X04", "container_number", same_exactly, _on("container_number", TRANSPORT, "packing_list", *_LATER)
    ),
    Agreement(
        "X04", "seal_number", same_exactly, _on("seal_number", TRANSPORT, "packing_list", "shipping_advice")
    ),
)

# Header fields that must be the sum of a column; totals are checked, not the sums within a line (L17).
_SUMS = (
    (CONTRACT, "total", "amount"),
    ("commercial_invoice", "total", "amount"),
    ("packing_list", "packages", "packages"),
    ("packing_list", "net_weight_kg", "net_weight_kg"),
    ("packing_list", "gross_weight_kg", "gross_weight_kg"),
    ("packing_list", "volume_m3", "volume_m3"),
    ("vat_invoice", "amount_total", "amount"),
    ("vat_invoice", "tax_total", "tax"),
)
_IN_WORDS = (
    (CONTRACT, "total", "total_words"),
    ("commercial_invoice", "total", "total_words"),
    ("insurance_certificate", "insured_amount", "insured_amount_words"),
    ("draft", "total", "total_words"),
)


def agreement_findings(papers: PaperSet) -> Iterator[Finding]:
    """X01, X03, X04 and the totals of L17: one finding for each matter on which papers disagree."""
    for agreement in AGREEMENTS:
        yield from _disagreeing(papers, agreement)
    yield from _sums(papers)
    yield from _words(papers)
    container = papers.text(TRANSPORT, "container_number")
    if container and not all(is_container_number(each) for each in re.split(r"[,;/\n]\s*", container)):
        place = (papers.place(TRANSPORT, "container_number"),)
        yield disagreement("X04", "check_digit", place, expected="ISO 6346", found=container)


def _disagreeing(papers: PaperSet, agreement: Agreement) -> Iterator[Finding]:
    stated = [
        (papers.place(kind, field), papers.text(kind, field))
        for kind, field in agreement.places
        if papers.text(kind, field) and not _is_of_credit(papers, kind, field)
    ]
    if not stated:
        return
    (first, ruling), *others = stated
    at_odds = [(place, text) for place, text in others if not agreement.same(ruling, text)]
    if at_odds:
        places = (first, *(place for place, _ in at_odds))
        found = "; ".join(dict.fromkeys(text for _, text in at_odds))
        yield disagreement(
            agreement.code, agreement.what, places, expected=ruling, found=found, article=agreement.article
        )


def _is_of_credit(papers: PaperSet, kind: str, field: str) -> bool:
    return kind == "commercial_invoice" and field in _OF_CREDIT and papers.is_under_credit


def _sums(papers: PaperSet) -> Iterator[Finding]:
    for kind, field, column in _SUMS:
        total, summed = papers.number(kind, field), papers.sum(kind, column)
        if total is not None and summed is not None and total != summed:
            places = (papers.place(kind, "lines"), papers.place(kind, field))
            yield disagreement(
                "L17", f"sum_of_{column}", places, expected=summed, found=total, article="ISBP 821 A22"
            )


def _words(papers: PaperSet) -> Iterator[Finding]:
    for kind, field, words in _IN_WORDS:
        amount, currency, written = (
            papers.number(kind, field),
            papers.text(kind, "currency"),
            papers.text(kind, words),
        )
        if amount is not None and currency and written and not same_amount(written, Money(amount, currency)):
            places = (papers.place(kind, field), papers.place(kind, words))
            yield disagreement("X01", "words", places, expected=amount, found=written, article=_CONFLICT)
