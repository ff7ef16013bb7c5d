"""The verbs of a purchase until the goods are ready: placed, answered, delayed, finished, reworked."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from app.actions.act import Act
from app.actions.given import Count, Day, Line, Note, Rmb, Whole, words
from app.actions.policies import party, shop_duty, staff
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import home_time
from app.core.days_off import days_off
from app.core.parameters import parameters
from app.models.inquiry import Inquiry
from app.models.inspection import Inspection
from app.models.order import Order
from app.models.product import Product
from app.models.purchase import Purchase
from app.trade.lifecycles import PURCHASE
from app.trade.money import rounded
from app.trade.price.purchasing import tier_price
from app.trade.refusal import NotOpenNow, RuleBroken
from app.trade.words.goods_labels import DELAY_REASONS
from app.trade.working_time import Office, next_working_moment

# States of an order in which goods may be bought; before the deposit it is at the team's own risk.
ORDERED = ("confirmed", "deposit_received")
LIVE = ("placed", "in_production", "ready", "collected")
# Counting units of a VAT special invoice; the declaration must name the same one (D11).
Unit = Literal["件", "个", "台", "套", "只", "条", "双", "把", "支", "张", "顶", "盒"]
_OFFICE_OPENS, _LOT_LEAVES = time(10), time(16)
_LONGEST_PROMISE_DAYS = 365
_RATE = Decimal("0.0001")


class Place(Given):
    """A purchase order. Price in RMB incl. VAT per piece; unit as the VAT invoice is to name it."""

    quantity: Count
    unit_price_rmb: Rmb
    wanted_on: Day
    unit: Unit = "件"
    specification: Note = words(default="")


class Confirm(Given):
    """The supplier's yes, with the day on which the goods will be ready."""

    promised_on: Day
    answer: Note = words(default="")


class Decline(Given):
    """The supplier's no. reason: a code where the house rule decided, "" where a person wrote."""

    answer: Note = words(default="")
    reason: Literal["", "price", "date"] = ""


class Delay(Given):
    """News that the lot comes later."""

    days: Whole = Field(ge=1, le=60)
    reason: Line


class Finish(Given):
    """The lot is finished. defective: pieces that are faulty, which nobody knows yet."""

    defective: Whole = Field(ge=0, json_schema_extra={"mark": "hidden"})


def working_moment(act: Act) -> Any:
    """10:00 of the next working day in China: when somebody there answers."""
    office = Office("Asia/Shanghai", holidays=days_off("CN"), opens=_OFFICE_OPENS)
    return next_working_moment(office, home_time(act.today + timedelta(days=1), _OFFICE_OPENS))


@action("purchase.place", Order, Place, allow=shop_duty("product"))
def place(act: Act, order: Order, given: Place) -> Facts:
    """Order the goods from the enterprise.

    Raises: NotOpenNow("purchase.order_not_ready"), RuleBroken("purchase.already_placed" |
        "purchase.below_moq" | "purchase.below_order" | "purchase.wanted_in_past").
    """
    if order.state not in ORDERED:
        raise NotOpenNow("purchase.order_not_ready", state=order.state)
    earlier = act.rows(Purchase, order_id=order.id)
    if any(each.state in LIVE for each in earlier):
        raise RuleBroken("purchase.already_placed")
    product = act.find(Product, order.product_id)
    _check_wish(act, order, product, given)
    purchase = Purchase(
        team_id=order.team_id, enterprise_id=order.enterprise_id, order_id=order.id, product_id=product.id,
        number=act.next_number(f"purchase:{order.team_id}"), quantity=given.quantity,
        stable_name=f"{act.find(Inquiry, order.inquiry_id).stable_name}:purchase:{len(earlier) + 1}",
        unit_price_rmb=given.unit_price_rmb, total_rmb=rounded(given.unit_price_rmb * given.quantity, "CNY"),
        vat_rate=product.vat_rate, unit=given.unit, wanted_on=given.wanted_on,
        specification=given.specification, placed_at=act.now,
    )  # fmt: skip
    act.add(purchase)
    act.later(working_moment(act), "purchase.consider", purchase.id, {"stable_name": purchase.stable_name})
    listed = tier_price(product.tiers, given.quantity)
    return {
        "quantity": given.quantity,
        "total_rmb": purchase.total_rmb,
        "price_rate": (given.unit_price_rmb / listed).quantize(_RATE) if listed else None,
        "slack_days": (given.wanted_on - act.today).days - product.lead_time_days,
        "days_to_ship_by": (order.ship_by - given.wanted_on).days if order.ship_by else None,
        "is_own_risk": order.state == "confirmed",
        "over_quantity": given.quantity - order.quantity,
    }


def _check_wish(act: Act, order: Order, product: Product, given: Place) -> None:
    if given.quantity < product.moq:
        raise RuleBroken("purchase.below_moq", "quantity", moq=product.moq)
    if given.quantity < order.quantity:
        raise RuleBroken("purchase.below_order", "quantity", ordered=order.quantity)
    if given.wanted_on <= act.today:
        raise RuleBroken("purchase.wanted_in_past", "wanted_on", today=act.today)


