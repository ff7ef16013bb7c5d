"""The pages of the rules: the list by subject, and one rule with its form, an example and its answer."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.core.words import N_, gettext, has_sentence, sentence
from app.queries.knowledge.rule import described, examples
from app.queries.knowledge.rule_words import is_labelled, label_of, unit_of, with_labels
from app.queries.papers.finding_words import said_noted
from app.trade.rulebook.rule_reading import RuleAnswer
from app.trade.rulebook.rules import Rule, rules

SUBJECT_LABELS = {
    "terms": N_("Terms of delivery"), "price": N_("Price"), "packing": N_("Packing and loading"),
    "freight": N_("Freight"), "insurance": N_("Insurance"), "export": N_("Export from China"),
    "import": N_("Import valuation, duty and tax"), "refund": N_("VAT refund"),
    "payment": N_("Payment and fees"),
    "exchange": N_("Foreign exchange"), "inspection": N_("Inspection by sampling"),
    "dispute": N_("Disputes and returns"), "books": N_("Books"), "papers": N_("Papers and their codes"),
    "market": N_("How the simulated side decides"),
}  # fmt: skip
_LONG = re.compile(r"-?[0-9]+\.[0-9]{7,}", re.ASCII)
_FINDING = {"code", "severity", "places", "article", "figures"}
_CODE = re.compile(r"[a-z]+(_[a-z]+)+", re.ASCII)  # a code of several words
_WRITTEN = ("list", "table", "any")  # given as JSON


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of the list."""

    name: str
    title: str
    line: str


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules by subject: all, or those that have every word asked for."""

    query: str
    subjects: tuple[tuple[str, tuple[RuleLine, ...]], ...]
    found: int
    count: int


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule. given: what its form shows, by the place of the field; example: as one JSON object."""

    rule: dict[str, Any]
    worked: str
    example: str
    given: dict[str, str]
    answer: dict[str, Any] | None


def rules_page(query: str = "") -> RulesPage:
    """The list of rules whose name, title, line or subject hold every word of the query, in any case."""
    subjects: dict[str, list[RuleLine]] = {}
    for one in rules().values():
        line = RuleLine(one.name, gettext(one.title), gettext(one.line))
        subject = gettext(SUBJECT_LABELS[one.subject])
        said = f"{one.name} {one.title} {line.title} {line.line} {subject}".casefold()
        if all(word in said for word in query.casefold().split()):
            subjects.setdefault(one.subject, []).append(line)
    listed = tuple((subject, tuple(found)) for subject, found in subjects.items())
    return RulesPage(query, listed, sum(len(found) for _, found in listed), len(rules()))


def rule_page(
    rule: Rule, given: Mapping[str, Any] | None = None, answer: RuleAnswer | None = None
) -> RulePage:
    """One rule, its form filled with what was given, else with the example."""
    example = examples().get(rule.name, {})
    said = described(rule)
    for one in said["arguments"]:
        _labelled(one)
    said["args"] = with_labels(said["args"], [one.name for one in rule.arguments])
    shown = given if given is not None else example.get("given", {})
    return RulePage(
        said, example.get("worked", ""), json.dumps(example.get("given", {}), ensure_ascii=False, indent=1),
        flat(said["arguments"], shown),
        {"value": readable(answer.value), "workings": readable(answer.workings)} if answer else None,
    )  # fmt: skip


def readable(value: Any) -> Any:
    """A value for the eye: figures of more than six decimals are cut to six; programs get them whole."""
    if isinstance(value, dict):
        if set(value) >= _FINDING:
            article = value["article"]
            return {"finding": _finding_sentence(value), "article": gettext(article) if article else ""}
        # The "unit" of a price, beside its exact figure, is the unit price and no unit of measure.
        names = {"unit": "unit_price"} if "exact" in value else {}
        return {names.get(name, name): readable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [readable(one) for one in value]
    if isinstance(value, str) and _LONG.fullmatch(value):
        return f"{round(Decimal(value), 6):f}"
    if isinstance(value, str) and _CODE.fullmatch(value) and is_labelled(value):
        return label_of(value)
    return value


def _finding_sentence(kept: Mapping[str, Any]) -> str:
    """What a check found, as its own page says it: the sentence of a finding, or of a refusal."""
    if has_sentence(kept["code"]):
        return sentence(kept["code"], kept["figures"])
    return said_noted([kept])[0].sentence


def _labelled(one: dict[str, Any]) -> None:
    one["label"], one["measure"] = label_of(one["name"]), unit_of(one["unit"])
    for field in one.get("fields", ()):
        _labelled(field)


def flat(arguments: list[dict[str, Any]], given: Any, place: str = "") -> dict[str, str]:
    """Given values by the place of their field, as a form shows them."""
    found: dict[str, str] = {}
    for one in arguments:
        value = given.get(one["name"]) if isinstance(given, Mapping) else None
        at = f"{place}{one['name']}"
        if one.get("fields") and not one.get("names"):
            found |= flat(one["fields"], value, f"{at}.")
        elif one["kind"] in _WRITTEN or isinstance(value, dict | list):
            found[at] = "" if value is None else json.dumps(value, ensure_ascii=False)
        elif value is not None:
            found[at] = str(value).lower() if isinstance(value, bool) else str(value)
        elif not one["is_needed"] and one["default"] is not None:
            default = one["default"]
            found[at] = str(default).lower() if isinstance(default, bool) else str(default)
    return found


def from_form(arguments: list[dict[str, Any]], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What a form sends as a rule takes it: empty fields are left out, lists and tables are read as JSON.

    Text that is no JSON stays text, which the rule's reading then refuses by its field.
    """
    given: dict[str, Any] = {}
    for one in arguments:
        value = typed.get(one["name"])
        if one.get("fields") and isinstance(value, Mapping):
            inner = from_form(one["fields"], value)
            if inner or one["is_needed"]:
                given[one["name"]] = inner
        elif one.get("fields") and not one.get("names"):
            if one["is_needed"]:
                given[one["name"]] = {}
        elif isinstance(value, str) and value.strip():
            given[one["name"]] = _written(one, value.strip())
        elif value == "" and one["kind"] == "text" and one["is_needed"]:
            given[one["name"]] = ""
    for name in typed:  # what the rule does not know is refused by name
        if all(one["name"] != name for one in arguments):
            given[name] = typed[name]
    return given


def _written(one: Mapping[str, Any], text: str) -> Any:
    """A field's text as its value: a whole object where one may be written in the place of a name."""
    if one["kind"] not in _WRITTEN and not (one.get("names") and text.startswith("{")):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
