"""What is said in a call, made ready for the reader of letters: an answer leans on the question before it."""

import re
from collections.abc import Mapping

# Ask -> the heading under which the reader of letters knows it.
HEADINGS: Mapping[str, str] = {
    "unit_price": "unit price", "lead_time": "lead time", "certificates": "certificates",
    "packing": "packing", "samples": "samples", "payment": "payment terms", "moq": "minimum order",
    "delivery_term": "delivery term", "delivery_time": "delivery time", "port": "port of loading",
    "warranty": "warranty", "customisation": "your own logo", "validity": "validity of the offer",
}  # fmt: skip
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_BELOW_100 = (
    {word: n for n, word in enumerate(_ONES)}
    | {
        f"{ten}{sign}{_ONES[one]}": 20 + 10 * place + one
        for place, ten in enumerate(_TENS)
        for one in range(1, 10)
        for sign in (" ", "-")
    }
    | {ten: 20 + 10 * place for place, ten in enumerate(_TENS)}
)
_NUMBER = "|".join(sorted(map(re.escape, _BELOW_100), key=len, reverse=True))
_DOLLARS = re.compile(
    rf"\b(?P<whole>{_NUMBER}|\d+) (?:us |u\.s\. )?dollars? (?:and )?(?P<part>{_NUMBER}|\d\d?)\b(?: cents?)?",
    re.I,
)
_PAIR = re.compile(
    rf"\b(?P<whole>{_NUMBER}) (?P<part>{_NUMBER})\b(?! (?:days|weeks|pieces|percent|cents))", re.I
)
_FILLERS = re.compile(r"^(?:(?:well|so|um+|uh+|er+m?|hm+|okay|ok|let me see|you know)[,. ]+)+", re.I)


def heard(words: str, ask: str) -> str:
    """What was said, under the heading of the question that it answers, sums of money in figures.

    Args: words as typed or heard; ask, of the line before, "" for none.
    Returns: the text to read, "four dollars fifty" as 4.50, and "four fifty" too where a price was asked
    """
    said = _DOLLARS.sub(lambda found: f"{_sum(found)} US dollars", _FILLERS.sub("", words.strip()))
    if ask == "unit_price":
        said = _PAIR.sub(_as_price, said)
    heading = HEADINGS.get(ask, "")
    return f"{heading}: {said}" if heading else said


def without_heading(found: str, ask: str) -> str:
    """The words that answer an ask, as they were said: without the heading that stood before them."""
    return found.removeprefix(f"{HEADINGS.get(ask, '')}: ")


def _as_price(found: re.Match[str]) -> str:
    return f"{_sum(found)} US dollars" if _of(found["part"]) >= 10 else found[0]


def _sum(found: re.Match[str]) -> str:
    return f"{_of(found['whole'])}.{_of(found['part']):02d}"


def _of(word: str) -> int:
    return int(word) if word.isdigit() else _BELOW_100[word.lower()]
