"""A figure and the lines that led to it, so that page, paper, evidence and mark read one reckoning."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reckoning.

    code: stable label code `word.line`, translated for people; formula: in the words of the code's operands,
    such as "(purchase_price / (1 + vat_rate)) * refund_rate"; operands: name -> (value, unit);
    amount and unit: the line's own result; source: where the rule comes from ("" when it is plain
    arithmetic).
    """

    code: str
    formula: str
    operands: dict[str, tuple[Decimal | str, str]]
    amount: Decimal
    unit: str
    source: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain values for evidence and JSON: decimals stay Decimals, tuples become lists."""
        return {
            "code": self.code,
            "formula": self.formula,
            "operands": {name: [value, unit] for name, (value, unit) in self.operands.items()},
            "amount": self.amount,
            "unit": self.unit,
            "source": self.source,
        }


@dataclass(slots=True)
class Workings:
    """The ordered lines of one reckoning. Rules build one up and hand it back beside their value."""

    lines: list[Line] = field(default_factory=list)

    def add(
        self,
        code: str,
        amount: Decimal,
        unit: str,
        formula: str = "",
        source: str = "",
        **operands: tuple[Decimal | str, str],
    ) -> Decimal:
        """Note a line and give its amount back, so that a rule reads as a column of figures."""
        self.lines.append(Line(code, formula, dict(operands), amount, unit, source))
        return amount

    def amount(self, code: str) -> Decimal:
        """The amount of the line with this code; KeyError if no line has it."""
        for line in self.lines:
            if line.code == code:
                return line.amount
        raise KeyError(code)

    def as_list(self) -> list[dict[str, Any]]:
        """All lines as plain values."""
        return [line.as_dict() for line in self.lines]
