"""The goods themselves: invoice against contract, quantity, price, and every other paper in general terms."""

from collections.abc import Iterator
from decimal import Decimal

from app.trade.examining.wording import corresponds, in_conflict, same_wording
from app.trade.finding import Finding
from app.trade.papers.paper_set import CONTRACT, TRANSPORT, PaperSet, disagreement

_INVOICE = "UCP 600 art. 18(c)"
_GENERAL = "UCP 600 art. 14(e)"
_QUANTITY_PAPERS = ("packing_list", "certificate_of_origin", "export_declaration")
_GOODS_PAPERS = (TRANSPORT, "insurance_certificate", "inspection_certificate", "shipping_advice")
_LINE_PAPERS = ("packing_list", "certificate_of_origin")
# Terms under which the declared value is the invoice value (rule D05).
_DECLARED_AS_INVOICED = ("FOB", "CFR", "CIF")


def goods_findings(papers: PaperSet) -> Iterator[Finding]:
    """L08, L09, L10, L13, and quantity, price and amount of X01."""
    yield from _parties(papers)
    yield from _descriptions(papers)
    yield from _general_terms(papers)
    yield from _shipped_quantity(papers)
    yield from _equal_quantities(papers)
    yield from _prices(papers)
    yield from _totals(papers)


def _parties(papers: PaperSet) -> Iterator[Finding]:
    for who in ("seller", "buyer"):
        for part, code, article in (
            ("name", "L08", "UCP 600 art. 18(a)"),
            ("country", "L10", "UCP 600 art. 14(j)"),
        ):
            field = f"{who}.{part}"
            expected, found = papers.text(CONTRACT, field), papers.text("commercial_invoice", field)
            if expected and found and not same_wording(expected, found):
                places = (papers.place(CONTRACT, field), papers.place("commercial_invoice", field))
                yield disagreement(code, field, places, expected=expected, found=found, article=article)


def _descriptions(papers: PaperSet) -> Iterator[Finding]:
    sold = [str(row.get("description", "")) for row in papers.rows(CONTRACT)]
    if not sold:
        return
    same = corresponds if papers.is_under_credit else same_wording
    for number, row in enumerate(papers.rows("commercial_invoice")):
        invoiced = str(row.get("description", ""))
        if invoiced and not any(same(invoiced, each) for each in sold):
            places = (
                papers.place(CONTRACT, "lines"),
                papers.place("commercial_invoice", f"lines.{number}.description"),
            )
            expected = "; ".join(dict.fromkeys(sold))
            yield disagreement(
                "L08", "description", places, expected=expected, found=invoiced, article=_INVOICE
            )


def _general_terms(papers: PaperSet) -> Iterator[Finding]:
    ruling = CONTRACT if papers.rows(CONTRACT) else "commercial_invoice"
    exact = [str(row.get("description", "")) for row in papers.rows(ruling)]
    if not exact:
        return
    read = [kind for kind in (*_GOODS_PAPERS, *_LINE_PAPERS) if papers.is_examined(papers.kind(kind))]
    said = [
        (papers.place(kind, "goods"), papers.text(kind, "goods")) for kind in read if kind in _GOODS_PAPERS
    ]
    for kind in filter(_LINE_PAPERS.__contains__, read):
        said += [
            (papers.place(kind, f"lines.{number}.description"), str(row.get("description", "")))
            for number, row in enumerate(papers.rows(kind))
        ]
    for place, general in said:
        if general and in_conflict(general, exact):
            places = (papers.place(ruling, "lines"), place)
            yield disagreement(
                "L09", "goods", places, expected="; ".join(exact), found=general, article=_GENERAL
            )


def _shipped_quantity(papers: PaperSet) -> Iterator[Finding]:
    """More than the tolerance is never asked for; less is a partial shipment. A credit has its own rules."""
    agreed, shipped = papers.sum(CONTRACT, "quantity"), papers.sum("commercial_invoice", "quantity")
    if agreed is None or shipped is None or papers.is_under_credit:
        return
    tolerance = (papers.number(CONTRACT, "tolerance_percent") or Decimal(0)) / 100
    places = (papers.place(CONTRACT, "lines"), papers.place("commercial_invoice", "lines"))
    if shipped > agreed * (1 + tolerance):
        yield disagreement(
            "X01", "quantity", places, expected=agreed, found=shipped, article="UCP 600 art. 30(b)"
        )
    elif shipped < agreed * (1 - tolerance) and papers.text(CONTRACT, "partial_shipment") == "not allowed":
        yield disagreement(
            "L13", "partial_shipment", places, expected=agreed, found=shipped, article="UCP 600 art. 31(a)"
        )


def _equal_quantities(papers: PaperSet) -> Iterator[Finding]:
    ruling = papers.sum("commercial_invoice", "quantity")
    if ruling is None:
        return
    stated = [(papers.place(kind, "lines"), papers.sum(kind, "quantity")) for kind in _QUANTITY_PAPERS]
    place = papers.place("inspection_certificate", "quantity")
    stated.append((place, papers.number("inspection_certificate", "quantity")))
    at_odds = [(place, number) for place, number in stated if number is not None and number != ruling]
    if at_odds:
        places = (papers.place("commercial_invoice", "lines"), *(place for place, _ in at_odds))
        found = "; ".join(str(number) for _, number in at_odds)
        yield disagreement(
            "X01", "quantity", places, expected=ruling, found=found, article="UCP 600 art. 14(d)"
        )


def _prices(papers: PaperSet) -> Iterator[Finding]:
    """Each invoiced line at the price of the contract's line of the same description."""
    if papers.is_under_credit:
        return
    for number, row in enumerate(papers.rows("commercial_invoice")):
        agreed = [
            each.get("unit_price")
            for each in papers.rows(CONTRACT)
            if same_wording(str(each.get("description", "")), str(row.get("description", "")))
        ]
        price = row.get("unit_price")
        if (
            price
            and agreed
            and agreed[0]
            and Decimal(price) not in {Decimal(each) for each in agreed if each}
        ):
            places = (
                papers.place(CONTRACT, "lines"),
                papers.place("commercial_invoice", f"lines.{number}.unit_price"),
            )
            yield disagreement("X01", "unit_price", places, expected=agreed[0], found=price, article=_INVOICE)


def _totals(papers: PaperSet) -> Iterator[Finding]:
    """The invoice's lines against the contract, when all of it is shipped, and against the declared value."""
    invoiced = papers.sum("commercial_invoice", "amount")
    whole = papers.sum(CONTRACT, "quantity") == papers.sum("commercial_invoice", "quantity")
    for kind, applies in (
        (CONTRACT, whole),
        ("export_declaration", papers.text("commercial_invoice", "term") in _DECLARED_AS_INVOICED),
    ):
        other = papers.sum(kind, "amount")
        if not applies or invoiced is None or other is None or invoiced == other or not _prices_agree(papers):
            continue
        sides = [
            (papers.place(kind, "lines"), other),
            (papers.place("commercial_invoice", "lines"), invoiced),
        ]
        (ruling, expected), (place, found) = sides if kind == CONTRACT else reversed(sides)
        yield disagreement(
            "X01", "total", (ruling, place), expected=expected, found=found, article="UCP 600 art. 14(d)"
        )


def _prices_agree(papers: PaperSet) -> bool:
    """A wrong price or other goods are findings of their own, and the total follows from them."""
    return not any((*_prices(papers), *_descriptions(papers)))
