"""Chance is a function of seed and name alone."""

from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.world.dice import Dice


def draws(dice: Dice, count: int = 5) -> list[Decimal]:
    return [dice.unit() for _ in range(count)]


def test_the_same_seed_and_name_draw_the_same() -> None:
    assert draws(Dice("seed", "2026-09-01", "inquiry:1")) == draws(Dice("seed", "2026-09-01", "inquiry:1"))


def test_another_name_or_seed_draws_otherwise() -> None:
    one = draws(Dice("seed", "inquiry:1"))
    assert one != draws(Dice("seed", "inquiry:2")) and one != draws(Dice("other", "inquiry:1"))


def test_a_part_draws_the_same_whatever_the_whole_has_drawn() -> None:
    fresh, used = Dice("seed", "day"), Dice("seed", "day")
    draws(used, 17)
    assert draws(fresh.under("team:a")) == draws(used.under("team:a"))


@given(st.integers(-50, 50), st.integers(0, 100))
def test_whole_numbers_stay_between_their_bounds(least: int, width: int) -> None:
    assert least <= Dice("seed", least, width).whole(least, least + width) <= least + width


def test_weights_are_the_shares_in_the_long_run() -> None:
    dice = Dice("seed", "weights")
    counted = Counter(dice.weighted(["a", "b"], [Decimal(3), Decimal(1)]) for _ in range(4000))
    assert 2850 < counted["a"] < 3150


def test_normal_draws_have_their_mean_and_spread() -> None:
    dice = Dice("seed", "normal")
    drawn = [dice.normal(Decimal(10), Decimal(2)) for _ in range(4000)]
    mean = sum(drawn) / len(drawn)
    spread = (sum((x - mean) ** 2 for x in drawn) / len(drawn)).sqrt()
    assert abs(mean - 10) < Decimal("0.15") and abs(spread - 2) < Decimal("0.15")


def test_shuffling_keeps_every_thing_once() -> None:
    assert sorted(Dice("seed", "shuffle").shuffled(list(range(20)))) == list(range(20))


def test_a_shared_stream_is_the_same_for_whoever_asks_in_one_course_and_another_in_another() -> None:
    draws = [Dice(seed, "at", name).under("x").shared("circular", "2026-09").unit() for seed, name in
             (("one", "Anna"), ("one", "Boris"), ("two", "Anna"))]  # fmt: skip
    assert draws[0] == draws[1] != draws[2]
