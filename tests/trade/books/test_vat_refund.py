"""The export VAT refund: amount, papers, deadline, return; and the modes that give one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trade.books.vat_refund import (
    PaperLine,
    RefundPapers,
    goods_name,
    refund_deadline,
    refund_findings,
    repayment,
    vat_refund,
)
from app.trade.clearance.customs_labels import finding_sentence
from app.trade.clearance.export_mode import EXPORT_MODES, gives_refund, mode_findings, modes_for
from app.trade.money import Money
from app.trade.refusal import RuleBroken
from tests.trade.examples import EXAMPLES

D = Decimal
GOODS = (PaperLine("T恤衫", "件", D(4000)),)
CLEAN = RefundPapers(
    "宁波海川", "宁波海川", "宁波海川", GOODS, GOODS, Money(D(19280), "USD"), Money(D(19255), "USD"), "0110",
    date(2026, 4, 30),
)  # fmt: skip


@pytest.mark.parametrize("case", ["cost_a_b2b", "cost_b_b2c"])
def test_the_worked_refunds_come_out_to_the_fen(case: str) -> None:
    given_, out = EXAMPLES[case]["in"], EXAMPLES[case]["out"]
    amount, workings = vat_refund(D(given_["P"]), D(given_["vat"]), D(given_["refund"]))
    assert amount == workings.amount("refund.amount") == D(out.get("refund_piece", out.get("refund")))


def test_the_refund_of_test_a_in_total() -> None:
    assert vat_refund(D("28.25") * 4000, D("0.13"), D("0.13"))[0] == D(
        EXAMPLES["cost_a_b2b"]["out"]["refund_total"]
    )


@pytest.mark.parametrize(
    ("purchase", "vat", "refund", "code"),
    [(D(0), D("0.13"), D("0.13"), "refund.purchase_not_positive"),
     (D(100), D("0.13"), D("0.14"), "refund.rate_out_of_range")],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused(purchase: D, vat: D, refund: D, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        vat_refund(purchase, vat, refund)
    assert refused.value.code == code


@given(
    st.decimals(min_value="0.01", max_value=10_000_000, places=2),
    st.sampled_from(["0", "0.06", "0.09", "0.13"]),
)
def test_a_refund_never_exceeds_the_vat_paid(purchase: D, rate: str) -> None:
    amount, _ = vat_refund(purchase, D("0.13"), D(rate))
    assert 0 <= amount <= purchase - purchase / D("1.13") + D("0.01")


def test_matching_papers_are_granted() -> None:
    assert refund_findings(CLEAN, date(2027, 4, 15)) == []


def lines(**changes: object) -> tuple[PaperLine, ...]:
    return (replace(GOODS[0], **changes),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("R01", lambda p: replace(p, supervision_mode="1039")),
        ("R01", lambda p: replace(p, supervision_mode="9610", simplified=True)),
        ("R02", lambda p: replace(p, consignor="别家")),
        ("R03", lambda p: replace(p, invoiced_to="别家")),
        ("R04", lambda p: replace(p, declared=(), invoiced=GOODS)),
        ("R04", lambda p: replace(p, invoiced=())),
        ("R05", lambda p: replace(p, invoiced=lines(unit="打"))),
        ("R06", lambda p: replace(p, invoiced=lines(quantity=D(3999)))),
        ("R07", lambda p: replace(p, received=Money(D("18315.99"), "USD"))),
        ("R08", lambda p: replace(p, export_on=date(2025, 12, 31))),
    ],
)
def test_each_spoilt_paper_is_refused_for_its_own_reason(
    code: str, spoil: Callable[[RefundPapers], RefundPapers]
) -> None:
    found = refund_findings(spoil(CLEAN), date(2026, 6, 10))
    assert [finding.code for finding in found] == [code]
    assert "{" not in finding_sentence(found[0]).format(**found[0].figures)


def test_a_receipt_five_percent_short_still_matches() -> None:
    assert refund_findings(replace(CLEAN, received=Money(D("18316.00"), "USD")), date(2026, 6, 10)) == []


@pytest.mark.parametrize(
    ("export_on", "deadline"),
    [(date(2026, 1, 1), date(2027, 4, 15)), (date(2026, 12, 31), date(2027, 4, 15)),
     (date(2027, 5, 1), date(2028, 4, 17))],
)  # fmt: skip
def test_the_deadline_is_the_april_filing_of_the_next_year(export_on: date, deadline: date) -> None:
    assert refund_deadline(export_on) == deadline


def test_returned_goods_repay_their_part() -> None:
    assert repayment(D("13000.00"), D(1000), D(4000)) == D("3250.00")
    assert repayment(D("13000.00"), D(4000), D(4000)) == D("13000.00")
    with pytest.raises(RuleBroken, match=r"refund\.return_out_of_range"):
        repayment(D("13000.00"), D(4001), D(4000))


def test_an_invoice_name_loses_its_tax_category() -> None:
    assert goods_name("*服装*男式针织全棉T恤衫（白色）") == "男式针织全棉T恤衫（白色）"
    assert goods_name("男式T恤衫") == "男式T恤衫"


def test_each_buyer_has_a_mode_and_1039_gives_no_refund() -> None:
    for buyer in ("consumer", "company", "own_warehouse"):
        for code in modes_for(buyer):
            assert mode_findings(code, buyer, Money(D(100), "USD")) == []
    assert [code for code in EXPORT_MODES if not gives_refund(code)] == ["1039"]


@pytest.mark.parametrize(
    ("code", "buyer", "value", "simplified", "faults"),
    [
        ("1039", "company", Money(D(150_000), "USD"), False, 0),
        ("1039", "company", Money(D("150000.01"), "USD"), False, 1),
        ("9610", "consumer", Money(D(5000), "CNY"), True, 0),
        ("9610", "consumer", Money(D("5000.01"), "CNY"), True, 1),
        ("9610", "consumer", Money(D(6000), "CNY"), False, 0),
        ("9810", "company", Money(D(1), "USD"), False, 1),
    ],
)
def test_the_limits_of_the_modes(code: str, buyer: str, value: Money, simplified: bool, faults: int) -> None:
    assert len(mode_findings(code, buyer, value, simplified=simplified)) == faults  # type: ignore[arg-type]
