"""The letter of credit against the contract: what the seller must have amended before it ships.

No concern of the bank (UCP 600 article 4), therefore warnings without a fee. Source: trade rules, X01.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.trade.examining.wording import corresponds, same_exactly, same_place, same_wording
from app.trade.finding import Finding
from app.trade.papers.paper_set import CREDIT, SALE, PaperSet, disagreement

_MATTERS = (
    ("seller.name", same_wording),
    ("buyer.name", same_wording),
    ("currency", same_exactly),
    ("term", same_exactly),
    ("named_place", same_place),
    ("port_of_loading", same_place),
    ("port_of_discharge", same_place),
    ("partial_shipment", same_exactly),
    ("transhipment", same_exactly),
)


def sale_findings(papers: PaperSet) -> Iterator[Finding]:
    """X01 of a contract and its credit: parties, goods, quantity, amount, term, ports, shipment."""
    for finding in _disagreeing(papers):
        yield replace(finding, severity="warning")


def _disagreeing(papers: PaperSet) -> Iterator[Finding]:
    for field, same in _MATTERS:
        agreed, opened = papers.text(SALE, field), papers.text(CREDIT, field)
        if agreed and opened and not (same(agreed, opened) or same(opened, agreed)):
            yield _finding(papers, field, field, agreed, opened)
    price, amount = papers.number(SALE, "total"), papers.number(CREDIT, "amount")
    if price is not None and amount is not None and amount < price:
        yield _finding(papers, "amount", "total", price, amount)
    sold, asked = papers.sum(SALE, "quantity"), papers.sum(CREDIT, "quantity")
    if sold is not None and asked is not None and sold != asked:
        yield _finding(papers, "quantity", "lines", sold, asked)
    latest, earliest = papers.day(SALE, "latest_shipment_on"), papers.day(CREDIT, "latest_shipment_on")
    if latest and earliest and earliest < latest:
        yield _finding(papers, "latest_shipment_on", "latest_shipment_on", latest, earliest)
    goods = [str(row.get("description", "")) for row in papers.rows(SALE)]
    for row in papers.rows(CREDIT):
        named = str(row.get("description", ""))
        is_sold = any(corresponds(each, named) or corresponds(named, each) for each in goods)
        if named and goods and not is_sold:
            yield _finding(papers, "description", "lines", "; ".join(dict.fromkeys(goods)), named)


def _finding(papers: PaperSet, what: str, field: str, agreed: object, opened: object) -> Finding:
    places = (papers.place(SALE, field), papers.place(CREDIT, field))
    return disagreement("X01", what, places, expected=agreed, found=opened)
