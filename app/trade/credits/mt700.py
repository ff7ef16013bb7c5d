"""A letter of credit as the text of a SWIFT message MT700, written and read back.

The message names the two banks by their codes alone, and a party by name, address and country: the issuing
bank's name and a party's registration number and contact are not part of it.
Source: SWIFT Standards MT, category 7, MT700: fields, their order and formats, network validated rules.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.trade.credits.credit_faults import is_bic
from app.trade.credits.mt700_lines import (
    asked_text,
    entries,
    goods_texts,
    party_lines,
    period_text,
    read_asked,
    read_goods,
    read_party,
    read_period,
    written_entries,
)
from app.trade.credits.swift_text import (
    folded,
    lines_of,
    read_swift_amount,
    read_swift_date,
    swift_amount,
    swift_date,
)
from app.trade.refusal import RuleBroken

Values = Mapping[str, Any]
_MESSAGE = re.compile(
    r"\{1:F01([A-Z0-9]{12})[0-9]{10}\}\{2:I700([A-Z0-9]{12})N[0-9]{0,4}\}\{4:\n(.+)\n-\}\s*", re.DOTALL
)
_FIELD = re.compile(r":([0-9]{2}[A-Z]?):")
_HEAD_OFFICE = "X" * 3  # in the place of a branch
_NARRATIVE = 100  # lines of 65 characters
GREATEST_MESSAGE = 10_000  # characters of one MT message
# Fields of one text, in the order of the message: tag -> (box, lines, width, in capitals).
_TEXTS: dict[str, tuple[str, int, int, bool]] = {
    "27": ("sequence", 1, 3, False),
    "40A": ("form", 1, 24, True),
    "20": ("number", 1, 16, False),
    "40E": ("rules", 1, 30, False),
    "39A": ("amount_tolerance", 1, 5, False),
    "42C": ("drafts_at", 3, 35, False),
    "42P": ("deferred_payment", 4, 35, False),
    "43P": ("partial_shipment", 1, 11, True),
    "43T": ("transhipment", 1, 11, True),
    "44A": ("place_of_receipt", 1, 65, False),
    "44E": ("port_of_loading", 1, 65, False),
    "44F": ("port_of_discharge", 1, 65, False),
    "44B": ("place_of_delivery", 1, 65, False),
    "71D": ("charges", 6, 35, False),
    "48": ("presentation_days", 1, 3, False),
    "49": ("confirmation", 1, 7, True),
    "78": ("instructions", 12, 65, False),
}
ORDER = (
    *("27", "40A", "20", "31C", "40E", "31D", "50", "59", "32B", "39A", "41a", "42C", "42a", "42P"),
    *("43P", "43T", "44A", "44E", "44F", "44B", "44C", "44D", "45A", "46A", "47A", "71D", "48", "49", "78"),
)
# Fields of other messages' fullness that no paper here asks for: read over, not kept.
_PASSED_OVER = ("23", "51A", "51D", "39C", "49G", "49H", "53A", "53D", "57A", "57D", "58A", "58D", "72Z")
_BY = {"by deferred payment": "BY DEF PAYMENT"}
_READ_BY = {code: by for by, code in _BY.items()}
_MOST_PERIODS = 6


def mt700(values: Values) -> str:
    """The message, one field after the other in the order of the standard.

    Args: values of a complete letter of credit, as `documents.checked` gives them back.
    Raises: RuleBroken naming the box: "credit.not_swift_text", "credit.too_long_for_swift", or
        "credit.not_read_back" for words that the reader would take for something else.
    """
    body: list[str] = []
    for tag in ORDER:
        written = _written(tag, values)
        if written:
            name, lines = written
            body += [f":{name}:{lines[0]}", *lines[1:]]
    heads = [_logical_terminal(values[field]) for field in ("issuing_bic", "advising_bic")]
    text = f"{{1:F01{heads[0]}0000000000}}{{2:I700{heads[1]}N}}{{4:\n" + "\n".join(body) + "\n-}"
    if len(text) > GREATEST_MESSAGE:
        raise RuleBroken("credit.too_long_for_swift", field="documents", lines=_NARRATIVE, width=65)
    read, sent = read_mt700(text), as_sent(values)
    for name in sent | read:
        if read.get(name) != sent.get(name):
            raise RuleBroken("credit.not_read_back", field=name)
    return text


def as_sent(values: Values) -> dict[str, Any]:
    """What of a credit a message carries, its texts without line breaks of their own."""
    kept = {name: _as_sent(name, value) for name, value in values.items() if name != "issuing_bank"}
    return {name: value for name, value in kept.items() if value}


def read_mt700(text: str) -> dict[str, Any]:
    """The boxes of a letter of credit that a message holds; to be checked by `documents.checked`.

    Raises: RuleBroken("credit.not_mt700"), or with the field's tag "credit.field_unknown",
        "credit.field_twice", "credit.field_not_read".
    """
    text = text.replace("\r\n", "\n")
    message = _MESSAGE.fullmatch(text) if len(text) <= 2 * GREATEST_MESSAGE else None
    if not message:
        raise RuleBroken("credit.not_mt700", field="message")
    values: dict[str, Any] = {"issuing_bic": _code(message[1]), "advising_bic": _code(message[2])}
    seen: set[str] = set()
    for tag, lines in _fields(message[3]):
        if tag in _PASSED_OVER:
            continue
        key = tag[:2] + "a" if tag[:2] in ("41", "42") and tag[2:] in ("A", "D") else tag
        if key not in ORDER:
            raise RuleBroken("credit.field_unknown", field="message", tag=tag)
        if key in seen:
            raise RuleBroken("credit.field_twice", field="message", tag=tag)
        seen.add(key)
        try:
            values |= _read(key, lines)
        except (ValueError, IndexError):
            raise RuleBroken("credit.field_not_read", field="message", tag=tag) from None
    return values


def _written(tag: str, values: Values) -> tuple[str, list[str]] | None:
    """The field's own tag and lines; None if the credit has none."""
    if tag in _TEXTS:
        field, most, width, capitals = _TEXTS[tag]
        text = values.get(field, "")
        return (
            (tag, lines_of(field, folded(text.upper() if capitals else text), most, width)) if text else None
        )
    if tag in ("41a", "42a"):
        return _bank(tag, values)
    lines = _WRITERS[tag](values)
    return (tag, lines) if lines else None


