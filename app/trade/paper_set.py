"""The papers of one deal, read side by side: places, numbers and dates of whichever papers are there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.trade.documents import Values
from app.trade.finding import Finding

# The order of dates is practice, not a rule of the credit.
_WARNINGS = ("X02",)
# Two names stand for whichever paper plays the part.
CONTRACT, TRANSPORT = "contract", "transport"
_PARTS = {
    CONTRACT: ("sales_contract", "proforma_invoice"),
    TRANSPORT: ("bill_of_lading", "air_waybill", "courier_label"),
}


@dataclass(frozen=True, slots=True)
class PaperSet:
    """Papers by kind, as `documents.checked` gives them back. What is empty or missing is not compared."""

    papers: Mapping[str, Values]

    def kind(self, part: str) -> str:
        """The kind of paper that plays the part; the name itself if it is a kind already or nobody does."""
        return next((each for each in _PARTS.get(part, ()) if each in self.papers), part)

    def has(self, part: str) -> bool:
        """Whether the paper is there."""
        return self.kind(part) in self.papers

    def place(self, part: str, field: str) -> str:
        """The dotted place of a field: "commercial_invoice.total"."""
        return f"{self.kind(part)}.{field}"

    def value(self, part: str, field: str) -> Any:
        """The value of a field, dotted for parts of a party; None if it is empty."""
        value: Any = self.papers.get(self.kind(part), {})
        for name in field.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        return value or None

    def text(self, part: str, field: str) -> str:
        """The text of a field, "" if it is empty."""
        value = self.value(part, field)
        return value if isinstance(value, str) else ""

    def number(self, part: str, field: str) -> Decimal | None:
        """The number of a field."""
        return _decimal(self.value(part, field))

    def day(self, part: str, field: str) -> date | None:
        """The date of a field."""
        try:
            return date.fromisoformat(self.text(part, field))
        except ValueError:
            return None

    def rows(self, part: str) -> list[Mapping[str, Any]]:
        """The lines of goods of a paper."""
        rows = self.value(part, "lines")
        return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []

    def sum(self, part: str, column: str) -> Decimal | None:
        """The sum of a column of the lines; None unless every line has a number there."""
        numbers = [_decimal(row.get(column)) for row in self.rows(part)]
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


def _decimal(value: Any) -> Decimal | None:
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
