"""Words for people: gettext straight from `.po` files, and the sentence of every refusal code.

Two locales are two things: the reader's (`current`) formats the page; a buyer's may be given by name.
"""

import gettext as gettext_module
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.core.clock import HOME

FOLDER = Path(__file__).resolve().parent.parent / "locale"
LOCALES = {"en": "English", "zh_Hans": "简体中文"}
current: ContextVar[str] = ContextVar("locale", default="en")
_COUNTRIES = ("destination", "market")  # figures that name a country by its two letters
_BETWEEN_PARTS = re.compile(r"(; |(?<=\.) )")
# Units of a span: name, seconds, and the least of it that is told in this unit.
_UNITS: tuple[tuple[Literal["month", "week", "day", "hour", "minute"], int, int], ...] = (
    ("month", 2592000, 2), ("week", 604800, 2), ("day", 86400, 2), ("hour", 3600, 1), ("minute", 60, 1),
)  # fmt: skip
_FIGURES_OF_PAPERS = ("amount", "price", "rate", "quantity", "weight", "volume")
_OF_A_COLUMN = re.compile(r"-?[0-9]{1,18}\.[0-9]{4,8}")  # as columns of rates and prices write a figure


@cache
def _catalogue(locale: str) -> gettext_module.NullTranslations:
    path = FOLDER / locale / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return gettext_module.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=locale)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext_module.GNUTranslations(compiled)


@cache
def _sentences() -> Mapping[str, str]:
    return tomllib.loads((FOLDER / "refusals.toml").read_text("utf-8"))


def gettext(message: str) -> str:
    """A message in the reader's language."""
    return _catalogue(current.get()).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """A message that depends on a count. Chinese has one form, which stands under the singular."""
    catalogue = _catalogue(current.get())
    translated = catalogue.gettext(one)
    return translated if translated != one else catalogue.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """A message told apart by its context."""
    return _catalogue(current.get()).pgettext(context, message)


def note(text: str) -> str:
    """A note of the reference in the reader's language, each of its parts being a message of its own."""
    if current.get() != "zh_Hans":
        return text
    return join_notes(map(gettext, note_parts(text)))


def join_notes(said: Iterable[str]) -> str:
    """Notes that are in the reader's language already, one after the other."""
    between = "；" if current.get() == "zh_Hans" else "; "
    return between.join(filter(None, said)).replace("。；", "。")


def note_parts(text: str) -> list[str]:
    """The messages of a note: what stands between semicolons and full stops."""
    return [part for part in _BETWEEN_PARTS.split(text)[::2] if part]


def N_(message: str) -> str:
    """Mark a message for the catalogue where it stands as a constant; it is translated when it is shown."""
    return message


def sentence(code: str, figures: Mapping[str, Any]) -> str:
    """The sentence of a refusal or finding code, in the reader's language, with its figures."""
    template = gettext(_sentences().get(code, code))
    shown = {name: _shown(name, value) for name, value in figures.items()}
    try:
        return template.format_map(_Figures(shown))
    except (IndexError, ValueError):
        return template


class _Figures(dict[str, str]):
    """A figure that was not kept reads as an ellipsis, never as the name of its place."""

    def __missing__(self, name: str) -> str:
        return "…"


def _shown(name: str, value: Any) -> str:
    """A figure as people read it; a kind of reference rate stands among the sentences as "kind.fee"."""
    if name in _COUNTRIES and len(str(value)) == 2:
        return country(value)
    named = _sentences().get(f"kind.{value}") if name == "kind" else None
    return gettext(named) if named else _figure(value)


def has_sentence(code: str) -> bool:
    """Whether this refusal code has words."""
    return code in _sentences()


def _figure(value: Any) -> str:
    if isinstance(value, str) and _OF_A_COLUMN.fullmatch(value):
        value = Decimal(value)  # a figure that was kept as JSON
    if isinstance(value, Decimal):
        return number(_without_idle_zeros(value))
    if isinstance(value, datetime):
        return f"{day(value)} {clock(value)}"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(gettext(str(item)) for item in value)
    return gettext(value) if isinstance(value, str) else str(value)


def _without_idle_zeros(value: Decimal) -> Decimal:
    """0.05000000 -> 0.05: a column's width is no precision. Cents stay."""
    exponent = value.as_tuple().exponent
    shorter = value.normalize()
    if not isinstance(exponent, int) or exponent >= -2:
        return value
    cents = value.quantize(Decimal("0.01"))
    return cents if cents == value else shorter


def pick(wanted: str | None, accepted: str | None) -> str:
    """The locale for a reader: what they chose, else what their browser asks for, else English."""
    if wanted in LOCALES:
        return str(wanted)
    for part in (accepted or "").split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("zh"):
            return "zh_Hans"
        if tag.startswith("en"):
            return "en"
    return "en"


