"""A set of papers examined at the command line: `five-truths examine` reads it as JSON on standard input.

Exit codes: 0 the set is clean; 1 it has discrepancies; 2 asked wrongly: a box that cannot be read is named; 3
could not be done.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from app.core import words
from app.core.canonical import plain
from app.core.settings import Settings
from app.core.words import sentence
from app.queries.papers.examination import BoxShape, ExaminationPage, examination_page, paper_shapes
from app.routers.examination import Examine
from app.routers.given import read_given
from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals

_GREATEST_INPUT = 1_000_000  # characters
_HELP = """\
The JSON on standard input is one object:
  papers        kind -> boxes, such as {"commercial_invoice": {"number": "INV-1", "total": "19280.00"}}
  credit        boxes of the letter of credit, if the papers are presented under one
  mt700         or the text of the message that issued it
  presented_on  the day of presentation, such as "2026-05-08"
  holidays      days on which banks are closed, beside Saturdays and Sundays
  earlier       sets that were presented under the same credit before
--boxes lists the kinds, --boxes KIND the boxes of one. Amounts and quantities are text, dates are
YYYY-MM-DD. What is left out is not compared.
"""


def examine_set(asked: argparse.Namespace, settings: Settings) -> int:
    """Examine a set of papers as a bank does: JSON on standard input, findings as JSON."""
    words.current.set(asked.language)
    if asked.boxes is not None:
        return _tell_boxes(asked)
    text = sys.stdin.read(_GREATEST_INPUT + 1)
    try:
        if len(text) > _GREATEST_INPUT:
            raise RuleBroken("examination.too_long", limit=_GREATEST_INPUT)
        page = examination_page(read_given(Examine, _object(text)).as_asked())
    except Refusal as refused:
        return _wrong(refused.refusals if isinstance(refused, SeveralRefusals) else [refused])
    if asked.brief:
        _print(page)
    else:
        print(json.dumps(plain(page), ensure_ascii=False, indent=None if asked.json else 2))
    return 0 if page.is_clean else 1


def add_examine(command: Callable[[str, Any], argparse.ArgumentParser]) -> None:
    """Register the command with its options."""
    made = command("examine", examine_set)
    made.formatter_class, made.epilog = argparse.RawDescriptionHelpFormatter, _HELP
    made.add_argument("--brief", action="store_true", help="one line for each finding instead of JSON")
    made.add_argument(
        "--boxes",
        nargs="?",
        const="",
        metavar="KIND",
        help="tell the kinds of paper, or the boxes of one, and examine nothing",
    )
    made.add_argument("--language", choices=words.LOCALES, default="en", help="language of the findings")


def _object(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text or "{}", parse_float=float)
    except (ValueError, RecursionError):
        raise RuleBroken("examination.not_json") from None
    if not isinstance(read, dict):
        raise RuleBroken("examination.not_json")
    return read


def _tell_boxes(asked: argparse.Namespace) -> int:
    try:
        shapes = paper_shapes(asked.boxes or None)
    except Refusal as refused:
        return _wrong([refused])
    if asked.json:
        print(json.dumps(plain(shapes), ensure_ascii=False))
        return 0
    for each in shapes:
        print(f"{each.kind}: {each.title} {each.title_zh}")
        if asked.boxes:
            _tell(each.boxes, "  ")
    return 0


def _tell(shapes: Sequence[BoxShape], indent: str) -> None:
    for box in shapes:
        need = "required" if box.is_required else "optional"
        choices = f", one of: {'; '.join(box.choices)}" if box.choices else ""
        print(f"{indent}{box.name}: {box.type}, {need}{choices} ({box.label})")
        _tell((*box.columns, *box.boxes), indent + "  ")


def _print(page: ExaminationPage) -> None:
    for each in page.findings:
        where = ", ".join(" / ".join(filter(None, (place.paper, place.box))) for place in each.at)
        print(f"{each.code} {each.severity}: {each.sentence} [{where}]")


def _wrong(refusals: list[Refusal]) -> int:
    for one in refusals:
        where = f"{one.field}: " if one.field else ""
        print(f"five-truths: {where}{sentence(one.code, one.figures)} [{one.code}]", file=sys.stderr)
    return 2
