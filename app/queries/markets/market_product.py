"""The product page of the market: everything that a buyer may see of a listing, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session

from app.models.buyer import Buyer
from app.models.laboratory_test import reported, with_reported
from app.models.listing import Listing
from app.models.product import Product
from app.models.review import Review
from app.models.shop import ShippingTemplate, Shop
from app.queries.goods.parcel import Border, ParcelTax, Worth, border, parcel_tax
from app.queries.markets.card import Card, cards_of, cards_query, stars_of
from app.queries.markets.market import MarketCourse, is_own
from app.queries.markets.storefront import ShopCard, shop_card
from app.queries.rates.rate import exchange_rate
from app.queries.rates.reference import markets
from app.queries.scope import Reader
from app.trade.money import rounded
from app.trade.payments.exchange import ExchangeRate
from app.trade.refusal import Absent, RateUnknown

_REVIEWS, _ALIKE = 20, 5


@dataclass(frozen=True, slots=True)
class ShownPrice:
    """A price in the buyer's own currency, by the real rate of a day."""

    amount: Decimal
    currency: str
    per_usd: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class Delivery:
    """What delivery to one country costs and how long it takes. next_usd: each piece after the first."""

    country: str
    service: str
    first_usd: Decimal
    next_usd: Decimal
    days: int
    handling_days: int
    by: date
    tax: ParcelTax


@dataclass(frozen=True, slots=True)
class ShownReview:
    """A buyer's review."""

    stars: int
    body: str
    name: str
    country: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A listing as a buyer sees it. tiers: (from pieces, USD) for business buyers."""

    market: MarketCourse
    id: UUID
    state: str
    title: str
    category: str
    price_usd: Decimal
    shown: ShownPrice | None
    pictures: tuple[str, ...]
    points: tuple[str, ...]
    description: str
    tiers: tuple[tuple[int, Decimal], ...]
    attributes: tuple[tuple[str, str], ...]
    certificates: tuple[str, ...]
    materials: str
    moq: int
    lead_time_days: int
    stock_pieces: int
    sold_pieces: int
    stars: Decimal | None
    rating_count: int
    countries: tuple[str, ...]
    country: str
    delivery: Delivery | None
    reviews: tuple[ShownReview, ...]
    shop: ShopCard | None
    alike: tuple[Card, ...]
    is_own: bool


_COLUMNS = (
    Listing.id, Listing.course_id, Listing.team_id, Listing.state, Listing.title, Listing.category,
    Listing.price_usd, Listing.pictures, Listing.points, Listing.description, Listing.wholesale,
    Listing.stock_pieces, Listing.sold_pieces, Listing.rating_sum, Listing.rating_count, Listing.search_key,
    Product.attributes, Product.certificates, Product.materials, Product.moq, Product.lead_time_days,
    Product.unit_gross_kg, Shop.slug, Shop.is_open, ShippingTemplate.lines, ShippingTemplate.handling_days,
    reported(Listing.team_id, Listing.product_id),
)  # fmt: skip

_LISTING = (
    select(*_COLUMNS)
    .join(Product, Product.id == Listing.product_id)
    .join(Shop, Shop.id == Listing.shop_id)
    .outerjoin(ShippingTemplate, ShippingTemplate.id == Listing.shipping_template_id)
    .where(Listing.id == bindparam("listing_id"), Listing.course_id == bindparam("course_id"))
)
_REVIEWS_OF = (
    select(Review.stars, Review.body, Buyer.name, Buyer.country, Review.written_at)
    .join(Buyer, Buyer.id == Review.buyer_id)
    .where(Review.listing_id == bindparam("listing_id"))
    .order_by(Review.written_at.desc(), Review.id)
    .limit(_REVIEWS)
)


# Two selects, each in the order of the market's index: one that sorts by both reads the whole market.
_BEST = {"order": (Listing.quality.desc(), Listing.id), "limit": _ALIKE}
_OF_CATEGORY = cards_query(
    bindparam("course_id"), Listing.category == bindparam("category"), Listing.id != bindparam("listing_id"),
    **_BEST,
)  # fmt: skip
_BESIDE = cards_query(
    bindparam("course_id"), Listing.category.like(bindparam("beside"), escape="/"),
    Listing.category != bindparam("category"), Listing.id != bindparam("listing_id"), **_BEST,
)  # fmt: skip


def product_page(
    session: Session, reader: Reader, market: MarketCourse, listing_id: UUID, country: str = ""
) -> ProductPage:
    """The page of a published listing; its own team and its instructor see a draft too, as a preview.

    Args: country to ship to; another is chosen where the shop does not ship there.
    Raises: Absent.
    """
    row = _row(session, market, listing_id)
    own = is_own(reader, market, row.team_id)
    if not own and (row.state != "published" or not row.is_open):
        raise Absent
    lines = {line["market"]: line for line in row.lines or ()}
    country = country if country in lines or country in markets() else ""
    country = country or next(iter(lines), "")
    rate = _rate_of(session, country, market.today)
    return ProductPage(
        market=market, id=row.id, state=row.state, title=row.title, category=row.category,
        price_usd=row.price_usd,
        shown=_shown_price(row.price_usd, rate), pictures=tuple(row.pictures),
        points=tuple(row.points), description=row.description,
        tiers=tuple((pieces, Decimal(price)) for pieces, price in row.wholesale),
        attributes=_attributes(row.attributes), materials=row.materials,
        certificates=tuple(with_reported(row.certificates, row.reported)),
        moq=row.moq, lead_time_days=row.lead_time_days, stock_pieces=row.stock_pieces,
        sold_pieces=row.sold_pieces, stars=stars_of(row.rating_sum, row.rating_count),
        rating_count=row.rating_count, countries=tuple(lines), country=country,
        delivery=_delivery(session, row, lines.get(country), market.today, rate),
        reviews=_reviews(session, listing_id), shop=shop_card(session, market.id,
        row.slug) if row.is_open else None,
        alike=_alike(session, market, row), is_own=own,
    )  # fmt: skip


def _row(session: Session, market: MarketCourse, listing_id: UUID) -> Any:
    asked = {"listing_id": listing_id, "course_id": market.id}
    row = session.connection().execute(_LISTING, asked).first()
    if row is None:
        raise Absent
    return row


def _rate_of(session: Session, country: str, on: date) -> ExchangeRate | None:
    """The rate of the country's money; None where that is the dollar or the rate is not held."""
    held = markets().get(country)
    if held is None or held.currency == "USD":
        return None
    try:
        return exchange_rate(session, held.currency, on)
    except RateUnknown:
        return None


