"""The figures of a sentence, each of a kind: money, days, date, share, pieces, kg, size, plain number."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from app.trade.letters.letter_language import DECIMAL_COMMA
from app.trade.letters.letter_numbers import NUMBER, number_of

_CURRENCIES: dict[str, str] = {
    "us$": "USD", "usd": "USD", "$": "USD", "us-dollar": "USD", "us dollars": "USD", "us dollar": "USD",
    "dollars": "USD",
    "dollar": "USD",
    "dólares": "USD", "dólar": "USD", "долларов": "USD", "доллара": "USD", "долл": "USD", "دولار": "USD",
    "دولارا": "USD", "ドル": "USD", "米ドル": "USD", "美元": "USD", "美金": "USD", "u.s. dollars": "USD",
    "€": "EUR", "eur": "EUR", "euros": "EUR", "euro": "EUR", "евро": "EUR", "يورو": "EUR", "ユーロ": "EUR",
    "欧元": "EUR",
    "£": "GBP", "gbp": "GBP", "pounds sterling": "GBP", "円": "JPY", "jpy": "JPY", "yen": "JPY",
    "日元": "JPY",
    "rmb": "CNY",
    "cny": "CNY",
    "yuan": "CNY",
    "元": "CNY",
    "人民币": "CNY",
    "руб": "RUB",
    "рублей": "RUB",
    "₽": "RUB",
    "rub": "RUB", "r$": "BRL", "brl": "BRL", "reais": "BRL", "sar": "SAR", "ريال": "SAR", "aed": "AED",
    "¥": "JPY|CNY",
}  # fmt: skip
_CURRENCY = "|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True))
_N = rf"(?:{NUMBER})"
_TO = r"\s*(?:-|~|to|bis|a|à|at[ée]|до|إلى|から|至|or|and(?= \d+ ?(?:day|week)))\s*"
_MONEY = re.compile(
    rf"(?<![\w.])(?P<c1>{_CURRENCY})\s?[:=]?\s?(?P<n1>{_N})(?:\s*(?:-|~|to)\s*(?P<m1>{_N}))?(?![\w%])"
    rf"|(?<![\w.,])(?P<n2>{_N})(?:\s*(?:-|~|to|a|bis|à)\s*(?P<m2>{_N}))?\s?(?P<c2>{_CURRENCY})(?![a-z0-9])"
    rf"(?: (?:(?:and|и|y) )?(?P<cents>\d\d?) cents"
    r"| (?P<odd>[1-9]\d)(?= *(?:$|[,;]| (?:fob|cif|cfr|exw|fca|dap|ddp|cpt|cip|per|each)\b)))?"
)
_UNIT_DAYS = (
    (1, r"days?|d(?=\s*(?:$|[,.;/+]|after|from|upon|of ))|tagen?|tage|días?|jours?|dias?|д(?:ень|ня"
        r"|ней)|日間?|天|يوما?|أيام"),
    (7, r"weeks?|wks?|wochen?|semanas?|semaines?|недел[яиюь]|週間?|周|أسبوعا?|أسابيع|星期"),
    (30, r"months?|mths?|monaten?|monate?|mes(?:es)?|mois|mês|месяц(?:а|ев)?|[かヶケ]月|个月|شهرا?|أشهر"),
    (365, r"years?|yrs?|jahre?n?|años?|ans?|anos?|года?|лет|年間?|سنة|سنت|عام|سنوات"),
)
_DAY_WORD = "|".join(f"(?P<u{days}>{words})" for days, words in _UNIT_DAYS)
_BUSY = r"working|business|calendar|natural|werk|arbeits|hábiles|ouvrables|úteis|рабочих|営業|工作"
_DURATION = re.compile(
    rf"(?<![\w.,/])(?P<n>\d+)(?:-?ish)?(?:{_TO}(?P<m>\d+))?[\s-]*(?:{_BUSY})?[\s-]*(?:{_DAY_WORD})(?![a-zà-ÿа-я])"
)
_MONTHS = (
    "jan(?:uary|uar|vier|eiro)?|enero|январ[яьюе]|يناير|كانون الثاني",
    "feb(?:ruary|ruar)?|février|febrero|fevereiro|феврал[яьюе]|فبراير|شباط",
    "mar(?:ch)?|märz|mars|marzo|março|марта?|مارس|آذار",
    "apr(?:il)?|avril|abr(?:il)?|апрел[яьюе]|أبريل|إبريل|نيسان", "may|mai|mayo|maio|ма[йяю]|مايو|أيار",
    "june?|juni|juin|junio|junho|июн[яьюе]|يونيو|حزيران",
    "july?|juli|juillet|julio|julho|июл[яьюе]|يوليو|تموز", "aug(?:ust)?|août|agosto|августа?|أغسطس|آب",
    "sept?(?:ember|embre|iembre)?|setembro|сентябр[яьюе]|سبتمبر|أيلول",
    "oct(?:ober|obre|ubre)?|okt(?:ober)?|outubro|октябр[яьюе]|أكتوبر|تشرين الأول",
    "nov(?:ember|embre|iembre|embro)?|ноябр[яьюе]|نوفمبر|تشرين الثاني",
    "dec(?:ember)?|dez(?:ember|embro)?|décembre|diciembre|декабр[яьюе]|ديسمبر|كانون الأول",
)
_MONTH = "|".join(f"(?P<mon{number}>{words})" for number, words in enumerate(_MONTHS, 1))
# What stands before a day and a month without a year: "on 12/11".
_BEFORE_DATE = "|".join(
    f"(?<={words} )"
    for words in (
        "by", "before", "delivery", "delivery:", "on", "until", "untill", "till", "til", "around", "about",
        "the", "am", "bis", "vor", "le", "el", "hasta", "até", "de", "para", "до", "к",
    )
)  # fmt: skip
_DATE = re.compile(
    rf"(?<![\w.])(?:(?P<d1>\d\d?)(?:st|nd|rd|th|\.)?\s*(?:of "
    rf"|de )?(?:{_MONTH})\b\.?(?:,?\s*(?:de )?(?P<y1>20\d\d))?"
    r"|(?P<y3>20\d\d)[-/.年]\s?(?P<m3>\d\d?)[-/.月]\s?(?P<d3>\d\d?)日?"
    r"|(?P<m4>\d\d?)\s?月\s?(?P<d4>\d\d?)\s?[日号]"
    r"|(?P<a>\d\d?)(?P<sep>[./])(?P<b>\d\d?)(?:(?P=sep)(?P<y5>(?:20)?\d\d))(?!\d)"
    rf"|(?:{_BEFORE_DATE})(?P<a2>\d\d?)/(?P<b2>\d\d?)(?![\d/]|\s?%))"
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?:{_MONTH})\b\.?\s*(?P<d2>\d\d?)(?:st|nd|rd|th)?(?!\d)(?:,?\s*(?P<y2>20\d\d))?"
)
_SHARE = re.compile(
    rf"(?<![\w.])(?P<n>{_N})\s?(?:%|per ?cent|percent|prozent|por ciento|por cento"
    rf"|pour ?cent|процент\w*)"
)
_HALVES = re.compile(r"(?<![\d/.])(\d\d)\s?/\s?(\d\d)(?![\d/])")
_LENGTH = r"(?P<u>cms?|mm|inch(?:es)?|in\b|\"|''|см|мм|سم|厘米|公分)"
_BY = r"\s?(?:cms?|mm|in|\")?\s?(?:x|\*|by|х)\s?"
_SIZE = re.compile(
    rf"(?<![\w.,])(?:l\s?)?(?P<a>\d+(?:[.,]\d+)?){_BY}(?:w\s?)?(?P<b>\d+(?:[.,]\d+)?)(?:{_BY}(?:h\s?)?(?P<c>\d+(?:[.,]\d+)?))?\s?{_LENGTH}?"
    rf"|(?<![\w.,/])(?P<a2>\d+\.?\d*)/(?P<b2>\d+\.?\d*)/(?P<c2>\d+\.?\d*)\s?(?P<u2>cm|mm)"
)
_WEIGHT = re.compile(
    rf"(?<!\w)(?<!\d\.)(?P<n>{_N})(?:\s?/\s?(?P<m>{_N}))?\s?(?P<u>kgs?\b|kilo(?:gram)?s?\b|lbs?\b"
    rf"|pounds?\b(?! sterling)|кг|كجم|كغ|كيلو|公斤|千克|キロ)"
)
_PIECE = (
    r"pcs?\b|pieces?\b|pieses\b|units?\b|sets?\b|pairs?\b|stück|stk\b|piezas?\b|unidad(?:es)?\b|pièces?\b"
    r"|unités?\b|peças?\b|"
    r"uds?\b|pzas?\b|prs?\b|штук[аи]?|шт\b|個|枚|セット|件|只|个|套|قطعة|قطع|وحدة|dozens?\b|gross of\b"
)
_PIECES = re.compile(rf"(?<![\w.])(?P<n>{_N})(?:\s?-\s?(?P<m>\d+))?[\s-]?(?P<u>{_PIECE})")
_MEASURE = re.compile(
    rf"(?<![\w.])(?P<n>{_N})\s?-?(?P<u>mah|мач|ma\b|watts?\b|w\b|wh\b|ml\b|l\b(?!/)|lit(?:er|re)s?\b|mm\b|g\b"
    rf"|gsm\b|hours?\b|hrs\b|h\b|lm\b)"
)
_PLAIN = re.compile(rf"(?<![\w.,/])(?P<n>{_N})(?![\w%])")
_LB_KG, _INCH_CM = Decimal("0.45359237"), Decimal("2.54")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure. start, end: its place in the sentence; value and most: the same unless it is a range.

    unit: the currency, "days", a date's state, "cm", a measure's unit. parts: the sides of a size.
    """

    kind: str
    start: int
    end: int
    words: str
    value: Decimal
    most: Decimal
    unit: str = ""
    parts: tuple[Decimal, ...] = ()
    on: str = ""

    @property
    def is_range(self) -> bool:
        """Whether two values are named."""
        return self.value != self.most


