"""The HS finder over the whole nomenclature: what it finds, how fast, and what it is built from."""

import csv
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session

from app.core.words import current
from app.queries.knowledge.hs import finder_page, held_nomenclature, held_notes, sections_of
from app.queries.knowledge.hs_code_page import code_page
from app.queries.rates.reference import table
from app.trade.refusal import Absent
from app.trade.tariff.hs_argument import AXES
from app.trade.tariff.hs_search import search
from app.trade.tariff.hs_words import han_runs
from tests.builders_listing import with_reference

HERE = Path(__file__).resolve().parent
PACKS = HERE.parents[2] / "seed/packs"
ON = date(2026, 10, 9)
# The labelled phrases are ours, and so are the synonyms: the same head wrote both, so even the half that
# was never looked at while tuning is kinder than life. The floor leaves room for six misses in 61.
# The names of the packs' 48 products were written before the finder and nothing is tuned on them: the
# honest figure. It was 80 of 96 when it was first measured; its floor lies a little below.
FLOORS = {"tuned": 0.95, "held": 0.90, "packs": 0.78}


def labelled() -> Iterator[tuple[str, str, str]]:
    with (HERE / "hs_phrases.csv").open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            yield cells["half"], cells["phrase"], cells["hs6"]
    for pack in sorted(PACKS.glob("*/products.csv")):
        with pack.open(encoding="utf-8-sig", newline="") as file:
            for cells in csv.DictReader(file):
                yield "packs", cells["name_en"], cells["hs_code"][:6]
                yield "packs", cells["name_zh"], cells["hs_code"][:6]


def test_everyday_product_names_bring_the_right_code_within_the_first_five(
    capsys: pytest.CaptureFixture[str],
) -> None:
    held, hits, asked = held_nomenclature(), dict.fromkeys(FLOORS, 0), dict.fromkeys(FLOORS, 0)
    for half, phrase, hs6 in labelled():
        asked[half] += 1
        hits[half] += hs6 in [each.code for each in search(held, phrase, 5)]
    with capsys.disabled():
        figures = ", ".join(f"{half} {hits[half]}/{asked[half]}" for half in FLOORS)
        print(f"\n  HS finder, right code within five: {figures}")
    assert asked["tuned"] + asked["held"] >= 60
    assert min(asked.values()) >= 40
    assert [half for half, floor in FLOORS.items() if hits[half] / asked[half] < floor] == []


def test_a_search_with_its_argument_takes_less_than_twenty_milliseconds() -> None:
    phrases = [phrase for _, phrase, _ in labelled()]
    finder_page(phrases[0])  # the nomenclature is made ready once
    began = time.process_time()
    for phrase in phrases[:60]:
        finder_page(phrase)
    assert (time.process_time() - began) / 60 < 0.020


def test_the_whole_nomenclature_is_searched() -> None:
    assert len(held_nomenclature().codes) == 5612


def test_three_hundred_synonyms_in_both_languages_name_headings_that_exist() -> None:
    rows, codes = table("hs_synonym"), held_nomenclature().entries
    assert len({(cells["word"], cells["language"]) for cells in rows}) == len(rows) >= 300
    assert sum(cells["language"] == "zh" for cells in rows) >= 150
    assert [c["word"] for c in rows if any(h not in codes for h in c["headings"].split())] == []
    assert [c["word"] for c in rows if (c["language"] == "zh") != bool(han_runs(c["word"]))] == []
    assert {(cells["source"], bool(cells["noted_on"])) for cells in rows} == {("own", True)}


def test_every_code_of_the_teaching_set_has_its_chinese_name() -> None:
    assert [cells["hs6"] for cells in table("hs_teaching_set") if not han_runs(cells["name_zh"])] == []


def test_notes_stand_at_places_that_exist_in_both_languages_and_with_a_source() -> None:
    sections, codes = {cells["section"] for cells in table("hs_section")}, held_nomenclature().entries
    for note in held_notes():
        assert note.place in sections or note.place in codes, note
        assert note.text_en and han_runs(note.text_zh) and note.source and note.trust
        assert all(each in codes for each in note.toward), note


def test_candidates_are_argued_and_none_is_crowned() -> None:
    page = finder_page("women's knitted cotton hoodie")
    assert page.groups[0].code == "6110"
    row = next(row for row in page.groups[0].rows if row.code == "611020")
    assert ("cotton", ("cotton",), "own") in [(met.asked, met.words, met.where) for met in row.met]
    assert row.deciding == ("of cotton",)
    assert {"material", "wearer"} <= {question.axis for question in page.questions}
    assert {"1", "6"} <= {rule.rule for rule in page.rules}
    assert ("61", "1") in {(note.place, note.number) for note in page.notes}
    assert not any("best" in field for field in row.__dataclass_fields__)


def test_digits_are_looked_up_as_the_start_of_a_code() -> None:
    assert [row.code for group in finder_page("6109.1").groups for row in group.rows] == ["610910"]
    assert finder_page("0000").groups == ()


def test_every_answer_and_axis_has_its_words() -> None:
    from app.queries.knowledge.hs_labels import HS_LABELS

    assert {axis.code for axis in AXES} | {"figure"} == set(HS_LABELS["axes"])
    assert {name for axis in AXES for name in axis.values} <= set(HS_LABELS["answers"])


def test_a_codes_page_tells_duty_with_source_and_what_is_not_held(session: Session) -> None:
    with_reference(session)
    page = code_page(session, "6109.10", ON)
    duty = {name: row for row in page.duties for name in row.destinations}
    assert (duty["DE"].lowest, duty["DE"].as_of) == (Decimal("0.12"), "2020-12-01")
    assert duty["DE"].trust == "medium"
    assert duty["JP"].lowest != duty["JP"].highest and duty["JP"].choices
    assert duty["IN"].unknown == "duty.not_held" and duty["IN"].lowest is None
    (line,) = page.us_lines
    assert (line.hts8, line.total) == ("61091000", Decimal("0.24"))
    assert {row.hs10 for row in page.export_lines} == {"6109100021", "6109100022"}
    assert page.export_lines[0].refund_rate == Decimal("0.13")
    assert [each.code for each in page.neighbours] == ["610990"]
    assert [each.code for each in page.path] == ["61", "6109"]


def test_a_code_of_2022_names_its_predecessor(session: Session) -> None:
    with_reference(session)
    assert code_page(session, "851713", ON).predecessor == "851712"


def test_a_code_that_is_not_in_the_nomenclature_is_not_there(session: Session) -> None:
    with pytest.raises(Absent):
        code_page(session, "999999", ON)


def test_every_section_and_chapter_has_a_chinese_title_that_names_its_source() -> None:
    held = held_nomenclature()
    chapters = {cells["chapter"]: cells for cells in table("hs_chapter")}
    assert set(chapters) == {code for code in held.entries if len(code) == 2}
    for cells in (*table("hs_section"), *chapters.values()):
        assert han_runs(cells["name_zh"]) and cells["source_zh"] and cells["trust_zh"] == "unverified", cells


def test_the_tree_speaks_the_readers_language() -> None:
    held = held_nomenclature()
    english = sections_of(held)[10]
    token = current.set("zh_Hans")
    try:
        chinese = sections_of(held)[10]
    finally:
        current.reset(token)
    assert (english.name, english.language) == ("Textiles and textile articles", "en")
    assert (chinese.name, chinese.language) == ("纺织原料及纺织制品", "zh")
    knitted = {each.code: each for each in chinese.chapters}["61"]
    assert (knitted.text, knitted.language) == ("针织或钩编的服装及衣着附件", "zh")
    assert {each.code: each for each in english.chapters}["61"].language == "en"
