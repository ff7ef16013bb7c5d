"""The matrix of evidence is whole: every action has its criteria, its words, and facts for the rubric."""

import inspect
import re
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import app.models  # noqa: F401
from app.actions.recorder import _KEPT_OUT
from app.actions.registry import load_all
from app.grading.bearing import BEARS_ON
from app.grading.criteria import CRITERIA
from app.grading.rubric_table import RULES
from app.queries.teaching.deed_table import DEEDS
from app.queries.teaching.mark_export import evidence_matrix_markdown
from app.queries.words.fact_words import FACT_WORDS, FORESIGHT
from app.queries.words.field_words import FIELD_WORDS
from app.queries.words.value_words import is_shown

ROOT = Path(__file__).resolve().parent.parent.parent
ACTIONS = load_all()


def test_every_action_bears_on_a_criterion_and_no_row_is_of_an_action_that_is_gone() -> None:
    assert set(BEARS_ON) == set(ACTIONS)
    assert all(codes and set(codes) <= set(CRITERIA) for codes in BEARS_ON.values())


def test_every_action_has_words_for_the_timeline() -> None:
    assert set(DEEDS) == set(ACTIONS)


def test_every_criterion_is_borne_on_by_some_action() -> None:
    assert {code for codes in BEARS_ON.values() for code in codes} == set(CRITERIA)


@pytest.mark.parametrize("action", sorted(RULES))
def test_every_fact_that_the_rubric_reads_is_written_by_its_verb(action: str) -> None:
    module = inspect.getsource(inspect.getmodule(ACTIONS[action].run))
    named = {check.fact for check in RULES[action].correct} | {
        check.also for check in RULES[action].correct
    } - {""}
    written = set(re.findall(r'"(\w+)":', module)) | set(re.findall(r"(\w+)=", module))
    assert named <= written


def test_what_the_best_choice_was_is_named_as_foresight() -> None:
    read = {check.also for rule in RULES.values() for check in rule.correct} - {""}
    assert read <= FORESIGHT


def test_every_column_that_a_record_may_hold_has_a_label() -> None:
    unnamed = set()
    for table in SQLModel.metadata.tables.values():
        if table.name in _KEPT_OUT or "course_id" not in table.c:
            continue
        for column in table.c:
            is_kept = column.info.get("mark") in ("secret", "plumbing") or column.name in ("id", "course_id")
            if not is_kept and is_shown(column.name, "x") and column.name not in FIELD_WORDS:
                unnamed.add(f"{table.name}.{column.name}")
    assert unnamed == set()


def test_every_fact_of_a_verb_has_a_label() -> None:
    known = set(FIELD_WORDS) | set(FACT_WORDS)
    found = set()
    for action in ACTIONS.values():
        source = inspect.getsource(action.run)
        for returned in re.findall(r"return \{(.*?)\n?\}", source, re.S):
            found |= {
                f"{action.name}: {name}" for name in re.findall(r'"(\w+)": ', returned) if name not in known
            }
    assert {name for name in found if is_shown(name.partition(": ")[2], "x")} == set()


def test_the_page_of_the_matrix_is_up_to_date() -> None:
    page = ROOT / "docs/evidence.md"
    assert page.read_text("utf-8") == evidence_matrix_markdown(), "run: python -m tools.evidence"