def _bank(tag: str, values: Values) -> tuple[str, list[str]] | None:
    """Option A for a bank's code, option D for its name."""
    field = "available_with" if tag == "41a" else "drawee"
    text = folded(values.get(field, ""))
    if not text:
        return None
    is_code = is_bic(text)
    lines = [text] if is_code else lines_of(field, text, 4, 35)
    if tag == "41a":
        by = values["available_by"]
        lines.append(_BY.get(by, by.upper()))
    return tag[:2] + ("A" if is_code else "D"), lines


def _listed(field: str, texts: Sequence[str]) -> list[str]:
    lines = written_entries(field, texts, _NARRATIVE)
    if len(lines) > _NARRATIVE:
        raise RuleBroken("credit.too_long_for_swift", field=field, lines=_NARRATIVE, width=65)
    return lines


def _periods(values: Values) -> list[str]:
    texts = [period_text(row) for row in values.get("shipment_periods", ())]
    if len(texts) > _MOST_PERIODS:
        raise RuleBroken("credit.too_long_for_swift", field="shipment_periods", lines=_MOST_PERIODS, width=65)
    return _listed("shipment_periods", texts)


_WRITERS: dict[str, Callable[[Values], list[str]]] = {
    "31C": lambda v: [swift_date(v["issued_on"])],
    "31D": lambda v: lines_of("expires_at", swift_date(v["expires_on"]) + folded(v["expires_at"]), 1, 35),
    "50": lambda v: party_lines("applicant", v["applicant"]),
    "59": lambda v: party_lines("beneficiary", v["beneficiary"]),
    "32B": lambda v: [swift_amount(v["currency"], v["amount"])],
    "44C": lambda v: [swift_date(v["latest_shipment_on"])] if v.get("latest_shipment_on") else [],
    "44D": _periods,
    "45A": lambda v: _listed("lines", goods_texts(v)),
    "46A": lambda v: _listed("documents", [asked_text(row) for row in v["documents"]]),
    "47A": lambda v: _listed("conditions", v.get("conditions", "").splitlines()),
}


def _fields(body: str) -> list[tuple[str, list[str]]]:
    fields: list[tuple[str, list[str]]] = []
    for line in body.split("\n"):
        start = _FIELD.match(line)
        if start:
            fields.append((start[1], [line[start.end() :]]))
        elif fields:
            fields[-1][1].append(line)
        else:
            raise RuleBroken("credit.not_mt700", field="message")
    return fields


def _read(tag: str, lines: list[str]) -> dict[str, Any]:
    if tag in _TEXTS:
        field, _, _, capitals = _TEXTS[tag]
        text = folded(" ".join(lines))
        return {field: (text.lower() if capitals else text)}
    if tag == "41a":
        by = lines[-1]
        return {"available_with": " ".join(lines[:-1]), "available_by": _READ_BY.get(by, by.lower())}
    return _READERS[tag](lines)


def _amount(lines: list[str]) -> dict[str, Any]:
    currency, amount = read_swift_amount(lines[0])
    return {"currency": currency, "amount": amount}


_READERS: dict[str, Callable[[list[str]], dict[str, Any]]] = {
    "31C": lambda lines: {"issued_on": read_swift_date(lines[0])},
    "31D": lambda lines: {"expires_on": read_swift_date(lines[0][:6]), "expires_at": lines[0][6:]},
    "50": lambda lines: {"applicant": read_party(lines)},
    "59": lambda lines: {"beneficiary": read_party(lines)},
    "32B": _amount,
    "42a": lambda lines: {"drawee": " ".join(lines)},
    "44C": lambda lines: {"latest_shipment_on": read_swift_date(lines[0])},
    "44D": lambda lines: {"shipment_periods": [read_period(each) for each in entries(lines)]},
    "45A": lambda lines: read_goods(entries(lines)),
    "46A": lambda lines: {"documents": [read_asked(each) for each in entries(lines)]},
    "47A": lambda lines: {"conditions": "\n".join(entries(lines))},
}


def _as_sent(name: str, value: Any) -> Any:
    if name in ("applicant", "beneficiary"):
        address = "\n".join(filter(None, map(folded, value["address"].splitlines())))
        return {"name": folded(value["name"]), "address": address, "country": value["country"]}
    if name == "conditions":
        return "\n".join(filter(None, map(folded, value.splitlines())))
    if isinstance(value, list):
        return [{each: folded(text) for each, text in row.items() if text} for row in value]
    return folded(value)


def _logical_terminal(bic: str) -> str:
    """Twelve characters: the bank, its terminal, its branch."""
    return f"{bic[:8]}A{bic[8:] or _HEAD_OFFICE}"


def _code(terminal: str) -> str:
    return terminal[:8] + terminal[9:].removesuffix(_HEAD_OFFICE)
