"""Keep the word files: `refusal` adds English sentences of refusal codes, `zh` adds Chinese of messages.

Both read a JSON object from standard input, take a lock, and write the file sorted, so that changes stay
small. `prune` takes out what is not said any more; `check` lists every message that a person may read and
that has no Chinese yet, and exits 1 if there is one. Comments on figures of the world, which the control room
shows, have a file of their own: `figures` lists those without Chinese, `figure` adds some.
"""

import csv
import fcntl
import io
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.core.words import note_parts

ROOT = Path(__file__).resolve().parent.parent
REFUSALS = ROOT / "app/locale/refusals.toml"
REFERENCE = ROOT / "seed/reference"
CHINESE = ROOT / "app/locale/zh_Hans/LC_MESSAGES/messages.po"
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]
OPTIONS = {"**.html": {"silent": "false", "trimmed": "true", "extensions": "jinja2.ext.do"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "N_": None}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+[^}]*\}")


def sentences() -> dict[str, str]:
    """Refusal code -> English sentence."""
    return tomllib.loads(REFUSALS.read_text("utf-8")) if REFUSALS.exists() else {}


def chinese() -> Catalog:
    """The Chinese catalogue, empty when there is none yet."""
    if not CHINESE.exists():
        return Catalog(locale="zh_Hans", fuzzy=False, project="Five Truths")
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def messages() -> set[str]:
    """Every message id in the code, the templates and the refusal sentences."""
    found = set(sentences().values())
    for _file, _line, message, _comments, context in extract_from_dir(
        str(ROOT / "app"), METHODS, OPTIONS, keywords=KEYWORDS, strip_comment_tags=True
    ):
        if isinstance(message, tuple):
            found.add(message[-1] if context else message[0])
        else:
            found.add(message)
    found |= {*_labels(), *_rules(), *_operations(), *_notes(), *_world()}
    return {m for m in found if m}


def plurals() -> set[tuple[str, str]]:
    """The messages that depend on a count: one, many."""
    extracted = extract_from_dir(
        str(ROOT / "app"), METHODS, OPTIONS, keywords={"ngettext": (1, 2)}, strip_comment_tags=True
    )
    return {message for _file, _line, message, _comments, _context in extracted if isinstance(message, tuple)}


# Tables of English words on the trade's floor, which may not know of catalogues: module -> attributes.
TABLES = {
    "app.trade.words.labels": ("LINE_CODES", "ACCOUNT_LABELS", "ENTRY_LABELS", "METHOD_LABELS",
                               "TIMING_LABELS", "RISK_LABELS", "RISK_POINT_LABELS", "ITEM_LABELS"),
    "app.trade.words.operand_labels": ("OPERAND_LABELS",),
    "app.trade.papers.field_labels": ("FIELD_LABELS",),
    "app.trade.rulebook.rule_field_labels": ("RULE_FIELD_LABELS",),
    "app.trade.rulebook.rule_titles": ("TITLES",),
    "app.trade.words.category_labels": ("CATEGORY_LABELS",),
    "app.trade.clearance.customs_labels": ("LINE_CODES", "FINDINGS"),
    "app.trade.examining.examination_labels": ("FINDINGS", "MATTERS"),
}  # fmt: skip


def _labels() -> Iterator[str]:
    for module, names in TABLES.items():
        for name in names:
            yield from getattr(import_module(module), name).values()
    for paper in import_module("app.trade.papers.documents").PAPERS.values():
        yield paper.title_en
        for field in paper.fields:
            yield from _field_words(field)
    for field in import_module("app.trade.papers.paper").PARTY:
        yield from _field_words(field)
    lifecycle = import_module("app.trade.lifecycle")
    yield lifecycle.NO_STEP
    for cycle in import_module("app.trade.lifecycles").ALL:
        yield from map(lifecycle.in_words, (*cycle.states, *cycle.steps))


def _rules() -> Iterator[str]:
    """What the pages of the rules say of each: the sentences of its docstring."""
    for rule in import_module("app.trade.rulebook.rules").rules().values():
        yield from (rule.line, rule.more, rule.args, rule.returns, rule.source)
    for example in import_module("app.queries.knowledge.rule").examples().values():
        yield example.get("worked", "")


# Columns of the reference that people read as they stand, in any table; titles are of tariff editions alone.
_NOTED = ("note", "comment", "missing")


