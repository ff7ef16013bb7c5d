from decimal import Decimal

import pytest

from app.trade.books import bookkeeping
from app.trade.books.bookkeeping import ACCOUNTS, Entry, Posting, credit, debit, entry
from app.trade.money import Money
from app.trade.refusal import RateUnknown, RuleBroken
from app.trade.words import labels


def _usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def _cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def test_an_entry_must_balance_in_every_currency() -> None:
    with pytest.raises(RuleBroken) as refused:
        entry("odd", debit("bank", _usd("10")), credit("sales", _cny("10")))
    assert refused.value.code == "ledger.unbalanced"
    assert refused.value.figures == {"entry": "odd", "currency": "USD", "difference": Decimal(10)}


@pytest.mark.parametrize(
    ("postings", "code"),
    [
        ((), "ledger.empty"),
        ((Posting("pocket", "USD", Decimal(1)), Posting("bank", "USD", Decimal(-1))),
         "ledger.account_unknown"),
        ((Posting("bank", "USD", Decimal("0.005")), Posting("sales", "USD", Decimal("-0.005"))),
         "ledger.part_of_a_cent"),
        ((Posting("bank", "JPY", Decimal("0.5")), Posting("sales", "JPY", Decimal("-0.5"))),
         "ledger.part_of_a_cent"),
    ],
)  # fmt: skip
def test_postings_that_no_book_can_hold_are_refused(postings: tuple[Posting, ...], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        Entry("odd", postings)
    assert refused.value.code == code


def test_postings_on_one_account_become_one_and_noughts_are_left_out() -> None:
    made = entry(
        "sale",
        debit("bank", _usd("100")),
        credit("bank", _usd("3")),
        debit("bank_fees", _usd("3")),
        debit("platform_fees", _usd("0")),
        credit("sales", _usd("100")),
    )
    assert made.postings == (
        Posting("bank", "USD", Decimal(97)),
        Posting("bank_fees", "USD", Decimal(3)),
        Posting("sales", "USD", Decimal(-100)),
    )


def test_a_mistake_is_undone_by_its_reverse() -> None:
    made = entry("sale", debit("bank", _usd("100")), credit("sales", _usd("100")))
    undone = bookkeeping.reversed_entry(made)
    balances = bookkeeping.trial_balance([*made.postings, *undone.postings])
    assert undone.code == "sale.reversed"
    assert set(balances["USD"].values()) == {Decimal(0)}


def test_profit_stands_by_currency_and_together_at_given_rates() -> None:
    books = [
        *entry("sale", debit("bank", _usd("1000")), credit("sales", _usd("1000"))).postings,
        *entry("freight", debit("freight", _usd("100")), credit("bank", _usd("100"))).postings,
        *entry("cost", debit("cost_of_goods", _cny("4000")), credit("goods", _cny("4000"))).postings,
    ]
    yuan, dollars = bookkeeping.profit_statements(books)
    assert (yuan.currency, yuan.profit, yuan.income) == ("CNY", Decimal(-4000), {})
    assert (dollars.income, dollars.expenses) == ({"sales": Decimal(1000)}, {"freight": Decimal(100)})
    whole, workings = bookkeeping.profit_in([yuan, dollars], "CNY", {"USD": Decimal("6.65")})
    assert whole == _cny("1985.00")  # 900 * 6.65 - 4000
    assert workings.amount("ledger.profit") == Decimal("1985.00")
    with pytest.raises(RateUnknown):
        bookkeeping.profit_in([yuan, dollars], "CNY", {})


def test_every_account_has_a_label() -> None:
    assert list(labels.ACCOUNT_LABELS) == list(ACCOUNTS)
