"""Inspections: ordered for a finished lot, reported once, passed or failed by the plan."""

from decimal import Decimal

import pytest
from sqlmodel import Session, select

from app.actions.actor import party
from app.models.ledger import LedgerEntry
from tests.builders_goods import goods

D = Decimal


def test_an_inspection_is_planned_paid_and_reported(session: Session) -> None:
    found = goods(session)
    purchase = found.make()
    found.deal.change(purchase, defects={"defective": 0, "rate": "0"})
    found.act("inspection.order", purchase.id, aql="2.5", fee_rmb="800.00")
    inspection = found.inspection()
    assert (inspection.code_letter, inspection.sample_size, inspection.accept) == ("J", 80, 5)
    found.pass_until("inspection.do")
    assert (found.inspection().state, found.inspection().defects_found) == ("passed", 0)
    assert "inspection_paid" in session.exec(select(LedgerEntry.code)).all()


@pytest.mark.parametrize(("found_faults", "state"), [(5, "passed"), (6, "failed")])
def test_the_acceptance_number_decides(sqlite_session: Session, found_faults: int, state: str) -> None:
    found = goods(sqlite_session)
    purchase = found.make()
    found.act("inspection.order", purchase.id, aql="2.5", fee_rmb="800.00")
    inspector = party("inspector", found.world.course_id)
    found.world.act(inspector, "inspection.report", found.inspection().id, defects_found=found_faults)
    assert found.inspection().state == state
    again = found.asked("inspection.report", found.inspection().id, inspector, defects_found=0).refusal
    assert again is not None and again.code == "inspection.not_open"


def test_only_a_finished_lot_is_inspected_once_at_a_time_at_a_known_level(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    early = found.asked("inspection.order", found.place().id, aql="2.5", fee_rmb="800.00").refusal
    assert early is not None and early.code == "inspection.lot_not_ready"
    found.pass_until("purchase.consider")
    while found.purchase().state == "in_production":
        found.pass_until("purchase.progress")
    odd = found.asked("inspection.order", found.purchase().id, aql="3.3", fee_rmb="800.00").refusal
    assert odd is not None and (odd.code, odd.field) == ("sampling.aql_unknown", "aql")
    found.act("inspection.order", found.purchase().id, aql="4.0", fee_rmb="800.00")
    twice = found.asked("inspection.order", found.purchase().id, aql="4.0", fee_rmb="800.00").refusal
    assert twice is not None and twice.code == "inspection.already_ordered"


def test_more_faults_than_the_sample_holds_are_refused(sqlite_session: Session) -> None:
    found = goods(sqlite_session)
    found.act("inspection.order", found.make().id, aql="2.5", fee_rmb="800.00")
    inspector = party("inspector", found.world.course_id)
    refusal = found.asked("inspection.report", found.inspection().id, inspector, defects_found=81).refusal
    assert refusal is not None and refusal.code == "sampling.defects_out_of_range"
