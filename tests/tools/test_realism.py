"""The simulated world rewards good work: the main results of `python -m tools.realism`, on few seeds."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from tools.realism.buyers import Results, letters_by_market, results
from tools.realism.compare import paired
from tools.realism.consumers import (
    ELASTICITY_LEAST,
    ELASTICITY_MOST,
    busy,
    market_shares,
    measured_elasticities,
    shopping,
)
from tools.realism.ground import Ground, ground
from tools.realism.season import Letters
from tools.realism.sellers import HONEST, SKILLS, exploits, skilled

_SEEDS = 2
_TRIED = ("dumping at cost", "stalling", "anchoring")


@pytest.fixture(scope="module")
def at() -> Iterator[Ground]:
    with ground(days=7, teams=2) as found:
        yield found


@pytest.fixture(scope="module")
def earned(at: Ground) -> dict[str, Results]:
    letters = Letters(at, 120, Decimal("0.2"))
    tried = [each for each in exploits() if each.name in _TRIED]
    sellers = (*map(skilled, SKILLS), HONEST, *tried)
    return {each.seller.name: each for each in results(letters, sellers, _SEEDS)}


def test_who_works_better_earns_more(earned: dict[str, Results]) -> None:
    assert earned["strong"].mean > 1.05 * earned["middling"].mean > 1.05 * earned["weak"].mean > 0


def test_no_trick_beats_honest_work(earned: dict[str, Results]) -> None:
    assert [name for name in _TRIED if earned[name].mean >= earned["honest"].mean] == []


def test_elasticities_and_shares_lie_where_the_data_say(at: Ground) -> None:
    view = shopping(at, 7)
    found = measured_elasticities(view, "seed")
    assert found and all(ELASTICITY_LEAST < each.of < ELASTICITY_MOST for each in found.values())
    letters = letters_by_market(Letters(at, 40, Decimal(4)), 2)
    for share in market_shares(busy(view), letters):
        assert abs(share.of_visits - share.of_revenue) < 0.03
        assert abs(share.of_letters - share.of_revenue) < 0.12


def test_the_sign_flip_test_counts_all_ways() -> None:
    assert paired([1, 2, 3], [0, 0, 0]).p == 0.125
    assert paired([1.0, -1.0], [0.0, 0.0]).p == 0.75
    assert paired(list(range(10)), [0.0] * 10).p == pytest.approx(2**-9)
