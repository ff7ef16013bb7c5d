"""Agents of the money are pure: a view in, intents out, the same each time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from uuid import UUID

import pytest

from app.core.days_off import closed_days
from app.trade.books.refund_file import Entered, OnFile, refund_due
from app.trade.payments.exchange import MIDDLE, ExchangeRate
from app.trade.payments.payment_terms import INWARD_REMITTANCE, OUTWARD_REMITTANCE, is_banking_day
from app.world.agents.bank import take_in
from app.world.agents.buyer_payment import pay
from app.world.agents.tax_office import decide, take_up
from app.world.agents.tax_office import pay as pay_refund
from app.world.dice import Dice
from app.world.views.payment import ArrivalView, RemittanceView
from app.world.views.refund import ClaimView

ID = UUID(int=7)
GOLDEN_WEEK = date(2026, 9, 29)
RATE = ExchangeRate("USD", "CNY", D("7.10"), GOLDEN_WEEK, MIDDLE, "test")
DUE = RemittanceView(
    "deal-1", ID, True, False, "prompt", GOLDEN_WEEK, closed_days(("CN", "DE"), GOLDEN_WEEK, 60)
)
ARRIVED = ArrivalView("deal-1", ID, True, D(20000), "SHA", RATE, INWARD_REMITTANCE, OUTWARD_REMITTANCE)
NAME = {"name": "宁波海川进出口有限公司"}
PAPERS = OnFile(
    names=(NAME["name"],), declaration_number="31042026", incoterm="FOB", contract_usd=D(10000),
    header={"consignor": NAME, "currency": "USD", "supervision_mode": "0110"},
    lines=[{"name": "棉T恤", "unit": "件", "quantity": "1000", "amount": "10000"}],
    vat_invoice={
        "number": "2633", "buyer": NAME, "amount_total": "50000.00", "tax_total": "6500.00",
        "lines": [{"name": "*服装*棉T恤", "unit": "件", "quantity": "1000"}],
    },
    paid_usd=D(10000), credited_usd=D(9980), export_on=date(2026, 9, 11), vat_rate=D("0.13"),
    refund_rate=D("0.13"),
)  # fmt: skip
RIGHT = Entered("31042026", "2633", D(50000), D(1000), D(9980), D(6500))
CLAIM = ClaimView(
    "deal-1", ID, "claimed", GOLDEN_WEEK, GOLDEN_WEEK, RIGHT, PAPERS, closed_days(("CN",), GOLDEN_WEEK, 60)
)


def dice(number: int = 1) -> Dice:
    return Dice("seed", number)


def test_a_transfer_arrives_on_a_banking_day_after_the_golden_week() -> None:
    for number in range(40):
        (intent,) = pay(DUE, dice(number))
        if intent.action == "payment.remit":
            arrives = intent.given["arrives_on"]
            assert is_banking_day(arrives, DUE.closed) and arrives >= date(2026, 10, 8)
            assert intent.given["charges"] in ("OUR", "SHA", "BEN")


def test_slow_buyers_pay_late_more_often_than_prompt_ones_and_once_only() -> None:
    def late(habit: str) -> int:
        view = replace(DUE, habit=habit)
        return sum(pay(view, dice(n))[0].action == "payment.put_off" for n in range(200))

    assert late("prompt") < late("usual") < late("slow")
    again = replace(DUE, habit="slow", was_put_off=True)
    assert {pay(again, dice(n))[0].action for n in range(50)} == {"payment.remit"}


def test_what_is_not_due_is_not_paid_and_what_came_is_not_credited_twice() -> None:
    assert pay(replace(DUE, is_due=False), dice()) == []
    assert take_in(replace(ARRIVED, is_on_the_way=False), dice()) == []
    assert pay_refund(CLAIM, dice()) == [] and decide(replace(CLAIM, state="paid"), dice()) == []


@pytest.mark.parametrize(("charges", "least", "most"), [("OUR", 0, 0), ("SHA", 12, 24), ("BEN", 32, 44)])
def test_who_bears_the_charges_decides_what_arrives(charges: str, least: int, most: int) -> None:
    """BEN: 0.1 % of 20,000 USD is 142 RMB, 20.00 USD, on top of the correspondents' 12 to 24."""
    for number in range(30):
        (intent,) = take_in(replace(ARRIVED, charges=charges), dice(number))
        assert least <= ARRIVED.amount_usd - intent.given["received_usd"] <= most
        assert intent.given["bank_fee_rmb"] == max(
            D(50), (intent.given["received_usd"] * RATE.rate * D("0.0005")).quantize(D("0.01"))
        )


def test_the_same_view_and_dice_give_the_same_intents() -> None:
    assert pay(DUE, dice(3)) == pay(DUE, dice(3)) and take_in(ARRIVED, dice(3)) == take_in(ARRIVED, dice(3))
    assert decide(CLAIM, dice(3)) == decide(CLAIM, dice(3))


def test_the_tax_office_grants_what_the_rule_gives_and_no_more_than_was_claimed() -> None:
    (taken,) = take_up(CLAIM, dice())
    assert date(2026, 10, 8) <= taken.given["decision_on"]
    (granted,) = decide(CLAIM, dice())
    assert granted.action == "refund.grant" and granted.given["granted_rmb"] == D("6500.00")
    (less,) = decide(replace(CLAIM, entered=replace(RIGHT, claimed_rmb=D(6000))), dice())
    assert less.given["granted_rmb"] == D(6000)


def test_the_tax_office_says_why_it_refuses() -> None:
    late = replace(CLAIM, claimed_on=date(2027, 4, 16), papers=replace(PAPERS, paid_usd=D(9000)))
    (refused,) = decide(late, dice())
    assert refused.action == "refund.refuse"
    assert [finding["code"] for finding in refused.given["findings"]] == ["R07", "R08"]


def test_delivered_terms_compare_the_share_received_not_the_gross_price() -> None:
    """A DDP price of 12,000 was declared as 10,000 CIF (rule D05): all received is all declared."""
    papers = replace(PAPERS, incoterm="DDP", contract_usd=D(12000), paid_usd=D(12000))
    assert decide(replace(CLAIM, papers=papers), dice())[0].action == "refund.grant"
    part = replace(papers, paid_usd=D(6000))
    assert decide(replace(CLAIM, papers=part), dice())[0].action == "refund.refuse"


def test_at_a_full_refund_the_invoices_own_tax_is_due_to_the_fen() -> None:
    invoice = PAPERS.vat_invoice | {"amount_total": "58895.58", "tax_total": "7656.42"}  # 66552.00 in all
    due, workings = refund_due(replace(PAPERS, vat_invoice=invoice))
    assert due == D("7656.42") and workings.as_list()[-1]["code"] == "refund.invoiced_tax"
