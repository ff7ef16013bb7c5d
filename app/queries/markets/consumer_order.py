"""The team's parcels: the list, and one order with what is open to do."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlmodel import Session

from app.core.clock import home_date
from app.core.words import N_
from app.models.buyer import Buyer
from app.models.consumer_order import ConsumerOrder
from app.models.listing import Listing
from app.models.parcel_return import ParcelReturn
from app.models.product import Product
from app.models.review import Review
from app.queries.goods.parcel import ParcelOption, parcel_options
from app.queries.markets.parcel_return import ReturnPage, return_of_order, return_states
from app.queries.scope import Reader, found, has_duty, own
from app.trade.lifecycles import CONSUMER_ORDER

PAGE = 50
STATES = {
    "paid": (N_("To pack"), "red"),
    "packed": (N_("To list for customs"), "yellow"),
    "listed": (N_("Customs list sent"), "azure"),
    "dispatched": (N_("On the way"), "blue"),
    "delivered": (N_("Delivered"), "green"),
    "released": (N_("Money released"), "green"),
    "cancelled": (N_("Called off"), "secondary"),
}
EVENTS = {
    "paid": N_("Paid into escrow"),
    "packed": N_("Packed and labelled"),
    "listed": N_("9610 list sent to customs"),
    "list_taken": N_("Customs took the list"),
    "list_returned": N_("Customs returned the list"),
    "dispatched": N_("Handed to the carrier"),
    "departed": N_("Left China"),
    "delivered": N_("Delivered at the door"),
    "released": N_("Money released from escrow"),
    "cancelled": N_("Called off, money returned"),
    "return_asked": N_("The consumer asked to give it back"),
    "return_answered": N_("The team answered the return"),
    "return_disputed": N_("The consumer went to the market"),
    "return_sent": N_("On its way back"),
    "return_arrived": N_("Came back"),
    "return_refunded": N_("Paid back to the consumer"),
    "return_part_refunded": N_("Paid back in part"),
    "return_kept": N_("The return ended without refund"),
}
RETURNS = "returns"  # a filter beside those by state


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """One order of the list."""

    id: UUID
    number: int
    state: str
    label: str
    tone: str
    title: str
    picture: str
    buyer: str
    market: str
    pieces: int
    paid_usd: Decimal
    placed_at: datetime
    ship_due_at: datetime
    returned: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class ParcelList:
    """The team's orders; `counts` by state; returns: how many have one, asked of those: to answer."""

    lines: tuple[ParcelLine, ...]
    counts: dict[str, int]
    wanted: str
    states: dict[str, tuple[str, str]]
    page: int
    is_more: bool
    returns: int
    to_answer: int


@dataclass(frozen=True, slots=True)
class ParcelPage:
    """One order with its parcel, its customs list, and what is open to this reader."""

    id: UUID
    number: int
    state: str
    label: str
    tone: str
    title: str
    picture: str
    listing_id: UUID
    sku: str
    name_zh: str
    buyer: str
    address: str
    market: str
    pieces: int
    goods_usd: Decimal
    shipping_usd: Decimal
    tax_usd: Decimal
    paid_usd: Decimal
    fees_usd: Decimal
    refunded_usd: Decimal
    parcel_kg: Decimal | None
    parcel_cost_usd: Decimal | None
    tracking_number: str
    charges: dict[str, Any]
    list_9610: dict[str, Any]
    events: tuple[dict[str, Any], ...]
    placed_at: datetime
    ship_due_at: datetime
    promised_days: int
    unit_net_kg: Decimal | None
    options: tuple[ParcelOption, ...]
    stars: int | None
    review: str
    returned: ReturnPage | None
    open: frozenset[str]