def money(amount: Decimal, currency: str, locale: str | None = None) -> str:
    """An amount with its currency, as the reader writes it."""
    return _money(str(amount), currency, locale or current.get())


def number(value: Decimal | int, pattern: str | None = None, locale: str | None = None) -> str:
    """A number with the reader's separators, all its decimals kept."""
    return _number(str(value), pattern, locale or current.get())


def percent(rate: Decimal, decimals: int = 1, locale: str | None = None) -> str:
    """A ratio as per cent: 0.125 -> 12.5%."""
    pattern = "#,##0." + "0" * decimals + "%" if decimals else "#,##0%"
    return _percent(str(rate), pattern, locale or current.get())


def day(value: date | datetime, style: str = "medium", locale: str | None = None) -> str:
    """A day. An instant is shown as the sellers' day."""
    if isinstance(value, datetime):
        value = value.astimezone(HOME).date()
    return _day(value, style, locale or current.get())


# What pages say again and again is formatted once. Figures are keyed by their text, since 1.0 equals 1.00.
@lru_cache(8192)
def _money(amount: str, currency: str, locale: str) -> str:
    return numbers.format_currency(Decimal(amount), currency, locale=locale)


@lru_cache(8192)
def _number(value: str, pattern: str | None, locale: str) -> str:
    return numbers.format_decimal(Decimal(value), pattern, locale=locale, decimal_quantization=False)


@lru_cache(2048)
def _percent(rate: str, pattern: str, locale: str) -> str:
    return numbers.format_percent(Decimal(rate), pattern, locale=locale)


@lru_cache(2048)
def _day(value: date, style: str, locale: str) -> str:
    return dates.format_date(value, style, locale=locale)


def clock(value: datetime, zone: str | None = None, locale: str | None = None) -> str:
    """A time of day, in the sellers' zone unless another is named."""
    return _clock(value, zone, locale or current.get())


@lru_cache(2048)
def _clock(value: datetime, zone: str | None, locale: str) -> str:
    return dates.format_time(
        value, "short", tzinfo=dates.get_timezone(zone) if zone else HOME, locale=locale
    )


def there(value: datetime, zone: str, locale: str | None = None) -> str:
    """A time in another zone with its day of the week, which may not be the reader's: "Thu 2:53 PM"."""
    local = value.astimezone(dates.get_timezone(zone)).date()
    return f"{_day(local, 'EEE', locale or current.get())} {clock(value, zone, locale)}"


def ago(span: timedelta, locale: str | None = None) -> str:
    """A span with its direction: "3 hours ago", "in 2 days"; less than a minute either way is "just now"."""
    if abs(span) < timedelta(minutes=1):
        return _catalogue(locale or current.get()).gettext("just now")
    return dates.format_timedelta(span, add_direction=True, locale=locale or current.get())


def span(value: timedelta, locale: str | None = None) -> str:
    """A span without direction in whole units, never rounded up, since it mostly tells what is left:
    47 hours and a half are "47 hours", 48 are "2 days".
    """
    seconds = abs(value).total_seconds()
    unit, each, _ = next((row for row in _UNITS if seconds >= row[1] * row[2]), _UNITS[-1])
    whole = timedelta(seconds=seconds // each * each)
    return dates.format_timedelta(whole, unit, threshold=2, locale=locale or current.get())


def boxed(value: Any, kind: str) -> str:
    """What stands in a box of a paper, as the reader writes it; what cannot be read so stands as it is.

    Args: kind, of the box: date (ISO), amount, price, rate, quantity, weight, volume, choice or another.
    """
    text = str(value)
    try:
        if kind == "date":
            return day(date.fromisoformat(text))
        if kind in _FIGURES_OF_PAPERS and text.isascii() and (figure := Decimal(text)).is_finite():
            decimals = "." + "0" * len(text.partition(".")[2]) if "." in text else ""
            return number(figure, "#,##0" + decimals)
    except (ValueError, ArithmeticError):
        return text
    return gettext(text) if kind == "choice" else text


def language_name(code: str, locale: str | None = None) -> str:
    """A language's name by its ISO code."""
    return str(Locale.parse(locale or current.get()).languages.get(code, code))


def country(code: str, locale: str | None = None) -> str:
    """A country's name by its ISO code."""
    return _country(code, locale or current.get())


@lru_cache(2048)
def _country(code: str, locale: str) -> str:
    return str(Locale.parse(locale).territories.get(code, code))


def excerpt(text: str, length: int) -> str:
    """The beginning of a text in one line, ended with its last whole word; all of it where it is short.

    A script that parts no words is cut where the room ends.
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head, _, rest = line[:length].rpartition(" ")
    return (head if len(head) > len(rest) else line[: length - 1]).rstrip(" ,;:.-–") + "…"