# A heading that names a currency for the figures below it: "Unit price (USD)", "all prices in EUR".
HEADED = re.compile(
    rf"\b(?:prices?|cost|quotation)\b[^\d.!?]{{0,24}}?[(/,|] ?(?:in )?({_CURRENCY})(?![\w$])(?! ?\d)"
    rf"|\bprices? (?:\w+ )?in ({_CURRENCY})(?![\w$])(?! ?\d)"
)


def currency_of(name: str) -> str:
    """The code of a currency by a name of it; empty where the name is that of several."""
    code = _CURRENCIES[name]
    return "" if "|" in code else code


def figures(low: str, language: str) -> list[Figure]:
    """The figures of a sentence in lower case, in order; what is part of one is not read again as another.

    Args: low, as `with_digits` gives it; language decides between decimal comma and point.
    """
    comma = language in DECIMAL_COMMA
    found: list[Figure] = []
    if not re.search(r"\d", low):
        return found
    for read in (_sizes, _dates, _shares, _money, _durations, _weights, _pieces, _measures, _numbers):
        new = list(read(low, comma))
        if new:
            found += new
            low = _blanked(low, new)
    return sorted(found, key=lambda figure: figure.start)


def _blanked(low: str, found: Iterable[Figure]) -> str:
    """The text with the figures found so far as spaces."""
    parts, at = [], 0
    for figure in sorted(found, key=lambda each: each.start):
        parts += [low[at : figure.start], " " * (figure.end - max(figure.start, at))]
        at = max(figure.end, at)
    return "".join((*parts, low[at:]))


