"""What a supplier sees of a purchase: the order, its own product, and what has happened so far."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from app.core.clock import home_date
from app.core.days_off import days_off_within
from app.models.agenda import AgendaEntry
from app.models.enterprise import Enterprise
from app.models.product import Product
from app.models.purchase import Purchase
from app.queries.teaching.world_event import events_of
from app.trade.market.world_event import WorldEvent


@dataclass(frozen=True, slots=True)
class SupplierView:
    """One purchase. defective: faulty pieces of the lot before a rework, None if it was not finished yet;
    stops: announced events that keep factories still; days_by_stop: of delay that was told for them.
    """

    purchase_id: UUID
    stable_name: str
    state: str
    today: date
    quantity: int
    unit_price_rmb: Decimal
    wanted_on: date
    placed_on: date
    decided_on: date | None
    promised_on: date | None
    first_promised_on: date | None
    tiers: tuple[tuple[int, Decimal], ...]
    floor_price_rmb: Decimal | None
    lead_time_days: int
    daily_capacity: int | None
    holidays: int
    delays: int
    delays_by_rework: int
    reworks: int
    defective: int | None
    is_paid: bool
    is_invoiced: bool
    enterprise: str = ""
    stops: tuple[WorldEvent, ...] = ()
    days_by_stop: int = 0


def supplier_view(session: Session, entry: AgendaEntry) -> SupplierView:
    """The purchase that an entry is about."""
    purchase = session.get_one(Purchase, entry.subject_id)
    product = session.get_one(Product, purchase.product_id)
    decided = purchase.decided_at and home_date(purchase.decided_at)
    reworked = sum(1 for told in purchase.delays if told["reason"] == "rework")
    stopped = [int(told["days"]) for told in purchase.delays if told["reason"] == "factory_stop"]
    stops = tuple(each for each in events_of(session) if each.kind == "factory_stop")
    return SupplierView(
        purchase_id=purchase.id, stable_name=purchase.stable_name, state=purchase.state,
        today=home_date(entry.due_at), quantity=purchase.quantity, unit_price_rmb=purchase.unit_price_rmb,
        wanted_on=purchase.wanted_on, placed_on=home_date(purchase.placed_at), decided_on=decided,
        promised_on=purchase.promised_on, first_promised_on=_first_promise(purchase),
        tiers=tuple((int(start), Decimal(str(price))) for start, price in product.tiers),
        floor_price_rmb=product.floor_price_rmb, lead_time_days=product.lead_time_days,
        daily_capacity=product.daily_capacity,
        holidays=len(days_off_within("CN", decided, purchase.promised_on))
        if decided and purchase.promised_on else 0,
        delays=len(purchase.delays) - reworked - len(stopped), delays_by_rework=reworked,
        reworks=purchase.reworks,
        defective=int(purchase.defects["defective"]) if purchase.defects else None,
        is_paid=purchase.paid_rmb >= purchase.total_rmb, is_invoiced=bool(purchase.vat_invoice),
        enterprise=session.get_one(Enterprise, purchase.enterprise_id).name if stops else "", stops=stops,
        days_by_stop=sum(stopped),
    )  # fmt: skip


def _first_promise(purchase: Purchase) -> date | None:
    """The day that was promised before any delay was told."""
    if not purchase.delays or purchase.promised_on is None:
        return purchase.promised_on
    first = purchase.delays[0]
    day = date.fromisoformat(str(first["promised_on"]))
    return date.fromordinal(day.toordinal() - int(first["days"]))
