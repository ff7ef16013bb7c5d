"""How the insurer handles a claim: takes it up, asks once for papers, pays or refuses by the clauses."""

from datetime import date, timedelta
from decimal import Decimal

from app.trade.carriage.claim_settlement import ClaimTerms, claim_settlement
from app.trade.payments.payment_terms import banking_days_later
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import parameters
from app.world.views.insurer import InsurerView, insurer_view

_PARTY = "insurer"


@agent("insurance_claim.arrive", view=insurer_view)
def take_up(view: InsurerView, dice: Dice) -> list[Intent]:
    """Name the day of the decision, some working days from now."""
    if view.state != "filed":
        return []
    told = parameters("insurance")["claim"]
    on = _later(view, dice.under("decision").whole(told["least_days"], told["most_days"]))
    return [Intent(_PARTY, "insurance_claim.take_up", view.claim_id, {"decision_on": on})]


@agent("insurance_claim.decide", view=insurer_view)
def decide(view: InsurerView, dice: Dice) -> list[Intent]:
    """By the rule alone; who did not answer a question in time is refused."""
    if view.state not in ("filed", "queried"):
        return []
    rules = parameters("insurance")
    found = claim_settlement(view.file, _terms())
    answer = {
        "reason": found.reason,
        "clause": found.clause,
        "missing": list(found.missing),
        "workings": found.workings.as_list(),
    }
    if found.verdict == "query":
        until = view.on + timedelta(days=rules["claim"]["answer_days"])
        return [Intent(_PARTY, "insurance_claim.query", view.claim_id, answer | {"answer_by": until})]
    if found.verdict == "refuse":
        return [Intent(_PARTY, "insurance_claim.refuse", view.claim_id, answer)]
    days = rules["claim"]["payment_least_days"], rules["claim"]["payment_most_days"]
    paid = {"settled_usd": found.paid, "payment_on": _later(view, dice.under("payment").whole(*days))}
    return [Intent(_PARTY, "insurance_claim.accept", view.claim_id, answer | paid)]


@agent("insurance_claim.pay", view=insurer_view)
def pay(view: InsurerView, dice: Dice) -> list[Intent]:
    """Pay what was accepted."""
    return [Intent(_PARTY, "insurance_claim.pay", view.claim_id)] if view.state == "accepted" else []


def _terms() -> ClaimTerms:
    told = parameters("insurance")["policy"]
    shares = Decimal(told["deductible_share"]), Decimal(told["lost_recovery_share"])
    return ClaimTerms(told["notice_days"], *shares)


def _later(view: InsurerView, days: int) -> date:
    return banking_days_later(view.on, days, view.closed)
