"""What a buyer lost and what settles it, by hand."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from app.trade.market.complaint import DeliveredGoods, RemedyOffered, award, buyers_loss, complaint_answer


def goods(**changes: object) -> DeliveredGoods:
    given = {
        "total": D("10000"), "defect_rate": D("0"), "agreed_defect_rate": D("0.025"), "days_late": 0,
        "document_faults": 0, "untrue_claims": 0,
    }  # fmt: skip
    return DeliveredGoods(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "loss"),
    [
        ({"defect_rate": D("0.025"), "days_late": 6}, {}),  # within what is agreed, and no complete week
        ({"defect_rate": D("0.065")}, {"defects": D("950.00")}),  # all faulty pieces, and 3 % for sorting
        ({"days_late": 15}, {"late": D("100.00")}),  # two complete weeks at 0.5 %
        ({"days_late": 200}, {"late": D("500.00")}),  # 5 % at most
        ({"document_faults": 2, "untrue_claims": 1}, {"documents": D("80.00"), "claims": D("300.00")}),
    ],
)
def test_the_loss_follows_from_the_facts(changes: dict[str, object], loss: dict[str, D]) -> None:
    assert buyers_loss(goods(**changes))[0] == loss


LOSS = {"defects": D("800"), "late": D("200")}


@pytest.mark.parametrize(
    ("remedy", "in_round", "verdict"),
    [
        (RemedyOffered("credit", D("800"), "curt"), 1, "accept"),
        (RemedyOffered("credit", D("790"), "curt"), 1, "insist"),
        (RemedyOffered("credit", D("730"), "polite"), 1, "accept"),  # good words make up for a little
        (RemedyOffered("credit", D("950"), "rude"), 1, "insist"),  # and bad ones spoil it
        (RemedyOffered("credit", D("600"), "curt"), 2, "accept"),
        (RemedyOffered("credit", D("590"), "curt"), 2, "leave"),
        (RemedyOffered("replacement", D("0"), "polite"), 1, "accept"),
        (RemedyOffered("none", D("0"), "polite"), 1, "insist"),
    ],
)
def test_a_remedy_settles_what_it_is_worth(remedy: RemedyOffered, in_round: int, verdict: str) -> None:
    assert complaint_answer(LOSS, remedy, in_round).verdict == verdict


def test_a_replacement_does_not_make_a_delay_good() -> None:
    found = complaint_answer({"late": D("200")}, RemedyOffered("replacement", D("0"), "polite"), 1)
    assert found.made_good == 0 and found.verdict == "insist"


def test_the_marketplace_pays_back_what_its_cover_reaches_within_thirty_days() -> None:
    came, loss = date(2026, 9, 1), LOSS | {"documents": D("80")}
    # Papers are between the two; the surveyor is paid by who is found wrong.
    assert award(loss, came, came + timedelta(days=30), D(250))[0] == D("1250")
    assert award(loss, came, came + timedelta(days=31), D(250))[0] == 0
    assert award({"documents": D("80")}, came, came, D(250))[0] == 0
