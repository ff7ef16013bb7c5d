"""A stored value in words: money, rates, days, codes and people's names, as the reader writes them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from app.core import words
from app.core.words import N_
from app.queries.deals.deal_labels import CHANGES
from app.queries.rates.rate_words import rate_label
from app.queries.words.code_words import CODE_WORDS
from app.queries.words.fact_words import FACT_WORDS
from app.queries.words.field_words import FIELD_WORDS
from app.trade.words.goods_labels import DELAY_REASONS, ROLL_REASONS, SERVICES
from app.trade.words.labels import ACCOUNT_LABELS, ENTRY_LABELS, METHOD_LABELS
from app.trade.words.money_labels import RESULT_LABELS, WORKINGS_LINES

_PLAIN_RATES = frozenset({"fx_rate", "exchange_rate", "rate"})  # RMB per USD, not shares
_COUNTRIES = frozenset({"market", "country", "destination_country"})
_LEFT_OUT = frozenset({"version", "position", "stable_name", "digest", "shows", "token_hash", "token", "key"})
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Every code that a record may hold -> its label; the words of states come first.
_CODES = {
    **WORKINGS_LINES, **RESULT_LABELS, **ACCOUNT_LABELS, **ENTRY_LABELS, **CHANGES, **METHOD_LABELS,
    **DELAY_REASONS, **ROLL_REASONS, **SERVICES, **CODE_WORDS,
}  # fmt: skip
_LISTED = 6  # items of a list that are named one by one


def label(name: str) -> str:
    """The label of a field or a fact, in the reader's language; its own name, spaced, if it has none."""
    known = FIELD_WORDS.get(name) or FACT_WORDS.get(name)
    return words.gettext(known) if known else name.replace("_", " ").strip().capitalize()


def is_shown(name: str, value: Any) -> bool:
    """Whether the field is for people: not plumbing, and not an id that no name is known for."""
    return name not in _LEFT_OUT and not (name.endswith("_id") and name not in FIELD_WORDS) and value != {}


def said(name: str, value: Any, names: Mapping[str, str]) -> str:
    """The value in the reader's words; "" for nothing. `names` gives the names that ids stand for."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return words.gettext(N_("Yes") if value else N_("No"))
    if name == "rate_key":
        return rate_label(*str(value).partition("/")[::2])
    if isinstance(value, dict):
        return _dictionary(value, names)
    if isinstance(value, list):
        return _list(name, value, names)
    if isinstance(value, str) and (value in names or _ID.fullmatch(value)):
        return names.get(value, "")
    return _number(name, value) or _text(name, str(value))


def _number(name: str, value: Any) -> str:
    """A money amount, rate, measure or count; "" if it is no number by its name."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return ""
    if not amount.is_finite():
        return ""
    if name.endswith("_usd"):
        return words.money(amount, "USD")
    if name.endswith("_rmb"):
        return words.money(amount, "CNY")
    if (name.endswith("_rate") and name not in _PLAIN_RATES) or name == "chance":
        return words.percent(amount)
    if isinstance(value, int) or name.endswith(("_kg", "_cm", "_m3", "_days", "_hours", "rate")):
        return words.number(amount.normalize() if amount == amount.to_integral() and amount else amount)
    return ""


def _text(name: str, value: str) -> str:
    if name in _COUNTRIES and len(value) == 2:
        return words.country(value)
    if name.endswith(("_at", "until", "_on", "_by")) or name in ("at", "to", "on"):
        return _time(value)
    if value in _CODES:
        return words.gettext(_CODES[value])
    if words.has_sentence(value):
        return words.sentence(value, {})
    return value.replace("_", " ") if value.replace("_", "").islower() and "_" in value else value


def _time(value: str) -> str:
    try:
        if "T" in value:
            at = datetime.fromisoformat(value.replace("Z", "+00:00"))
            return f"{words.day(at)} {words.clock(at)}"
        return words.day(date.fromisoformat(value))
    except ValueError:
        return value


def _dictionary(value: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if set(value) == {"sha256", "chars"}:
        return names.get(str(value["sha256"])) or words.gettext(N_("(words kept apart)"))
    if value.get("code") in _CODES and "figures" in value:
        return words.gettext(_CODES[value["code"]])
    if "code" in value and words.has_sentence(str(value["code"])):
        return words.sentence(str(value["code"]), value.get("figures") or {})
    if words.has_sentence(str(value.get("unknown_code"))):  # charges that the reference does not give
        return words.sentence(str(value["unknown_code"]), value.get("unknown_figures") or {})
    if {"code", "amount", "unit", "formula"} <= set(value):  # a line of a reckoning: what it is, how much
        figure = f"{words.number(Decimal(str(value['amount'])))} {value['unit']}"
        return f"{_text('code', str(value['code']))}: {figure}".rstrip()
    parts = [(name, said(name, item, names)) for name, item in value.items() if is_shown(name, item)]
    return "; ".join(f"{label(name)}: {text}" for name, text in parts if text)


def _list(name: str, value: list[Any], names: Mapping[str, str]) -> str:
    shown = [text for text in (said(name, item, names) for item in value[:_LISTED]) if text]
    more = len(value) - _LISTED
    joined = (" | " if any(isinstance(item, dict | list) for item in value) else ", ").join(shown)
    return joined + (" " + words.gettext("and %(n)s more") % {"n": more} if more > 0 else "")
