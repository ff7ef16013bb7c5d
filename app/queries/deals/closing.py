"""What a buyer shows when a deal is over: the truth that was hidden, as figures for a page."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

# Figures of the closing letter, at any depth; all others are words, codes, days and counts.
_FIGURES = frozenset(
    {
        "limit", "target", "alternative", "landed", "utility", "wanted_utility", "risk", "reciprocity",
        "wanted_prepaid", "first_utility", "least_utility", "standing", "concession", "worth", "wanted",
        "unit_price_usd", "wanted_landed", "days", "best_held", "was", "turns_at", "cost", "defect_rate",
        "test_usd",
        "looked_hours",
    }
)  # fmt: skip


def closing_figures(closing: Mapping[str, Any]) -> dict[str, Any]:
    """The truth as it is shown: amounts, shares and days as decimals, weights in the order of the letter."""
    shown: dict[str, Any] = {name: _read(name, value) for name, value in closing.items()}
    if "weights" in shown:
        weights = {name: Decimal(weight) for name, weight in shown["weights"].items()}
        shown["weights"] = dict(sorted(weights.items(), key=lambda each: -each[1]))
    return shown


def _read(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {inner: _read(inner, each) for inner, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_read(name, each) for each in value]
    if name == "on":
        return date.fromisoformat(str(value))
    return Decimal(str(value)) if name in _FIGURES and value is not None else value


def asks_of(answer: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """What the buyer asks of a quotation: the first way to agree, then the other one if there is one."""
    if "unit_price_usd" not in answer:
        return ()
    first = {name: value for name, value in answer.items() if name not in ("or", "reason")}
    return tuple(_read("", each) for each in (first, answer.get("or")) if each)
