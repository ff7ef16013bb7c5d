"""The rules of trade as others ask them: by name, with plain values.

Pure rules take every figure as an argument. Where such an argument is a whole row of the reference, its name
does as well: a destination for its import regime, "40HQ" for a container, "courier" for a weight rule.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from app.core.reference_table import FOLDER, table
from app.core.words import gettext, sentence
from app.queries.goods.import_regime import destinations, import_regime
from app.queries.rates.reference import containers, weight_rule
from app.trade.carriage.packing import Container, WeightRule
from app.trade.clearance.import_regime import ImportRegime
from app.trade.refusal import RateUnknown
from app.trade.rulebook.rule_reading import RuleAnswer, read_arguments, rule_answer
from app.trade.rulebook.rule_shape import Argument
from app.trade.rulebook.rules import Rule


def _container(code: str) -> Container:
    if code not in containers():
        raise RateUnknown("rate.not_held", kind="container", key=code)
    return containers()[code]


NAMED: Mapping[type, Callable[[str], Any]] = {
    ImportRegime: import_regime, Container: _container, WeightRule: weight_rule,
}  # fmt: skip


def names_of(kind: Any) -> tuple[str, ...]:
    """The names that stand for a value of that type; empty where it has none."""
    if kind is ImportRegime:
        return destinations()
    if kind is Container:
        return tuple(containers())
    return tuple(cells["code"] for cells in table("volumetric_rule")) if kind is WeightRule else ()


def asked(rule: Rule, given: Mapping[str, Any]) -> RuleAnswer:
    """Ask a rule with plain values.

    Raises: ArgumentWrong or SeveralRefusals for what cannot be read; the rule's own refusals.
    """
    return rule_answer(rule.function, read_arguments(rule.function, given, NAMED))


def described(rule: Rule) -> dict[str, Any]:
    """A rule as plain values in the reader's language: its title and sections, what it refuses by code and
    sentence, and its arguments with kinds, units and names.
    """
    return {
        "name": rule.name,
        "subject": rule.subject,
        "title": gettext(rule.title),
        "line": gettext(rule.line),
        "more": gettext(rule.more),
        "args": gettext(rule.args),
        "returns": gettext(rule.returns),
        "refuses": [{"code": code, "words": sentence(code, {})} for code in rule.codes],
        "source": gettext(rule.source),
        "arguments": [_described(one) for one in rule.arguments],
    }


def _described(one: Argument) -> dict[str, Any]:
    said: dict[str, Any] = {"name": one.name, "kind": one.kind, "unit": one.unit, "is_needed": one.is_needed}
    if not one.is_needed:
        said["default"] = one.default
    if one.choices:
        said["choices"] = list(one.choices)
    if names_of(one.hint):
        said["names"] = list(names_of(one.hint))
    if one.fields:
        said["fields"] = [_described(field) for field in one.fields]
    return said


@cache
def examples() -> Mapping[str, Mapping[str, Any]]:
    """One example of every rule: what is given, the value, and of which worked example it is, if of one."""
    text = (FOLDER.parent / "rules" / "examples.json").read_text("utf-8")
    return dict(json.loads(text))
