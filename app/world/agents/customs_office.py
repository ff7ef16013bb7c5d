"""The customs office: takes a declaration in, answers it within working hours, opens a share of the goods."""

from datetime import datetime
from decimal import Decimal

from app.trade.clearance.customs_risk import RiskWeights, answer_to, inspection_share, is_grave, review_hours
from app.trade.finding import errors, noted
from app.trade.working_time import Office, next_working_moment, working_days_later
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import parameters
from app.world.views.customs_office import DeclarationView, InspectedView, declaration_view, inspected_view

_PARTY = "customs_office"
_SENT_BACK = {"query": "declaration.query", "refuse": "declaration.refuse"}


@agent("declaration.received", view=declaration_view)
def take_in(view: DeclarationView, dice: Dice) -> list[Intent]:
    """Set the time of the answer: more hours for each sign of risk."""
    if view.state != "filed":
        return []
    rule = parameters(_PARTY)["review"]
    hours = review_hours(view.risk, rule["hours_least"], rule["hours_most"], rule["hours_step"])
    given = {"review_at": _working_hours_later(view.office, view.now, hours)}
    return [Intent(_PARTY, "declaration.receive", view.declaration_id, given)]


@agent("declaration.review", view=declaration_view)
def decide(view: DeclarationView, dice: Dice) -> list[Intent]:
    """Release, query, inspect or refuse, by what the checks found and by the risk."""
    if view.state != "filed":
        return []
    answer = answer_to(view.findings)
    if answer != "clean":
        wrong = errors(list(view.findings))
        reasons = [each for each in wrong if is_grave(each)] if answer == "refuse" else wrong
        given = {"reasons": [noted(each) for each in reasons]}
        return [Intent(_PARTY, _SENT_BACK[answer], view.declaration_id, given)]
    rule = parameters(_PARTY)["inspection"]
    names = ("base", "marks", "first", "warning", "most")
    weights = RiskWeights(*(Decimal(rule[name]) for name in names))
    share = min(inspection_share(view.risk, weights) + view.campaign_share, weights.most)
    if dice.chance(share):
        hours = dice.whole(rule["hours_least"], rule["hours_most"])
        given = {"inspected_at": _working_hours_later(view.office, view.now, hours)}
        return [Intent(_PARTY, "declaration.inspect", view.declaration_id, given)]
    return [Intent(_PARTY, "declaration.release", view.declaration_id)]


@agent("declaration.inspected", view=inspected_view)
def conclude(view: InspectedView, dice: Dice) -> list[Intent]:
    """Release what is as declared, refuse what is not."""
    if view.state != "inspecting":
        return []
    if view.differences:
        given = {"reasons": [noted(each) for each in view.differences]}
        return [Intent(_PARTY, "declaration.refuse", view.declaration_id, given)]
    return [Intent(_PARTY, "declaration.release", view.declaration_id)]


def _working_hours_later(office: Office, at: datetime, hours: int) -> datetime:
    """From the next opening on, days off left out, and again within office hours."""
    begun = next_working_moment(office, at)
    return next_working_moment(office, working_days_later(office, begun, hours))