def parcel_list(session: Session, reader: Reader, wanted: str = "", page: int = 1) -> ParcelList:
    """The orders of a team, by state where one is wanted."""
    rights = own(ConsumerOrder, reader)
    counted = select(ConsumerOrder.state, func.count()).where(rights).group_by(ConsumerOrder.state)
    counts = {row[0]: row[1] for row in session.execute(counted)}
    query = (
        select(
            ConsumerOrder.id, ConsumerOrder.number, ConsumerOrder.state, Listing.title, Listing.pictures,
            Buyer.name, ConsumerOrder.market, ConsumerOrder.pieces, ConsumerOrder.paid_usd,
            ConsumerOrder.placed_at, ConsumerOrder.ship_due_at,
        )
        .join(Listing, Listing.id == ConsumerOrder.listing_id)
        .join(Buyer, Buyer.id == ConsumerOrder.buyer_id)
        .where(rights)
        .order_by(ConsumerOrder.placed_at.desc(), ConsumerOrder.id)
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )  # fmt: skip
    if wanted in STATES:
        query = query.where(ConsumerOrder.state == wanted)
    elif wanted == RETURNS:
        query = query.where(ConsumerOrder.id.in_(select(ParcelReturn.order_id)))
    rows = session.execute(query).all()
    returned = return_states(session, [row.id for row in rows])
    lines = tuple(
        ParcelLine(
            row.id, row.number, row.state, *STATES[row.state], row.title, (row.pictures or [""])[0], row.name,
            row.market, row.pieces, row.paid_usd, row.placed_at, row.ship_due_at,
            returned.get(row.id),
        )
        for row in rows[:PAGE]
    )  # fmt: skip
    told = wanted if wanted in (*STATES, RETURNS) else ""
    asked = func.coalesce(func.sum(case((ParcelReturn.state == "asked", 1), else_=0)), 0)
    returns, to_answer = session.execute(
        select(func.count(), asked).where(own(ParcelReturn, reader))
    ).one()  # fmt: skip
    return ParcelList(
        lines, counts, told, STATES, page, len(rows) > PAGE, int(returns), int(to_answer)
    )  # fmt: skip


def parcel_page(session: Session, reader: Reader, order_id: UUID, now: datetime) -> ParcelPage:
    """One order. Raises: Absent for another team's."""
    order = found(
        session.scalars(
            select(ConsumerOrder).where(own(ConsumerOrder, reader), ConsumerOrder.id == order_id)
        ).first()
    )
    product, listing = session.get_one(Product, order.product_id), session.get_one(Listing, order.listing_id)
    buyer = session.get_one(Buyer, order.buyer_id)
    judged = session.execute(
        select(Review.stars, Review.body).where(Review.consumer_order_id == order.id)
    ).first()
    steps = CONSUMER_ORDER.open(order.state)
    options: list[ParcelOption] = []
    if "dispatch" in steps and order.parcel_kg is not None:
        options = parcel_options(session, product, order.market, order.parcel_kg, home_date(now))
    share = product.carton_net_kg / product.carton_pieces
    return ParcelPage(
        id=order.id, number=order.number, state=order.state, label=STATES[order.state][0],
        tone=STATES[order.state][1], title=listing.title, picture=(listing.pictures or [""])[0],
        listing_id=listing.id, sku=product.sku, name_zh=product.name_zh, buyer=buyer.name,
        address=buyer.address, market=order.market, pieces=order.pieces, goods_usd=order.goods_usd,
        shipping_usd=order.shipping_usd, tax_usd=order.tax_usd, paid_usd=order.paid_usd,
        fees_usd=order.fees_usd, refunded_usd=order.refunded_usd,
        parcel_kg=order.parcel_kg, parcel_cost_usd=order.parcel_cost_usd,
        tracking_number=order.tracking_number,
        charges=order.charges, list_9610=order.list_9610, events=tuple(map(_event, order.events)),
        placed_at=order.placed_at, ship_due_at=order.ship_due_at, promised_days=order.promised_days,
        unit_net_kg=round(share, 3), options=tuple(options),
        stars=judged.stars if judged else None, review=judged.body if judged else "",
        returned=return_of_order(session, reader, order, home_date(now)),
        open=frozenset(step for step in steps if has_duty(reader, _DUTIES.get(step, "nobody"))),
    )  # fmt: skip


# The duty that each of a team's steps needs; the world's own steps have none here.
_DUTIES = {"pack": "logistics", "list_for_customs": "documents", "dispatch": "logistics", "cancel": "sales"}


def _event(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": EVENTS[event["what"]],
        "at": datetime.fromisoformat(event["at"]),
        "figures": event.get("figures") or {},
    }
