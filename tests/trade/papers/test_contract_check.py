"""The proforma invoice against what was agreed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.trade.papers.contract_check import Agreed, differences, names_payment

AGREED = Agreed(
    "Nordlicht Interieur GmbH", 480, Decimal("4.60"), Decimal("2208.00"), "USD", "CIF", "Hamburg", "tt_30_70",
    date(2026, 11, 1),
)  # fmt: skip


def terms(**changes: Any) -> dict[str, Any]:
    return {
        "buyer": {"name": "Nordlicht Interieur GmbH"}, "lines": [{"quantity": "480", "unit_price": "4.60"}],
        "total": "2208.00", "currency": "USD", "term": "CIF", "named_place": "Hamburg, Germany",
        "payment": "30% deposit, 70% against copy of B/L", "latest_shipment_on": "2026-10-31",
    } | changes  # fmt: skip


def test_what_says_the_same_is_confirmed() -> None:
    assert differences(terms(), AGREED) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"buyer": {"name": "Nordwind GmbH"}}, "order.buyer_differs"),
        ({"lines": [{"quantity": "500", "unit_price": "4.60"}]}, "order.quantity_differs"),
        ({"lines": [{"quantity": "480", "unit_price": "4.70"}]}, "order.price_differs"),
        ({"total": "2208.10"}, "order.total_differs"),
        ({"currency": "EUR"}, "order.currency_differs"),
        ({"term": "FOB"}, "order.term_differs"),
        ({"named_place": "Bremerhaven"}, "order.place_differs"),
        ({"payment": "50% deposit, 50% before shipment"}, "order.payment_differs"),
        ({"latest_shipment_on": "2026-11-02"}, "order.shipment_late"),
    ],
)
def test_each_departure_is_named(changes: dict[str, Any], code: str) -> None:
    assert [finding.code for finding in differences(terms(**changes), AGREED)] == [code]


def test_all_in_advance_may_be_said_in_words() -> None:
    assert names_payment("T/T in advance, before production", "tt_before")
    assert not names_payment("After delivery", "tt_before")
