"""The registry of papers and the check that one paper is filled in rightly by itself.

Values are plain JSON: text, ISO dates, decimals as strings, parties as objects, goods as lists of rows.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.trade.money import GREATEST_AMOUNT, decimals_of
from app.trade.papers import paper_credit, paper_customs, paper_goods, paper_sale, paper_transport
from app.trade.papers.paper import PARTY, FilledBy, Paper, PaperField
from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals

Values = Mapping[str, Any]

PAPERS: dict[str, Paper] = {
    each.kind: each
    for each in (
        *paper_sale.PAPERS,
        *paper_goods.PAPERS,
        *paper_transport.PAPERS,
        *paper_customs.PAPERS,
        *paper_credit.PAPERS,
    )
}

GREATEST_LINES = 200
GREATEST_QUANTITY = 1_000_000
GREATEST_TEXT = {"text": 200, "long": 4000}
_DECIMALS = {"price": 4, "rate": 8, "weight": 2, "volume": 3}
_NUMBER = re.compile(r"[0-9]{1,10}(\.[0-9]{1,8})?", re.ASCII)
# Control characters, lone surrogates, and marks that reorder or hide text.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_DAYS = (date(2000, 1, 1), date(2100, 12, 31))


def paper(kind: str) -> Paper:
    """The description of a kind of paper. Raises: RuleBroken("document.kind_unknown")."""
    if kind not in PAPERS:
        raise RuleBroken("document.kind_unknown", kind=kind)
    return PAPERS[kind]


def checked(kind: str, values: Values, only: FilledBy | None = None) -> dict[str, Any]:
    """The values of one paper, trimmed and in one form, all required fields present.

    Args: kind of `PAPERS`; values, plain JSON by field name, an empty optional field is left out; only, the
        party whose fields are looked at, while the others still have to fill in theirs.
    Raises: SeveralRefusals naming each wrong field (`seller.address`, `lines.0.quantity`) with
        "document.field_missing", "field_unknown", "not_text", "too_long", "hidden_character", "not_a_date",
        "not_a_number", "too_many_decimals", "out_of_range", "not_a_choice", "not_a_country",
        "too_many_lines", or what the paper's own rules say; RuleBroken("document.kind_unknown").
    """
    wrong: list[Refusal] = []
    currency = values.get("currency")
    decimals = decimals_of(currency) if isinstance(currency, str) else 2
    form = paper(kind)
    fields = tuple(each for each in form.fields if only in (None, each.filled_by))
    kept = _row(fields, values, "", decimals, wrong)
    if form.rules:
        wrong += form.rules(kept)
    if wrong:
        raise SeveralRefusals(wrong)
    return kept


def readable(kind: str, values: Values) -> dict[str, Any]:
    """What can be read of a paper that is not finished: empty and wrong boxes are left out.

    Raises: RuleBroken("document.kind_unknown").
    """
    currency = values.get("currency")
    decimals = decimals_of(currency) if isinstance(currency, str) else 2
    return _row(paper(kind).fields, values, "", decimals, [])


def legible(kind: str, values: Values) -> dict[str, Any]:
    """A paper that need not be finished, but of which nothing may be wrong: empty boxes are left out.

    Raises: SeveralRefusals as `checked`, but for "document.field_missing";
        RuleBroken("document.kind_unknown").
    """
    try:
        return checked(kind, values)
    except SeveralRefusals as several:
        wrong = [each for each in several.refusals if each.code != "document.field_missing"]
    if wrong:
        raise SeveralRefusals(wrong)
    return readable(kind, values)


def missing(kind: str, values: Values) -> list[str]:
    """Names of the required fields that are still empty, in the order of the paper."""
    return [each.name for each in paper(kind).fields if each.required and _is_empty(values.get(each.name))]


def _is_empty(value: Any) -> bool:
    return value is None or value in ({}, []) or (isinstance(value, str) and not value.strip())


def _row(
    fields: tuple[PaperField, ...], values: Values, path: str, decimals: int, wrong: list[Refusal]
) -> dict[str, Any]:
    """One row of fields: the paper itself, one party, or one line of goods."""
    known = {each.name for each in fields}
    wrong += [
        RuleBroken("document.field_unknown", field=path + str(name)) for name in values if name not in known
    ]
    kept: dict[str, Any] = {}
    for each in fields:
        value = values.get(each.name)
        if _is_empty(value):
            if each.required:
                wrong.append(
                    RuleBroken("document.field_missing", field=path + each.name, label=each.label_en)
                )
            continue
        try:
            kept[each.name] = _value(each, value, path + each.name, decimals, wrong)
        except RuleBroken as refusal:
            wrong.append(refusal)
    return kept


def _value(each: PaperField, value: Any, path: str, decimals: int, wrong: list[Refusal]) -> Any:
    if each.type == "lines":
        return _lines(each, value, path, decimals, wrong)
    if each.type == "party":
        if not isinstance(value, Mapping):
            raise RuleBroken("document.not_a_party", field=path)
        return _row(PARTY, value, f"{path}.", decimals, wrong)
    if not isinstance(value, str):
        raise RuleBroken("document.not_text", field=path)
    return _READERS.get(each.type, _number)(each, value.strip(), path, decimals)


def _lines(
    each: PaperField, value: Any, path: str, decimals: int, wrong: list[Refusal]
) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise RuleBroken("document.not_a_list", field=path)
    if len(value) > GREATEST_LINES:
        raise RuleBroken("document.too_many_lines", field=path, limit=GREATEST_LINES)
    return [_row(each.columns, row, f"{path}.{number}.", decimals, wrong) for number, row in enumerate(value)]


def _text(each: PaperField, value: str, path: str, decimals: int) -> str:
    limit = GREATEST_TEXT[each.type]
    value = value.replace("\r\n", "\n")
    if len(value) > limit:
        raise RuleBroken("document.too_long", field=path, limit=limit)
    if HIDDEN.search(value) or (each.type == "text" and "\n" in value):
        raise RuleBroken("document.hidden_character", field=path)
    return value


def _date(each: PaperField, value: str, path: str, decimals: int) -> str:
    try:
        read = date.fromisoformat(value)
    except ValueError:
        raise RuleBroken("document.not_a_date", field=path) from None
    if len(value) != 10 or not _DAYS[0] <= read <= _DAYS[1]:
        raise RuleBroken("document.not_a_date", field=path)
    return value


def _choice(each: PaperField, value: str, path: str, decimals: int) -> str:
    if value not in each.choices:
        raise RuleBroken("document.not_a_choice", field=path, choices=", ".join(each.choices))
    return value


def _country(each: PaperField, value: str, path: str, decimals: int) -> str:
    if not re.fullmatch("[A-Z]{2}", value):
        raise RuleBroken("document.not_a_country", field=path)
    return value


def _quantity(each: PaperField, value: str, path: str, decimals: int) -> str:
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise RuleBroken("document.not_a_number", field=path)
    if not 1 <= int(value) <= GREATEST_QUANTITY:
        raise RuleBroken("document.out_of_range", field=path, limit=GREATEST_QUANTITY)
    return str(int(value))


def _number(each: PaperField, value: str, path: str, decimals: int) -> str:
    if not _NUMBER.fullmatch(value):
        raise RuleBroken("document.not_a_number", field=path)
    places = _DECIMALS.get(each.type, decimals)
    read = Decimal(value)
    if read != round(read, places):
        raise RuleBroken("document.too_many_decimals", field=path, decimals=places)
    if read > GREATEST_AMOUNT or (read == 0 and each.type != "rate"):
        raise RuleBroken("document.out_of_range", field=path, limit=GREATEST_AMOUNT)
    return value


_READERS: dict[str, Callable[[PaperField, str, str, int], str]] = {
    "text": _text,
    "long": _text,
    "date": _date,
    "choice": _choice,
    "country": _country,
    "quantity": _quantity,
}
