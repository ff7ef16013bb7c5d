"""A figure and the lines that led to it, so that page, paper, evidence and mark read one reckoning."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any, TypeVar

_Rule = TypeVar("_Rule", bound=Callable[..., Any])


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
        self.lines.append(Line(code, formula, operands, amount, unit, source))
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


# What a unit or an operand is read from: a name, or "name.field", of the rule's arguments; or with its unit.
_Operand = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class OneLine:
    """The one line of a rule that is one step, from its arguments and what it gave back.

    formula: in the words of the operands; unit: of the result, such as "share" or "{currency}", whose braces
    are filled from the arguments; operands: argument -> unit, or label -> (argument.field, unit); of: the
    field of the result that is the amount; since: for a day, the argument from which days are counted.
    """

    formula: str
    unit: str
    operands: dict[str, _Operand]
    of: str = ""
    since: str = ""

    def line(self, code: str, arguments: Mapping[str, Any], found: Any, source: str) -> Line | None:
        """The line; None where the rule gave nothing back."""
        amount = getattr(found, self.of) if self.of else found
        if amount is None:
            return None
        if self.since:
            amount = (amount - arguments[self.since]).days
        operands = {}
        for name, said in self.operands.items():
            place, unit = (name, said) if isinstance(said, str) else said
            value = _at(arguments, place)
            if value is not None:
                operands[name] = (_figure(value), unit.format(**arguments))
        unit = self.unit.format(**arguments)
        return Line(code, self.formula, operands, Decimal(_figure(amount)), unit, source)


ONE_LINE: dict[Callable[..., Any], OneLine] = {}


def one_line(
    formula: str, unit: str, *, of: str = "", since: str = "", **operands: _Operand
) -> Callable[[_Rule], _Rule]:
    """Declare beside a rule of one step how its line reads, so that its callers get the bare value."""

    def declared(rule: _Rule) -> _Rule:
        ONE_LINE[rule] = OneLine(formula, unit, dict(operands), of, since)
        return rule

    return declared


def _at(arguments: Mapping[str, Any], place: str) -> Any:
    """An argument, or a field inside it: `parcel.goods`."""
    name, *fields = place.split(".")
    return reduce(getattr, fields, arguments[name])


def _figure(value: Any) -> Decimal | str:
    """A value as a line holds it: figures as decimals, sums of money by their amount, days by ISO 8601."""
    value = getattr(value, "amount", value)
    if isinstance(value, int | Decimal):
        return Decimal(value)
    return value.isoformat() if isinstance(value, date) else str(value)
