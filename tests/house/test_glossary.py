"""Every word of the house stands in the glossary, once, in both languages, with one meaning."""

import re
from pathlib import Path

from app.actions.registry import load_all
from app.trade.lifecycles import ALL

GLOSSARY = Path(__file__).resolve().parent.parent.parent / "docs/glossary.md"
_ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \|$", re.M)


def entries() -> list[tuple[str, ...]]:
    rows = [found.groups() for found in _ROW.finditer(GLOSSARY.read_text("utf-8"))]
    return [row for row in rows if row[1] != "Chinese"]


def test_every_word_with_actions_or_a_lifecycle_has_an_entry() -> None:
    words = {action.word for action in load_all().values()} | {lifecycle.word for lifecycle in ALL}
    assert sorted(words - {row[0] for row in entries()}) == []


def test_every_module_of_actions_belongs_to_a_word_or_to_the_door() -> None:
    from tests.house.test_floors import APP, DOOR

    known = {row[0] for row in entries()}
    stems = {path.stem for path in (APP / "actions").glob("*.py")} - DOOR - {"__init__"}
    homeless = [stem for stem in stems if not any(f"{stem}_".startswith(f"{word}_") for word in known)]
    assert sorted(homeless) == []


def test_a_term_has_one_entry_and_one_sentence() -> None:
    terms = [row[0] for row in entries()]
    assert len(terms) >= 80
    assert sorted({term for term in terms if terms.count(term) > 1}) == []
    assert [row[0] for row in entries() if not row[2].endswith(".")] == []