def _figure(kind: str, found: re.Match[str], value: Decimal, most: Decimal | None = None) -> Figure:
    most = value if most is None else most
    return Figure(kind, found.start(), found.end(), found[0].strip(), min(value, most), max(value, most))


def _money(low: str, comma: bool) -> Iterator[Figure]:
    for found in _MONEY.finditer(low):
        number, most = found["n1"] or found["n2"], found["m1"] or found["m2"]
        value = number_of(number, decimal_comma=comma)
        if found["cents"] or found["odd"]:
            value += Decimal(found["cents"] or found["odd"]) / 100
        code = currency_of(found["c1"] or found["c2"])
        top = number_of(most, decimal_comma=comma) if most else None
        if top is not None and top < value:
            top = None
        yield replace(_figure("money", found, value, top), unit=code)


def _durations(low: str, comma: bool) -> Iterator[Figure]:
    for found in _DURATION.finditer(low):
        days = next(days for days, _ in _UNIT_DAYS if found[f"u{days}"])
        value = Decimal(found["n"]) * days
        most = Decimal(found["m"]) * days if found["m"] else None
        yield replace(
            _figure("days", found, value, most), unit={30: "months", 365: "years"}.get(days, "days")
        )


def _dates(low: str, comma: bool) -> Iterator[Figure]:
    """Dates as YYYY-MM-DD, or MM-DD without a year; "ambiguous" where day and month could swap."""
    for pattern in (_DATE, _MONTH_FIRST):
        for found in pattern.finditer(low):
            part = found.groupdict()
            month = next((n for n in range(1, 13) if part.get(f"mon{n}")), 0) or int(
                part.get("m3") or part.get("m4") or 0
            )
            day = int(part.get("d1") or part.get("d2") or part.get("d3") or part.get("d4") or 0)
            year, state = part.get("y1") or part.get("y2") or part.get("y3") or part.get("y5") or "", ""
            first, second = part.get("a") or part.get("a2"), part.get("b") or part.get("b2")
            if first and second:
                day, month = int(first), int(second)
                is_point = part.get("sep") == "."
                if day <= 12 and month <= 12 and day != month and not is_point:
                    state = "ambiguous"
                elif month > 12:
                    day, month = month, day
            if 1 <= day <= 31 and 1 <= month <= 12:
                year = f"20{year}" if len(year) == 2 else year
                on = "-".join(filter(None, (year, f"{month:02d}", f"{day:02d}")))
                yield replace(_figure("date", found, Decimal(day)), unit=state, on=on)
        low = pattern.sub(lambda each: " " * len(each[0]), low)


