"""When two wordings on papers say the same, and container numbers."""

import string

import pytest
from stdnum import iso6346

from app.trade.examining.wording import in_conflict, same_exactly, same_place, same_word, same_wording
from app.trade.papers.container_number import check_digit, is_container_number


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        # ISBP 821, paragraph A23: the examples of the text itself.
        ("machine", "mashine", True),
        ("fountain", "fountan", True),
        ("model", "modle", True),
        ("321", "123", False),
        ("shirts", "skirts", False),
        ("chairs", "chains", False),
        ("size", "site", False),
        ("cotton", "coton", True),
        ("knitted", "knited", True),
        ("hamburg", "marburg", False),
        ("a1000", "a1001", False),
    ],
)
def test_a_slip_that_leaves_the_meaning_is_forgiven(left: str, right: str, same: bool) -> None:
    assert same_word(left, right) is same
    assert same_word(right, left) is same


def test_a_wording_is_compared_word_by_word() -> None:
    assert same_wording("Men's T-shirts, WHITE", "mens t shirts white")
    assert not same_wording("Men's T-shirts", "Men's T-shirts, white")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Hamburg, Germany", "HAMBURG", True),
        ("Port of Hamburg", "Hamburg", True),
        ("Hamburg", "Homburg", False),
        ("Ningbo, China", "Shanghai, China", False),
        ("汉堡", "Hamburg", True),
        ("汉堡", "鹿特丹", False),
    ],
)
def test_a_port_is_the_same_without_its_country_but_never_by_a_slip(
    left: str, right: str, same: bool
) -> None:
    assert same_place(left, right) is same


def test_numbers_and_marks_are_equal_but_for_spaces_and_case() -> None:
    assert same_exactly("HC-INV 0412", "hc inv-0412")
    assert not same_exactly("HC-0412", "HC-0421")


@pytest.mark.parametrize(
    ("general", "conflict"),
    [
        ("T-shirts", False),
        ("Cotton shirt", False),
        ("Knitwear", True),
        ("Women's cotton T-shirts", True),
        ("Polyester T-shirts", True),
        ("80 cartons", True),
    ],
)
def test_general_terms_may_say_less_but_nothing_else(general: str, conflict: bool) -> None:
    assert in_conflict(general, ["Men's knitted cotton T-shirts, white"]) is conflict


def test_container_numbers_agree_with_an_independent_reading_of_the_standard() -> None:
    assert is_container_number("CSQU 305438-3")
    for number in range(0, 1_000_000, 7919):
        owner = "".join(string.ascii_uppercase[(number // step) % 26] for step in (1, 31, 997))
        first_ten = f"{owner}U{number:06}"
        assert str(check_digit(first_ten)) == iso6346.calc_check_digit(first_ten)


@pytest.mark.parametrize(
    "wrong", ["CSQU3054384", "CSQU3045383", "CSQA3054383", "CS3054383", "", "ＣSQU3054383"]
)
def test_a_wrong_container_number_is_known_by_form_or_check_digit(wrong: str) -> None:
    assert not is_container_number(wrong)
