"""Every word of the house stands in the glossary, once, in both languages, with one meaning."""

import re
from pathlib import Path

from app.actions.registry import load_all
from app.queries.knowledge.glossary import GROUPS, PAPER_TERMS, terms
from app.trade.lifecycles import ALL
from tools.glossary import ROW, row

GLOSSARY = Path(__file__).resolve().parent.parent.parent / "docs/glossary.md"
TEMPLATES = GLOSSARY.parent.parent / "app/templates"
_MARK = re.compile(r'(?:term\(|about=)"([^"]+)"')
_HAN = re.compile(r"[\u3400-\u9fff]")
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


def marks() -> list[tuple[str, str]]:
    """Every "?" of the templates: the template and the term that it explains."""
    return [
        (str(path.relative_to(TEMPLATES)), name)
        for path in sorted(TEMPLATES.rglob("*.html"))
        for name in _MARK.findall(path.read_text("utf-8"))
    ]


def test_every_question_mark_beside_a_label_has_its_entry() -> None:
    assert [(path, name) for path, name in marks() if name not in terms()] == []
    assert sorted(set(PAPER_TERMS.values()) - set(terms())) == []
    assert len(marks()) >= 60
    assert len({name for _, name in marks()}) >= 40


def test_the_question_marks_stand_on_the_pages_of_a_deal() -> None:
    places = {path.split("/")[0] for path, _ in marks()}
    wanted = {"quotation", "listing", "order", "shipment", "refund", "ledger", "mark", "purchase", "payment"}
    assert wanted <= places


def test_every_entry_explains_itself_whole_in_both_languages() -> None:
    assert len(terms()) >= 80
    for entry in terms().values():
        assert entry.group in GROUPS and (_HAN.search(entry.zh) or entry.zh.isdigit()), entry.term
        for texts in (entry.what, entry.why, entry.example, entry.rule):
            assert texts["en"].strip() and not _HAN.search(texts["en"]), entry.term
            assert texts["zh_Hans"].strip(), entry.term
        assert entry.what["en"].endswith(".") and entry.why["en"].endswith("."), entry.term
        assert _HAN.search(entry.what["zh_Hans"]) and _HAN.search(entry.why["zh_Hans"]), entry.term


def test_no_two_entries_share_a_place_on_the_page() -> None:
    anchors = [entry.anchor for entry in terms().values()]
    assert len(set(anchors)) == len(anchors)


def test_the_docs_say_of_a_term_what_the_glossary_says() -> None:
    told = {each[0]: " | ".join(each[1:]) for each in entries()}
    page = GLOSSARY.read_text("utf-8")
    above = {each[0].replace("_", " ") for each in ROW.findall(page.split("## Sale and payment")[0])}
    ours = {entry.term: row(entry) for entry in terms().values() if entry.term not in above}
    wrong = [name for name, line in ours.items() if f"| {name} | {told.get(name)} |\n" != line]
    assert wrong == [], "run python -m tools.glossary"
