"""What a tariff text takes in and leaves out, and how words are brought to one form."""

import pytest

from app.trade.tariff.hs_words import folded, han_runs, pairs, said_words, stem, stems


@pytest.mark.parametrize(
    ("text", "taken", "left"),
    [
        ("T-shirts; of textile materials (other than cotton), knitted or crocheted",
         {"textile", "knitted", "t-shirt"}, {"cotton"}),
        ("Trousers; men's, of cotton (not knitted or crocheted)", {"cotton", "men"}, {"knitted"}),
        ("Brassieres; whether or not knitted or crocheted", {"knitted", "crocheted", "brassiere"}, set()),
        ("Fans; of an output not exceeding 125W", {"fan", "output", "125w"}, set()),
        ("Furniture; metal, other than for office use", {"metal", "furniture"}, {"office"}),
        ("Seats (excluding medical, surgical, dental furniture), upholstered", {"seat", "upholstered"},
         {"medical", "surgical", "dental"}),
    ],
)  # fmt: skip
def test_a_text_is_parted_into_what_it_takes_in_and_what_it_leaves_out(
    text: str, taken: set[str], left: set[str]
) -> None:
    said = said_words(text)
    assert taken <= said.taken_in
    assert left <= said.left_out
    assert not left & said.taken_in


def test_a_word_loses_its_plural_and_its_possessive() -> None:
    found = [stem(word) for word in ("women's", "brushes", "batteries", "knives", "dresses", "glass", "gas")]
    assert found == ["women", "brush", "battery", "knife", "dress", "glass", "gas"]


def test_a_hyphened_word_gives_its_parts_too() -> None:
    assert stems("Wrist-watches of gold") == ["wrist-watch", "wrist", "watch", "gold"]


def test_full_width_and_accents_are_folded() -> None:
    assert folded("ＴＳＨＩＲＴ Décor") == "tshirt decor"


def test_chinese_is_compared_by_pairs() -> None:
    assert han_runs("USB数据线 1米") == ["数据线", "米"]
    assert pairs("数据线") == ["数据", "据线"]
    assert pairs("棉") == ["棉"]
