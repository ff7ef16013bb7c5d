"""The page of an accepted credit after a presentation: with the bank, its notice, the buyer's answer."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from app.world.agents.credit import examine, weigh_waiver
from app.world.dice import Dice
from app.world.views.presentation import presentation_view, waiver_view
from tests.actions.test_document_credit import accepted, due, performed, replace_standing
from tests.builders_papers import a_full_set, a_paper_deal, depart
from tests.clients import Client, application


def test_the_team_reads_the_notice_and_until_when_to_present_again(
    sqlite_session: Session, sqlite_engine: Engine, tmp_path: Path
) -> None:
    papers = a_paper_deal(sqlite_session)
    depart(papers)
    credit = accepted(papers)
    a_full_set(papers, vessel="SILK HARMONY")
    papers.act("document.send_set", papers.order.id)
    person_id = papers.deal.finance.person_id
    client = Client(
        application(sqlite_engine, tmp_path), sqlite_session, person_id, papers.world.course_id
    )  # fmt: skip
    page = f"/instructions/{credit.id}"
    assert "With the bank" in client.page(page).text
    view = presentation_view(sqlite_session, due(papers, "document.examine"))
    performed(papers, examine(view, Dice("s"))[0])
    told = client.page(page).text
    assert "asks the buyer for a waiver" in told and "SILK HARMONY" in told and "50.00" in told
    weighed = waiver_view(sqlite_session, due(papers, "document.weigh_waiver"))
    performed(papers, weigh_waiver(replace_standing(weighed, "0"), Dice("s"))[0])
    told = client.page(page).text
    assert "The buyer waives nothing." in told and "What the buyer weighed" not in told
    assert "mend the papers" in client.page("/desk").text
