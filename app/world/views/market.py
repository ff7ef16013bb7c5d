"""What the market sees on a day: open shops, what they offer, and their earlier customers."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.course import Course
from app.models.inquiry import Inquiry
from app.models.listing import Listing
from app.models.order import Order
from app.models.product import Product
from app.models.shop import Shop
from app.models.team import Team
from app.queries.teaching.world_event import events_on
from app.trade.market.standing import STRANGER
from app.trade.market.world_event import WorldEvent
from app.world.views.standing import opinions_of_accused, standings


@dataclass(frozen=True, slots=True)
class Offering:
    """A published listing as a business buyer weighs it. quality: 0 to 100."""

    listing_id: UUID
    sku: str
    category: str
    quality: int
    moq: int
    carton_pieces: int

    @property
    def family(self) -> str:
        """The wide category, "Home" of "Home > Mugs"."""
        return self.category.partition(">")[0].strip()


@dataclass(frozen=True, slots=True)
class OpenShop:
    """One shop. customers: buyers whose earlier deal with it was won; accused: what others think of it whom
    it reported as frauds and who were none, 0 to 1.
    """

    team_name: str
    offerings: tuple[Offering, ...]
    customers: tuple["Customer", ...]
    accused: tuple[Decimal, ...] = ()

    @property
    def categories(self) -> tuple[str, ...]:
        """What it sells, each category once, by name."""
        return tuple(sorted({each.category for each in self.offerings}))

    @property
    def families(self) -> tuple[str, ...]:
        """The families of what it sells, each once, by name."""
        return tuple(sorted({each.family for each in self.offerings}))


@dataclass(frozen=True, slots=True)
class Customer:
    """A buyer of an earlier deal. standing: what it thinks of the shop, 0 to 1; had: the listings of what it
    got, the latest first.
    """

    stable_name: str
    buyer_id: UUID
    country: str
    business: str
    standing: Decimal
    had: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class MarketDay:
    """One day of the market, and the announced events of the course."""

    stable_name: str
    course_id: UUID
    on: date
    at: datetime
    letters_per_day: Decimal
    shops: tuple[OpenShop, ...]
    events: tuple[WorldEvent, ...] = ()


def market_day(session: Session, entry: AgendaEntry) -> MarketDay:
    """The view for "market.day": shops by team name, offerings by SKU, so that no id decides an order."""
    course = session.get_one(Course, entry.course_id)
    query = (
        select(Team.name, Listing, Product)
        .join(Shop, col(Shop.team_id) == Team.id)
        .join(Listing, col(Listing.team_id) == Team.id)
        .join(Product, col(Product.id) == Listing.product_id)
        .where(Team.course_id == entry.course_id, col(Shop.is_open).is_(True), Listing.state == "published")
    )
    offered: dict[str, list[Offering]] = {}
    for team_name, listing, product in session.exec(query):
        offered.setdefault(team_name, []).append(
            Offering(
                listing.id, product.sku, listing.category, listing.quality, product.moq, product.carton_pieces
            )
        )
    customers = _customers(session, entry.course_id)
    accused = opinions_of_accused(session, entry.course_id)
    shops = [
        OpenShop(
            name,
            tuple(sorted(offered[name], key=lambda each: (each.sku, str(each.listing_id)))),
            tuple(sorted(customers.get(name, ()), key=lambda each: each.stable_name)),
            tuple(accused.get(name, ())),
        )
        for name in sorted(offered)
    ]
    letters = Decimal(str(course.house.get("buyers_per_day", "1.5")))
    on = home_date(entry.due_at)
    return MarketDay(
        "market", entry.course_id, on, entry.due_at, letters, tuple(shops), events_on(session, on)
    )


def _customers(session: Session, course_id: UUID) -> dict[str, list[Customer]]:
    """Team name -> the buyers who have got what they ordered: whoever waits for goods orders no more."""
    query = (
        select(
            Team.name, Team.id, Buyer.stable_name, Buyer.id, Buyer.country, Buyer.persona, Inquiry.listing_id
        )
        .join(Order, col(Order.team_id) == Team.id)
        .join(Inquiry, col(Inquiry.id) == Order.inquiry_id)
        .join(Buyer, col(Buyer.id) == Order.buyer_id)
        .where(Order.course_id == course_id, col(Order.delivered_at).is_not(None), Buyer.kind == "business")
        .order_by(col(Order.delivered_at).desc(), col(Order.number))
    )  # type: ignore[call-overload]
    rows: dict[tuple[UUID, UUID], Any] = {}
    had: dict[tuple[UUID, UUID], list[UUID]] = {}
    for team_name, team_id, stable_name, buyer_id, country, persona, listing_id in session.exec(query):
        pair = buyer_id, team_id
        rows[pair] = team_name, stable_name, country, str(persona.get("business", ""))
        had.setdefault(pair, []).extend([listing_id] if listing_id else [])
    thought = standings(session, course_id) if rows else {}
    found: dict[str, list[Customer]] = {}
    for pair, (team_name, stable_name, country, business) in rows.items():
        stood = thought.get(pair, STRANGER)
        known = Customer(stable_name, pair[0], country, business, stood, tuple(dict.fromkeys(had[pair])))
        found.setdefault(team_name, []).append(known)
    return found
