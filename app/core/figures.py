"""Which parameters of the world a course may lay over: its figures, each with its shape and bounds.

A figure is a number, a yes or no, or a short list of numbers. Names, words and tables are none, nor what
only looks like a number (a carrier's prefix). Bounds follow from the name's last word and the stated value;
the few that need others stand in `_BOUNDS`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from app.core.parameters import FOLDER, stated

_DECIMAL = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?\Z")
_NO_SUBJECTS = frozenset({"letters", "player_words"})  # phrases, whose numbers are words
_NO_FIGURES = frozenset({"prefix", "locale", "originals", "weekend"})
_SHARES = frozenset({"rate", "share", "utility"})
_SHARES_ALL = frozenset({"customs_office", "supplier"})  # every decimal of theirs is a chance or a share
_ENDS = (("least", "most"), ("earliest", "latest"))
_MOST_LISTED = 20
# Weights of the parts of one sum, whose rest is another part; and what the world cannot do without.
_BOUNDS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("buyer", "beliefs.shortest_days"): ("0", "60"),
    ("buyer", "letters.asks_least"): ("1", "8"),
    ("buyer", "letters.asks_most"): ("1", "8"),
    ("demand", "business.ahead_months"): ("0", "11"),
    ("demand", "income.power"): ("0", "1"),
}


class FigureRefused(ValueError):
    """A value that a figure cannot take. code: of the refusal; told: what its sentence names."""

    def __init__(self, code: str, **told: Any) -> None:
        super().__init__(code)
        self.code, self.told = code, told


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the world. key: dotted, inside its subject; shape: whole, decimal or yes_no.

    is_list: several of the shape; a list of two is a span, least first.
    """

    subject: str
    key: str
    stated: Any
    shape: str
    is_list: bool
    least: Decimal
    greatest: Decimal

    def read(self, value: object) -> Any:
        """The value as the file would state it: whole numbers, decimals as text, lists of them.

        Args: value, as the file states it, or as a person types it ("0.2", "1, 5", "yes").
        Raises: FigureRefused.
        """
        if not self.is_list:
            return self._one(value)
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list):
            raise self._refused("course.figure_not_a_list")
        read = [self._one(part) for part in parts]
        is_span = len(self.stated) == 2
        if not (len(read) == 2 if is_span else 1 <= len(read) <= _MOST_LISTED):
            raise self._refused("course.figure_not_a_list")
        if is_span and Decimal(read[0]) > Decimal(read[1]):
            raise self._refused("course.figure_span_crossed")
        return read

    def _one(self, value: object) -> Any:
        text = str(value).strip()
        if self.shape == "yes_no":
            if text.casefold() not in ("yes", "no", "true", "false"):
                raise self._refused("course.figure_not_yes_or_no")
            return text.casefold() in ("yes", "true")
        if isinstance(value, bool | float) or not _DECIMAL.match(text):
            raise self._refused("course.figure_not_a_number")
        number = Decimal(text)
        if self.shape == "whole" and number != number.to_integral_value():
            raise self._refused("course.figure_not_whole")
        if not self.least <= number <= self.greatest:
            raise self._refused("course.figure_out_of_range", least=self.least, greatest=self.greatest)
        return int(number) if self.shape == "whole" else text

    def _refused(self, code: str, **told: Any) -> FigureRefused:
        return FigureRefused(code, name=f"{self.subject}.{self.key}", **told)


def figure(subject: str, key: str) -> Figure:
    """One figure. Raises: FigureRefused("course.no_such_figure")."""
    found = figures().get((subject, key))
    if found is None:
        raise FigureRefused("course.no_such_figure", name=f"{subject}.{key}")
    return found


@cache
def figures() -> Mapping[tuple[str, str], Figure]:
    """All figures of the world by subject and key, in the order of the files."""
    subjects = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in _NO_SUBJECTS)
    found = (each for subject in subjects for each in _figures(subject, stated(subject), ""))
    return {(each.subject, each.key): each for each in found}


def crossed(subject: str, laid: Mapping[str, Any]) -> FigureRefused | None:
    """What is wrong between two figures of a subject: a least above its most. laid: dotted key -> value."""
    for least, most in _pairs(subject):
        low, high = laid.get(least.key, least.stated), laid.get(most.key, most.stated)
        if Decimal(low) > Decimal(high):
            return FigureRefused("course.figures_crossed", least=f"{subject}.{least.key}", most=most.key)
    return None


def _pairs(subject: str) -> Iterator[tuple[Figure, Figure]]:
    for (of, key), least in figures().items():
        for low, high in _ENDS:
            most = figures().get((of, key.replace(low, high)))
            if of == subject and low in key and most is not None and not least.is_list:
                yield least, most


def _figures(subject: str, table: Mapping[str, Any], before: str) -> Iterator[Figure]:
    for name, value in table.items():
        key = f"{before}{name}"
        if isinstance(value, Mapping):
            yield from _figures(subject, value, f"{key}.")
            continue
        several = value if isinstance(value, list) else [value]
        shapes = {_shape(each) for each in several}
        if name in _NO_FIGURES or "." in name or len(shapes) != 1 or None in shapes:
            continue
        shape = str(shapes.pop())
        least, greatest = _bounds(subject, key, shape, [Decimal(each) for each in several])
        yield Figure(subject, key, value, shape, isinstance(value, list), least, greatest)


def _shape(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes_no"
    if isinstance(value, int):
        return "whole"
    return "decimal" if isinstance(value, str) and _DECIMAL.match(value) else None


def _bounds(subject: str, key: str, shape: str, values: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Least and greatest value. A share stays a share; another figure may be ten times what is stated."""
    own, words = _BOUNDS.get((subject, key)), key.rpartition(".")[2].split("_")
    if own:
        return Decimal(own[0]), Decimal(own[1])
    if _SHARES & set(words) or (subject in _SHARES_ALL and shape == "decimal"):
        return Decimal(0), max(Decimal(1), *values)
    if {"weekdays"} & set(words) or key.startswith("sailing_day."):
        return Decimal(1), Decimal(7)
    if "hour" in words:
        return Decimal(0), Decimal(23)
    greatest = max(10 * max(values), Decimal(10 if shape == "whole" else 1))
    if words[-1] in ("weight", "factor") and shape == "decimal":
        return Decimal("0.01"), greatest
    needs_one = shape == "whole" and min(values) >= 1 and not {"most", "days", "hours"} & set(words)
    return Decimal(1) if needs_one else min(Decimal(0), *values), greatest
