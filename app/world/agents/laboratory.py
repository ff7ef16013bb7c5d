"""How a laboratory quotes a test and reports on it: by what the data pack says, never by chance."""

from datetime import timedelta
from decimal import Decimal

from app.trade.clearance.laboratory import failings
from app.trade.money import rounded
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import parameters
from app.world.views.laboratory import LaboratoryView, laboratory_view

_PARTY = "laboratory"
_ROUND = -2


@agent("laboratory_test.estimate", view=laboratory_view)
def estimate(view: LaboratoryView, dice: Dice) -> list[Intent]:
    """Name fee and days for goods of this kind."""
    if view.state != "asked":
        return []
    rules = parameters("laboratory")
    told = rules["kinds"][view.kind]
    least, most = map(Decimal, told["fee_rmb"])
    fee = rounded(round(dice.under("fee").between(least, most), _ROUND), "CNY")
    given = {
        "fee_rmb": fee,
        "days": dice.under("days").whole(*told["days"]),
        "valid_until": view.on + timedelta(days=rules["offer"]["valid_days"]),
    }
    return [Intent(_PARTY, "laboratory_test.quote", view.test_id, given)]


@agent("laboratory_test.lapse", view=laboratory_view)
def lapse(view: LaboratoryView, dice: Dice) -> list[Intent]:
    """Close an offer that nobody took up."""
    return [Intent(_PARTY, "laboratory_test.lapse", view.test_id)] if view.state == "quoted" else []


@agent("laboratory_test.report", view=laboratory_view)
def report(view: LaboratoryView, dice: Dice) -> list[Intent]:
    """Report on the goods."""
    if view.state != "ordered":
        return []
    found = failings(view.certificate, view.goods)
    if found:
        return [Intent(_PARTY, "laboratory_test.fail", view.test_id, {"findings": list(found)})]
    return [Intent(_PARTY, "laboratory_test.approve", view.test_id)]
