"""The order of dates on the papers."""

from collections.abc import Iterator
from datetime import date

from app.trade.finding import Finding
from app.trade.papers.paper_set import CREDIT, SALE, TRANSPORT, PaperSet, disagreement

_SHIPPED = (TRANSPORT, "on_board_on")
# Each first date is not later than the second (X02, practice).
_ORDER = (
    ((SALE, "issued_on"), ("commercial_invoice", "issued_on")),
    ((SALE, "issued_on"), ("packing_list", "issued_on")),
    (("commercial_invoice", "issued_on"), _SHIPPED),
    (("packing_list", "issued_on"), _SHIPPED),
    (("inspection_certificate", "issued_on"), _SHIPPED),
    (("inspection_certificate", "inspected_on"), ("inspection_certificate", "issued_on")),
    (("export_declaration", "declared_on"), _SHIPPED),
    (("commercial_invoice", "issued_on"), ("certificate_of_origin", "issued_on")),
    (_SHIPPED, ("shipping_advice", "issued_on")),
    (_SHIPPED, ("draft", "issued_on")),
    ((SALE, "issued_on"), (CREDIT, "issued_on")),
    (("shipping_advice", "on_board_on"), ("shipping_advice", "expected_on")),
)
_PRESENTED = (
    *("commercial_invoice", "packing_list", TRANSPORT, "insurance_certificate", "certificate_of_origin"),
    *("inspection_certificate", "shipping_advice", "draft", "beneficiary_certificate"),
)


def date_findings(papers: PaperSet, presented_on: date | None) -> Iterator[Finding]:
    """X02, dates out of their usual order (a warning), and L14, a paper dated after its presentation."""
    for earlier, later in _ORDER:
        first, second = papers.day(*earlier), papers.day(*later)
        if first and second and first > second:
            places = (papers.place(*later), papers.place(*earlier))
            yield disagreement("X02", earlier[1], places, expected=second, found=first)
    for kind in _PRESENTED:
        issued = papers.day(kind, "issued_on")
        if presented_on and issued and issued > presented_on and papers.is_examined(papers.kind(kind)):
            place = (papers.place(kind, "issued_on"),)
            yield disagreement(
                "L14", "issued_on", place, expected=presented_on, found=issued, article="UCP 600 art. 14(i)"
            )
