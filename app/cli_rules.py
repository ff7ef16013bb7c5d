"""The rules of trade at the command line: `five-truths rules` lists them, `five-truths rule NAME` asks one.

A rule's arguments come as one JSON object on standard input. Exit codes: 0 answered; 1 refused by the rule; 2
asked wrongly: an unknown rule, or a field that cannot be read, which is named. Words follow `--language`.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

from app.core.canonical import plain
from app.core.settings import Settings
from app.core.words import LOCALES, current, gettext, sentence
from app.queries.knowledge.rule import asked as answer_of
from app.queries.knowledge.rule import described
from app.queries.knowledge.rule_page import SUBJECT_LABELS
from app.queries.knowledge.rule_words import label_of
from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals
from app.trade.rulebook.rule_reading import ArgumentWrong
from app.trade.rulebook.rules import Rule, rules
from app.trade.rulebook.rules import rule as rule_named

_GREATEST_INPUT = 1_000_000  # characters


def list_rules(asked: argparse.Namespace, settings: Settings) -> int:
    """List the rules of trade; with a name, what that rule asks for and where it comes from."""
    current.set(asked.language)
    if asked.name and asked.name not in rules():
        return _unknown(asked.name)
    chosen = [rule_named(asked.name)] if asked.name else list(rules().values())
    if asked.json:
        print(json.dumps([described(one) for one in chosen], ensure_ascii=False))
    elif asked.name:
        print("\n".join(_whole(chosen[0])))
    else:
        print("\n".join(_listed(chosen)))
    return 0


def ask_rule(asked: argparse.Namespace, settings: Settings) -> int:
    """Ask a rule: its arguments as JSON on standard input, its value and workings as JSON."""
    current.set(asked.language)
    if asked.name not in rules():
        return _unknown(asked.name)
    text = sys.stdin.read(_GREATEST_INPUT)
    try:
        given = json.loads(text or "{}", parse_float=float)
    except (ValueError, RecursionError):
        return _wrong([ArgumentWrong("rule.not_json")])
    try:
        found = answer_of(rule_named(asked.name), given)
    except Refusal as refused:
        all_of_them = refused.refusals if isinstance(refused, SeveralRefusals) else [refused]
        if any(isinstance(one, ArgumentWrong) for one in all_of_them):
            return _wrong(all_of_them)
        print(json.dumps({"refused": [_problem(one) for one in all_of_them]}, ensure_ascii=False))
        return _said(all_of_them, 1)
    facts = {"rule": asked.name, "value": found.value, "workings": found.workings}
    print(json.dumps(facts, ensure_ascii=False, indent=None if asked.json else 2))
    return 0


def add_rules(command: Callable[[str, Any], argparse.ArgumentParser]) -> None:
    """Register both commands with their options."""
    listing, asking = command("rules", list_rules), command("rule", ask_rule)
    listing.add_argument("name", nargs="?", help="one rule, whole")
    asking.add_argument("name", help="module.function, as `rules` lists it")
    for one in (listing, asking):
        one.add_argument("--language", choices=LOCALES, default="en", help="language of the words")


def _unknown(name: str) -> int:
    return _wrong([RuleBroken("rule.unknown", "name", name=name[:80])])


def _wrong(refusals: Iterable[Refusal]) -> int:
    return _said(refusals, 2)


def _said(refusals: Iterable[Refusal], code: int) -> int:
    for one in refusals:
        is_named = one.field in (None, "name", one.figures.get("name"))  # the sentence names it itself
        where = "" if is_named else f"{one.field}: "
        print(f"five-truths: {where}{sentence(one.code, one.figures)} [{one.code}]", file=sys.stderr)
    return code


def _problem(one: Refusal) -> dict[str, Any]:
    return {
        "code": one.code,
        "field": one.field,
        "words": sentence(one.code, one.figures),
        "figures": plain(dict(one.figures)),
    }


def _listed(chosen: list[Rule]) -> Iterable[str]:
    subject = ""
    width = max(len(one.name) for one in chosen)
    for one in chosen:
        if one.subject != subject:
            subject = one.subject
            yield f"{subject}: {gettext(SUBJECT_LABELS[subject])}"
        yield f"  {one.name:<{width}}  {gettext(one.title)}: {gettext(one.line)}"


def _whole(one: Rule) -> Iterable[str]:
    said = described(one)
    yield f"{one.name}: {said['title']}"
    yield from (text for text in (said["line"], said["more"], said["args"]) if text)
    if said["returns"]:
        yield f"{gettext('Gives back')}: {said['returns']}"
    for refused in said["refuses"]:
        yield f"{gettext('Refuses')}: {refused['words']} [{refused['code']}]"
    yield f"{gettext('Source')}: {said['source']}"
    yield f"{gettext('Arguments')}:"
    yield from _arguments(said["arguments"], "  ")


def _arguments(arguments: list[dict[str, Any]], indent: str) -> Iterable[str]:
    for one in arguments:
        parts = [one["kind"], one["unit"], "needed" if one["is_needed"] else f"default {one['default']}"]
        parts += [f"one of {', '.join(one['choices'])}"] if "choices" in one else []
        parts += [f"or a name: {', '.join(one['names'])}"] if "names" in one else []
        said = ", ".join(part for part in parts if part)
        yield f"{indent}{one['name']}: {said} - {label_of(one['name'])}"
        yield from _arguments(one.get("fields", []), indent + "  ")
