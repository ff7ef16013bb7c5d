"""The clock's page names whatever the agenda holds."""

from datetime import timedelta

from sqlmodel import Session

from app.models.agenda import AgendaEntry
from app.queries.teaching.agenda_words import AGENDA_WORDS, agenda_label
from app.queries.teaching.clock import clock_page
from app.world.agent import load_all
from tests.actions.test_payment import a_confirmed_deal


def test_every_kind_of_entry_has_words_and_no_words_stand_for_nothing() -> None:
    assert set(AGENDA_WORDS) == set(load_all())


def test_entries_of_one_kind_and_moment_stand_in_one_line(sqlite_session: Session) -> None:
    deal = a_confirmed_deal(sqlite_session)
    at = deal.now() + timedelta(minutes=1)
    for name in ("a", "b", "c"):
        deal.put(AgendaEntry(due_at=at, name=name, kind="team.play", subject_id=deal.team_id))
    page = clock_page(sqlite_session, deal.world.instructor)
    (line,) = [due for due in page.next if due.at == at]
    assert (line.label, line.times) == (agenda_label("team.play"), 3)
