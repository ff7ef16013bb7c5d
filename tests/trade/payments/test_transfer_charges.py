"""Charges of a transfer: who bears them decides what arrives."""

from decimal import Decimal as D

import pytest

from app.trade.money import Money
from app.trade.payments.transfer_charges import arrival
from app.trade.refusal import RuleBroken


def usd(amount: str) -> Money:
    return Money(D(amount), "USD")


@pytest.mark.parametrize(
    ("charges", "received", "is_tolerated"),
    [("OUR", "7000.00", True), ("SHA", "6982.00", True), ("BEN", "6968.00", False)],
)
def test_who_bears_the_charges(charges: str, received: str, is_tolerated: bool) -> None:
    found = arrival(usd("7000.00"), charges, usd("18"), usd("14"))
    assert found.received == usd(received) and found.shortfall.is_tolerated is is_tolerated
    assert found.workings.amount("payment.received") == D(received)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(RuleBroken, match="charges_unknown"):
        arrival(usd("100"), "ours", usd("1"), usd("1"))
    with pytest.raises(RuleBroken, match="nothing_left"):
        arrival(usd("20"), "BEN", usd("12"), usd("14"))
    with pytest.raises(RuleBroken, match="currencies_differ"):
        arrival(usd("20"), "SHA", Money(D(1), "CNY"), usd("14"))
