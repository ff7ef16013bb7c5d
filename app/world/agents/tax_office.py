"""How the tax office handles a claim: takes it up, grants it when the papers agree or says why not, pays."""

from dataclasses import asdict
from datetime import date

from app.trade.books.refund_file import claim_findings, refund_due
from app.trade.payments.payment_terms import banking_days_later
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import parameters
from app.world.views.refund import ClaimView, claim_view

_PARTY = "tax_office"


@agent("refund.arrive", view=claim_view)
def take_up(view: ClaimView, dice: Dice) -> list[Intent]:
    """Name the day of the decision, some working days from now."""
    if view.state != "claimed":
        return []
    given = {"decision_on": _later(view, dice, "review")}
    return [Intent(_PARTY, "refund.take_up", view.claim_id, given)]


@agent("refund.review", view=claim_view)
def decide(view: ClaimView, dice: Dice) -> list[Intent]:
    """Grant what was claimed when nothing was found, else refuse with the findings."""
    if view.state != "claimed":
        return []
    found = claim_findings(view.papers, view.entered, view.claimed_on)
    if found:
        told = [asdict(finding) for finding in found]
        return [Intent(_PARTY, "refund.refuse", view.claim_id, {"findings": told})]
    due, workings = refund_due(view.papers)
    given = {
        "granted_rmb": min(due, view.entered.claimed_rmb),
        "payment_on": _later(view, dice, "payment"),
        "workings": workings.as_list(),
    }
    return [Intent(_PARTY, "refund.grant", view.claim_id, given)]


@agent("refund.pay", view=claim_view)
def pay(view: ClaimView, dice: Dice) -> list[Intent]:
    """Pay what was granted."""
    return [Intent(_PARTY, "refund.pay", view.claim_id)] if view.state == "granted" else []


def _later(view: ClaimView, dice: Dice, what: str) -> date:
    told = parameters("tax_office")[what]
    days = dice.under(what).whole(told["least_days"], told["most_days"])
    return banking_days_later(view.on, days, view.closed)
