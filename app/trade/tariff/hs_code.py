"""The Harmonized System code: its digits, chapter, heading and subheading.

Six digits are the same in the whole world (HS 2022); a country adds two to four of its own. China declares
exports on ten digits. Source: HS 2022; trade rules, section 6 (D01).
"""

import re

from app.trade.refusal import RuleBroken

EXPORT_DIGITS = 10
_SEPARATORS = re.compile(r"[.\s]")
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
# 77 is kept free by the HS; 98 and 99 are each country's own.
_CHAPTERS = frozenset(f"{number:02d}" for number in range(1, 98)) - {"77"}


def hs_code(text: str, digits: int = EXPORT_DIGITS, field: str | None = None) -> str:
    """A code as plain digits, without dots and spaces.

    Args: digits, how many it must have (6, 8 or 10); field, the input's name for the refusal.
    Raises: RuleBroken("hs_code.not_digits"), RuleBroken("hs_code.wrong_length"),
        RuleBroken("hs_code.chapter_unknown").
    Source: HS 2022; trade rules, section 6 (D01).
    """
    code = _SEPARATORS.sub("", text)
    if not _DIGITS.fullmatch(code):
        raise RuleBroken("hs_code.not_digits", field=field, code=text)
    if len(code) != digits:
        raise RuleBroken("hs_code.wrong_length", field=field, code=code, digits=digits, found=len(code))
    if chapter(code) not in _CHAPTERS:
        raise RuleBroken("hs_code.chapter_unknown", field=field, code=code, chapter=chapter(code))
    return code


def is_hs_code(text: str, digits: int = EXPORT_DIGITS) -> bool:
    """Whether the text is a well-formed code of so many digits."""
    try:
        hs_code(text, digits)
    except RuleBroken:
        return False
    return True


def chapter(code: str) -> str:
    """First two digits."""
    return code[:2]


def heading(code: str) -> str:
    """First four digits."""
    return code[:4]


def subheading(code: str) -> str:
    """First six digits, the part that all countries share."""
    return code[:6]


def printed(code: str) -> str:
    """The code as a tariff prints it: 6109.10.0021."""
    parts = [code[:4], code[4:6], code[6:]]
    return ".".join(part for part in parts if part)
