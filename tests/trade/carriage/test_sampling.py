"""Source: ISO 2859-1:1999, table 1 (general level II) and table 2-A (single sampling, normal inspection)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.carriage import sampling
from app.trade.refusal import RateUnknown, RuleBroken


@pytest.mark.parametrize(
    ("lot", "letter"),
    [(2, "A"), (8, "A"), (9, "B"), (50, "D"), (51, "E"), (280, "G"), (281, "H"), (1200, "J"), (1201, "K"),
     (3200, "K"), (10_000, "L"), (35_000, "M"), (150_000, "N"), (500_000, "P"), (500_001, "Q")],
)  # fmt: skip
def test_the_code_letter_of_a_lot(lot: int, letter: str) -> None:
    assert sampling.code_letter(lot) == letter


@pytest.mark.parametrize(
    ("lot", "aql", "size", "accept"),
    [
        (4000, "2.5", 200, 10),
        (4000, "4.0", 200, 14),
        (4000, "1.0", 200, 5),
        (3200, "2.5", 125, 7),
        (1000, "2.5", 80, 5),
        (500, "4.0", 50, 5),
        (100, "1.0", 13, 0),  # F: arrow up to E
        (200, "1.0", 50, 1),  # G: arrow down to H
        (40, "2.5", 5, 0),  # D: arrow up to C
        (80, "2.5", 20, 1),  # E: arrow down to F
        (20, "4.0", 3, 0),  # C: arrow up to B
        (40, "4.0", 13, 1),  # D: arrow down to E
        (200_000, "2.5", 500, 21),  # P: arrow up to N
        (600_000, "4.0", 315, 21),  # Q: arrows up to M
        (600_000, "1.0", 1250, 21),
        (5, "1.0", 5, 0),  # the sample of 13 exceeds the lot: every piece
    ],
)
def test_the_plan_of_the_master_table(lot: int, aql: str, size: int, accept: int) -> None:
    plan = sampling.plan(lot, Decimal(aql))
    assert (plan.sample_size, plan.accept, plan.reject) == (size, accept, accept + 1)


# Rejection numbers as MIL-STD-105E, table II-A, prints them: least lot of a letter -> AQL 1.0, 2.5, 4.0; an
# arrow points down to the next plan of its column or up to the last one.
PRINTED = {
    2: ("v", "v", "v"), 9: ("v", "v", "1"), 16: ("v", "1", "^"), 26: ("v", "^", "v"), 51: ("1", "v", "2"),
    91: ("^", "2", "3"), 151: ("v", "3", "4"), 281: ("2", "4", "6"), 501: ("3", "6", "8"),
    1_201: ("4", "8", "11"), 3_201: ("6", "11", "15"), 10_001: ("8", "15", "22"), 35_001: ("11", "22", "^"),
    150_001: ("15", "^", "^"), 500_001: ("22", "^", "^"),
}  # fmt: skip
SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250)


@pytest.mark.parametrize(("column", "aql"), [(0, "1.0"), (1, "2.5"), (2, "4.0")])
def test_every_cell_of_the_master_table_is_as_printed_arrows_followed(column: int, aql: str) -> None:
    cells = [row[column] for row in PRINTED.values()]
    for at, lot in enumerate(PRINTED):
        spot = at
        while cells[spot] in "v^":
            spot += 1 if cells[spot] == "v" else -1
        plan = sampling.plan(lot, Decimal(aql))
        assert (plan.sample_size, plan.reject) == (min(SIZES[spot], lot), int(cells[spot]))
        assert plan.accept == plan.reject - 1


def test_a_lot_passes_up_to_the_acceptance_number() -> None:
    plan = sampling.plan(4000, Decimal("2.5"))
    assert sampling.verdict(plan, 10) == "accepted"
    assert sampling.verdict(plan, 11) == "rejected"


def test_what_the_table_does_not_hold_is_refused() -> None:
    with pytest.raises(RateUnknown):
        sampling.plan(4000, Decimal("0.65"))
    with pytest.raises(RuleBroken):
        sampling.plan(1, Decimal("2.5"))
    for defects in (-1, 201):
        with pytest.raises(RuleBroken):
            sampling.verdict(sampling.plan(4000, Decimal("2.5")), defects)


@given(st.integers(2, 1_000_000), st.sampled_from(sampling.AQLS))
def test_a_sample_is_part_of_its_lot_and_a_stricter_level_accepts_no_more(lot: int, aql: Decimal) -> None:
    plan = sampling.plan(lot, aql)
    assert 0 < plan.sample_size <= lot
    assert plan.accept < plan.sample_size or plan.accept == 0
    strict = sampling.plan(lot, Decimal("1.0"))
    assert strict.accept / strict.sample_size <= plan.accept / plan.sample_size or plan.accept == 0
