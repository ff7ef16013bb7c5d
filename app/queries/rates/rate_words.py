"""Names of reference rates and their values, in the reader's language."""

from datetime import date
from decimal import Decimal

from app.core import words
from app.core.words import N_
from app.trade.rates.rate_kind import KINDS, is_percent, written
from app.trade.rates.rate_labels import KEY_LABELS, KIND_LABELS, PART_LABELS, UNITS

_PER = " per "
_COUNTRY_PARTS = frozenset({"tariff", "destination"})


def kind_label(kind: str) -> str:
    """The name of a kind of rates; the code itself for one that nobody knows."""
    return words.gettext(KIND_LABELS.get(kind, kind))


def part_label(part: str) -> str:
    """The name of a part of a rate."""
    return words.gettext(PART_LABELS.get(part, part))


def key_label(kind: str, key: str) -> str:
    """What a key names: "European Union · 950300"."""
    known = KINDS.get(kind)
    names = known.key if known else ()
    shown = (
        _key_part(kind, names[n] if n < len(names) else "", part) for n, part in enumerate(key.split("/"))
    )
    return " · ".join(filter(None, shown))


def _key_part(kind: str, name: str, part: str) -> str:
    labels = KEY_LABELS.get(kind, {})
    if part in labels:
        return words.gettext(labels[part])
    if name in _COUNTRY_PARTS and len(part) == 2:
        return words.country(part)
    if name == "above" and part:
        return words.gettext(N_("above %(value)s")) % {"value": part}
    if name == "valid_from" and part:
        return words.gettext(N_("since %(day)s")) % {"day": words.day(date.fromisoformat(part))}
    return part


def rate_label(kind: str, key: str) -> str:
    """Kind and key in one line: "Import duty · India · 950300"."""
    return f"{kind_label(kind)} · {key_label(kind, key)}"


def unit_label(unit: str) -> str:
    """A unit in the reader's words: "percent" -> "%"."""
    if unit in UNITS:
        return words.gettext(UNITS[unit])
    first, per, second = unit.partition(_PER)
    if per:
        return words.gettext(N_("%(first)s per %(second)s")) % {"first": first, "second": second}
    return unit


def rate_text(value: Decimal | None, unit: str) -> str:
    """A kept value as people write it, with its unit; "" where it is not known."""
    if value is None:
        return ""
    figure = words.number(plain_value(value, unit))
    return f"{figure}%" if unit == "percent" else f"{figure} {unit_label(unit)}"


def plain_value(value: Decimal, unit: str) -> Decimal:
    """A kept value as people write it, without idle zeros: 0.04700000 percent -> 4.7."""
    shown = (written(value, unit) if is_percent(unit) else value).normalize()
    return shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown
