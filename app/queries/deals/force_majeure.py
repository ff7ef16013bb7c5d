"""Events that keep the goods of an order from being shipped: what they moved, and what notice was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.core.parameters import parameters
from app.core.words import N_
from app.models.enterprise import Enterprise
from app.models.order import Order
from app.models.purchase import Purchase
from app.models.shipment import Shipment
from app.queries.goods.sailing import Strikes, next_sailing
from app.queries.goods.shipping_options import origin_of
from app.queries.teaching.world_event import events_of
from app.trade.market.force_majeure import HINDERING, Excuse, Hindrance, LateShipment, excuse, notice_by
from app.trade.market.world_event import WorldEvent

# Why days are excused or not, as the order's page says it.
REASONS: dict[str, str] = {
    "not_late": N_("The goods were shipped in time: nothing had to be excused."),
    "foreseen": N_("The news was out before the contract: the day of shipment was promised with it in view."),
    "late_already": N_("It began after the day of shipment: who is late already is not excused by it."),
    "not_hindered": N_("It did not move this shipment: the goods would have left no sooner without it."),
    "silent": N_("The buyer was not told, and counts every day."),
    "late_notice": N_("The notice came late: only the days after it are excused."),
    "in_time": N_("The notice came in time."),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One event that touches an order. told_on: None where the buyer was not told; notice_by: until when a
    notice is in time; is_foreseen: known before the contract, so that no notice helps; reason and days: what
    came of it, "" and 0 before the goods are shipped.
    """

    event: int
    kind: str
    starts_on: date
    ends_on: date
    known_on: date
    notice_by: date
    told_on: date | None
    is_foreseen: bool
    reason: str
    days: int


def notices_of(session: Session, order: Order) -> tuple[Notice, ...]:
    """The events that may keep the goods of a confirmed order, by the day on which they begin."""
    if order.confirmed_at is None:
        return ()
    told, days = _told(order), _notice_days()
    found = []
    for event in _touching(session, order):
        result = _excuse(session, order, event, told.get(event.number))
        found.append(
            Notice(
                event.number, event.kind, event.starts_on, event.ends_on, event.announced_on,
                notice_by(event.announced_on, days), told.get(event.number),
                event.announced_on <= home_date(order.confirmed_at),
                result.reason if result else "", result.days if result else 0,
            )
        )  # fmt: skip
    return tuple(each for each in found if each.told_on or each.reason != "not_late")


def notices_due(session: Session, order_ids: Sequence[UUID]) -> dict[UUID, Notice]:
    """Orders that are not shipped yet -> the first event of which their buyer is still to be told.

    What was known before the contract is left out: no notice of it helps.
    """
    if not order_ids or not any(each.kind in HINDERING for each in events_of(session)):
        return {}
    due = {}
    for order in session.exec(select(Order).where(col(Order.id).in_(list(order_ids)))):
        wanting = [each for each in notices_of(session, order) if not (each.told_on or each.is_foreseen)]
        if wanting:
            due[order.id] = min(wanting, key=lambda each: (each.notice_by, each.event))
    return due


def excused_days(session: Session, order: Order) -> int:
    """How many days of its lateness a shipped order is excused, by all events together."""
    late = _lateness(order)
    if late is None or late.shipped_on <= late.ship_by:
        return 0
    most = (late.shipped_on - late.ship_by).days
    return min(sum(each.days for each in notices_of(session, order)), most)


def _told(order: Order) -> dict[int, date]:
    return {int(each["event"]): date.fromisoformat(each["on"]) for each in order.notices}


def _notice_days() -> int:
    return int(parameters("complaint")["notice"]["days"])


def _lateness(order: Order) -> LateShipment | None:
    if order.shipped_at is None or order.ship_by is None or order.confirmed_at is None:
        return None
    return LateShipment(home_date(order.confirmed_at), order.ship_by, home_date(order.shipped_at))


def _touching(session: Session, order: Order) -> list[WorldEvent]:
    """Announced events of a kind that keeps goods, in force at some time between contract and shipment."""
    assert order.confirmed_at is not None  # noqa: S101 asked before
    events = [each for each in events_of(session) if each.kind in HINDERING]
    if not events:
        return []
    first = home_date(order.confirmed_at)
    last = home_date(order.shipped_at) if order.shipped_at else date.max
    name, shipment = session.get_one(Enterprise, order.enterprise_id).name, _shipment(session, order)
    own = name, origin_of(session, order)
    found = [
        each
        for each in events
        if each.ends_on >= first and each.starts_on <= last and _concerns(each, order, own, shipment)
    ]
    return sorted(found, key=lambda each: (each.starts_on, each.number))


def _concerns(event: WorldEvent, order: Order, own: tuple[str, str], shipment: Shipment | None) -> bool:
    """Whether it is about the goods' factory or port. own: the enterprise's name, and its usual port."""
    enterprise, usual = own
    if event.kind == "factory_stop":
        return event.figures.get("enterprise", "") in ("", enterprise)
    port = str(event.figures.get("port", ""))
    if shipment is not None:
        return shipment.mode == "sea" and shipment.origin == port
    return order.mode == "sea" and port == usual  # space is not booked yet


def _shipment(session: Session, order: Order) -> Shipment | None:
    query = select(Shipment).where(Shipment.order_id == order.id, Shipment.state != "cancelled")
    return session.exec(query).first()


def _excuse(session: Session, order: Order, event: WorldEvent, told_on: date | None) -> Excuse | None:
    late, shipment = _lateness(order), _shipment(session, order)
    if late is None or shipment is None:
        return None
    days = _moved_days(session, order, shipment, event, late.shipped_on)
    return excuse(late, Hindrance(event.announced_on, event.starts_on, days), told_on, _notice_days())


def _moved_days(
    session: Session, order: Order, shipment: Shipment, event: WorldEvent, shipped_on: date
) -> int:
    """By how many days the goods left later than on the first sailing that they would have reached without
    this event; what else kept them is not put down to it.
    """
    booked_at = _booked_at(shipment)
    lots = session.exec(select(Purchase).where(Purchase.order_id == order.id, Purchase.state != "declined"))
    ready_on, stopped = _ready_on(lots.all(), home_date(booked_at))
    others = events_of(session)
    if event.kind == "factory_stop":
        if not stopped:
            return 0
        ready_on -= timedelta(days=stopped)
    else:
        others = tuple(each for each in others if each.number != event.number)
    lane = str(shipment.option.get("lane", ""))
    port = Strikes(shipment.origin, others)
    without = next_sailing(shipment.service, lane, booked_at, ready_on, port).departs_on
    return max((shipped_on - without).days, 0)


def _booked_at(shipment: Shipment) -> datetime:
    booked = next((each["at"] for each in shipment.events if each["code"] == "booked"), None)
    return datetime.fromisoformat(booked) if booked else shipment.cut_off_at


def _ready_on(lots: Sequence[Purchase], else_on: date) -> tuple[date, int]:
    """When the last lot was ready, and the days that stops of its factory took."""
    ready = [home_date(each.ready_at) if each.ready_at else each.promised_on for each in lots]
    stopped: list[Any] = [
        sum(delay["days"] for delay in each.delays if delay["reason"] == "factory_stop") for each in lots
    ]
    return max((day for day in ready if day), default=else_on), max(stopped, default=0)
