"""An unfinished paper: what a person has written so far, kept as it is as long as it can be stored and shown.

What is missing, no number or no date is said later, when the paper is issued (`documents.checked`).
"""

import re
from collections.abc import Mapping
from typing import Any

from app.trade.papers.documents import GREATEST_LINES, GREATEST_TEXT, HIDDEN, Values, paper
from app.trade.papers.paper import PARTY, FilledBy, PaperField
from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals

_BREAKS = re.compile(r"[;；|\n]+")


def drafted(kind: str, values: Values, by: FilledBy = "student") -> dict[str, Any]:
    """What was written, trimmed; empty boxes and empty rows are left out.

    Args: values, plain JSON by field name; by, whose boxes may be written.
    Raises: SeveralRefusals naming each wrong box with "document.field_unknown" (also a box that another
        party fills in), "not_text", "too_long", "hidden_character", "not_a_party", "not_a_list",
        "too_many_lines"; RuleBroken("document.kind_unknown").
    """
    wrong: list[Refusal] = []
    own = tuple(each for each in paper(kind).fields if each.filled_by == by)
    kept = _row(own, values, "", wrong)
    if wrong:
        raise SeveralRefusals(wrong)
    return kept


def _row(fields: tuple[PaperField, ...], values: Values, path: str, wrong: list[Refusal]) -> dict[str, Any]:
    known = {each.name for each in fields}
    wrong += [RuleBroken("document.field_unknown", field=path + str(name)) for name in set(values) - known]
    kept: dict[str, Any] = {}
    for each in fields:
        value = values.get(each.name)
        if value in (None, "", [], {}):
            continue
        try:
            written = _written(each, value, path + each.name, wrong)
        except RuleBroken as refusal:
            wrong.append(refusal)
            continue
        if written:
            kept[each.name] = written
    return kept


def _written(each: PaperField, value: Any, path: str, wrong: list[Refusal]) -> Any:
    if each.type == "party":
        if not isinstance(value, Mapping):
            raise RuleBroken("document.not_a_party", field=path)
        return _row(PARTY, value, f"{path}.", wrong)
    if each.type == "lines":
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            raise RuleBroken("document.not_a_list", field=path)
        if len(value) > GREATEST_LINES:
            raise RuleBroken("document.too_many_lines", field=path, limit=GREATEST_LINES)
        rows = [_row(each.columns, row, f"{path}.{place}.", wrong) for place, row in enumerate(value)]
        return [row for row in rows if row]
    return _text(each, value, path)


def _text(each: PaperField, value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise RuleBroken("document.not_text", field=path)
    text = value.replace("\r\n", "\n").strip()
    limit = GREATEST_TEXT["long" if each.type == "long" else "text"]
    if len(text) > limit:
        raise RuleBroken("document.too_long", field=path, limit=limit)
    if HIDDEN.search(text) or (each.type != "long" and "\n" in text):
        raise RuleBroken("document.hidden_character", field=path)
    return text


def written_elements(pairs: list[Mapping[str, str]]) -> str:
    """Declaration elements from boxes of their own, as `export_line.read_elements` reads them.

    Args: pairs of `name` and `value` in the tariff's order; a value's own separators become commas.
    """
    cells = [(str(pair.get("name", "")), str(pair.get("value", ""))) for pair in pairs]
    if not any(value.strip() for _, value in cells):
        return ""
    return ";".join(
        f"{_BREAKS.sub(' ', name).strip()}:{_BREAKS.sub('，', value.strip())}" for name, value in cells
    )
