"""What decides between candidates: differences, questions, notes and the General Interpretative Rules."""

from app.trade.tariff.hs_argument import (
    Note,
    deciding_pieces,
    difference,
    is_residual,
    materials_named,
    notes_between,
    questions,
    rule_words,
    rules_between,
)

COTTON = "T-shirts, singlets and other vests; of cotton, knitted or crocheted"
OTHER = "T-shirts, singlets and other vests; of textile materials (other than cotton), knitted or crocheted"
SHIRT = "Shirts; men's or boys', of cotton (not knitted or crocheted)"


def test_siblings_are_told_apart_by_the_pieces_they_do_not_share() -> None:
    found = difference("610990", OTHER, COTTON)
    assert found.only_here == ("of textile materials", "(other than cotton)")
    assert found.only_there == ("of cotton",)
    assert deciding_pieces({"610910": COTTON, "610990": OTHER})["610910"] == ("of cotton",)


def test_a_text_differs_in_nothing_from_itself() -> None:
    found = difference("610910", COTTON, COTTON)
    assert (found.only_here, found.only_there) == ((), ())


def test_a_question_is_asked_where_candidates_part_and_only_there() -> None:
    asked = {each.axis: each for each in questions({"610910": COTTON, "620520": SHIRT}, {"knitted"})}
    assert asked["make"].answers == (("knitted", ("610910",)), ("not_knitted", ("620520",)))
    assert asked["make"].told == "knitted"
    assert "material" not in asked  # both are of cotton
    assert questions({"610910": COTTON}, set()) == ()


def test_a_figure_that_parts_candidates_is_asked_for() -> None:
    texts = {"850811": "Vacuum cleaners, of a power not exceeding 1500 W", "850819": "Vacuum cleaners"}
    (figure,) = [each for each in questions(texts, set()) if each.axis == "figure"]
    assert figure.answers[0][1] == ("850811",)


def test_rule_one_stands_first_and_rule_six_compares_one_headings_subheadings() -> None:
    rules = rules_between({"6109": COTTON}, ["610910", "610990"], set(), 1)
    assert [(each.rule, each.codes) for each in rules] == [("1", ("6109",)), ("6", ("6109",))]


def test_a_named_heading_is_argued_before_a_residual_one() -> None:
    headings = {"6109": COTTON, "6114": "Garments; n.e.c. in chapter 61, knitted or crocheted"}
    rules = {each.rule: each.codes for each in rules_between(headings, ["610910", "611420"], set(), 1)}
    assert rules["3(a)"] == ("6114",)
    assert rules["3(c)"] == ("6114",)
    assert "3(b)" not in rules


def test_sets_parts_and_mixtures_call_for_their_rules() -> None:
    headings = {"8211": "Knives", "8215": "Spoons, forks"}
    with_set = [each.rule for each in rules_between(headings, ["821192"], rule_words("Knife set"), 1)]
    assert "3(b)" in with_set
    assert "3(b)" in [each.rule for each in rules_between(headings, ["821192"], rule_words("刀具套装"), 1)]
    mixed = [each.rule for each in rules_between(headings, ["821192"], set(), 2)]
    assert mixed == ["1", "2(b)", "3(b)", "3(c)"]
    assert "2(a)" in [each.rule for each in rules_between(headings, ["821192"], {"part"}, 1)]


def test_materials_are_counted_once_each() -> None:
    assert materials_named({"cotton", "synthetic", "man-made"}) == 2
    assert materials_named({"hoodie"}) == 0


def test_a_residual_text_is_known_by_its_words() -> None:
    assert is_residual("Garments; n.e.c. in chapter 61")
    assert not is_residual(COTTON)


def test_notes_that_turn_goods_between_candidates_come_first() -> None:
    plain = Note("61", "4", "shape", (), "Pockets.", "口袋。", "s", "medium")
    turning = Note("61", "1", "make", ("62",), "Only knitted.", "仅针织。", "s", "medium")
    far = Note("95", "1", "exclusion", ("61",), "Not clothing.", "不含服装。", "s", "medium")
    found = notes_between([plain, turning, far], ["610910", "620520"], ["XI"])
    assert found == (turning, plain)
