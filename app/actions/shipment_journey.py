"""The verbs of a journey, all by parties of the world: departed, delayed, arrived, cleared, delivered."""

from datetime import time, timedelta
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field
from sqlmodel import col, func, select

from app.actions.act import Act
from app.actions.given import Whole
from app.actions.policies import party
from app.actions.registry import Facts, Given, Nothing, action
from app.actions.shipment_papers import Voyage, issue_paper, transport_paper, voyage_of
from app.core.clock import home_time
from app.models.buyer import Buyer
from app.models.inquiry import Inquiry
from app.models.instruction import Instruction
from app.models.ledger import LedgerEntry, LedgerPosting
from app.models.order import Order
from app.models.shipment import Shipment
from app.trade.books.ledger_entries import charge_paid, goods_shipped, goods_sold
from app.trade.carriage.claim_settlement import TOTAL_LOSS
from app.trade.carriage.incoterms import SELLER, pays
from app.trade.lifecycles import SHIPMENT
from app.trade.money import Money
from app.trade.working_time import next_working_moment

_MORNING, _NOON = time(9), time(12)
_REVIEW_AFTER = timedelta(days=3)
_LOOKS_AFTER = timedelta(days=1)
_ZERO = Decimal(0)
# Costs after arrival that a D rule leaves with the seller.
_AFTER_ARRIVAL = ("destination_terminal", "on_carriage", "unloading_at_buyer", "import_clearance")


class Late(Given):
    """News of a late vessel, flight or parcel."""

    days: Whole = Field(ge=1, le=60)


class Arrive(Given):
    """At the port or airport of destination; clearance_days until customs is done.

    damage: what came to harm on the way, {"kind", "pieces", "quantity"}, or nothing.
    """

    clearance_days: Whole = Field(ge=0, le=60)
    damage: dict[str, Any] = {}


class Clear(Given):
    """What customs at the destination asks; delivery_days until the goods are at the buyer's.

    charges: {"currency", "customs_value", "duty", "fees", "tax", "total", "total_usd", "rate", "rate_on",
    "origin", "workings"}, or {"unknown_code", "unknown_figures"} where a rate is not held.
    """

    charges: dict[str, Any]
    borne_by: Literal["seller", "buyer"]
    delivery_days: Whole = Field(ge=0, le=60)


@action("shipment.depart", Shipment, Nothing, allow=party("carrier"))
def depart(act: Act, shipment: Shipment, given: Nothing) -> Facts:
    """The goods leave: the carrier issues its paper, the sale is booked, freight and local charges are paid.

    Raises: NotOpenNow("shipment.not_open"), NotOpenNow("order.not_open").
    """
    shipment.state, shipment.departed_at = SHIPMENT.after(shipment.state, "depart"), act.now
    voyage = voyage_of(act, shipment)
    voyage.order.note_shipped(act.now)
    kind, fields = transport_paper(act, voyage)
    issue_paper(act, shipment, kind, "carrier", fields)
    _book_sale(act, voyage.order)
    _pay_origin(act, voyage)
    shipment.note(act.now, "departed", shipment.origin, vessel=shipment.vessel, voyage=shipment.voyage)
    _later(act, shipment, "shipment.arrive", home_time(shipment.arrives_on, _MORNING))
    ship_by = voyage.order.ship_by
    return {
        "days_late": max((act.today - ship_by).days, 0) if ship_by else 0,
        "freight_usd": shipment.freight_usd,
        "rolls": shipment.rolls,
    }


def _book_sale(act: Act, order: Order) -> None:
    """The sale is earned: the deposits held for this order go against it, the goods become its cost."""
    deposit = min(-_held(act, order, "customer_deposits", "USD"), order.total_usd)
    sold = goods_sold(Money(order.total_usd, "USD"), Money(max(deposit, _ZERO), "USD"))
    act.post(order.team_id, sold, order_id=order.id)
    goods = _held(act, order, "goods", "CNY")
    if goods > 0:
        act.post(order.team_id, goods_shipped(Money(goods, "CNY")), order_id=order.id)


def _held(act: Act, order: Order, account: str, currency: str) -> Decimal:
    """The balance of an account from the entries of one order."""
    found = (
        select(func.sum(LedgerPosting.amount))
        .join(LedgerEntry, col(LedgerEntry.id) == col(LedgerPosting.entry_id))
        .where(
            col(LedgerEntry.course_id) == act.course.id,
            col(LedgerEntry.order_id) == order.id,
            col(LedgerPosting.account) == account,
            col(LedgerPosting.currency) == currency,
        )
    )
    return act.session.exec(found).one() or _ZERO


def _pay_origin(act: Act, voyage: Voyage) -> None:
    """Freight and charges in China, as far as the term leaves them with the seller."""
    order, shipment = voyage.order, voyage.shipment
    ahead = act.rows(Instruction, order_id=order.id, purpose="freight", is_paid=True)
    if shipment.freight_paid_by == "seller" and not ahead:
        _pay(act, order, "freight", shipment.freight_usd, "USD")
    charges = {name: Decimal(str(rmb)) for name, rmb in shipment.option.get("origin_rmb", {}).items()}
    borne = {name: rmb for name, rmb in charges.items() if pays(order.incoterm, name) == SELLER}
    _pay(act, order, "customs_charges", borne.pop("export_clearance", _ZERO), "CNY")
    _pay(act, order, "local_charges", sum(borne.values(), _ZERO), "CNY")


