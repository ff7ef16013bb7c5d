"""One presentation of papers under a letter of credit: what is handed in, when, and what was drawn before."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.trade.examining.wording import corresponds
from app.trade.papers.paper_set import CREDIT, TRANSPORT, PaperSet


@dataclass(frozen=True, slots=True)
class Presentation:
    """What is handed in, and what the examiner needs to know beside it.

    papers, with the credit among them; presented_on, if known; holidays of the bank; earlier sets that were
    presented under the same credit, the first one first.
    """

    papers: PaperSet
    presented_on: date | None = None
    holidays: Set[date] = frozenset()
    earlier: tuple[PaperSet, ...] = ()
    lines: tuple[int | None, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Find once which goods of the credit each line of the invoice is."""
        object.__setattr__(self, "lines", goods_lines(self.papers, self.papers))

    @property
    def has_other_goods(self) -> bool:
        """Whether the invoice shows goods that are not in the credit, a finding of its own."""
        return None in self.lines


def shipped_on(papers: PaperSet) -> date | None:
    """The day of shipment: on board, flight date if the waybill names it, else issue or pick-up.

    Source: UCP 600 articles 20(a)(ii), 23(a)(iii), 25(a)(iii).
    """
    kind = papers.kind(TRANSPORT)
    on_board = papers.day(kind, "on_board_on")
    return on_board if on_board or kind == "bill_of_lading" else papers.day(kind, "issued_on")


def goods_lines(credit: PaperSet, papers: PaperSet) -> tuple[int | None, ...]:
    """Which line of the credit's goods each invoiced line is, the one that says most; None if none."""
    asked = [str(row.get("description", "")) for row in credit.rows(CREDIT)]
    by_length = sorted(range(len(asked)), key=lambda number: (-len(asked[number]), number))
    return tuple(
        next((number for number in by_length if said and corresponds(said, asked[number])), None)
        for said in (str(row.get("description", "")) for row in papers.rows("commercial_invoice"))
    )


def invoiced(lines: Sequence[int | None], papers: PaperSet) -> dict[int | None, Decimal]:
    """Pieces invoiced in a set by line of the credit, None for goods that are not in it."""
    counted: dict[int | None, Decimal] = {}
    for line, row in zip(lines, papers.rows("commercial_invoice"), strict=True):
        quantity = str(row.get("quantity") or "0")
        counted[line] = counted.get(line, Decimal(0)) + Decimal(quantity if quantity.isdigit() else "0")
    return counted
