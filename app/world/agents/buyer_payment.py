"""How a buyer pays: on time or a few days late by habit, by a transfer of 3 to 7 banking days."""

from decimal import Decimal

from app.trade.payments.payment_terms import banking_days_later
from app.world.agent import agent
from app.world.agents.credit import paid_by_credit
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import parameters
from app.world.views.payment import RemittanceView, remittance_view


@agent("payment.remit", view=remittance_view)
def pay(view: RemittanceView, dice: Dice) -> list[Intent]:
    """Order the transfer, or let it wait a few days; nothing for a payment that is no longer due."""
    if not view.is_due:
        return []
    if view.credit is not None:
        return paid_by_credit(view, view.credit, dice.under("credit"))
    told = parameters("bank")
    habit = told["habit"][view.habit]
    if not view.was_put_off and dice.under("late").chance(Decimal(habit["late_rate"])):
        days = dice.under("late_days").whole(*habit["late_days"])
        return [Intent("buyer", "payment.put_off", view.payment_id, {"days": days})]
    shares = told["charges"]
    charges = dice.under("charges").weighted(list(shares), [Decimal(share) for share in shares.values()])
    days = dice.under("way").whole(told["way"]["least_days"], told["way"]["most_days"])
    arrives_on = banking_days_later(view.on, days, view.closed)
    given = {"charges": charges, "arrives_on": arrives_on}
    return [Intent("buyer", "payment.remit", view.payment_id, given)]
