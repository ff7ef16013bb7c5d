"""Amounts in words, in English and in Chinese capitals."""

from decimal import Decimal

import pytest

from app.trade.money import Money
from app.trade.papers.words_of_amount import amount_in_capitals, amount_in_words, number_in_words, same_amount
from app.trade.refusal import RuleBroken

ENGLISH = [
    ("19280", "USD", "SAY US DOLLARS NINETEEN THOUSAND TWO HUNDRED AND EIGHTY ONLY"),
    ("21208.00", "USD", "SAY US DOLLARS TWENTY-ONE THOUSAND TWO HUNDRED AND EIGHT ONLY"),
    ("1000001", "USD", "SAY US DOLLARS ONE MILLION AND ONE ONLY"),
    ("100.05", "EUR", "SAY EUROS ONE HUNDRED AND CENTS FIVE ONLY"),
    ("0.30", "GBP", "SAY POUNDS STERLING ZERO AND PENCE THIRTY ONLY"),
    ("5000", "JPY", "SAY JAPANESE YEN FIVE THOUSAND ONLY"),
    ("12", "BRL", "SAY BRL TWELVE ONLY"),
]
# The first four are the examples of the People's Bank's rules for bills (1997, annex 1, article 4).
CAPITALS = [
    ("1409.50", "壹仟肆佰零玖元伍角整"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("113000", "壹拾壹万叁仟元整"),
    ("100000000", "壹亿元整"),
    ("100200300", "壹亿零贰拾万零叁佰元整"),
    ("10001000", "壹仟万壹仟元整"),
    ("100000001.10", "壹亿零壹元壹角整"),
    ("10", "壹拾元整"),
    ("0", "零元整"),
    ("0.05", "伍分"),
]


@pytest.mark.parametrize(("amount", "currency", "words"), ENGLISH)
def test_an_amount_in_english_words(amount: str, currency: str, words: str) -> None:
    assert amount_in_words(Money(Decimal(amount), currency)) == words


@pytest.mark.parametrize(("amount", "words"), CAPITALS)
def test_an_amount_in_chinese_capitals(amount: str, words: str) -> None:
    assert amount_in_capitals(Money(Decimal(amount), "CNY")) == words


def test_no_two_numbers_share_their_words() -> None:
    numbers = [
        *range(2000),
        *(10**place + step for place in range(4, 12) for step in (-1, 0, 1, 10, 100, 1000)),
    ]
    assert len({number_in_words(number) for number in numbers}) == len(set(numbers))
    assert len({amount_in_capitals(Money(Decimal(n), "CNY")) for n in numbers}) == len(set(numbers))


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("US Dollars nineteen thousand two hundred eighty only", True),
        ("SAY U.S. DOLLARS NINETEEN THOUSAND TWO HUNDRED AND EIGHTY ONLY.", True),
        ("Total USD nineteen thousand two hundred and eighty", True),
        ("SAY US DOLLARS NINETEEN THOUSAND EIGHT HUNDRED AND TWENTY ONLY", False),
        ("SAY EUROS NINETEEN THOUSAND TWO HUNDRED AND EIGHTY ONLY", False),
        ("SAY AUSTRALIAN DOLLARS NINETEEN THOUSAND TWO HUNDRED AND EIGHTY ONLY", False),
        ("", False),
    ],
)
def test_words_of_a_person_are_read_by_their_figures_and_currency(written: str, same: bool) -> None:
    assert same_amount(written, Money(Decimal("19280"), "USD")) is same


@pytest.mark.parametrize("amount", ["-1", "1000000000000", "0.005"])
def test_an_amount_that_has_no_words_is_refused(amount: str) -> None:
    with pytest.raises(RuleBroken, match=r"money\.not_in_words"):
        amount_in_words(Money(Decimal(amount), "USD"))


def test_only_renminbi_has_chinese_capitals() -> None:
    with pytest.raises(RuleBroken, match=r"money\.not_in_words"):
        amount_in_capitals(Money(Decimal(1), "USD"))
