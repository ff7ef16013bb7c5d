"""Numbers as people write them: 1,250.50 or 1.250,50, in words, in dozens; each language's own way."""

import re
from decimal import Decimal
from functools import cache

from app.trade.letters.letter_hundreds import has_round, with_big_numbers, with_rest, with_short_numbers

NUMBER = r"\d{1,3}(?:[ '.,]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_THREE = re.compile(r"\d{1,3}([.,])\d{3}")

_UNITS: dict[str, tuple[str, ...]] = {
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
           "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "es": ("un[oa]?", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once",
    "doce",
           "trece", "catorce", "quince"),
    "de": ("eine?[mnrs]?", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwölf",
           "dreizehn", "vierzehn", "fünfzehn"),
    "fr": ("une?", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
           "treize", "quatorze", "quinze"),
    "pt": ("uma?", "du?[oa]i?s", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze",
    "doze",
           "treze", "quatorze", "quinze"),
    "ru": ("одн[аоу]?[иейм]*", "дв[ае]", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять",
    "десять"),
    "ar": ("واحدة?", "اثن(?:ان|ين)", "ثلاثة?", "أربعة?", "خمسة?", "ستة?", "سبعة?", "ثمان(?:ية|ي)", "تسعة?",
    "عشرة?"),
}  # fmt: skip
_TENS: dict[str, dict[str, int]] = {
    "en": {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
           "ninety": 90},
    "es": {"veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "ochenta": 80},
    "de": {"zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "achtzig": 80},
    "fr": {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60},
    "pt": {"vinte": 20, "trinta": 30, "quarenta": 40, "cinquenta": 50, "sessenta": 60},
    "ru": {"двадцать": 20, "тридцать": 30, "сорок": 40, "шестьдесят": 60},
    "ar": {"عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "ستون": 60, "ستين": 60},
}  # fmt: skip
_KANJI = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "十": 10}
_KANJI_COUNT = re.compile(
    r"([一二两三四五六七八九十]{1,3})(?=\s*(?:日|天|周|週|个月|ヶ月|か月|年|个|個|件|セット|打))"
)
_KANJI_HUNDRED = re.compile(r"([一二两三四五六七八九])?百(?=\s*(?:個|個|セット|枚|件|个|套|台|本))")
# "one" counts only before a unit: "one carton" and "one of us" are articles.
_ONE = (
    r"(?=[ -](?:hundred|week|month|year|day|dozen|woche|monat|jahr|tag|semana|mes|mês|año|ano|an|mois"
    r"|semaine|jour)\w?)"
)
_ARTICLE = re.compile(
    r"\b(?:an?|one|une?|una?|uma?|eine?[mnr]?)[ -](?=(?:week|month|year|dozen|day|woche|monat|jahr|semana"
    r"|mes|mês|año|ano"
    r"|an|mois|semaine|sem)\b)"
)


# Times that are said without a number; what is rounded is rounded up: a week and a half is 11 days.
_SAID = {
    "half a year": "6 months", "half a month": "15 days", "half year": "6 months", "half month": "15 days",
    "a fortnight": "14 days", "one fortnight": "14 days", "two fortnights": "28 days", "fortnight": "14 days",
    "halbes jahr": "6 monate", "anderthalb jahre": "18 monate", "eineinhalb jahre": "18 monate",
    "une quinzaine de jours": "15 jours", "un an et demi": "18 mois",
    "medio año": "6 meses", "un año y medio": "18 meses", "una quincena": "15 días",
    "meio ano": "6 meses", "um ano e meio": "18 meses", "uma quinzena": "15 dias",
    "полгода": "6 месяцев", "полтора года": "18 месяцев", "полмесяца": "15 дней",
    "半月": "15日", "半年": "6か月", "半个月": "15天", "نصف شهر": "15 يوما",
}  # fmt: skip
_SAID_TIME = re.compile(
    r"(?<![a-zà-ÿа-я])(?<!and )(?<!and a )(?:"
    + "|".join(map(re.escape, sorted(_SAID, key=len, reverse=True)))
    + r")(?![a-zà-ÿа-я])"
)
_COUPLE = re.compile(r"\b(?:a |the )?couple(?: of)?(?= (?:more )?(?:day|week|month|year))")
_ONE_AND = re.compile(r"\bone and (?:an? )?half (?=year|month|week)")
_AND_HALF = re.compile(
    r"(?<![\d.])(\d+)(?:\.5 (year|month|week)s?| (year|month|week)s? and (?:an? |1 )?half"
    r"| and (?:an? |1 )?half (year|month|week)s?)\b"
)
_AND_MONTHS = re.compile(r"(?<![\d.])(\d+) years? and (\d+) months?\b")
_HALF_OF = {"year": (12, 6, "months"), "month": (30, 15, "days"), "week": (7, 4, "days")}
# "usd3.2", "gw17.8kgs", but not the numbers of standards and grades.
_RUN_ON = re.compile(r"(?<=[a-z]{2})(?<!un)(?<!iso)(?<!en)(?<!ipx)(?<!uv)(?<!astm)(?=\d)")
_POINT = re.compile(r"(?<=\d) point (?=\d)")
_U = re.compile(r"(?<![\w.])(\d+\.\d+|\d+(?=u/))u\b")  # "3.9u", dollars in chats of Chinese traders
# Arabic says one after the unit, and two by its ending.
_ARABIC_ONE = re.compile(r"(سنة|عام|شهر|أسبوع|يوم) واحدة?|(?<=خلال )(شهر|أسبوع)(?!\w)|(?<=ضمان )(سنة"
                    r"|عام)(?!\w)")
_ARABIC_TWO = re.compile(r"(سنت|أسبوع|شهر|يوم)(?:ين|ان)(?!\w)")


@cache
def _word_pattern(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    units = _UNITS[language]
    tens = _TENS[language]
    ones = "|".join(units[1:])
    joiner = {"de": "und", "es": r"(?:i| y )", "fr": r"[ -](?:et )?", "pt": r" e "}.get(language, "[ -]")
    if language == "de":
        ten = f"(?:(?P<unit>{'|'.join(units)}){joiner})?(?P<ten>{'|'.join(tens)})"
    else:
        ten = f"(?P<ten>{'|'.join(tens)})(?:{joiner}(?P<unit>{'|'.join(units)}))?"
    whole = rf"(?<!\w)(?:{ten}|(?P<alone>{ones}|{units[0]}{_ONE}))(?:[ -](?P<big>hundred|thousand))?(?!\w)"
    return re.compile(whole), tens


def with_digits(low: str, language: str) -> str:
    """A text in lower case with the numbers that it spells out in digits, as far as the reader knows them."""
    low = _U.sub(r"\1 usd", _ONE_AND.sub("1 and a half ", low))
    low = _COUPLE.sub("2", _SAID_TIME.sub(lambda found: _SAID[found[0]], low))
    low = _ARTICLE.sub("1 ", _RUN_ON.sub(" ", low))
    has_rest = has_round(low, language)
    low = with_big_numbers(low, language)
    if language == "ar":
        low = _ARABIC_ONE.sub(lambda found: f"1 {found[1] or found[2] or found[3]}", low)
        low = _ARABIC_TWO.sub(r"2 \1", low)
    if language in ("ja", "zh"):
        low = _KANJI_COUNT.sub(lambda found: f" {_kanji(found[1])}", _KANJI_HUNDRED.sub(_hundreds, low))
        return with_short_numbers(low)
    for code in dict.fromkeys(("en", language)):
        if code not in _UNITS:
            continue
        pattern, tens = _word_pattern(code)
        units = _UNITS[code]

        def digits(found: re.Match[str], tens: dict[str, int] = tens, units: tuple[str, ...] = units) -> str:
            number = tens.get(found["ten"] or "", 0)
            word = found["unit"] or found["alone"]
            if word:
                number += next(n for n, unit in enumerate(units, 1) if re.fullmatch(unit, word))
            return str(number * {"hundred": 100, "thousand": 1000}.get(found["big"] or "", 1))

        low = pattern.sub(digits, low)
    low = with_rest(low) if has_rest else low
    return _with_halves(with_short_numbers(_POINT.sub(".", low)))


def _with_halves(low: str) -> str:
    """One and a half of a unit in the next smaller one, years and months in months."""

    def half(found: re.Match[str]) -> str:
        whole, more, unit = _HALF_OF[found[2] or found[3] or found[4]]
        return f"{int(found[1]) * whole + more} {unit}"

    low = _AND_MONTHS.sub(lambda found: f"{int(found[1]) * 12 + int(found[2])} months", low)
    return _AND_HALF.sub(half, low)


def _hundreds(found: re.Match[str]) -> str:
    return f" {_KANJI[found[1]] if found[1] else 1}00"


def _kanji(signs: str) -> int:
    before, ten, after = signs.partition("十")
    if not ten:
        return int("".join(str(_KANJI[sign]) for sign in signs))
    return (_KANJI[before] if before else 1) * 10 + (_KANJI[after] if after else 0)


def number_of(words: str, *, decimal_comma: bool) -> Decimal:
    """The value of digits as written.

    Where both signs stand, the last one divides the decimals. One sign before three digits groups thousands:
    the comma in English, the full stop where the comma divides decimals; "0,235" never does.
    """
    plain = words.replace(" ", "").replace("'", "")
    last = max(plain.rfind(","), plain.rfind("."))
    if last < 0:
        return Decimal(plain)
    sign, other = plain[last], "." if plain[last] == "," else ","
    if other in plain:
        return Decimal(plain.replace(other, "").replace(sign, "."))
    groups = plain.count(sign) > 1 or (
        _THREE.fullmatch(plain) is not None
        and not plain.startswith("0")
        and sign == ("." if decimal_comma else ",")
    )
    return Decimal(plain.replace(sign, "") if groups else plain.replace(sign, "."))
