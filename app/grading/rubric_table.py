"""The rubric as a table: for each deed, what its facts must say to be correct, and what later shows that it helped.

A deed without a row leaves evidence but earns no level by itself. A fact that the record lacks leaves the deed at
*happened*; a fact that says no is counter-evidence.
"""

from collections.abc import Callable, Sized
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


def N_(message: str) -> str:
    """Mark words for the message catalogue; gives them back unchanged."""
    return message


@dataclass(frozen=True, slots=True)
class Check:
    """What one fact must be. `words` say it to people."""

    fact: str
    words: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """`correct`: all must hold. Consequential if, later, one of `on_it` is done to the same subject or one of

    `in_deal` anywhere in the same deal.
    """

    correct: tuple[Check, ...]
    on_it: tuple[str, ...] = ()
    in_deal: tuple[str, ...] = ()


def at_least(fact: str, least: str, words: str) -> Check:
    """The fact is a number and no less than `least`."""
    return Check(fact, words, lambda value: Decimal(str(value)) >= Decimal(least))


def at_most(fact: str, greatest: str, words: str) -> Check:
    """The fact is a number and no more than `greatest`."""
    return Check(fact, words, lambda value: Decimal(str(value)) <= Decimal(greatest))


def none_of(fact: str, words: str) -> Check:
    """The fact counts or lists what is wrong, and there is none of it."""
    return Check(fact, words, lambda value: (len(value) if isinstance(value, Sized) else value) == 0)


def true(fact: str, words: str) -> Check:
    """The fact is so."""
    return Check(fact, words, lambda value: value is True)
