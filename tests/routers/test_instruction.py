"""A proposed letter of credit over HTTP: read, amended by form, accepted; the truth once it is out."""

from pathlib import Path

from sqlalchemy import Engine

from app.actions.actor import party
from tests.actions.test_instruction import by, letter
from tests.actions.test_instruction_credit import OUTCOME, deal
from tests.builders_money import Deal
from tests.clients import Client, application

__all__ = ["deal"]


def test_a_draft_is_read_amended_and_accepted_and_its_truth_comes_last(
    deal: Deal, sqlite_engine: Engine, tmp_path: Path
) -> None:
    app = application(sqlite_engine, tmp_path)
    client = Client(app, deal.session, deal.finance.person_id, deal.world.course_id)
    page = f"/instructions/{letter(deal).id}"
    for lang in ("en", "zh"):
        shown = client.page(page, lang=lang).text
        assert "47A.2" in shown and ":46A:+COMMERCIAL INVOICE" in shown and "soft" not in shown.lower()
    assert "soft" not in str(client.json(page).json()).lower()
    asked = {"places[]": "47A.2", "reason": "Only the applicant can sell."}
    assert client.form(f"{page}/ask", page, **asked).status_code == 303
    given = {"body": "It is a formality.", "answer": "insisted"}
    by(deal, party("buyer", deal.world.course_id), "instruction.answer", letter(deal).id, **given).must()
    assert client.form(f"{page}/accept", page).status_code == 303
    bank, lost = party("bank", deal.world.course_id), {"body": "No.", "discount_usd": "2000", "days": 9}
    by(deal, bank, "instruction.dishonour", letter(deal).id, outcome=OUTCOME, **lost).must()
    shown = client.page(page).text
    assert "You named it." in shown and "$2,000.00" in shown and "UCP 600 art. 4(a)" in shown
