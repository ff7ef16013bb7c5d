"""One presentation of papers under a letter of credit: what is handed in, when, and what was drawn before."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.trade.paper_set import CREDIT, TRANSPORT, PaperSet
from app.trade.wording import corresponds

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Presentation:
    """What is handed in, and what the examiner needs to know beside it.

    papers, with the credit among them; presented_on, if known; holidays of the bank; earlier sets that were
    presented under the same credit, the first one first.
    """

    papers: PaperSet
    presented_on: date | None = None
    holidays: Set[date] = frozenset()
    earlier: tuple[PaperSet, ...] = field(default=())


def shipped_on(papers: PaperSet) -> date | None:
    """The day of shipment: on board, flight date if the waybill names it, else issue or pick-up.

    Source: UCP 600 articles 20(a)(ii), 23(a)(iii), 25(a)(iii).
    """
    kind = papers.kind(TRANSPORT)
    on_board = papers.day(kind, "on_board_on")
    return on_board if on_board or kind == "bill_of_lading" else papers.day(kind, "issued_on")


def goods_line(papers: PaperSet, row: Row) -> int | None:
    """Which line of the credit's goods an invoiced line is, the one that says most; None if none."""
    said = str(row.get("description", ""))
    fitting = [
        (len(str(asked.get("description", ""))), -number)
        for number, asked in enumerate(papers.rows(CREDIT))
        if said and corresponds(said, str(asked.get("description", "")))
    ]
    return -max(fitting)[1] if fitting else None


def invoiced(papers: PaperSet, of: PaperSet) -> dict[int | None, Decimal]:
    """Pieces invoiced in a set by line of the credit, None for goods that are not in it."""
    counted: dict[int | None, Decimal] = {}
    for row in of.rows("commercial_invoice"):
        quantity = str(row.get("quantity") or "0")
        line = goods_line(papers, row)
        counted[line] = counted.get(line, Decimal(0)) + Decimal(quantity if quantity.isdigit() else "0")
    return counted


def other_goods(papers: PaperSet) -> bool:
    """Whether the invoice shows goods that are not in the credit, a finding of its own."""
    return any(goods_line(papers, row) is None for row in papers.rows("commercial_invoice"))
