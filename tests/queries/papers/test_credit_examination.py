"""The papers under an accepted credit are examined as a bank does, and the team reads it when it is over."""

from typing import Any

from app.actions.actor import party
from app.models.document import Document
from app.queries.deals.instruction import instruction_page
from app.trade.credits.soft_clause import amended, clauses
from tests.actions.test_instruction import by, letter
from tests.actions.test_instruction_credit import AMOUNT, OUTCOME, draft
from tests.actions.test_instruction_credit import deal as deal
from tests.builders_money import Deal


def examined(deal: Deal, reader: Any) -> Any:
    return instruction_page(deal.session, reader, letter(deal).id).examined


def test_the_teacher_reads_it_at_once_and_the_team_only_in_hindsight(deal: Deal) -> None:
    teacher = deal.world.instructor
    assert examined(deal, teacher) is None  # nobody has taken the credit yet
    by(deal, deal.finance, "instruction.accept", letter(deal).id).must()
    assert examined(deal, teacher).papers == 0 and examined(deal, deal.finance) is None
    deal.put(
        Document(
            team_id=deal.team_id, order_id=deal.order.id, kind="commercial_invoice", state="issued",
            number="CI-1", fields={"number": "CI-1", "currency": "USD", "total": "99999.00"}, version=1,
        )
    )  # fmt: skip
    found = examined(deal, teacher)
    assert found.papers == 1 and "L05" in {each.code for each in found.errors}
    assert examined(deal, deal.finance) is None
    given = {"body": "Refused.", "discount_usd": AMOUNT / 4, "days": 9, "outcome": OUTCOME}
    by(deal, party("bank", deal.world.course_id), "instruction.dishonour", letter(deal).id, **given).must()
    assert examined(deal, deal.finance) == found


def test_a_struck_clause_is_no_part_of_the_credit_that_is_examined() -> None:
    credit = draft("after_sale")
    left = clauses(amended(credit, ["46A.2", "47A.2"]))
    assert [each.text for each in left] == [
        each.text for each in clauses(credit) if each.place not in ("46A.2", "47A.2")
    ]
