"""Text as SWIFT messages carry it: the character set X, lines of a fixed length, dates and amounts.

Source: SWIFT Standards MT, general information: character sets and field formats (4*35x and the like).
"""

import re
import textwrap
from datetime import date

from app.trade.refusal import RuleBroken

_NOT_X = re.compile(r"[^A-Za-z0-9/\-?:().,'+ \n]")
_DATE = re.compile(r"[0-9]{6}", re.ASCII)
_AMOUNT = re.compile(r"([A-Z]{3})([0-9]{1,12}),([0-9]{0,2})", re.ASCII)


def folded(text: str) -> str:
    """Runs of white space as one space: how a message joins the lines of a text again."""
    return " ".join(text.split())


def lines_of(field: str, text: str, most: int, width: int) -> list[str]:
    """A text broken between words into lines that the field can hold.

    Args: field, the box that a refusal names; most, the number of lines; width, of one line.
    Raises: RuleBroken("credit.not_swift_text") for a character outside the set X or a line that begins like
        the next field, RuleBroken("credit.too_long_for_swift").
    """
    strange = _NOT_X.search(text)
    if strange:
        raise RuleBroken("credit.not_swift_text", field=field, character=strange[0])
    lines = [
        line
        for paragraph in text.split("\n")
        for line in textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
    ]
    if len(lines) > most or any(len(line) > width for line in lines):
        raise RuleBroken("credit.too_long_for_swift", field=field, lines=most, width=width)
    wrong = next((line for line in lines if line[0] in ":-"), None)
    if wrong:
        raise RuleBroken("credit.not_swift_text", field=field, character=wrong[0])
    return lines


def swift_date(iso: str) -> str:
    """A date of 6 figures: "2026-05-10" -> "260510"."""
    return date.fromisoformat(iso).strftime("%y%m%d")


def read_swift_date(text: str) -> str:
    """The ISO date of 6 figures, in this century. Raises: ValueError."""
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:])).isoformat()


def swift_amount(currency: str, amount: str) -> str:
    """Currency and amount with the comma that SWIFT asks for: "USD19280,00", "JPY100,"."""
    whole, _, parts = amount.partition(".")
    return f"{currency}{whole},{parts}"


def read_swift_amount(text: str) -> tuple[str, str]:
    """Currency and amount with a point. Raises: ValueError."""
    read = _AMOUNT.fullmatch(text)
    if not read:
        raise ValueError(text)
    return read[1], read[2] + (f".{read[3]}" if read[3] else "")
