"""The deal is test A of the trade rules, section 2; gain and loss: section 10; refund: section 6."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.books import ledger_entries as book
from app.trade.books.bookkeeping import Entry, profit_statements, trial_balance
from app.trade.money import Money
from app.trade.payments.exchange import ExchangeRate
from app.trade.refusal import RuleBroken
from app.trade.words import labels

BOOKED = ExchangeRate("USD", "CNY", Decimal("6.65"), date(2026, 9, 1), "bank_buying", "quotation")
TODAY = ExchangeRate("USD", "CNY", Decimal("6.70"), date(2026, 11, 2), "bank_buying", "bank")


def _usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def _cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def _amounts(entry: Entry) -> dict[tuple[str, str], Decimal]:
    return {(posting.account, posting.currency): posting.amount for posting in entry.postings}


def test_a_deposit_is_owed_to_the_buyer_and_its_fee_may_be_in_yuan() -> None:
    assert _amounts(book.deposit_received(_usd("5784"), _cny("50"))) == {
        ("bank", "USD"): 5784,
        ("customer_deposits", "USD"): -5784,
        ("bank_fees", "CNY"): 50,
        ("bank", "CNY"): -50,
    }


def test_what_banks_keep_on_the_way_is_a_bank_fee_and_the_buyer_owes_nothing_more() -> None:
    assert _amounts(book.balance_received(_usd("13496"), _usd("13476"), _usd("10"))) == {
        ("bank", "USD"): 13466,
        ("bank_fees", "USD"): 30,
        ("receivable", "USD"): -13496,
    }


def test_settling_above_the_booked_rate_is_a_gain_and_below_it_a_loss() -> None:
    assert _amounts(book.settlement(_usd("18720"), BOOKED, TODAY)) == {
        ("bank", "USD"): -18720,
        ("exchange_clearing", "USD"): 18720,
        ("bank", "CNY"): Decimal("125424.00"),
        ("exchange_clearing", "CNY"): Decimal("-124488.00"),
        ("exchange_gain", "CNY"): Decimal("-936.00"),
    }
    loss = _amounts(book.settlement(_usd("18720"), TODAY, BOOKED))
    assert loss["exchange_loss", "CNY"] == Decimal("936.00")


def test_input_vat_that_is_not_refunded_becomes_cost() -> None:
    assert _amounts(book.vat_refund_claimed(_cny("13000"), _cny("9000"))) == {
        ("vat_refund_receivable", "CNY"): 9000,
        ("cost_of_goods", "CNY"): 4000,
        ("input_vat", "CNY"): -13000,
    }


def test_escrow_is_released_less_the_platforms_fee() -> None:
    assert _amounts(book.escrow_released(_usd("20.81"), _usd("3.12"))) == {
        ("bank", "USD"): Decimal("17.69"),
        ("platform_fees", "USD"): Decimal("3.12"),
        ("escrow", "USD"): Decimal("-20.81"),
        ("customer_deposits", "USD"): Decimal("20.81"),
        ("sales", "USD"): Decimal("-20.81"),
    }


WHOLE_DEAL = [
    book.capital_paid_in(_cny("200000")),
    book.deposit_received(_usd("5616"), _cny("50")),
    book.purchase_invoiced(_cny("100000"), _cny("13000")),
    book.purchase_paid(_cny("113000")),
    book.charge_paid("local_charges", _cny("12000")),
    book.goods_shipped(_cny("100000")),
    book.goods_sold(_usd("18720"), _usd("5616")),
    book.balance_received(_usd("13104"), _usd("13104"), _cny("50")),
    book.settlement(_usd("18720"), BOOKED, BOOKED),
    book.vat_refund_claimed(_cny("13000"), _cny("13000")),
    book.vat_refund_received(_cny("13000")),
]


def test_a_whole_deal_leaves_the_profit_of_its_costing() -> None:
    postings = [posting for entry in WHOLE_DEAL for posting in entry.postings]
    balances = trial_balance(postings)
    for accounts in balances.values():
        assert sum(accounts.values(), Decimal(0)) == 0
    closed = ("customer_deposits", "receivable", "payable", "goods", "input_vat", "vat_refund_receivable")
    for name in closed:
        assert all(accounts.get(name, Decimal(0)) == 0 for accounts in balances.values())
    yuan, dollars = profit_statements(postings)
    # Test A: 3.122 RMB on each of 4,000 pieces, here less two bank fees of 50.
    assert yuan.profit + dollars.profit * BOOKED.rate == Decimal("3.122") * 4000 - 100
    assert balances["CNY"]["bank"] == 200000 + Decimal("3.122") * 4000 - 100
    assert balances["USD"]["bank"] == 0


def test_money_given_back_leaves_the_books_straight() -> None:
    held, given_back = book.escrow_held(_usd("20.81")), book.escrow_refunded(_usd("20.81"))
    deposit, returned = book.deposit_received(_usd("9"), _usd("0")), book.deposit_refunded(_usd("9"))
    postings = [p for entry in (held, given_back, deposit, returned) for p in entry.postings]
    assert set(trial_balance(postings)["USD"].values()) == {Decimal(0)}
    assert _amounts(book.sale_refunded(_usd("5"))) == {("sales_returns", "USD"): 5, ("bank", "USD"): -5}
    assert _amounts(book.vat_refund_refused(_cny("7")))["cost_of_goods", "CNY"] == 7


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: book.capital_paid_in(_usd("0")), "ledger.amount_not_positive"),
        (lambda: book.deposit_received(_usd("1"), _usd("-1")), "ledger.amount_negative"),
        (lambda: book.goods_sold(_usd("1"), _usd("2")), "ledger.deposit_above_total"),
        (lambda: book.balance_received(_usd("1"), _usd("2"), _usd("0")), "ledger.received_above_due"),
        (lambda: book.charge_paid("sales", _usd("1")), "ledger.account_unknown"),
        (lambda: book.vat_refund_claimed(_cny("1"), _cny("2")), "ledger.refund_above_vat"),
        (lambda: book.escrow_released(_usd("1"), _usd("2")), "ledger.fee_above_amount"),
        (lambda: book.goods_sold(_usd("2"), _cny("1")), "money.currencies_differ"),
    ],
)
def test_an_event_that_cannot_be_is_refused(build: Callable[[], Entry], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        build()
    assert refused.value.code == code


def test_every_entry_and_charge_has_a_label() -> None:
    charges = {book.charge_paid(name, _usd("1")).code for name in book.CHARGES}
    assert {entry.code for entry in WHOLE_DEAL} | charges <= set(labels.ENTRY_LABELS)


CENTS = st.decimals(Decimal("0.01"), 10_000_000, places=2)


@given(CENTS, CENTS, st.decimals(Decimal("0.5"), 9, places=4), st.decimals(Decimal("0.5"), 9, places=4))
def test_entries_sum_to_nought_in_every_currency(
    one: Decimal, other: Decimal, then: Decimal, now: Decimal
) -> None:
    less, more = sorted([Money(one, "USD"), Money(other, "USD")], key=lambda money: money.amount)
    at_booking = ExchangeRate("USD", "CNY", then, date(2026, 9, 1), "bank_buying", "quotation")
    at_settlement = ExchangeRate("USD", "CNY", now, date(2026, 11, 2), "bank_buying", "bank")
    for entry in (
        book.deposit_received(more, less),
        book.goods_sold(more, less),
        book.balance_received(more, less, less),
        book.purchase_invoiced(more, less),
        book.vat_refund_claimed(more, less),
        book.escrow_released(more, less),
        book.settlement(more, at_booking, at_settlement),
    ):
        for accounts in trial_balance(entry.postings).values():
            assert sum(accounts.values(), Decimal(0)) == 0
