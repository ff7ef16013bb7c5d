"""Bounds of what may be given: an amount below nought, a share above the whole, a choice that is none.

A value that is out of bounds is refused by its field, with the field's label for the sentence; a value object
calls these when it is made, so that no rule reckons with nonsense. Source: docs/trade-rules.md, section 0.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app.trade.papers.field_labels import FIELD_LABELS
from app.trade.refusal import RuleBroken


def label(name: str) -> str:
    """The English label of a field, its own name spaced where it has none; the sentence translates it."""
    return FIELD_LABELS.get(name) or name.replace("_", " ").capitalize()


def not_negative(owner: Any, *names: str) -> None:
    """Refuse a field below nought; None is unknown and passes. Raises: RuleBroken("value.negative")."""
    for name in names:
        value = getattr(owner, name)
        if value is not None and value < 0:
            raise RuleBroken("value.negative", field=name, name=label(name), found=value)


def above_zero(owner: Any, *names: str) -> None:
    """Refuse a field at nought or below; None passes. Raises: RuleBroken("value.not_positive")."""
    for name in names:
        value = getattr(owner, name)
        if value is not None and value <= 0:
            raise RuleBroken("value.not_positive", field=name, name=label(name), found=value)


def within_whole(owner: Any, *names: str) -> None:
    """Refuse a share outside of 0 to 1, both included. Raises: RuleBroken("value.share_out_of_range")."""
    for name in names:
        value = getattr(owner, name)
        if value is not None and not 0 <= value <= 1:
            raise RuleBroken("value.share_out_of_range", field=name, name=label(name), percent=value * 100)


def among(name: str, value: str, known: Iterable[str]) -> None:
    """Refuse what is none of the known choices. Raises: RuleBroken("value.unknown_choice")."""
    choices = tuple(known)
    if value not in choices:
        shown = ", ".join(choices)
        raise RuleBroken("value.unknown_choice", field=name, name=label(name), found=value[:60], known=shown)


def positive(name: str, value: Decimal | int) -> None:
    """Refuse an argument at nought or below. Raises: RuleBroken("value.not_positive")."""
    if value <= 0:
        raise RuleBroken("value.not_positive", field=name, name=label(name), found=value)


def zero_or_more(name: str, value: Decimal | int) -> None:
    """Refuse an argument below nought. Raises: RuleBroken("value.negative")."""
    if value < 0:
        raise RuleBroken("value.negative", field=name, name=label(name), found=value)


def at_most(name: str, value: Decimal | int | None, most: Decimal | int) -> None:
    """Refuse an argument beyond all that trade knows; None passes. Raises: RuleBroken("value.absurd")."""
    if value is not None and value > most:
        raise RuleBroken("value.absurd", field=name, name=label(name), found=value, most=most)


def share(name: str, value: Decimal) -> None:
    """Refuse an argument outside of 0 to 1. Raises: RuleBroken("value.share_out_of_range")."""
    if not 0 <= value <= 1:
        raise RuleBroken("value.share_out_of_range", field=name, name=label(name), percent=value * 100)
