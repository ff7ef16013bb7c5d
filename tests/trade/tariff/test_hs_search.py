"""Candidates with their reasons, over a nomenclature of a few lines."""

from app.trade.tariff.hs_nomenclature import Entry, Nomenclature, Synonym, nomenclature
from app.trade.tariff.hs_search import read_words, search

ENTRIES = (
    Entry("61", "XI", "Apparel and clothing accessories; knitted or crocheted"),
    Entry("6109", "XI", "T-shirts, singlets and other vests; knitted or crocheted"),
    Entry("610910", "XI", "T-shirts, singlets and other vests; of cotton, knitted or crocheted"),
    Entry("610990", "XI", "T-shirts; of textile materials (other than cotton), knitted or crocheted"),
    Entry("62", "XI", "Apparel and clothing accessories; not knitted or crocheted"),
    Entry("6205", "XI", "Shirts; men's or boys' (not knitted or crocheted)"),
    Entry("620520", "XI", "Shirts; men's or boys', of cotton (not knitted or crocheted)"),
    Entry("69", "XIII", "Ceramic products"),
    Entry("6912", "XIII", "Ceramic tableware, kitchenware; other than of porcelain or china"),
    Entry("691200", "XIII", "Ceramic tableware, kitchenware; other than of porcelain or china"),
)
SYNONYMS = (
    Synonym("mug", "tableware kitchenware ceramic", ("6912",), "own", "2026-11-26"),
    Synonym("woven", "not knitted woven"),
    Synonym("马克杯", "tableware kitchenware ceramic", ("6912",)),
    Synonym("棉", "cotton"),
)


def held() -> Nomenclature:
    return nomenclature(ENTRIES, SYNONYMS, {"691200": "Ceramic mug"}, {"610910": "棉制针织T恤衫"})


def codes(text: str) -> list[str]:
    return [each.code for each in search(held(), text)]


def test_the_word_in_the_own_text_comes_before_the_one_that_is_left_out() -> None:
    found = search(held(), "cotton t-shirt")
    assert [each.code for each in found][:1] == ["610910"]
    other = next(each for each in found if each.code == "610990")
    assert [met.asked for met in other.met if met.is_left_out] == ["cotton"]


def test_every_reason_names_the_word_the_place_and_the_way() -> None:
    (found,) = search(held(), "mug", limit=1)
    told = {(met.asked, met.word, met.where, met.how) for met in found.met}
    assert ("mug", "ceramic", "own", "synonym") in told
    assert ("mug", "mug", "label", "same") in told


def test_what_is_not_knitted_meets_a_text_that_leaves_knitted_out() -> None:
    assert codes("woven cotton shirt")[0] == "620520"
    reasons = {met.word for met in search(held(), "woven cotton shirt")[0].met}
    assert "not knitted" in reasons


def test_chinese_is_found_by_synonym_and_by_name() -> None:
    assert codes("白色马克杯")[0] == "691200"
    assert codes("针织T恤")[0] == "610910"
    assert codes("针织 棉")[0] == "610910"


def test_a_slip_of_the_pen_and_a_word_begun_are_still_read() -> None:
    (slip, *_) = search(held(), "ceramc")
    assert (slip.code, slip.met[0].how) == ("691200", "spelling")
    (begun, *_) = search(held(), "kitchen")
    assert (begun.code, begun.met[0].how) == ("691200", "start")


def test_what_no_word_of_the_tariff_meets_has_no_candidate() -> None:
    assert search(held(), "zzzzzzzz") == []
    assert search(held(), "") == []
    assert search(held(), "()%_'; drop --") == []


def test_a_word_that_is_met_nowhere_is_told_and_takes_weight_away() -> None:
    (plain, *_), (fancy, *_) = search(held(), "cotton shirt"), search(held(), "qqqqqqq cotton shirt")
    assert "qqqqqqq" not in {met.asked for met in fancy.met}
    assert fancy.code == plain.code


def test_candidates_can_be_asked_of_one_chapter_alone() -> None:
    assert {each.code[:2] for each in search(held(), "cotton shirt", under="62")} == {"62"}


def test_the_words_by_which_a_name_is_read_hold_its_synonyms() -> None:
    assert {"mug", "ceramic", "cotton"} <= read_words(held(), "mug 棉")


def test_the_same_question_gives_the_same_order() -> None:
    assert codes("cotton knitted shirt") == codes("cotton knitted shirt")
