"""Container numbers of ISO 6346: owner, category, serial number, check digit.

Source: ISO 6346.
"""

import re

from app.trade.refusal import RuleBroken
from app.trade.workings import one_line

_FORM = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}", re.ASCII)
_FIRST_TEN = re.compile(r"[A-Z]{4}[0-9]{6}", re.ASCII)
# Letters count 10 upwards, leaving out the multiples of 11.
_LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (n for n in range(10, 39) if n % 11), strict=True))


@one_line("sum(sign * 2 ** place) mod 11 mod 10", "digit", first_ten="code")
def check_digit(first_ten: str) -> int:
    """The check digit for the first ten signs of a container number: four letters and six figures.

    Args: first_ten, such as "CSQU305438".
    Returns: 0 to 9; a remainder of 10 is written 0.
    Raises: RuleBroken("container_number.wrong_form").
    Source: ISO 6346:2022, annex A.
    """
    if not _FIRST_TEN.fullmatch(first_ten):
        raise RuleBroken("container_number.wrong_form", field="first_ten", found=first_ten[:20])
    values = (_LETTERS[sign] if sign in _LETTERS else int(sign) for sign in first_ten)
    return sum(value << place for place, value in enumerate(values)) % 11 % 10


def is_container_number(text: str) -> bool:
    """Whether a number, with or without spaces and hyphens, is valid by form and check digit (ISO 6346)."""
    number = re.sub(r"[\s-]", "", text).upper()
    return bool(_FORM.fullmatch(number)) and check_digit(number[:10]) == int(number[10])
