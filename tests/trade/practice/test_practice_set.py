"""Practice sets from a seed: clean deals, planted faults that the examination finds, answers compared."""

from datetime import date
from decimal import Decimal

import pytest

from app.trade.examining.examination import examine
from app.trade.papers.documents import checked
from app.trade.practice.practice_case import case_of
from app.trade.practice.practice_credit import credit_papers, presented_on
from app.trade.practice.practice_fault import FAULTS
from app.trade.practice.practice_papers import Papers, clean_papers
from app.trade.practice.practice_set import (
    FIND,
    KINDS,
    LEVELS,
    MAKE,
    RULING,
    SETS,
    Mark,
    compared,
    findings_of,
    marks_of,
    practice_set,
)
from app.trade.refusal import RuleBroken

SEEDS = ("spring", "autumn")


def deals(number: int, has_credit: bool) -> tuple[Papers, date | None]:
    """The papers of one clean deal, and the day on which a bank gets them."""
    case = case_of("seed", f"deal/{number}")
    return (credit_papers(case), presented_on(case)) if has_credit else (clean_papers(case), None)


@pytest.mark.parametrize("has_credit", [False, True])
def test_a_clean_deal_is_complete_and_nothing_disagrees(has_credit: bool) -> None:
    for number in range(60):
        papers, day = deals(number, has_credit)
        assert examine(papers, day) == []
        assert all(checked(kind, values) for kind, values in papers.items())


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_planted_fault_is_found(fault: object) -> None:
    kinds, spoil = fault.kinds, fault.spoil  # type: ignore[attr-defined]
    seen = 0
    for number in range(12):
        papers, day = deals(number, "draft" in kinds or "beneficiary_certificate" in kinds)
        if all(kind in papers for kind in kinds):
            spoilt = {kind: dict(values) for kind, values in papers.items()}
            spoil(spoilt)
            seen += bool(examine(spoilt, day))
    assert seen >= 1


@pytest.mark.parametrize("level", LEVELS)
def test_every_set_has_as_many_faults_as_its_level_says(level: int) -> None:
    for seed in SEEDS:
        sets = [practice_set(seed, FIND, level, number) for number in range(1, SETS + 1)]
        assert {len(findings_of(each)) for each in sets} == {LEVELS[level].faults}
        assert all(("letter_of_credit" in each.papers) is LEVELS[level].has_credit for each in sets)
        ruling = [(each, kind) for each in sets for kind in RULING if kind in each.papers]
        assert all(each.papers[kind] == each.right[kind] for each, kind in ruling)


@pytest.mark.parametrize("level", LEVELS)
def test_the_right_paper_made_out_has_no_finding_and_a_wrong_one_has(level: int) -> None:
    for number in range(1, SETS + 1):
        given = practice_set("spring", MAKE, level, number)
        assert given.paper and given.paper not in given.papers
        right = given.right[given.paper]
        assert findings_of(given, right) == []
        wrong = {"marks": "N/M", "invoice_number": "INV-0", "packages": "9"}
        assert findings_of(given, {**right, **{name: wrong[name] for name in wrong if name in right}})


def test_the_same_seed_gives_the_same_set_and_another_seed_another() -> None:
    for kind in KINDS:
        first = practice_set("spring", kind, 4, 3)
        assert first == practice_set("spring", kind, 4, 3)
        assert first.papers != practice_set("autumn", kind, 4, 3).papers
        assert first.papers != practice_set("spring", kind, 4, 4).papers


def test_an_answer_is_compared_with_the_examination() -> None:
    given = practice_set("spring", FIND, 1, 1)
    first, second = findings_of(given)
    kind, _, path = first.places[-1].partition(".")
    right, wrong_rule = Mark(kind, path.split(".")[0], first.code), Mark(kind, path.split(".")[0], "L99")
    alarm = Mark("packing_list", "signed_by", "X01")
    found = compared(given, [right, alarm])
    assert [(each.code, named) for each, named in found.hits] == [(first.code, True)]
    assert found.misses == (second,) and found.false_alarms == (alarm,)
    assert found.share_found == 0
    assert compared(given, [right]).share_found == Decimal("0.5")
    assert [named for _, named in compared(given, [wrong_rule]).hits] == [False]
    everything = [Mark(place.split(".")[0], place.split(".")[1], each.code)
                  for each in (first, second) for place in each.places if "." in place]  # fmt: skip
    assert compared(given, everything).share_found == 1


def test_marks_that_name_no_box_are_left_out() -> None:
    wrong = {"passport": {"name": "X01"}, "x": 1}
    answer = {"packing_list": {"marks": "X01", "seller": "", "nothing": "X01"}} | wrong
    assert marks_of(answer) == (Mark("packing_list", "marks", "X01"),)


@pytest.mark.parametrize(
    ("kind", "level", "number"), [("guess", 1, 1), (FIND, 9, 1), (FIND, 1, 0), (MAKE, 1, 13)]
)
def test_a_set_that_there_is_not_is_refused(kind: str, level: int, number: int) -> None:
    with pytest.raises(RuleBroken, match=r"practice\.unknown_set"):
        practice_set("spring", kind, level, number)