def _shares(low: str, comma: bool) -> Iterator[Figure]:
    for found in _SHARE.finditer(low):
        yield _figure("share", found, number_of(found["n"], decimal_comma=comma))
    for found in _HALVES.finditer(low):
        if int(found[1]) + int(found[2]) == 100:
            yield _figure("share", found, Decimal(found[1]))


def _sizes(low: str, comma: bool) -> Iterator[Figure]:
    for found in _SIZE.finditer(low):
        sides = [found[name] for name in ("a", "b", "c", "a2", "b2", "c2") if found[name]]
        unit = found["u"] or found["u2"] or ""
        if not unit and len(sides) < 3:
            continue
        times = Decimal(1)
        if unit in ("mm", "мм"):
            times = Decimal("0.1")
        elif unit.startswith(("in", '"', "''")):
            times = _INCH_CM
        parts = tuple(Decimal(side.replace(",", ".")) * times for side in sides)
        yield replace(_figure("size", found, Decimal(len(parts))), unit="cm", parts=parts)


def _weights(low: str, comma: bool) -> Iterator[Figure]:
    for found in _WEIGHT.finditer(low):
        times = _LB_KG if found["u"].startswith(("lb", "pound")) else Decimal(1)
        value = number_of(found["n"], decimal_comma=comma) * times
        yield replace(_figure("kg", found, value), unit="kg")
        if found["m"]:
            second = number_of(found["m"], decimal_comma=comma) * times
            yield replace(_figure("kg", found, second), unit="kg", start=found.end() - 1)


def _pieces(low: str, comma: bool) -> Iterator[Figure]:
    for found in _PIECES.finditer(low):
        value = number_of(found["n"], decimal_comma=comma)
        times = 12 if found["u"].startswith("dozen") else 144 if found["u"].startswith("gross") else 1
        most = Decimal(found["m"]) * times if found["m"] else None
        yield replace(_figure("pieces", found, value * times, most), unit=found["u"])


def _measures(low: str, comma: bool) -> Iterator[Figure]:
    for found in _MEASURE.finditer(low):
        unit = found["u"]
        short = {"мач": "mah", "watts": "w", "watt": "w", "gsm": "g", "hours": "h", "hour": "h", "hrs": "h"}
        unit = "l" if unit.startswith("lit") else short.get(unit, unit)
        yield replace(_figure("measure", found, number_of(found["n"], decimal_comma=comma)), unit=unit)


def _numbers(low: str, comma: bool) -> Iterator[Figure]:
    for found in _PLAIN.finditer(low):
        yield _figure("number", found, number_of(found["n"], decimal_comma=comma))
