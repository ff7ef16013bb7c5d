"""The enterprise's desk, its own words, and the instructor's list of enterprises."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.models.enterprise import Enterprise, EnterpriseMember
from app.models.listing import Listing
from app.models.order import Order
from app.models.pack import Pack
from app.models.partnership import Partnership
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.team import Team
from app.queries.catalogue.product import ProductCard, product_cards
from app.queries.markets.card import stars_of
from app.queries.people.names import own_words
from app.queries.people.partnership import Application, applications_page
from app.queries.scope import Reader, found


@dataclass(frozen=True, slots=True)
class WaitingPurchase:
    """A purchase order that waits for an answer."""

    id: UUID
    team: str
    product: str
    quantity: int
    total_rmb: Decimal
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class SoldProduct:
    """How one product does on the market, all teams together. stars: None before the first review."""

    card: ProductCard
    teams: int
    orders: int
    stars: Decimal | None
    reviews: int


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What waits for the enterprise and how its goods do."""

    enterprise_id: UUID
    name: str
    name_zh: str
    waiting: tuple[Application, ...]
    purchases: tuple[WaitingPurchase, ...]
    partners: int
    products: tuple[SoldProduct, ...]
    offered: int
    barriers: int
    sold_pieces: int
    bought_rmb: Decimal
    packs: int
    waiting_pack_id: UUID | None


@dataclass(frozen=True, slots=True)
class OwnEnterprise:
    """What its forms show."""

    id: UUID
    slug: str
    words: dict[str, str]
    house_rule: dict[str, Any]
    version: int
    may_set_rule: bool


@dataclass(frozen=True, slots=True)
class EnterpriseLine:
    """An enterprise in the instructor's list."""

    id: UUID
    name: str
    name_zh: str
    industry: str
    products: int
    partners: int
    people: int


WORDS = (
    "name",
    "name_zh",
    "address",
    "address_zh",
    "uscc",
    "contact",
    "about",
    "about_zh",
    "industry",
    "port",
)


def desk_page(session: Session, reader: Reader) -> DeskPage:
    """The desk of the reader's own enterprise. Raises Absent without one."""
    named = select(Enterprise.id, Enterprise.name, Enterprise.name_zh).where(
        Enterprise.course_id == reader.course_id, Enterprise.id == reader.enterprise_id
    )
    one = found(session.execute(named).first())
    applications = applications_page(session, reader).applications
    cards = product_cards(session, reader.course_id, one.id)
    packs = session.execute(
        select(Pack.id, Pack.state).where(Pack.enterprise_id == one.id).order_by(Pack.number.desc())
    ).all()
    return DeskPage(
        one.id, one.name, one.name_zh,
        waiting=tuple(each for each in applications if each.state == "applied"),
        purchases=_waiting_purchases(session, one.id),
        partners=sum(each.state == "accepted" for each in applications),
        products=_sold(session, one.id, cards),
        offered=sum(card.is_offered for card in cards),
        barriers=sum(bool(card.barriers) for card in cards if card.is_offered),
        sold_pieces=sum(card.sold_pieces for card in cards),
        bought_rmb=_bought(session, one.id),
        packs=len(packs),
        waiting_pack_id=next((pack.id for pack in packs if pack.state == "checked"), None),
    )  # fmt: skip


def own_enterprise(session: Session, reader: Reader, enterprise_id: UUID) -> OwnEnterprise:
    """An enterprise's words and rule, for its staff and for instructors. Raises Absent for others."""
    columns = [getattr(Enterprise, name) for name in WORDS]
    query = select(Enterprise.id, Enterprise.slug, Enterprise.house_rule, Enterprise.version, *columns).where(
        Enterprise.course_id == reader.course_id, Enterprise.id == enterprise_id
    )
    is_own = reader.teaches or reader.enterprise_id == enterprise_id
    row = found(session.execute(query).first() if is_own else None)
    said = {name: getattr(row, name) for name in WORDS}
    may_set = reader.teaches or reader.enterprise_role == "product_manager"
    return OwnEnterprise(row.id, row.slug, said, row.house_rule, row.version, may_set)


def enterprises(session: Session, reader: Reader) -> tuple[EnterpriseLine, ...]:
    """All enterprises of the course, for its instructors."""
    counts = [
        select(func.count()).where(Product.enterprise_id == Enterprise.id, Product.is_offered.is_(True)),
        select(func.count()).where(
            Partnership.enterprise_id == Enterprise.id, Partnership.state == "accepted"
        ),
        select(func.count()).where(
            EnterpriseMember.enterprise_id == Enterprise.id, EnterpriseMember.is_active.is_(True)
        ),
    ]
    query = (
        select(
            Enterprise.id, Enterprise.name, Enterprise.name_zh, Enterprise.industry,
            *(count.scalar_subquery() for count in counts),
        )
        .where(Enterprise.course_id == reader.course_id)
        .order_by(Enterprise.name)
    )  # fmt: skip
    return tuple(EnterpriseLine(*row) for row in session.execute(query))


def _waiting_purchases(session: Session, enterprise_id: UUID) -> tuple[WaitingPurchase, ...]:
    query = (
        select(
            Purchase.id, Team.name, own_words(Product.name_en, Product.name_zh), Purchase.quantity,
            Purchase.total_rmb, Purchase.placed_at,
        )
        .join(Team, Team.id == Purchase.team_id)
        .join(Product, Product.id == Purchase.product_id)
        .where(Purchase.enterprise_id == enterprise_id, Purchase.state == "placed")
        .order_by(Purchase.placed_at)
    )
    return tuple(WaitingPurchase(*row) for row in session.execute(query))


def _bought(session: Session, enterprise_id: UUID) -> Decimal:
    """RMB of the purchase orders that were not declined."""
    query = select(func.sum(Purchase.total_rmb)).where(
        Purchase.enterprise_id == enterprise_id, Purchase.state.not_in(("placed", "declined"))
    )
    return session.execute(query).scalar() or Decimal(0)


def _sold(session: Session, enterprise_id: UUID, cards: tuple[ProductCard, ...]) -> tuple[SoldProduct, ...]:
    """Each product with the teams that list it, the orders of it and its stars; the best sold first."""
    shown = session.execute(
        select(
            Listing.product_id, func.count(Listing.team_id.distinct()).label("teams"),
            func.sum(Listing.rating_sum).label("stars"), func.sum(Listing.rating_count).label("reviews"),
        )
        .join(Product, Product.id == Listing.product_id)
        .where(Product.enterprise_id == enterprise_id, Listing.state == "published")
        .group_by(Listing.product_id)
    )  # fmt: skip
    by_product = {row.product_id: row for row in shown}
    orders = dict(
        session.execute(
            select(Order.product_id, func.count())
            .join(Product, Product.id == Order.product_id)
            .where(Product.enterprise_id == enterprise_id)
            .group_by(Order.product_id)
        ).all()
    )
    found_rows = []
    for card in cards:
        row = by_product.get(card.id)
        teams, stars, reviews = (row.teams, int(row.stars or 0), int(row.reviews or 0)) if row else (0, 0, 0)
        found_rows.append(SoldProduct(card, teams, orders.get(card.id, 0), stars_of(stars, reviews), reviews))
    return tuple(sorted(found_rows, key=lambda each: (-each.card.sold_pieces, -each.orders, -each.teams)))