@action("purchase.confirm", Purchase, Confirm, allow=staff("product_manager", "liaison") | party("supplier"))
def confirm(act: Act, purchase: Purchase, given: Confirm) -> Facts:
    """Accept a purchase order and promise a day.

    Raises: NotOpenNow("purchase.not_open"), RuleBroken("purchase.promise_out_of_range").
    """
    purchase.state = PURCHASE.after(purchase.state, "confirm")
    latest = act.today + timedelta(days=_LONGEST_PROMISE_DAYS)
    if not act.today < given.promised_on <= latest:
        raise RuleBroken("purchase.promise_out_of_range", "promised_on", first=act.today, last=latest)
    purchase.promised_on, purchase.answer, purchase.decided_at = given.promised_on, given.answer, act.now
    _progress_on(act, purchase, given.promised_on)
    after = timedelta(days=parameters("bad_actors")["swap"]["after_days"])
    name = f"{purchase.stable_name}:account"
    act.later(act.now + after, "instruction.wish", purchase.id, {"stable_name": name})
    return {
        "days_after_wanted": (given.promised_on - purchase.wanted_on).days,
        "answer_hours": _hours(act, purchase),
    }


@action("purchase.decline", Purchase, Decline, allow=staff("product_manager", "liaison") | party("supplier"))
def decline(act: Act, purchase: Purchase, given: Decline) -> Facts:
    """Decline a purchase order, with the reason.

    Raises: NotOpenNow("purchase.not_open"), RuleBroken("purchase.reason_missing").
    """
    purchase.state = PURCHASE.after(purchase.state, "decline")
    if not given.reason and not given.answer.strip():
        raise RuleBroken("purchase.reason_missing", "answer")
    purchase.reason, purchase.answer, purchase.decided_at = given.reason, given.answer, act.now
    return {"reason": given.reason, "answer_hours": _hours(act, purchase)}


@action("purchase.delay", Purchase, Delay, allow=staff("product_manager") | party("supplier"))
def delay(act: Act, purchase: Purchase, given: Delay) -> Facts:
    """Tell the team that the lot comes later than promised.

    Raises: NotOpenNow("purchase.not_open"), RuleBroken("purchase.delay_reason_unknown").
    """
    purchase.state = PURCHASE.after(purchase.state, "delay")
    if given.reason not in DELAY_REASONS:
        raise RuleBroken("purchase.delay_reason_unknown", "reason")
    start = max(purchase.promised_on or act.today, act.today)
    purchase.promised_on = start + timedelta(days=given.days)
    told = {
        "days": given.days,
        "reason": given.reason,
        "promised_on": purchase.promised_on,
        "told_on": act.today,
    }
    purchase.delays = [*purchase.delays, told]
    _progress_on(act, purchase, purchase.promised_on)
    return {"days": given.days, "reason": given.reason}


@action("purchase.finish", Purchase, Finish, allow=party("supplier"))
def finish(act: Act, purchase: Purchase, given: Finish) -> Facts:
    """The lot stands ready; what is faulty in it shows only in an inspection or at the buyer's.

    Raises: NotOpenNow("purchase.not_open"), RuleBroken("purchase.defects_out_of_range").
    """
    purchase.state = PURCHASE.after(purchase.state, "finish")
    if given.defective > purchase.quantity:
        raise RuleBroken("purchase.defects_out_of_range", "defective", quantity=purchase.quantity)
    purchase.ready_at = act.now
    rate = (Decimal(given.defective) / purchase.quantity).quantize(Decimal("0.000001"))
    purchase.defects = {"defective": given.defective, "rate": rate}
    return {
        "days_after_wanted": (act.today - purchase.wanted_on).days,
        "delays": len(purchase.delays),
        "reworks": purchase.reworks,
    }


@action("purchase.rework", Purchase, Nothing, allow=shop_duty("product"))
def rework(act: Act, purchase: Purchase, given: Nothing) -> Facts:
    """Send a lot that failed its inspection back to be sorted and mended.

    Raises: NotOpenNow("purchase.not_open"), RuleBroken("purchase.not_failed").
    """
    state = PURCHASE.after(purchase.state, "rework")
    inspections = sorted(act.rows(Inspection, purchase_id=purchase.id), key=lambda each: each.number)
    if not inspections or inspections[-1].state != "failed":
        raise RuleBroken("purchase.not_failed")
    purchase.state, purchase.ready_at = state, None
    purchase.reworks += 1
    _progress(act, purchase, working_moment(act))
    return {"reworks": purchase.reworks}


def _progress_on(act: Act, purchase: Purchase, on: date) -> None:
    _progress(act, purchase, home_time(on, _LOT_LEAVES))


def _progress(act: Act, purchase: Purchase, due_at: Any) -> None:
    act.later(due_at, "purchase.progress", purchase.id, {"stable_name": purchase.stable_name})


def _hours(act: Act, purchase: Purchase) -> Decimal:
    return (Decimal((act.now - purchase.placed_at).total_seconds()) / 3600).quantize(Decimal("0.1"))
