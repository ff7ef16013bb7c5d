"""Each deed in words: a short sentence for the timeline, and the values that tell what it was about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core import words
from app.queries.teaching.deed_table import DEEDS
from app.queries.words.value_words import is_shown, label, said

_MOST = 5  # values on one line of the timeline


@dataclass(frozen=True, slots=True)
class Shown:
    """One value of a deed: its label, the value, and what it was before ("" if it is new)."""

    label: str
    value: str
    before: str = ""


def title_of(action: str) -> str:
    """The sentence of an action, in the reader's language."""
    found = DEEDS.get(action)
    return words.gettext(found[0]) if found else action.replace(".", ": ").replace("_", " ")


def shown_of(body: Mapping[str, Any], names: Mapping[str, str]) -> tuple[Shown, ...]:
    """The values that the deed's row of the table names, as they changed, were found or were given."""
    wanted = DEEDS[body["action"]][1] if body["action"] in DEEDS else ()
    changed = _changed(body)
    found = []
    for name in wanted:
        old, new = changed.get(name, (None, None))
        if new is None:
            new = {**body["given"], **(body["facts"] or {})}.get(name)
        if new is not None and is_shown(name, new) and not _is_apart(new, names):
            found.append(Shown(label(name), said(name, new, names), said(name, old, names)))
    return tuple(one for one in found if one.value)[:_MOST]


def _changed(body: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Field -> (old, new) over the rows that changed, the subject's own first."""
    rows = body["changes"]
    own = [row for name, row in rows.items() if name.endswith(body["subject"]["id"])]
    found: dict[str, tuple[Any, Any]] = {}
    for row in [*own, *(row for row in rows.values() if row not in own)]:
        for name, (old, new) in row["fields"].items():
            found.setdefault(name, (old, new))
    return found


def _is_apart(value: Any, names: Mapping[str, str]) -> bool:
    return isinstance(value, dict) and set(value) == {"sha256", "chars"} and value["sha256"] not in names