def _pay(act: Act, order: Order, account: str, amount: Decimal, currency: str) -> None:
    if amount > 0:
        act.post(order.team_id, charge_paid(account, Money(amount, currency)), order_id=order.id)


@action("shipment.delay", Shipment, Late, allow=party("carrier"))
def delay(act: Act, shipment: Shipment, given: Late) -> Facts:
    """Tell that the goods arrive later than planned.

    Raises: NotOpenNow("shipment.not_open").
    """
    shipment.state = SHIPMENT.after(shipment.state, "delay")
    shipment.arrives_on += timedelta(days=given.days)
    shipment.note(act.now, "delayed", shipment.destination, days=given.days, arrives_on=shipment.arrives_on)
    _later(act, shipment, "shipment.arrive", home_time(shipment.arrives_on, _MORNING))
    return {"days": given.days}


@action("shipment.arrive", Shipment, Arrive, allow=party("carrier"))
def arrive(act: Act, shipment: Shipment, given: Arrive) -> Facts:
    """The goods are at the port or airport of destination; or the carrier tells that all of them are lost.

    What is lost is neither cleared nor delivered: customs asks nothing for goods that do not come in, and the
    deal goes on by the term's risk, the policy and the buyer's complaint.
    Raises: NotOpenNow("shipment.not_open").
    Source: CISG articles 66 to 70; Union Customs Code art. 124(1)(g), no debt for goods irretrievably lost.
    """
    is_lost = given.damage.get("kind") == TOTAL_LOSS
    shipment.state = SHIPMENT.after(shipment.state, "perish" if is_lost else "arrive")
    shipment.arrived_at = act.now  # from this day on the insurer and the carrier must be told
    if not is_lost:
        shipment.note(act.now, "arrived", shipment.destination)
    if given.damage:
        survey = f"SV{act.today:%Y}{act.next_number('survey'):06d}"
        shipment.damage = {**given.damage, "survey_number": survey, "found_on": act.today.isoformat()}
        shipment.note(act.now, "perished" if is_lost else "damaged", shipment.destination, **given.damage)
    if is_lost:
        order = act.find(Order, shipment.order_id)
        order.note_perished(act.now)
        _let_buyer_judge(act, order)
    else:
        due_at = home_time(act.today + timedelta(days=given.clearance_days), _NOON)
        _later(act, shipment, "shipment.clear", due_at)
    return {
        "days_under_way": (act.now - shipment.departed_at).days if shipment.departed_at else None,
        "damaged_pieces": given.damage.get("pieces", 0),
        "is_lost": is_lost,
    }


@action("shipment.clear", Shipment, Clear, allow=party("customs_office"))
def clear(act: Act, shipment: Shipment, given: Clear) -> Facts:
    """Customs at the destination releases the goods against duty and tax.

    Raises: NotOpenNow("shipment.not_open").
    """
    shipment.state, shipment.cleared_at = SHIPMENT.after(shipment.state, "clear"), act.now
    shipment.import_charges = {**given.charges, "borne_by": given.borne_by}
    shipment.note(act.now, "cleared", shipment.destination)
    order = act.find(Order, shipment.order_id)
    total_usd = Decimal(str(given.charges.get("total_usd") or 0))
    if given.borne_by == "seller":
        _pay(act, order, "import_duty", total_usd, "USD")
    due_at = home_time(act.today + timedelta(days=given.delivery_days), _NOON)
    _later(act, shipment, "shipment.deliver", due_at)
    return {
        "borne_by": given.borne_by,
        "total_usd": total_usd,
        "is_known": "unknown_code" not in given.charges,
    }


@action("shipment.deliver", Shipment, Nothing, allow=party("carrier"))
def deliver(act: Act, shipment: Shipment, given: Nothing) -> Facts:
    """The goods are with the buyer, who will soon say what they think.

    Raises: NotOpenNow("shipment.not_open").
    """
    shipment.state, shipment.delivered_at = SHIPMENT.after(shipment.state, "deliver"), act.now
    order = act.find(Order, shipment.order_id)
    charges = {name: Decimal(str(usd)) for name, usd in shipment.option.get("destination_usd", {}).items()}
    borne = [charges.get(name, _ZERO) for name in _AFTER_ARRIVAL if pays(order.incoterm, name) == SELLER]
    _pay(act, order, "local_charges", sum(borne, _ZERO), "USD")
    order.note_delivered(act.now)
    shipment.note(act.now, "delivered", order.market)
    _let_buyer_judge(act, order)
    return {"days_from_order": (act.now - order.drafted_at).days}


def _let_buyer_judge(act: Act, order: Order) -> None:
    """The buyer looks, complains or not, and says what they think."""
    named = act.find(Inquiry, order.inquiry_id).stable_name
    buyer = act.find(Buyer, order.buyer_id)
    looks_at = buyer.answers_at(act.now + _LOOKS_AFTER)
    act.later(looks_at, "complaint.consider", order.id, {"stable_name": named})
    reviews_at = max(act.now + _REVIEW_AFTER, looks_at + timedelta(hours=1))
    reviews_at = next_working_moment(buyer.office, reviews_at)
    act.later(reviews_at, "order.review", order.id, {"stable_name": named})


def _later(act: Act, shipment: Shipment, kind: str, due_at: Any) -> None:
    act.later(due_at, kind, shipment.id, {"stable_name": shipment.stable_name})