def _notes() -> Iterator[str]:
    """What the reference tables remark on their rows, part by part as pages show it."""
    for path in sorted(REFERENCE.glob("*.csv")):
        columns = ("title",) if path.stem == "duty_source" else _NOTED
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            held = [name for name in columns if name in (rows.fieldnames or ())]
            for row in rows if held else ():
                for name in held:
                    yield from note_parts(row[name])


def _world() -> Iterator[str]:
    """Titles of the scenarios that come along, and what they are for."""
    for title, about in import_module("app.routers.control").examples().values():
        yield from (title, about)


def _operations() -> Iterator[str]:
    """What the page of the API says of each address."""
    words_of = import_module("app.routers.api_description").words_of
    for module in iter_modules(import_module("app.routers").__path__):
        router = getattr(import_module(f"app.routers.{module.name}"), "router", None)
        if router is not None:
            yield from words_of(router)


def _field_words(field: Any) -> Iterator[str]:
    yield from (field.label_en, field.help_en)
    yield from (choice for choice in field.choices if any(map(str.islower, choice)))
    for column in field.columns:
        yield from _field_words(column)


def add_refusals(new: dict[str, str]) -> None:
    merged = {**sentences(), **new}
    lines = [
        "# Refusal code -> the sentence that a person reads: what is wrong, where, and what to do next.\n"
    ]
    lines += [
        f"{json.dumps(code)} = {json.dumps(text, ensure_ascii=False)}\n"
        for code, text in sorted(merged.items())
    ]
    REFUSALS.write_text("".join(lines), "utf-8")


def add_chinese(new: dict[str, str]) -> None:
    catalog = chinese()
    for msgid, text in new.items():
        if sorted(set(_PLACEHOLDER.findall(msgid))) != sorted(set(_PLACEHOLDER.findall(text))):
            sys.exit(f"placeholders differ: {msgid!r} -> {text!r}")
        flags = ["python-format"] if "%(" in msgid or "%%" in msgid else []
        catalog.delete(msgid)  # else Babel keeps the first translation
        catalog.add(msgid, text, flags=flags)
    for one, many in plurals():
        # Chinese has one form for every count; gettext finds it only under the pair.
        held = catalog.get(one)
        if held is not None and isinstance(held.string, str):
            catalog.delete(one)
            catalog.add((one, many), (held.string,), flags=["python-format"])
    _write(catalog)


def _write(catalog: Catalog) -> None:
    out = io.BytesIO()
    write_po(out, catalog, sort_output=True, omit_header=False, width=0, no_location=True)
    part = CHINESE.with_suffix(".part")
    part.write_bytes(out.getvalue())
    part.replace(CHINESE)  # whole or not at all: somebody may be reading


def prune() -> None:
    """Take out translations of messages that nobody says any more."""
    catalog, known = chinese(), messages()
    for message in list(catalog):
        if message.id and _id(message) not in known:
            catalog.delete(message.id)
    _write(catalog)


def _id(message: Any) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def missing() -> list[str]:
    """Messages without Chinese."""
    catalog = chinese()
    return sorted(m for m in messages() if m not in catalog or not catalog[m].string)


def figures_without_chinese() -> list[str]:
    """Comments on figures of the world, as the control room shows them, that have no Chinese."""
    notes = import_module("app.core.figure_notes")
    return sorted(notes.all_notes() - set(notes.chinese()))


def add_figures(new: dict[str, str]) -> None:
    """Add Chinese of comments; what no file says any more is taken out."""
    notes = import_module("app.core.figure_notes")
    said = notes.all_notes()
    kept = {text: own for text, own in {**notes.chinese(), **new}.items() if text in said}
    lines = [
        f"{json.dumps(text, ensure_ascii=False)} = {json.dumps(own, ensure_ascii=False)}\n"
        for text, own in sorted(kept.items())
    ]
    head = "# Comments of seed/world, as the control room shows them, in Chinese (`tools/words.py figure`).\n"
    notes.CHINESE.write_text(head + "".join(lines), "utf-8")


def main(what: str) -> int:
    CHINESE.parent.mkdir(parents=True, exist_ok=True)
    if what == "check":
        gaps = missing()
        print("\n".join(gaps))
        return 1 if gaps else 0
    if what == "figures":
        print("\n".join(figures_without_chinese()))
        return 0
    if what == "prune":
        prune()
        return 0
    new = json.load(sys.stdin)
    with (ROOT / "app/locale/.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        {"refusal": add_refusals, "figure": add_figures, "zh": add_chinese}[what](new)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
