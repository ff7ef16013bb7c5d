from dataclasses import replace

import pytest

from app.trade.market.listing_quality import ListingWords, pack_facts, quality, untrue_claims

GOOD = ListingWords(
    title="Hand-glazed stoneware mug 350 ml for coffee and tea",
    points=("Holds 350 ml", "Dishwasher safe", "Wide handle", "Stacks"),
    description="Thick-walled and warm. " * 20,
    keywords=("mug", "cup", "gift", "coffee", "tea"),
    pictures=5,
)
PACK = pack_facts(["LFGB", "EN 71-3"], ["Stoneware mug", "stoneware"], {"Lid": ["bamboo"]})


def test_a_listing_that_has_everything_scores_a_hundred() -> None:
    assert quality(GOOD, PACK).score == 100


def test_the_parts_sum_to_the_score() -> None:
    poor = replace(GOOD, title="Mug", points=(), pictures=1)
    found = quality(poor, PACK)
    assert found.score == sum(part.points for part in found.parts) < 70


@pytest.mark.parametrize(("pictures", "points"), [(0, 0), (1, 4), (5, 20), (9, 20)])
def test_pictures_count_up_to_five(pictures: int, points: int) -> None:
    parts = {part.code: part.points for part in quality(replace(GOOD, pictures=pictures), PACK).parts}
    assert parts["pictures"] == points


def test_a_title_that_no_card_can_show_loses_half() -> None:
    parts = {part.code: part.points for part in quality(replace(GOOD, title="mug " * 40), PACK).parts}
    assert parts["title"] == 10


def test_a_stuffed_keyword_counts_for_nothing() -> None:
    stuffed = replace(GOOD, title="Mug mug mug mug mug mug for coffee, a mug of stoneware")
    parts = {part.code: part.points for part in quality(stuffed, PACK).parts}
    assert parts["keywords"] < 10


def test_one_untrue_claim_costs_all_points_for_truth() -> None:
    found = quality(replace(GOOD, points=("FDA approved",)), PACK)
    assert found.untrue == ("FDA",)
    assert {part.code: part.points for part in found.parts}["truth"] == 0


@pytest.mark.parametrize(
    ("text", "untrue"),
    [
        ("LFGB tested stoneware with a bamboo lid", ()),
        ("CE marked", ("CE",)),
        ("a nice cup, once more", ()),
        ("EN 71 safe", ()),
        ("Solid WALNUT handle", ("walnut",)),
        ("waterglassy sunglasses", ()),
    ],
)
def test_claims_are_held_against_the_pack(text: str, untrue: tuple[str, ...]) -> None:
    assert untrue_claims(text, PACK) == untrue
