"""Values at the border from every term, HS codes, and the term that the export form takes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.clearance.customs import ContractPrice, border_values, customs_value, declared_term
from app.trade.money import Money
from app.trade.refusal import RuleBroken
from app.trade.tariff.hs_code import chapter, heading, hs_code, is_hs_code, printed, subheading

D = Decimal


def contract(term: str, price: str) -> ContractPrice:
    return ContractPrice(term, Money(D(price), "USD"), D(300), D(432), D("95.44"), D(630), D("2313.60"))


@pytest.mark.parametrize(
    ("term", "price"),
    [
        ("EXW", "18452.56"), ("FCA", "18452.56"), ("FAS", "18452.56"), ("FOB", "18752.56"),
        ("CFR", "19184.56"), ("CPT", "19184.56"), ("CIF", "19280.00"), ("CIP", "19280.00"),
        ("DAP", "19910.00"), ("DPU", "19910.00"), ("DDP", "22223.60"),
    ],
)  # fmt: skip
def test_every_term_of_one_deal_leads_to_the_same_values(term: str, price: str) -> None:
    values, workings = border_values(contract(term, price))
    assert (values.fob, values.cif) == (D("18752.56"), D("19280.00"))
    assert customs_value(values, "FOB") == values.fob
    assert customs_value(values, "CIF") == workings.amount("customs.cif_value")


def test_a_price_that_its_own_costs_eat_up_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"customs\.value_not_positive"):
        border_values(contract("DDP", "1000"))


def test_an_unknown_term_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"customs\.term_unknown"):
        border_values(contract("DAT", "1000"))
    with pytest.raises(RuleBroken, match=r"customs\.term_unknown"):
        declared_term("DAT")


@pytest.mark.parametrize(
    ("term", "declared"),
    [("EXW", "FOB"), ("FCA", "FOB"), ("FOB", "FOB"), ("CFR", "C&F"), ("CPT", "C&F"), ("CIF", "CIF"),
     ("DAP", "CIF"), ("DDP", "CIF")],
)  # fmt: skip
def test_the_export_form_knows_three_terms(term: str, declared: str) -> None:
    assert declared_term(term) == declared


def test_a_code_is_read_with_or_without_dots() -> None:
    code = hs_code("6109.10.0021")
    assert (code, chapter(code), heading(code), subheading(code)) == ("6109100021", "61", "6109", "610910")
    assert printed(code) == "6109.10.0021"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("61091000", "hs_code.wrong_length"), ("61O9100021", "hs_code.not_digits"),
     ("７1", "hs_code.not_digits"),
     ("7709100021", "hs_code.chapter_unknown"), ("0009100021", "hs_code.chapter_unknown")],
)  # fmt: skip
def test_a_code_that_is_none_is_refused(text: str, refusal: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        hs_code(text)
    assert refused.value.code == refusal
    assert not is_hs_code(text)


@given(st.text(max_size=14))
def test_any_text_is_either_a_code_of_ten_digits_or_refused(text: str) -> None:
    if is_hs_code(text):
        assert hs_code(text).isascii()
        assert len(hs_code(text)) == 10