def _shown_price(price_usd: Decimal, rate: ExchangeRate | None) -> ShownPrice | None:
    if rate is None:
        return None
    return ShownPrice(rounded(price_usd * rate.rate, rate.quote), rate.quote, rate.rate, rate.on)


def _attributes(attributes: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, ", ".join(map(str, values)) if isinstance(values, list | tuple) else str(values))
        for name, values in attributes.items()
    )


def _delivery(
    session: Session, row: Any, line: Mapping[str, Any] | None, today: date, rate: ExchangeRate | None
) -> Delivery | None:
    if line is None:
        return None
    first, at = Decimal(line["first_usd"]), border(session, line["market"], today, rate)
    return Delivery(
        line["market"], line["service"], first, Decimal(line["next_usd"]), line["days"], row.handling_days,
        today + timedelta(days=row.handling_days + line["days"]), _tax_note(row, line, at),
    )  # fmt: skip


def _tax_note(row: Any, line: Mapping[str, Any], at: Border) -> ParcelTax:
    """Import charges on one piece under the destination's low-value scheme."""
    freight = Decimal(line["first_usd"])
    return parcel_tax(at, Worth(row.price_usd, freight, row.unit_gross_kg or Decimal(0), line["service"]))


def _reviews(session: Session, listing_id: UUID) -> tuple[ShownReview, ...]:
    rows = session.connection().execute(_REVIEWS_OF, {"listing_id": listing_id})
    return tuple(ShownReview(*row) for row in rows)


def _alike(session: Session, market: MarketCourse, row: Any) -> tuple[Card, ...]:
    """Others of the category, then of the categories beside it (`Home > ...`), the best first."""
    asked = {"course_id": market.id, "listing_id": row.id, "category": row.category}
    found = cards_of(session, _OF_CATEGORY, asked)
    if len(found) < _ALIKE:
        whole = row.category.partition(" > ")[0].replace("/", "//").replace("%", "/%").replace("_", "/_")
        found += cards_of(session, _BESIDE, asked | {"beside": f"{whole}%"})
    return tuple(found[:_ALIKE])
