"""The invoice against the letter of credit: terms, price, quantity, amount, partial shipment and instalments.

Source: trade rules, section 8: L05 to L08 and L13; UCP 600 articles 18, 30, 31 and 32.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from app.trade.credits.letter_of_credit import (
    ABOUT,
    Bounds,
    amount_bounds,
    is_about_amount,
    quantity_bounds,
    shipment_window,
)
from app.trade.examining.presentation import Presentation, goods_lines, invoiced, shipped_on
from app.trade.examining.wording import same_exactly, same_place, same_wording
from app.trade.finding import Finding
from app.trade.papers.paper_set import CREDIT, PaperSet, decimal_of, disagreement

_INVOICE = "commercial_invoice"
_GOODS = f"{CREDIT}.lines"


def invoice_findings(read: Presentation) -> Iterator[Finding]:
    """L05, L06, L07, L08 and L13 of an invoice under its credit."""
    if not read.papers.is_examined(_INVOICE) or not read.papers.has(_INVOICE):
        return
    yield from _terms(read.papers)
    prices = list(_prices(read))
    yield from prices
    quantities = list(_quantities(read))
    yield from quantities
    yield from _amount(read, is_full=not prices and not quantities and _is_full(read))
    yield from _instalments(read)


def _terms(papers: PaperSet) -> Iterator[Finding]:
    for field, same, article in (
        ("currency", same_exactly, "UCP 600 art. 18(a)(iii)"),
        ("term", same_exactly, "ISBP 821 C8"),
        ("named_place", same_place, "ISBP 821 C8"),
    ):
        asked, said = papers.text(CREDIT, field), papers.text(_INVOICE, field)
        if asked and said and not same(asked, said):
            places = (papers.place(CREDIT, field), papers.place(_INVOICE, field))
            yield disagreement("L08", field, places, expected=asked, found=said, article=article)


def _prices(read: Presentation) -> Iterator[Finding]:
    """Unit price and unit of each invoiced line, ten per cent about it where the credit says so."""
    asked = read.papers.rows(CREDIT)
    for number, (line, row) in enumerate(zip(read.lines, read.papers.rows(_INVOICE), strict=True)):
        if line is None:
            continue
        unit, said = str(asked[line].get("unit") or ""), str(row.get("unit") or "")
        if unit and said and not same_wording(unit, said):
            places = (_GOODS, f"{_INVOICE}.lines.{number}.unit")
            yield disagreement("L08", "unit", places, expected=unit, found=said, article="UCP 600 art. 18(c)")
        price, charged = decimal_of(asked[line].get("unit_price")), decimal_of(row.get("unit_price"))
        if price is None or charged is None:
            continue
        share = ABOUT if str(asked[line].get("about") or "").endswith("unit price") else Decimal(0)
        if not price * (1 - share) <= charged <= price * (1 + share):
            places = (_GOODS, f"{_INVOICE}.lines.{number}.unit_price")
            yield disagreement(
                "L08", "unit_price", places, expected=price, found=charged, article="UCP 600 art. 18(c)"
            )


def _shipped(read: Presentation) -> list[tuple[Bounds, Decimal, Decimal]]:
    """Of each line of the credit that states a quantity: its bounds, that quantity, what is invoiced."""
    sets = [invoiced(read.lines, read.papers)]
    sets += [invoiced(goods_lines(read.papers, each), each) for each in read.earlier]
    found = []
    for number, row in enumerate(read.papers.rows(CREDIT)):
        quantity = decimal_of(row.get("quantity"))
        if quantity is not None:
            is_about = str(row.get("about") or "").startswith("quantity")
            tolerance = decimal_of(row.get("tolerance_percent"))
            bounds = quantity_bounds(quantity, str(row.get("unit") or ""), tolerance, is_about=is_about)
            shipped = sum((each.get(number, Decimal(0)) for each in sets), Decimal(0))
            found.append((bounds, quantity, shipped))
    return found


def _quantities(read: Presentation) -> Iterator[Finding]:
    """More than the credit allows is L06; less, where the whole must be shipped at once, is L13."""
    papers = read.papers
    is_whole = papers.text(CREDIT, "partial_shipment") == "not allowed" and not read.has_other_goods
    places = (_GOODS, f"{_INVOICE}.lines")
    for bounds, asked, shipped in _shipped(read):
        if shipped > bounds.greatest:
            yield disagreement(
                "L06", "quantity", places, expected=asked, found=shipped, article="UCP 600 art. 30(b)"
            )
        elif bounds.least is not None and shipped < bounds.least and is_whole:
            yield disagreement(
                "L13", "partial_shipment", places, expected=asked, found=shipped, article="UCP 600 art. 31(a)"
            )


def _is_full(read: Presentation) -> bool:
    return not read.has_other_goods and all(shipped >= asked for _, asked, shipped in _shipped(read))


def _amount(read: Presentation, *, is_full: bool) -> Iterator[Finding]:
    """Too much is L05; too little for a full quantity at an unreduced price is L07."""
    papers = read.papers
    amount, total = papers.number(CREDIT, "amount"), papers.number(_INVOICE, "total")
    if (
        amount is None
        or total is None
        or papers.text(CREDIT, "currency") != papers.text(_INVOICE, "currency")
    ):
        return
    currency, words = papers.text(CREDIT, "currency"), papers.text(CREDIT, "conditions")
    is_about = is_about_amount(words, currency, amount)
    bounds = amount_bounds(amount, papers.text(CREDIT, "amount_tolerance"), is_about=is_about)
    drawn = total + sum((each.number(_INVOICE, "total") or Decimal(0) for each in read.earlier), Decimal(0))
    places = (f"{CREDIT}.amount", f"{_INVOICE}.total")
    if drawn > bounds.greatest:
        yield disagreement(
            "L05", "amount", places, expected=amount, found=drawn, article="UCP 600 art. 18(b), 30(a)"
        )
    is_partial = papers.text(CREDIT, "partial_shipment") != "not allowed"
    if is_full and not is_partial and bounds.least is not None and drawn < bounds.least:
        yield disagreement(
            "L07", "amount", places, expected=amount, found=drawn, article="UCP 600 art. 30(c)"
        )


def _instalments(read: Presentation) -> Iterator[Finding]:
    """Each instalment in its period and of its quantity; one that was missed ends the credit."""
    periods = [
        (
            shipment_window(str(row.get("words", "")), first, _day(row.get("last_on"))),
            decimal_of(row["quantity"]),
        )
        for row in read.papers.rows(CREDIT, "shipment_periods")
        if row.get("quantity") and (first := _day(row.get("first_on")))
    ]
    shipped = shipped_on(read.papers)
    if not periods or not shipped:
        return
    places = (f"{CREDIT}.shipment_periods", f"{_INVOICE}.lines")
    article = "UCP 600 art. 32"
    sent = [(shipped_on(each), each.sum(_INVOICE, "quantity")) for each in read.earlier]
    for window, quantity in periods:
        if _is_within(shipped, window):
            invoiced_now = read.papers.sum(_INVOICE, "quantity")
            if invoiced_now is not None and invoiced_now != quantity:
                yield disagreement(
                    "L13", "instalment", places, expected=quantity, found=invoiced_now, article=article
                )
            return
        if not any(on and _is_within(on, window) and pieces == quantity for on, pieces in sent):
            yield disagreement(
                "L13", "instalment_missed", places, expected=quantity, found=0, article=article
            )
            return


def _is_within(day: date, window: tuple[date | None, date | None]) -> bool:
    first, last = window
    return (first is None or day >= first) and (last is None or day <= last)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
