"""How the team's bank takes a transfer in: less what other banks kept, with its own fee."""

from decimal import Decimal

from app.trade.money import Money
from app.trade.payments.exchange import convert
from app.trade.payments.payment_terms import bank_fee
from app.trade.payments.transfer_charges import arrival
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import parameters
from app.world.views.payment import ArrivalView, arrival_view


@agent("payment.arrive", view=arrival_view)
def take_in(view: ArrivalView, dice: Dice) -> list[Intent]:
    """Credit what arrived; nothing for a transfer that was credited already."""
    if not view.is_on_the_way:
        return []
    sent = Money(view.amount_usd, "USD")
    told = parameters("bank")["correspondent"]
    kept = Money(Decimal(dice.under("correspondent").whole(told["least_usd"], told["most_usd"])), "USD")
    sent_rmb, _ = convert(sent, view.rate)
    sending_rmb, _ = bank_fee(sent_rmb, view.fee_out)
    sending, _ = convert(sending_rmb, view.rate)
    arrived = arrival(sent, view.charges, kept, sending)
    received_rmb, converted = convert(arrived.received, view.rate)
    own_fee, charged = bank_fee(received_rmb, view.fee_in)
    given = {
        "received_usd": arrived.received.amount,
        "bank_fee_rmb": own_fee.amount,
        "workings": arrived.workings.as_list() + converted.as_list() + charged.as_list(),
    }
    return [Intent("bank", "payment.receive", view.payment_id, given)]
