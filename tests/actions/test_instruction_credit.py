"""A letter of credit proposed in the middle of a deal: read, amended, accepted, and what it then pays."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session

from app.actions.actor import party
from app.world.credit_draft import CreditDeal, draft_credit
from app.world.dice import Dice
from tests.actions.test_instruction import books, by, letter
from tests.builders import a_course
from tests.builders_money import Deal, a_deal, a_team_with_company

ON = date(2026, 5, 1)
AMOUNT = Decimal(7000)
BANK_DEAL = CreditDeal(
    "Nordlicht GmbH", "Bremen", "DE", "Haichuan", "Ningbo", "Mug", 1000, Decimal(10), AMOUNT, "FOB", "Ningbo",
    1, ON, ON,
)  # fmt: skip
OUTCOME = {"is_true": False, "kind": "soft_credit", "signs": []}


def draft(*kinds: str) -> dict[str, Any]:
    return draft_credit(BANK_DEAL, list(kinds), Dice("seed"))


@pytest.fixture
def deal(sqlite_session: Session) -> Deal:
    """A deal whose buyer proposes a credit with a soft clause at 47A.2."""
    world = a_course(sqlite_session)
    found = a_deal(world, *a_team_with_company(world))
    given = {
        "stable_name": "x:credit", "order_id": found.order.id, "purpose": "credit", "sender": "Nordlicht",
        "body": "We would pay by credit.", "currency": "USD", "amount": AMOUNT,
        "draft": draft("after_sale"), "truth": OUTCOME, "due_at": found.now() + timedelta(days=6),
    }  # fmt: skip
    by(found, party("buyer", world.course_id), "instruction.send", found.team_id, **given).must()
    return found


def test_a_credit_that_hangs_on_its_applicant_pays_less_and_the_rest_is_lost(deal: Deal) -> None:
    by(deal, deal.finance, "instruction.accept", letter(deal).id).must()
    assert deal.balance.method == "lc"
    given = {"body": "Refused.", "discount_usd": Decimal(2000), "days": 9, "outcome": OUTCOME}
    bank = party("bank", deal.world.course_id)
    by(deal, bank, "instruction.dishonour", letter(deal).id, **given).must()
    assert books(deal)["fraud_loss"] == 2000 == Decimal(letter(deal).outcome["lost"])
    assert (deal.balance.amount_usd, deal.balance.method) == (AMOUNT - 2000, "tt")


def test_an_amendment_names_clauses_of_the_draft(deal: Deal) -> None:
    asked = {"places": ["47A.9"], "reason": "He alone can sell."}
    refused = by(deal, deal.finance, "instruction.ask", letter(deal).id, **asked)
    assert refused.refusal is not None and refused.refusal.code == "instruction.place_unknown"
    by(deal, deal.finance, "instruction.ask", letter(deal).id, **(asked | {"places": ["47A.2"]})).must()
    given = {"body": "It goes.", "answer": "amended", "struck": ["47A.2"]}
    buyer = party("buyer", deal.world.course_id)
    by(deal, buyer, "instruction.answer", letter(deal).id, **given).must()
    assert letter(deal).state == "checked" and letter(deal).check["struck"] == ["47A.2"]
    assert "He alone can sell." in letter(deal).talk


def test_a_buyer_who_takes_the_credit_back_pays_by_transfer(deal: Deal) -> None:
    asked = {"places": ["47A.2"], "reason": "It goes."}
    by(deal, deal.finance, "instruction.ask", letter(deal).id, **asked).must()
    buyer = party("buyer", deal.world.course_id)
    by(deal, buyer, "instruction.withdraw", letter(deal).id, body="Then not.").must()
    assert letter(deal).state == "refused" and deal.balance.method == "tt"


def test_a_credit_is_no_account_to_pay_to_and_an_account_is_no_credit(deal: Deal) -> None:
    for verb in ("pay", "check"):
        refused = by(deal, deal.finance, f"instruction.{verb}", letter(deal).id)
        assert refused.refusal is not None and refused.refusal.code == "instruction.is_a_credit"
    deal.change(letter(deal), draft={})
    refused = by(deal, deal.finance, "instruction.accept", letter(deal).id)
    assert refused.refusal is not None and refused.refusal.code == "instruction.not_a_credit"


def test_a_credit_that_is_to_pay_what_is_paid_already_is_refused(deal: Deal) -> None:
    deal.change(deal.balance, state="received")
    refused = by(deal, deal.finance, "instruction.accept", letter(deal).id)
    assert refused.refusal is not None and refused.refusal.code == "instruction.nothing_owed"
