"""Section 11: answers, remedies, the way back, returns to China, and losses in transit."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.carriage.incoterms import INCOTERMS, RISK_POINTS
from app.trade.market import dispute
from app.trade.market.dispute import Claim, Return
from app.trade.money import Money
from app.trade.refusal import RuleBroken

D = Decimal
OPENED = date(2026, 9, 15)


def usd(amount: str) -> Money:
    return Money(D(amount), "USD")


@pytest.mark.parametrize(
    ("answered", "on", "winner"),
    [
        (None, date(2026, 9, 20), ""),  # the last day of five
        (None, date(2026, 9, 21), "buyer"),
        (date(2026, 9, 20), date(2026, 10, 1), ""),
        (date(2026, 9, 21), date(2026, 10, 1), "buyer"),  # answered too late
    ],
)
def test_who_does_not_answer_in_time_has_lost(answered: date | None, on: date, winner: str) -> None:
    assert dispute.decided_for(OPENED, answered, on) == winner


def test_the_cover_ends_thirty_days_after_receipt_and_one_appeal_is_open() -> None:
    assert dispute.is_claim_covered(OPENED, date(2026, 10, 15))
    assert not dispute.is_claim_covered(OPENED, date(2026, 10, 16))
    assert dispute.may_appeal(0) and not dispute.may_appeal(1)


def test_the_seller_at_fault_pays_the_way_back_and_a_buyer_only_who_changed_their_mind() -> None:
    payers = {
        reason: dispute.return_freight_payer(reason)  # type: ignore[arg-type]
        for reason in ("damaged", "not_as_described", "counterfeit", "late", "changed_mind")
    }
    assert [reason for reason, payer in payers.items() if payer == "buyer"] == ["changed_mind"]
    assert dispute.return_freight_payer("changed_mind", False) == "seller"


@pytest.mark.parametrize(
    ("reason", "share", "freight", "term", "remedy", "refund", "payer"),
    [
        ("not_received", "1", "3", "DAP", "refund", "20.81", None),
        ("cancelled", "1", "3", "DAP", "refund", "20.81", None),
        ("prohibited", "1", "3", "DAP", "refund", "20.81", None),
        ("late", "1", "3", "DAP", "part_refund", "20.81", None),
        ("short", "0.25", "3", "DAP", "resend", "5.20", None),
        ("damaged", "1", "3", "DAP", "return_and_refund", "20.81", "seller"),
        ("damaged", "1", "20.81", "DAP", "refund", "20.81", None),  # cheap goods stay with the buyer
        ("counterfeit", "1", "3", "DDP", "return_and_refund", "20.81", "seller"),
        ("changed_mind", "1", "3", "DAP", "return_and_refund", "17.81", "buyer"),
        ("duty_unexpected", "1", "3", "DDP", "none", "0", None),  # the seller was to pay it
        ("duty_unexpected", "1", "3", "DAP", "part_refund", "20.81", None),
    ],
)
def test_each_reason_has_its_remedy(
    reason: str, share: str, freight: str, term: str, remedy: str, refund: str, payer: str | None
) -> None:
    claim = Claim(reason, usd("20.81"), D(share), usd(freight), term)  # type: ignore[arg-type]
    found = dispute.remedy(claim)
    assert (found.remedy, found.refund, found.return_payer) == (remedy, usd(refund), payer)


@pytest.mark.parametrize(
    ("exported", "deadline"),
    [
        (date(2026, 5, 10), date(2026, 11, 10)),
        (date(2026, 8, 31), date(2027, 2, 28)),  # a month without that day ends on its last one
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_a_return_to_china_is_free_for_six_months(exported: date, deadline: date) -> None:
    assert dispute.return_deadline(exported) == deadline


def test_a_return_is_free_in_time_unchanged_and_under_an_e_commerce_mode_and_always_repays() -> None:
    def cost(**change: object) -> dispute.ReturnCost:
        goods: dict[str, object] = {
            "supervision_mode": "9610", "exported_on": date(2026, 5, 10), "returned_on": date(2026, 11, 10),
            "is_unchanged": True, "refunded_rmb": D("13000.00"), "returned_quantity": D(400),
            "quantity": D(4000), **change,
        }  # fmt: skip
        return dispute.return_cost(Return(**goods))  # type: ignore[arg-type]

    assert (cost().is_free, cost().because, cost().repaid_rmb) == (True, "", D("1300.00"))
    for mode in ("9710", "9810", "1210"):
        assert cost(supervision_mode=mode).is_free
    assert cost(supervision_mode="0110").because == "mode"
    assert cost(returned_on=date(2026, 11, 11)).because == "late"
    assert cost(is_unchanged=False).because == "changed"
    assert cost(is_unchanged=False).repaid_rmb == D("1300.00")


def test_a_loss_is_the_risk_bearers_and_the_policy_pays_first() -> None:
    at_sea = dispute.loss_claim("CIF", "on_board", True, date(2026, 11, 2))
    assert (at_sea.bearer, at_sea.against, at_sea.notice_by) == ("buyer", "insurer", date(2026, 11, 5))
    assert at_sea.papers == ("survey_report", "bill_of_lading", "commercial_invoice", "insurance_policy")
    under_dap = dispute.loss_claim("DAP", "on_board", False)
    assert (under_dap.bearer, under_dap.against, under_dap.notice_by) == ("seller", "carrier", None)


@given(st.sampled_from(sorted(INCOTERMS)), st.sampled_from(RISK_POINTS), st.sampled_from(RISK_POINTS))
def test_a_loss_that_is_the_buyers_stays_the_buyers_further_on(term: str, one: str, other: str) -> None:
    first, later = sorted((one, other), key=RISK_POINTS.index)
    if dispute.loss_claim(term, first, True).bearer == "buyer":
        assert dispute.loss_claim(term, later, True).bearer == "buyer"


def test_what_cannot_be_is_refused_by_its_field() -> None:
    cases = [
        (lambda: dispute.answer_deadline(OPENED, 0), "dispute.days_not_positive", "answer_days"),
        (lambda: dispute.is_claim_covered(OPENED, OPENED, 0), "dispute.days_not_positive", "cover_days"),
        (lambda: dispute.decided_for(OPENED, date(2026, 9, 1), OPENED), "dispute.answer_before_opening",
         "answered_on"),
        (lambda: dispute.may_appeal(-1), "dispute.appeals_negative", "appeals_made"),
        (lambda: Claim("late", usd("0"), D(1), usd("0")), "dispute.goods_not_positive", "goods"),
        (lambda: Claim("late", usd("1"), D("1.1"), usd("0")), "dispute.share_out_of_range",
         "affected_share"),
        (lambda: Claim("late", usd("1"), D(1), usd("-1")), "dispute.freight_negative", "return_freight"),
        (lambda: dispute.return_cost(
            Return("9610", OPENED, date(2026, 9, 1), True, D(1), D(1), D(1))
        ), "dispute.return_before_export", "goods.returned_on"),
    ]  # fmt: skip
    for ask, code, field in cases:
        with pytest.raises(RuleBroken) as refused:
            ask()
        assert (refused.value.code, refused.value.field) == (code, field)
