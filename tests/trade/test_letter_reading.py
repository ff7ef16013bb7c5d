"""What a letter answers and claims, by plain rules."""

import pytest

from app.trade.letter_reading import ASKS, pieces_named, read_letter, shares_named

FULL = (
    "Dear Ms Fischer,\nThank you. Our price is USD 4.82 per piece CIF Hamburg. Production takes 25 days. "
    "We hold LFGB reports. Packing: 24 pcs per carton. A sample is free of charge. "
    "Payment is 30% deposit by T/T, balance before shipment.\nBest regards\nLi Wei"
)


def test_a_full_answer_leaves_nothing_open() -> None:
    read = read_letter(FULL, ASKS, ["LFGB", "FDA"])
    assert read.open == () and read.has_greeting and read.has_sign_off
    assert read.terms == ("CIF",) and read.prices == ("4.82",) and read.unsupported == ()


@pytest.mark.parametrize(
    ("body", "ask", "is_answered"),
    [
        ("The price is 4.20 USD each.", "unit_price", True),
        ("The price is very good.", "unit_price", False),
        ("What price do you want? 4 USD?", "unit_price", False),
        ("We can ship in 3 weeks.", "lead_time", True),
        ("We ship soon.", "lead_time", False),
        ("We accept L/C at sight for payment.", "payment", True),
        ("Samples cost 20 USD, refunded with the order.", "samples", True),
        ("24 pieces per carton, carton 48 x 36 x 26 cm.", "packing", True),
        ("It is packed well.", "packing", False),
    ],
)
def test_an_ask_is_answered_by_a_fact_of_its_kind(body: str, ask: str, is_answered: bool) -> None:
    assert (ask in read_letter(body, [ask], []).found) is is_answered


@pytest.mark.parametrize(
    ("body", "unsupported"),
    [
        ("The mug holds CE and LFGB certificates.", ("ce",)),
        ("We do not hold CE.", ()),
        ("Do you need CE?", ()),
        ("Tested to FDA rules.", ()),
    ],
)
def test_a_certificate_that_the_pack_does_not_hold_is_an_unsupported_claim(
    body: str, unsupported: tuple[str, ...]
) -> None:
    assert read_letter(body, [], ["LFGB", "FDA"]).unsupported == unsupported


def test_numbers_of_pieces_and_shares_are_found() -> None:
    assert pieces_named("1,200 pcs or 500 pieces") == (1200, 500)
    assert shares_named("30 % deposit, 70% balance") == {"30", "70"}
