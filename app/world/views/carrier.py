"""What a carrier sees of a shipment: the booking, what is missing at the cut-off, and the next sailing."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, select

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.declaration import Declaration
from app.models.order import Order
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.shipment import Shipment
from app.queries.goods.sailing import Conduct, Sailing, Strikes, conduct, next_sailing, roll_is_last
from app.queries.teaching.world_event import events_of
from app.trade.clearance.compliance import reports_needed
from app.world.transit_damage import Journey


@dataclass(frozen=True, slots=True)
class CarrierView:
    """One shipment at one moment. waits_days: until the port of arrival takes ships in again."""

    shipment_id: UUID
    stable_name: str
    state: str
    today: date
    arrives_on: date
    departs_on: date
    has_goods: bool
    is_released: bool
    has_deposit: bool
    has_reports: bool
    is_last_roll: bool
    is_delayed: bool
    conduct: Conduct
    next: Sailing
    waits_days: int = 0
    journey: Journey | None = None

    @property
    def days_under_way(self) -> int:
        """Planned days from departure to arrival."""
        return (self.arrives_on - self.departs_on).days


def carrier_view(session: Session, entry: AgendaEntry) -> CarrierView:
    """The shipment that an entry is about."""
    shipment = session.get_one(Shipment, entry.subject_id)
    order = session.get_one(Order, shipment.order_id)
    rule, today = conduct(shipment.service), home_date(entry.due_at)
    after = shipment.departs_on - timedelta(days=rule.cut_off_days) + timedelta(days=1)
    lane, events = shipment.option.get("lane", ""), events_of(session)
    return CarrierView(
        shipment_id=shipment.id, stable_name=f"{shipment.stable_name}:{shipment.rolls}", state=shipment.state,
        today=today, arrives_on=shipment.arrives_on, departs_on=shipment.departs_on,
        has_goods=_has(session, Purchase, order, "collected"),
        is_released=_has(session, Declaration, order, "released"),
        has_deposit=order.state == "deposit_received", has_reports=_has_reports(session, order),
        is_last_roll=roll_is_last(shipment.rolls),
        is_delayed=any(event["code"] == "delayed" for event in shipment.events), conduct=rule,
        next=next_sailing(
            shipment.service, lane, entry.due_at, max(after, today), Strikes(shipment.origin, events)
        ),
        waits_days=(Strikes(shipment.destination, events).open_from(today) - today).days if lane else 0,
        journey=_journey(session, shipment, order, today) if entry.kind == "shipment.arrive" else None,
    )  # fmt: skip


def _journey(session: Session, shipment: Shipment, order: Order, today: date) -> Journey:
    """What bears on whether the goods came to harm."""
    left_on = home_date(shipment.departed_at) if shipment.departed_at else shipment.departs_on
    product = session.get_one(Product, order.product_id)
    return Journey(
        conduct(shipment.service).kind, shipment.option.get("lane", ""), left_on.month,
        (today - left_on).days, product.carton_gross_kg, order.quantity,
    )  # fmt: skip


def _has(session: Session, model: type[Purchase] | type[Declaration], order: Order, state: str) -> bool:
    query = select(model.id).where(model.order_id == order.id, model.state == state)
    return session.exec(query).first() is not None


def _has_reports(session: Session, order: Order) -> bool:
    """Whether the reports that dangerous goods need are at hand (D13)."""
    product = session.get_one(Product, order.product_id)
    held = {name.casefold().replace(" ", "_") for name in product.certificates}
    return all(report in held for report in reports_needed(product.dangerous))
