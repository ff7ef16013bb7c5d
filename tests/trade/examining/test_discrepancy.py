"""A bank's one notice lists all discrepancies, each in words, and the fee once."""

from datetime import date

import pytest

from app.trade.examining.discrepancy import discrepancy_notice, in_english
from app.trade.papers.documents import checked
from app.trade.papers.paper_print import printed
from app.trade.refusal import RuleBroken
from tests.trade.deals import FAULTS, Presented, clean, planted


def spoilt() -> Presented:
    """A set with two discrepancies and a warning."""
    made = clean("sea CIF at sight")
    for path, value in (
        ("bill_of_lading.freight", "collect"),
        ("presented_on", "2026-05-22"),
        ("draft.issued_on", "2026-04-27"),
    ):
        made.put(path, value)
    return made


def test_the_notice_lists_all_discrepancies_and_no_warning() -> None:
    made = spoilt()
    notice = discrepancy_notice(made.found(), made.papers, made.credit or {}, made.presented_on)
    assert notice["lines"] == [
        {
            "code": "L11",
            "document": "Bill of lading",
            "discrepancy": "Freight: the transport document should show prepaid, but shows collect.",
        },
        {
            "code": "L01",
            "document": "Presentation",
            "discrepancy": "Period for presentation: the papers had to be presented by 2026-05-19, and were "
            "presented on 2026-05-22.",
        },
    ]
    assert (notice["currency"], notice["total"], notice["fee_amount"]) == ("USD", "8880.00", "50.00")
    assert (notice["presented_on"], notice["credit_number"]) == ("2026-05-22", "LC2601")


def test_numbered_dated_and_signed_it_is_a_whole_paper_that_meets_the_examination() -> None:
    made = spoilt()
    notice = discrepancy_notice(made.found(), made.papers, made.credit or {}, made.presented_on)
    given = {
        "number": "N-1",
        "issued_on": "2026-05-29",
        "presenter": "Bank of China",
        "signed_by": "K. Lohse",
    }
    whole = checked("discrepancy_notice", notice | given)
    assert printed("discrepancy_notice", whole)["issued_on"] == "29 May 2026"
    made.papers["discrepancy_notice"] = whole
    assert [each.code for each in made.found()] == ["L11", "L01", "X02"]  # in time, and nothing left out


def test_a_notice_that_leaves_one_out_is_found() -> None:
    made = spoilt()
    notice = discrepancy_notice(made.found(), made.papers, made.credit or {}, made.presented_on)
    made.papers["discrepancy_notice"] = notice | {"issued_on": "2026-05-29", "lines": notice["lines"][:1]}
    (late,) = [each for each in made.found() if each.code == "L04"]
    assert (late.figures["what"], late.figures["expected"], late.figures["found"]) == (
        "discrepancies",
        "L01, L11",
        "L11",
    )
    assert late.cost is None


def test_a_fee_in_another_currency_than_the_drawing_stays_out_of_its_box() -> None:
    made = clean("sea FOB, 60 days after B/L date, in euro")
    made.put("bill_of_lading.clauses", "Cartons wet.")
    notice = discrepancy_notice(made.found(), made.papers, made.credit or {}, date(2026, 5, 8))
    assert (notice["currency"], "fee_amount" in notice) == ("EUR", False)


def test_a_clean_set_cannot_be_refused() -> None:
    made = clean("sea CIF at sight")
    with pytest.raises(RuleBroken, match=r"examination\.nothing_to_refuse"):
        discrepancy_notice(made.found(), made.papers, made.credit or {})


@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_every_finding_can_be_said_in_a_notice(fault: dict[str, object]) -> None:
    for finding in planted(fault).found():
        said = in_english(finding)
        assert "{" not in said and said.endswith(".")
