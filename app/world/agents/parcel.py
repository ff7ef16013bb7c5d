"""What happens to a parcel: customs looks at its list, the carrier carries it, the market's bank pays out."""

from datetime import timedelta
from decimal import Decimal

from app.core.parameters import parameters
from app.trade.market.parcel_return import commission_back
from app.trade.money import Money
from app.trade.payments.payment_terms import bank_fee
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.retail import ParcelView, ReleaseView, parcel_view, release_view


@agent("parcel.list_review", view=parcel_view)
def look_at_list(view: ParcelView, dice: Dice) -> list[Intent]:
    """Take a list without errors, return another."""
    if view.state != "listed" or view.list_9610.get("number"):
        return []
    errors = [each["code"] for each in view.list_9610.get("findings", ()) if each["severity"] == "error"]
    if errors:
        return [Intent("customs_office", "consumer_order.return_list", view.order_id, {"codes": errors})]
    number = f"3101{view.on:%Y%m%d}{dice.whole(0, 999999):06d}"
    return [Intent("customs_office", "consumer_order.take_list", view.order_id, {"number": number})]


@agent("parcel.travel", view=parcel_view)
def travel(view: ParcelView, dice: Dice) -> list[Intent]:
    """Carry the parcel for a number of days within the service's own, sometimes some more."""
    told = parameters("consumer")
    days = dice.whole(int(view.given["least_days"]), int(view.given["most_days"]))
    if dice.chance(Decimal(told["late_rate"])):
        days += dice.whole(1, told["late_days_most"])
    arrives_at = view.at + timedelta(days=days, hours=dice.whole(0, 8))
    return [Intent("carrier", "consumer_order.depart", view.order_id, {"arrives_at": arrives_at})]


@agent("parcel.deliver", view=parcel_view)
def hand_over(view: ParcelView, dice: Dice) -> list[Intent]:
    """Deliver; the consumer may judge or give back days later; the market keeps the money for a while."""
    told = parameters("consumer")
    given: dict[str, int] = {"release_days": told["release_days"]}
    if dice.chance(Decimal(told["review_rate"])):
        given["review_days"] = dice.whole(*told["review_days"])
    given["return_days"] = dice.under("return").whole(*parameters("returns")["days"]["asks"])
    return [Intent("carrier", "consumer_order.deliver", view.order_id, given)]


@agent("parcel.release", view=release_view)
def release(view: ReleaseView, dice: Dice) -> list[Intent]:
    """Pay out less the market's commission and the wallet's fee."""
    if view.state != "delivered" or view.is_disputed:
        return []
    paid = Money(view.paid_usd, "USD")
    commission, payment = (bank_fee(paid, each)[0].amount for each in (view.commission, view.payment))
    kept = Decimal(parameters("returns")["market"]["keeps_of_commission"])
    fees = commission + payment - commission_back(commission, view.refunded_usd, view.paid_usd, kept)
    return [Intent("bank", "consumer_order.release", view.order_id, {"fees_usd": fees})]
