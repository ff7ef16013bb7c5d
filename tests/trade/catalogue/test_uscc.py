"""Unified Social Credit Codes against real ones and against python-stdnum's own reckoning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from app.trade.catalogue.uscc import check_sign, is_uscc, uscc_of


@pytest.mark.parametrize("code", ["91110000600037341L", "91330100799655058B"])
def test_codes_of_real_companies_are_valid(code: str) -> None:
    assert is_uscc(code) and check_sign(code[:17]) == code[17]


@pytest.mark.parametrize(
    "code", ["", "91110000600037341M", "91110000600037341l", "9111000060003734", "九" * 18]
)
def test_what_differs_in_one_sign_is_not(code: str) -> None:
    assert not is_uscc(code)


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8))
def test_a_code_that_the_registry_gives_is_valid_by_another_reckoning_too(organisation: str) -> None:
    code = uscc_of("330200", organisation)
    assert is_uscc(code) and uscc.is_valid(code)
