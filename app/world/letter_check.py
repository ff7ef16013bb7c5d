"""What a letter states: figures, dates, terms, names, asks; and whether it was meant to state that. Pure.

A letter is checked against texts that hold its facts: what stands in it and not in them is unfounded.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from app.trade.carriage.incoterms import INCOTERMS
from app.trade.letters.letter_figures import figures
from app.trade.letters.letter_language import DECIMAL_COMMA
from app.trade.letters.letter_reading import asks_in
from app.trade.letters.letter_text import normalised, sentences

_COUNT = re.compile(r"^\s*\(?\d{1,2}[.)]\s+", re.M)
_NUMBER = re.compile(r"\d+(?:[.,]\d+| \d{3}(?!\d))*")
_TERM = re.compile(r"(?<![A-Za-z])(" + "|".join(INCOTERMS) + r")(?![A-Za-z])")
_CURRENCY = re.compile(r"[$€£¥₽]|(?<![A-Za-z])(?:USD|EUR|GBP|JPY|CNY|RMB|AUD|BRL|SAR|AED|KRW)(?![A-Za-z])")
_NAME = re.compile(r"[A-Z][\w&'’.-]*[\w]")
_STARTS = re.compile(r"(?:^|[.!?:;\n\"“«„(]|(?<=\n)[-•])\s*$")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text states. figures: plain values; measured: (kind, value, unit) in words or digits."""

    figures: frozenset[Decimal]
    measured: frozenset[tuple[str, str, str]]
    terms: frozenset[str]
    currencies: frozenset[str]
    names: frozenset[str]
    asks: frozenset[str]


@lru_cache(maxsize=512)
def stated(body: str, language: str) -> Stated:
    """Read a text for what it states. Numbers that count the points of a list state nothing."""
    plain = uncounted(body)
    text = normalised(plain)
    found = [each for sentence in sentences(text) for each in figures(sentence.low, language)]
    measured = {
        (each.kind, f"{each.value.normalize():f}", each.unit) for each in found if each.kind != "number"
    }
    return Stated(
        figures=frozenset(_value(number, language) for number in _NUMBER.findall(text)),
        measured=frozenset(measured),
        terms=frozenset(_TERM.findall(text)),
        currencies=frozenset(_CURRENCY.findall(text)),
        names=frozenset(_names(plain)),
        asks=frozenset(asks_in(body)),
    )


def uncounted(body: str) -> str:
    """A letter without the numbers that count the points of a list."""
    return _COUNT.sub("", unicodedata.normalize("NFKC", body))


def figures_in_order(body: str, language: str) -> tuple[Decimal, ...]:
    """The figures of a letter as they first stand in it."""
    text = normalised(uncounted(body))
    return tuple(dict.fromkeys(_value(number, language) for number in _NUMBER.findall(text)))


def terms_in_order(body: str) -> tuple[str, ...]:
    """The Incoterms of a letter as they first stand in it."""
    return tuple(dict.fromkeys(_TERM.findall(body)))


def _value(number: str, language: str) -> Decimal:
    """A number as the language writes it. A single mark before three digits parts thousands, unless it is the
    language's own decimal mark.
    """
    mark = "," if language in DECIMAL_COMMA else "."
    other = "." if mark == "," else ","
    parts_thousands = re.search(rf"{re.escape(other)}\d{{3}}(?!\d)", number)
    plain = number.replace(" ", "").replace(other, "" if parts_thousands else mark)
    try:
        return Decimal(plain.replace(mark, ".")).normalize()
    except InvalidOperation:
        return Decimal("".join(filter(str.isdigit, number)))


def _names(text: str) -> Iterable[str]:
    """Words in capitals that do not begin a sentence or a line."""
    for found in _NAME.finditer(text):
        if not _STARTS.search(text[: found.start()]):
            yield found[0].strip(".'’-")


def unfounded(body: str, language: str, held: Iterable[str]) -> tuple[str, ...]:
    """Figures, terms and currencies of a letter that none of the texts of its facts holds.

    Args: held, the facts as this language writes them.
    """
    said, known = stated(body, language), stated(" | ".join(held), language)
    figured = [f"{number:f}" for number in sorted(said.figures - known.figures)]
    return (*figured, *sorted(said.terms - known.terms), *sorted(said.currencies - known.currencies))
