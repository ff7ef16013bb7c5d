"""What consumers, the customs office, the carrier and the market's bank see of a parcel."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.core.clock import home_date
from app.core.parameters import parameters
from app.models.agenda import AgendaEntry
from app.models.consumer_order import ConsumerOrder
from app.models.course import Course
from app.models.listing import Listing
from app.models.product import Product
from app.models.shop import ShippingTemplate, Shop
from app.models.team import Team
from app.queries.parcel import ParcelTax, Worth, border, parcel_tax
from app.queries.rate import exchange_rate, fee
from app.trade.consumer_choice import Offer
from app.trade.payment_terms import BankFee
from app.world.parameters import market_habits


@dataclass(frozen=True, slots=True)
class ShelfOffer:
    """One listing as a consumer of one market sees it; tax is on one piece."""

    listing_id: UUID
    category: str
    stock_pieces: int
    offer: Offer
    tax: ParcelTax


@dataclass(frozen=True, slots=True)
class ShoppingDay:
    """The shelves of one day by market, and how many baskets a day brings."""

    stable_name: str
    course_id: UUID
    at: datetime
    on: date
    baskets: Decimal
    shelves: dict[str, tuple[ShelfOffer, ...]]


def shopping_day(session: Session, entry: AgendaEntry) -> ShoppingDay:
    """All published listings with stock, by the markets that they ship to, the best placed first."""
    course = session.get_one(Course, entry.subject_id)
    on = home_date(entry.due_at)
    rows = _shelf(session, course.id)
    shelves = {country: _offers(session, rows, country, on) for country in sorted(market_habits())}
    shops = len({row.team_id for row in rows})
    baskets = Decimal(str(course.house["consumers_per_day"])) * shops
    return ShoppingDay("retail", course.id, entry.due_at, on, baskets, shelves)


def _shelf(session: Session, course_id: UUID) -> list[Any]:
    query = (
        select(
            Listing.id, Listing.team_id, Listing.category, Listing.stock_pieces, Listing.price_usd,
            Listing.quality, Listing.rating_sum, Listing.rating_count, Product.tiers, Product.unit_gross_kg,
            Product.sku, ShippingTemplate.lines, ShippingTemplate.handling_days, Team.name,
        )
        .join(Product, Product.id == Listing.product_id)
        .join(Shop, Shop.id == Listing.shop_id)
        .join(Team, Team.id == Listing.team_id)
        .join(ShippingTemplate, ShippingTemplate.id == Listing.shipping_template_id)
        .where(Listing.course_id == course_id, Listing.state == "published", Listing.stock_pieces > 0)
        .where(Shop.is_open.is_(True))
    )  # fmt: skip
    rows = list(session.execute(query))
    # The order of a page: quality and reviews, then names that no other team's arrival can move.
    return sorted(rows, key=lambda row: (-_place(row), row.name, row.sku))


def _place(row: Any) -> Decimal:
    return Decimal(row.quality) + 5 * (_stars(row) or Decimal(0))


def _stars(row: Any) -> Decimal | None:
    return Decimal(row.rating_sum) / row.rating_count if row.rating_count else None


def _offers(session: Session, rows: list[Any], country: str, on: date) -> tuple[ShelfOffer, ...]:
    factor = Decimal(parameters("consumer")["usual_price_factor"]) * market_habits()[country].willingness
    per_usd, at = exchange_rate(session, "CNY", on).rate, border(session, country, on)
    offers: list[ShelfOffer] = []
    for row in rows:
        line = next((line for line in row.lines if line["market"] == country), None)
        if line is None or not row.tiers:
            continue
        shipping = Decimal(line["first_usd"])
        worth = Worth(row.price_usd, shipping, row.unit_gross_kg or Decimal(0), line["service"])
        tax = parcel_tax(at, worth)
        offer = Offer(
            landed_usd=row.price_usd + shipping + tax.usd,
            usual_usd=Decimal(row.tiers[0][1]) / per_usd * factor,
            days=row.handling_days + int(line["days"]),
            stars=_stars(row),
            quality=row.quality,
            position=len(offers),
        )
        offers.append(ShelfOffer(row.id, row.category, row.stock_pieces, offer, tax))
    return tuple(offers)


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel as the party that it waits for sees it; `list_9610` as the team entered it."""

    stable_name: str
    order_id: UUID
    state: str
    at: datetime
    on: date
    market: str
    list_9610: dict[str, Any]
    charges: dict[str, Any]
    promised_days: int
    placed_at: datetime
    delivered_at: datetime | None
    paid_usd: Decimal
    dispatched: bool
    given: dict[str, Any]


def parcel_view(session: Session, entry: AgendaEntry) -> ParcelView:
    """The parcel that an entry is about."""
    order = session.get_one(ConsumerOrder, entry.subject_id)
    return ParcelView(
        stable_name=order.stable_name, order_id=order.id, state=order.state, at=entry.due_at,
        on=home_date(entry.due_at), market=order.market, list_9610=order.list_9610, charges=order.charges,
        promised_days=order.promised_days, placed_at=order.placed_at, delivered_at=order.delivered_at,
        paid_usd=order.paid_usd, dispatched=order.dispatched_at is not None, given=entry.given,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """Money in escrow whose time has come, and the fees of market and wallet."""

    stable_name: str
    order_id: UUID
    state: str
    paid_usd: Decimal
    commission: BankFee
    payment: BankFee


def release_view(session: Session, entry: AgendaEntry) -> ReleaseView:
    """The delivered parcel whose money is due, with the fees of the day."""
    order, terms, on = (
        session.get_one(ConsumerOrder, entry.subject_id),
        parameters("marketplace"),
        home_date(entry.due_at),
    )
    commission, payment = fee(session, terms["commission_fee"], on), fee(session, terms["payment_fee"], on)
    return ReleaseView(order.stable_name, order.id, order.state, order.paid_usd, commission, payment)
