"""The papers of one deal, read side by side: places, numbers and dates of whichever papers are there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.trade.credits.credit_demand import Demand, demands
from app.trade.finding import Finding
from app.trade.papers.documents import Values

# The order of dates is practice, not a rule of the credit.
_WARNINGS = ("X02",)
# These names stand for whichever paper plays the part; where there is a credit, it rules as the contract.
CONTRACT, SALE, TRANSPORT = "contract", "sale", "transport"
CREDIT = "letter_of_credit"
_PARTS = {
    CONTRACT: (CREDIT, "sales_contract", "proforma_invoice"),
    SALE: ("sales_contract", "proforma_invoice"),
    TRANSPORT: ("bill_of_lading", "air_waybill", "courier_label"),
}
# What a contract calls otherwise than a credit does.
_IN_CREDIT = {"seller": "beneficiary", "buyer": "applicant", "total": "amount"}


@dataclass(frozen=True, slots=True)
class PaperSet:
    """Papers by kind, as `documents.checked` gives them back. What is empty or missing is not compared."""

    papers: Mapping[str, Values]
    demands: Mapping[str, Demand] = field(init=False)

    def __post_init__(self) -> None:
        """Read once what a credit asks of each paper."""
        object.__setattr__(self, "demands", demands(self.papers.get(CREDIT, {})))

    @property
    def is_under_credit(self) -> bool:
        """Whether a letter of credit rules."""
        return CREDIT in self.papers

    def is_examined(self, kind: str) -> bool:
        """Whether the examiner looks at the paper: a bank disregards what its credit does not ask for.

        Source: UCP 600 article 14(g).
        """
        return not self.is_under_credit or kind in self.demands or kind == "draft"

    def kind(self, part: str) -> str:
        """The kind of paper that plays the part; the name itself if it is a kind already or nobody does."""
        return next((each for each in _PARTS.get(part, ()) if each in self.papers), part)

    def has(self, part: str) -> bool:
        """Whether the paper is there."""
        return self.kind(part) in self.papers

    def place(self, part: str, field: str) -> str:
        """The dotted place of a field: "commercial_invoice.total"."""
        kind = self.kind(part)
        return f"{kind}.{_named(kind, field)}"

    def ruled(self, place: str) -> tuple[str, ...]:
        """The place, after that of the credit which asks for its paper, if there is one."""
        is_asked = place.partition(".")[0] in self.demands
        return (f"{CREDIT}.documents", place) if is_asked else (place,)

    def value(self, part: str, field: str) -> Any:
        """The value of a field, dotted for parts of a party; None if it is empty."""
        kind = self.kind(part)
        value: Any = self.papers.get(kind, {})
        for name in _named(kind, field).split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        return value or None

    def text(self, part: str, field: str) -> str:
        """The text of a field, "" if it is empty."""
        value = self.value(part, field)
        return value if isinstance(value, str) else ""

    def number(self, part: str, field: str) -> Decimal | None:
        """The number of a field."""
        return decimal_of(self.value(part, field))

    def day(self, part: str, field: str) -> date | None:
        """The date of a field."""
        try:
            return date.fromisoformat(self.text(part, field))
        except ValueError:
            return None

    def rows(self, part: str, field: str = "lines") -> list[Mapping[str, Any]]:
        """The lines of goods of a paper, or the rows of another list."""
        rows = self.value(part, field)
        return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []

    def sum(self, part: str, column: str) -> Decimal | None:
        """The sum of a column of the lines; None unless every line has a number there."""
        numbers = [decimal_of(row.get(column)) for row in self.rows(part)]
        known = [number for number in numbers if number is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(numbers) else None


def disagreement(
    code: str,
    what: str,
    places: tuple[str, ...],
    *,
    expected: object,
    found: object,
    article: str = "",
) -> Finding:
    """A finding of the examination: `what` names the matter, and the figures hold both statements."""
    figures = {"what": what, "expected": str(expected), "found": str(found)}
    return Finding(code, "warning" if code in _WARNINGS else "error", places, article, figures)


def _named(kind: str, field: str) -> str:
    if kind != CREDIT:
        return field
    head, dot, rest = field.partition(".")
    return _IN_CREDIT.get(head, head) + dot + rest


def decimal_of(value: Any) -> Decimal | None:
    """The number of a value as papers hold it, a text; None if it is none."""
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
