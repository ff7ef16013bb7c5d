"""What the calculator may reckon with: products that the reader may see, markets, ports, currencies."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.models.course import Course
from app.models.partnership import Partnership
from app.models.product import Product
from app.queries.goods.import_regime import destinations, import_regime
from app.queries.goods.port import ports
from app.queries.rates.reference import markets
from app.queries.scope import Reader, found


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers; pairs of value and name. currencies of the destinations and the dollar."""

    products: tuple[tuple[str, str, str], ...]
    markets: tuple[str, ...]
    origin_ports: tuple[tuple[str, str], ...]
    ports: tuple[tuple[str, str], ...]
    currencies: tuple[tuple[str, str], ...]


def calculator_choices(session: Session, reader: Reader, market: str) -> Choices:
    """Products of partners (a team's), of one's own (an enterprise's) or of the course (an instructor's)."""
    held = session.exec(_products(reader).order_by(Product.sku))
    countries = tuple(code for code in destinations() if code in markets())
    currencies = sorted({import_regime(code).currency for code in countries} | {"USD"})
    products = ((str(each.id), each.sku, each.name_en, each.name_zh or each.name_en) for each in held)
    return Choices(
        tuple((key, f"{sku} · {english}", f"{sku} · {chinese}") for key, sku, english, chinese in products),
        countries,
        tuple((each.unlocode, each.name) for each in ports(session, "CN")),
        tuple((each.unlocode, each.name) for each in ports(session, market)),
        tuple((code, code) for code in currencies),
    )


def calculator_product(session: Session, reader: Reader, product_id: UUID) -> Any:
    """One of them. Raises: Absent."""
    return found(session.exec(_products(reader).where(Product.id == product_id)).first())


def spread_rate_of(session: Session, reader: Reader) -> Decimal:
    """How far below the middle rate the course's bank buys dollars."""
    return Decimal(str(session.get_one(Course, reader.course_id).house.get("bank_spread_rate", "0")))


def _products(reader: Reader) -> Any:
    query = select(Product).where(Product.course_id == reader.course_id, Product.is_offered)
    if reader.teaches:
        return query
    if reader.enterprise_id:
        return query.where(Product.enterprise_id == reader.enterprise_id)
    partners = select(Partnership.enterprise_id).where(
        Partnership.course_id == reader.course_id,
        Partnership.team_id == reader.team_id,
        Partnership.state == "accepted",
    )
    return query.where(Product.enterprise_id.in_(partners))
