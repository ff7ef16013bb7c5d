"""A team applies, an enterprise answers, or its house rule does a day later."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.actions.perform import perform
from app.actions.refusals import Forbidden, Missing
from app.core.clock import home_time
from app.models.agenda import AgendaEntry
from app.models.partnership import Partnership
from app.world.agenda import advance
from tests.builders import FIRST_DAY
from tests.builders_catalogue import (
    PITCH,
    Supplier,
    a_catalogue,
    a_partnership,
    a_team,
    an_application,
    an_enterprise,
)


def supplier_with_goods(session: Session) -> Supplier:
    supplier = an_enterprise(session)
    a_catalogue(supplier)
    return supplier


def after_a_day(supplier: Supplier) -> None:
    advance(supplier.session, supplier.world.course_id, home_time(FIRST_DAY) + timedelta(days=1, minutes=1))


def refused(supplier: Supplier, actor: object, action: str, subject_id: object, **given: object) -> str:
    outcome = perform(supplier.session, actor, action, subject_id, given)
    assert outcome.refusal is not None
    return outcome.refusal.code


def test_an_application_is_accepted_by_a_person_and_the_rule_stays_silent(session: Session) -> None:
    supplier = supplier_with_goods(session)
    team = a_team(supplier.world)
    applied = supplier.world.act(team, "partnership.apply", supplier.enterprise_id, pitch=PITCH)
    assert applied.facts["products_named"] == 2 and applied.facts["has_company"]
    facts = supplier.world.act(
        supplier.liaison, "partnership.accept", applied.made_id, answer="Welcome."
    ).facts
    assert facts["decided_by_rule"] is False
    entry = session.exec(select(AgendaEntry).where(AgendaEntry.kind == "partnership.decide")).one()
    assert entry.is_cancelled
    after_a_day(supplier)
    found = session.get(Partnership, applied.made_id)
    assert (found.state, found.answer, found.decided_by_rule) == ("accepted", "Welcome.", False)


def test_nobody_answers_and_the_house_rule_accepts(session: Session) -> None:
    supplier = supplier_with_goods(session)
    partnership_id = an_application(supplier, a_team(supplier.world))
    after_a_day(supplier)
    found = session.get(Partnership, partnership_id)
    assert (found.state, found.decided_by_rule, found.reasons) == ("accepted", True, [])
    entry = session.exec(select(AgendaEntry).where(AgendaEntry.kind == "partnership.decide")).one()
    assert entry.is_done and not entry.is_cancelled


def test_the_house_rule_declines_and_names_everything_that_is_lacking(session: Session) -> None:
    supplier = supplier_with_goods(session)
    partnership_id = an_application(supplier, a_team(supplier.world, company=False), "Please take us.")
    after_a_day(supplier)
    found = session.get(Partnership, partnership_id)
    codes = [reason["code"] for reason in found.reasons]
    assert (found.state, codes) == ("declined", ["partnership.pitch_short", "partnership.company_missing"])
    assert found.reasons[0]["figures"] == {"characters": 15, "least": 80}


def test_a_full_house_declines_and_a_declined_team_may_apply_again(sqlite_session: Session) -> None:
    supplier = supplier_with_goods(sqlite_session)
    rule = {"least_pitch_characters": 10, "most_teams": 1, "collect_paid_rate": "0.3", "version": 1}
    supplier.world.act(supplier.manager, "enterprise.set_house_rule", supplier.enterprise_id, **rule)
    a_partnership(supplier, a_team(supplier.world))
    late = a_team(supplier.world, "Late", company=False)
    partnership_id = an_application(supplier, late)
    after_a_day(supplier)
    found = sqlite_session.get(Partnership, partnership_id)
    assert [reason["code"] for reason in found.reasons] == ["partnership.teams_full"]
    again = supplier.world.act(late, "partnership.apply", supplier.enterprise_id, pitch=PITCH)
    assert again.facts["attempt"] == 2


def test_one_application_at_a_time_and_none_from_a_partner(sqlite_session: Session) -> None:
    supplier = supplier_with_goods(sqlite_session)
    team = a_team(supplier.world)
    partnership_id = an_application(supplier, team)
    asked = ("partnership.apply", supplier.enterprise_id)
    assert refused(supplier, team, *asked, pitch=PITCH) == "partnership.waiting"
    supplier.world.act(supplier.manager, "partnership.accept", partnership_id)
    assert refused(supplier, team, *asked, pitch=PITCH) == "partnership.is_partner"


def test_nobody_applies_to_an_empty_catalogue(sqlite_session: Session) -> None:
    supplier = an_enterprise(sqlite_session)
    code = refused(supplier, a_team(supplier.world), "partnership.apply", supplier.enterprise_id, pitch=PITCH)
    assert code == "partnership.nothing_offered"


def test_a_person_declines_only_with_a_reason(sqlite_session: Session) -> None:
    supplier = supplier_with_goods(sqlite_session)
    partnership_id = an_application(supplier, a_team(supplier.world))
    assert refused(supplier, supplier.manager, "partnership.decline", partnership_id) == (
        "partnership.reason_needed"
    )
    supplier.world.act(supplier.manager, "partnership.decline", partnership_id, answer="Too many of you.")
    assert refused(supplier, supplier.manager, "partnership.accept", partnership_id) == "partnership.not_open"


def test_a_partnership_is_ended_by_either_side_once(sqlite_session: Session) -> None:
    supplier = supplier_with_goods(sqlite_session)
    team = a_team(supplier.world)
    partnership_id = a_partnership(supplier, team)
    facts = supplier.world.act(team, "partnership.end", partnership_id, answer="We sell tents now.").facts
    assert facts["by_team"] is True
    assert refused(supplier, supplier.manager, "partnership.end", partnership_id, answer="Too late.") == (
        "partnership.not_open"
    )


def test_who_may_not(sqlite_session: Session) -> None:
    supplier = supplier_with_goods(sqlite_session)
    other = an_enterprise(sqlite_session, supplier.world, "Miro")
    team, rival = a_team(supplier.world), a_team(supplier.world, "Rival")
    partnership_id = an_application(supplier, team)
    for actor, action, kind in (
        (other.manager, "partnership.accept", Missing),
        (rival, "partnership.end", Missing),
        (team, "partnership.accept", Forbidden),
    ):
        with pytest.raises(kind):
            given = {"answer": "x"}
            perform(sqlite_session, actor, action, partnership_id, given)
    with pytest.raises(Forbidden):
        perform(sqlite_session, supplier.manager, "partnership.apply", other.enterprise_id, {"pitch": PITCH})
