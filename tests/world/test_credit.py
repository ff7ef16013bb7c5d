"""Buyers who propose a letter of credit: some honest, some with a clause that they alone can fulfil."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from app.trade.credits.mt700 import mt700
from app.trade.credits.soft_clause import SOFT_CLAUSES, soft_clauses
from app.trade.papers.documents import checked
from app.world.agents.buyer_payment import pay
from app.world.agents.credit import answer, propose
from app.world.credit_draft import draft_credit
from app.world.dice import Dice
from app.world.views.instruction import InstructionView, ProposalView
from app.world.views.payment import CreditView, RemittanceView
from tests.actions.test_instruction_credit import BANK_DEAL
from tests.world.test_deal import AT, TALK

VIEW = ProposalView("n:credit", AT, UUID(int=1), UUID(int=2), True, TALK.buyer, BANK_DEAL)


def test_a_credit_is_no_sign_by_itself_and_who_is_bad_stands_in_the_hidden_part_alone() -> None:
    found = [each.given for number in range(800) for each in propose(VIEW, Dice("seed", number))]
    kinds = {each["truth"]["kind"] for each in found}
    assert kinds == {"soft_credit", "careless_credit", "clean_credit"} and 60 < len(found) < 150
    honest = [each for each in found if each["truth"]["is_true"]]
    assert 0.4 < len(honest) / len(found) < 0.8
    for each in found:
        assert bool(soft_clauses(each["draft"])) == (each["truth"]["kind"] != "clean_credit")
        assert "soft" not in str({name: value for name, value in each.items() if name != "truth"}).lower()


@pytest.mark.parametrize("kind", ["", *SOFT_CLAUSES])
def test_each_draft_is_a_message_that_a_bank_could_send(kind: str) -> None:
    credit = draft_credit(BANK_DEAL, [kind] if kind else [], Dice("seed"))
    assert mt700(checked("letter_of_credit", credit)).startswith("{1:F01")
    assert [each.code for each in soft_clauses(credit)] == ([kind] if kind else [])


def answered(is_true: bool, places: list[str], times: int = 1) -> tuple[str, Any]:
    credit = draft_credit(BANK_DEAL, ["after_sale"], Dice("seed"))
    check = {"places": places, "times": times}
    truth = {"is_true": is_true, "kind": "soft_credit", "signs": []}
    view = InstructionView(
        "n", UUID(int=3), "checking", "credit", is_true, truth, None, credit, check, TALK.buyer
    )  # fmt: skip
    [told] = answer(view, Dice("seed"))
    return told.action, told.given.get("answer")


def test_an_honest_buyer_strikes_what_is_unfair_and_another_insists_once() -> None:
    assert answered(True, ["47A.2", "46A.1"]) == ("instruction.answer", "amended")
    assert answered(True, ["46A.1"]) == ("instruction.answer", "kept")
    assert answered(False, ["47A.2"]) == ("instruction.answer", "insisted")
    assert answered(False, ["47A.2"], 2) == ("instruction.withdraw", None)


def paid(is_true: bool, struck: tuple[str, ...] = (), is_shipped: bool = True) -> list[str]:
    credit = draft_credit(BANK_DEAL, ["after_sale"], Dice("seed"))
    truth = {"is_true": is_true, "kind": "soft_credit", "signs": []}
    by_credit = CreditView(UUID(int=3), "n", truth, credit, struck, is_shipped, Decimal(7000), 1, TALK.buyer)
    view = RemittanceView(
        "n", UUID(int=4), True, False, "slow", date(2026, 6, 1), frozenset(), by_credit
    )  # fmt: skip
    return [each.action for each in pay(view, Dice("seed"))]


def test_the_bank_pays_what_complies_and_refuses_where_a_paper_is_kept_back() -> None:
    assert paid(True) == ["payment.remit", "instruction.uncover"] == paid(False, struck=("47A.2",))
    assert paid(False) == ["instruction.dishonour"]
    assert paid(False, is_shipped=False) == ["payment.put_off"]
