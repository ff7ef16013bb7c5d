"""Practice sets are known again, whole, by one paper, or with other numbers; other deals are not."""

import json

import pytest

from app.trade.practice.practice_set import KINDS, LEVELS, RULING, SETS, practice_set
from app.trade.practice.practice_traces import set_recognised
from tests.trade.deals import handed_in

SEED = "abc"  # no two of its sets came to the same number and seller


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_every_set_is_known_by_its_papers_and_by_each_of_them(kind: str, level: int) -> None:
    for number in range(1, SETS + 1):
        papers = practice_set(SEED, kind, level, number).papers
        assert set_recognised(SEED, papers) == (kind, level, number)
        for paper in sorted(set(papers) - set(RULING)):
            assert set_recognised(SEED, {"any": [papers[paper]]}) == (kind, level, number), paper


@pytest.mark.parametrize("level", LEVELS)
def test_a_set_with_other_numbers_and_another_seller_is_still_known(level: int) -> None:
    practice = practice_set(SEED, "find", level, 5)
    said = json.dumps(practice.papers).replace(practice.case.number, "7007")
    said = said.replace(practice.case.seller.name, "My Own Co., Ltd.")
    assert set_recognised(SEED, json.loads(said)) == ("find", level, 5)


def test_real_deals_are_taken_for_no_set() -> None:
    for seed in range(20):
        assert set_recognised(str(seed), handed_in()["papers"]) is None
    assert set_recognised(SEED, {}) is None


def test_a_number_that_a_teams_own_deal_came_to_is_no_trace() -> None:
    number = practice_set(SEED, "find", 1, 1).case.number
    own = {"number": f"INV-{number}", "contract_number": f"SC-{number}", "seller": {"name": "Harbour Trade"}}
    assert set_recognised(SEED, {"commercial_invoice": own}) is None
