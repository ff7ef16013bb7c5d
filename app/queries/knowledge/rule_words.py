"""What the pages of the rules call things: labels of fields, units and choices in the reader's language."""

import re
from collections.abc import Iterable

from app.core.words import N_, country, gettext
from app.queries.words.field_words import FIELD_WORDS
from app.trade.papers.field_labels import FIELD_LABELS
from app.trade.rulebook.rule_field_labels import RULE_FIELD_LABELS
from app.trade.words.labels import ACCOUNT_LABELS, ITEM_LABELS
from app.trade.words.operand_labels import OPERAND_LABELS
from app.trade.words.result_labels import RESULT_FIELDS

_TABLES = (
    FIELD_LABELS, OPERAND_LABELS, ITEM_LABELS, FIELD_WORDS, RULE_FIELD_LABELS, RESULT_FIELDS, ACCOUNT_LABELS,
)  # fmt: skip
_UNIT_WORDS = {
    "ratio": N_("as a ratio: 0.05 for 5 %"), "pieces": N_("pieces"), "days": N_("days"), "hours": N_("hours"),
    "cartons": N_("cartons"), "containers": N_("containers"), "parcels": N_("parcels"),
    "RT": N_("revenue tons"), "nm": N_("nautical miles"), "knots": N_("knots"), "cm3": "cm³", "m3": "m³",
}  # fmt: skip
_CLAUSE = r"(?:^|(?<=[;；。,，、.] )|(?<=[;；。，、]))"


def label_of(name: str) -> str:
    """The label of a field in the reader's language; its own name, spaced, if it has none."""
    found = next((labels[name] for labels in _TABLES if name in labels), "")
    if name.isupper() and not found:  # a currency is its own word
        return name
    return gettext(found) if found else name.replace("_", " ").capitalize()


def is_labelled(name: str) -> bool:
    """Whether this field has a label in both languages."""
    return any(name in labels for labels in _TABLES)


def unit_of(unit: str) -> str:
    """A unit in the reader's language; its sign where that is the same everywhere."""
    return gettext(_UNIT_WORDS.get(unit, unit))


def choice_of(code: str) -> str:
    """What a choice reads as: a country by its name with its code, a word by its label, else the code."""
    if re.fullmatch("[A-Z]{2}", code) and country(code) != code:
        return f"{country(code)} ({code})"
    return label_of(code) if is_labelled(code) else code


def with_labels(text: str, names: Iterable[str]) -> str:
    """A sentence about arguments with their labels in the place of their names.

    A name of one plain word, such as "total", is an argument only where it opens a clause.
    """
    for name in sorted(names, key=len, reverse=True):
        if is_labelled(name):
            mark = rf"(?<![A-Za-z_]){name}(?![A-Za-z_])"
            label = label_of(name)
            within = label[0].lower() + label[1:] if label[1:2].islower() else label
            found = mark if "_" in name else _CLAUSE + mark
            text = re.sub(found, lambda at, words=(label, within): words[at.start() > 0], text)
    return text
