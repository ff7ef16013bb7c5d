"""Numbers in hundreds and thousands, spelt out or shortened: "a hundred and fifty", "5k", "1 lakh"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

_SHORT = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d+)?)(k(?![a-z])|万| ?lakhs?\b)|\b(?:an?|one) lakh\b")
_TIMES = {"k": 1_000, "万": 10_000, "lakh": 100_000, "lakhs": 100_000}
# "between 12 and 14 dollars" is a range.
_N = r"(?:[^\W\d]{0,4}[$€£]? ?)?\d[\d.,]*"
_BETWEEN = re.compile(
    rf"\b(?:between|entre|zwischen) ({_N}) (?:and|y|e|et|und) ({_N})(?=\D|$)"
    r"|(?<!\w)от (\d[\d.,]*) до (\d[\d.,]*)"
)
_ENGLISH_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: n for n, word in enumerate(_ENGLISH_UNITS, 1)} | {
    word: 10 * n for n, word in enumerate(_ENGLISH_TENS, 2)
}
_BELOW_100 = (
    rf"(?:(?:{'|'.join(_ENGLISH_TENS)})(?:[ -](?:{'|'.join(_ENGLISH_UNITS[:9])}))?"
    rf"|{'|'.join(_ENGLISH_UNITS[::-1])})"
)
_ENGLISH = re.compile(
    rf"\b(?:(?P<t>an?|{_BELOW_100}) thousand(?:,? (?:and )?(?:(?P<h1>an?|{_BELOW_100}) hundred)?"
    rf"(?:(?: and)? ?(?P<r1>{_BELOW_100}))?)?"
    rf"|(?P<h2>an?|{_BELOW_100}) hundred(?: (?:and )?(?P<r2>{_BELOW_100}))?)\b"
)
# Round hundreds and thousands elsewhere; what follows them below a hundred is added.
_ROUND: Mapping[str, Mapping[str, int]] = {
    "es": {"cien": 100, "ciento": 100, "doscient[oa]s": 200, "trescient[oa]s": 300, "cuatrocient[oa]s": 400,
           "quinient[oa]s": 500, "seiscient[oa]s": 600, "ochocient[oa]s": 800, "dos mil": 2000, "mil": 1000},
    "de": {"(?:ein)?hundert": 100, "zweihundert": 200, "dreihundert": 300, "vierhundert": 400,
           "fünfhundert": 500, "sechshundert": 600, "achthundert": 800, "(?:ein)?tausend": 1000,
           "hundertfünfzig": 150, "zweihundertfünfzig": 250, "zweitausend": 2000},
    "fr": {"deux cents?": 200, "trois cents?": 300, "quatre cents?": 400, "cinq cents?": 500, "cent": 100,
           "deux mille": 2000, "mille": 1000},
    "pt": {"cem": 100, "cento": 100, "duzent[oa]s": 200, "trezent[oa]s": 300, "quatrocent[oa]s": 400,
           "quinhent[oa]s": 500, "duas mil": 2000, "dois mil": 2000, "mil": 1000},
    "ru": {"сто": 100, "двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500, "шестьсот": 600,
           "две тысячи": 2000, "тысяч[ау]": 1000},
    "ar": {"مئتا": 200, "مئتان": 200, "مئتين": 200, "مائتين": 200, "ثلاثمئة": 300, "ثلاثمائة": 300,
           "خمسمئة": 500, "خمسمائة": 500, "مئة": 100, "مائة": 100, "ألفين": 2000, "ألفا": 2000, "ألف": 1000},
}  # fmt: skip
_AFTER_ROUND = re.compile(r"(\d+00)(?: | y | e | et | و ?)(\d\d?)(?!\d|[.,]\d)")


def with_big_numbers(low: str, language: str) -> str:
    """A text in lower case with hundreds, thousands, lakhs and ranges between two numbers in digits.

    Args: low, before single number words are turned into digits.
    """
    if "hundred" in low or "thousand" in low:
        low = _ENGLISH.sub(_english, low)
    if language in _ROUND:
        low = _round_pattern(language).sub(lambda found: _of_round(found, language), low)
    return low


def with_short_numbers(low: str) -> str:
    """A text with "5k", "1 lakh" and "between 12 and 14" written out; number words are digits by now."""
    return _BETWEEN.sub(_range, _SHORT.sub(_times, low))


def with_rest(low: str) -> str:
    """A text in which what follows round hundreds is added to them: "100 y 50" is 150."""
    return _AFTER_ROUND.sub(lambda found: str(int(found[1]) + int(found[2])), low)


def has_round(low: str, language: str) -> bool:
    """Whether a text spells out a hundred or a thousand in a language other than English."""
    return language in _ROUND and bool(_round_pattern(language).search(low))


def _times(found: re.Match[str]) -> str:
    return "100000" if not found[1] else f"{Decimal(found[1]) * _TIMES[found[2].strip()]:.0f}"


def _range(found: re.Match[str]) -> str:
    return f"{found[1] or found[3]}-{found[2] or found[4]}"


def _english(found: re.Match[str]) -> str:
    hundreds, rest = found["h1"] or found["h2"], found["r1"] or found["r2"]
    return str(_small(found["t"]) * 1000 + _small(hundreds) * 100 + _small(rest))


def _small(words: str | None) -> int:
    if not words:
        return 0
    return 1 if words in ("a", "an") else sum(_SMALL[word] for word in re.split(r"[ -]", words))


@cache
def _round_pattern(language: str) -> re.Pattern[str]:
    words = "|".join(f"(?P<r{n}>{word})" for n, word in enumerate(_ROUND[language]))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _of_round(found: re.Match[str], language: str) -> str:
    return str(list(_ROUND[language].values())[int((found.lastgroup or "r0")[1:])])
