"""A paper's values as they are printed: grouped figures, written-out dates, every box present."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.trade.money import decimals_of
from app.trade.papers.documents import Values, paper
from app.trade.papers.paper import PARTY, PaperField
from app.trade.papers.words_of_amount import number_in_words
from app.trade.words.country import country_name

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def printed(kind: str, values: Values) -> dict[str, Any]:
    """The values of one paper for its layout, finished or not: an empty box prints as empty text.

    Returns: plain text, rows and parties for every field of the paper, and title_en, title_zh, kind and
        packages_words.
    Raises: RuleBroken("document.kind_unknown").
    """
    form = paper(kind)
    currency = values.get("currency")
    decimals = decimals_of(currency) if isinstance(currency, str) else 2
    shown = _row(form.fields, values, decimals, form.language)
    titles = {"kind": form.kind, "title_en": form.title_en, "title_zh": form.title_zh}
    return shown | titles | {"packages_words": _in_words(values.get("packages"))}


def _in_words(packages: Any) -> str:
    """A number of packages in words, as a bill of lading repeats it; "" for what is no whole number."""
    text = str(packages or "")
    return number_in_words(int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else ""


def _row(fields: tuple[PaperField, ...], values: Values, decimals: int, language: str) -> dict[str, Any]:
    return {each.name: _shown(each, values.get(each.name), decimals, language) for each in fields}


def _shown(each: PaperField, value: Any, decimals: int, language: str) -> Any:
    if each.type == "lines":
        rows = value if isinstance(value, list) else []
        return [_row(each.columns, row, decimals, language) for row in rows if isinstance(row, Mapping)]
    if each.type == "party":
        return _row(PARTY, value if isinstance(value, Mapping) else {}, decimals, language)
    text = "" if value is None else str(value)
    if each.type == "date":
        return _day(text, language)
    if each.type == "country":
        return country_name(text, language)
    if each.type == "quantity":
        return _figure(text, 0)
    if each.type in ("amount", "price", "weight", "volume"):
        least = {"amount": decimals, "price": decimals, "weight": 2, "volume": 3}[each.type]
        return _figure(text, least)
    return text


def _day(text: str, language: str) -> str:
    """12 Mar 2026, or 2026年03月12日 on a Chinese form; what is no date is printed as it was typed."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    if language == "zh":
        return f"{day.year}年{day.month:02}月{day.day:02}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _figure(text: str, least_decimals: int) -> str:
    """Grouped by thousands, with at least so many decimals and never fewer than were typed."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        return text
    return f"{number:,.{max(least_decimals, -exponent)}f}"
