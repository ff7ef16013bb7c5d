"""The verbs of a pre-shipment inspection: ordered by the team, reported by the inspector."""

from datetime import time, timedelta
from decimal import Decimal

from pydantic import Field

from app.actions.act import Act
from app.actions.given import Line, Rmb, Whole
from app.actions.policies import party, shop_duty
from app.actions.registry import Facts, Given, action
from app.core.clock import home_time
from app.core.days_off import days_off
from app.models.inspection import Inspection
from app.models.purchase import Purchase
from app.trade.books.ledger_entries import charge_paid
from app.trade.carriage.sampling import AQLS, SamplingPlan, plan, verdict
from app.trade.lifecycles import INSPECTION
from app.trade.money import Money
from app.trade.refusal import NotOpenNow, RateUnknown, RuleBroken
from app.trade.working_time import Office, next_working_moment

_ON_SITE = time(14)


class Ask(Given):
    """The acceptable quality level, per cent: 1.0, 2.5 or 4.0; fee_rmb, the inspector's price of the day."""

    aql: Line
    fee_rmb: Rmb


class Report(Given):
    """What the inspector found in the sample."""

    defects_found: Whole = Field(ge=0)


@action("inspection.order", Purchase, Ask, allow=shop_duty("product") | shop_duty("logistics"))
def order(act: Act, purchase: Purchase, given: Ask) -> Facts:
    """Have a finished lot inspected by sample before it leaves the factory.

    Raises: NotOpenNow("inspection.lot_not_ready"), RuleBroken("inspection.already_ordered"),
        RateUnknown("sampling.aql_unknown"), RuleBroken("sampling.lot_too_small").
    """
    if purchase.state != "ready":
        raise NotOpenNow("inspection.lot_not_ready", state=purchase.state)
    earlier = act.rows(Inspection, purchase_id=purchase.id)
    if any(each.state == "ordered" for each in earlier):
        raise RuleBroken("inspection.already_ordered")
    chosen = plan(purchase.quantity, _level(given.aql))
    inspection = Inspection(
        team_id=purchase.team_id, purchase_id=purchase.id, order_id=purchase.order_id,
        number=len(earlier) + 1, aql=given.aql, code_letter=chosen.letter, sample_size=chosen.sample_size,
        accept=chosen.accept, fee_rmb=given.fee_rmb, ordered_at=act.now,
    )  # fmt: skip
    act.add(inspection)
    act.post(
        purchase.team_id, charge_paid("inspection", Money(given.fee_rmb, "CNY")), order_id=purchase.order_id
    )
    office = Office("Asia/Shanghai", holidays=days_off("CN"), opens=_ON_SITE)
    visit_at = next_working_moment(office, home_time(act.today + timedelta(days=1), _ON_SITE))
    named = f"{purchase.stable_name}:inspection:{inspection.number}"
    act.later(visit_at, "inspection.do", inspection.id, {"stable_name": named})
    return {"aql": given.aql, "sample_size": chosen.sample_size, "number": inspection.number}


def _level(aql: str) -> Decimal:
    found = next((level for level in AQLS if str(level) == aql), None)
    if found is None:
        raise RateUnknown("sampling.aql_unknown", "aql", aql=aql)
    return found


@action("inspection.report", Inspection, Report, allow=party("inspector"))
def report(act: Act, inspection: Inspection, given: Report) -> Facts:
    """Report the faults found in the sample, and whether the lot passes.

    Raises: NotOpenNow("inspection.not_open"), RuleBroken("sampling.defects_out_of_range").
    """
    lot = act.find(Purchase, inspection.purchase_id).quantity
    accept = inspection.accept
    level = Decimal(inspection.aql)
    letter = inspection.code_letter
    chosen = SamplingPlan(lot, level, letter, letter, inspection.sample_size, accept, accept + 1)
    is_passed = verdict(chosen, given.defects_found) == "accepted"
    inspection.state = INSPECTION.after(inspection.state, "pass_lot" if is_passed else "fail_lot")
    inspection.defects_found, inspection.done_at = given.defects_found, act.now
    return {"defects_found": given.defects_found, "accept": accept, "is_passed": is_passed}
