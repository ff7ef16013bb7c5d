"""A buyer with the papers in hand."""

from dataclasses import replace
from uuid import uuid4

from app.trade.papers.paper_set import disagreement
from app.world.agents.buyer_documents import consider
from app.world.dice import Dice
from app.world.views.buyer_documents import SetView

VESSEL = disagreement(
    "X01", "vessel", ("bill_of_lading.vessel", "commercial_invoice.vessel"), expected="SILK", found="SALT"
)
WET = disagreement("L11", "clauses", ("bill_of_lading.clauses",), expected="clean", found="wet")
VIEW = SetView(uuid4(), "inquiry-1:documents:1", "sent", "HC-1", "Anke Petersen", 0, (VESSEL, WET))
DICE = Dice("seed", "buyer")


def test_a_buyer_names_what_the_seller_can_mend() -> None:
    [intent] = consider(VIEW, DICE)
    body = intent.given["body"]
    assert (intent.party, intent.action) == ("buyer", "document.query")
    assert "HC-1" in body and "It should read SILK, but reads SALT" in body and "Anke Petersen" in body
    assert "Bill of lading / Commercial invoice" in body and "wet" not in body


def test_a_buyer_loses_patience_and_takes_the_papers() -> None:
    for view in (replace(VIEW, times_queried=2), replace(VIEW, findings=(WET,))):
        assert [intent.action for intent in consider(view, DICE)] == ["document.accept"]


def test_a_set_that_is_no_longer_with_the_buyer_is_left_alone() -> None:
    assert consider(replace(VIEW, state="accepted"), DICE) == []
