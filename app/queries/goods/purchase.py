"""Purchases: an enterprise's list and one of them to answer, and a team's goods on an order."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import home_date
from app.models.enterprise import Enterprise
from app.models.inspection import Inspection
from app.models.order import Order
from app.models.product import Product
from app.models.purchase import Purchase
from app.models.quotation import Quotation
from app.models.team import Team
from app.queries.goods.freight import origin_charges
from app.queries.scope import Reader, found, has_duty
from app.queries.teaching.world_event import days_of_production
from app.trade.carriage.sampling import AQLS, SamplingPlan, plan
from app.trade.lifecycles import PURCHASE
from app.trade.money import rounded
from app.trade.price.purchasing import tier_price

# States of an order in which goods may be bought.
ORDERED = ("confirmed", "deposit_received")
_PAYABLE = ("in_production", "ready", "collected")


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """One purchase in the enterprise's list."""

    id: UUID
    number: int
    state: str
    team_name: str
    company_name: str
    product_name: str
    product_name_zh: str
    sku: str
    quantity: int
    total_rmb: Decimal
    wanted_on: date
    promised_on: date | None
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A delay that the supplier announced: by how many days, why, and the new day."""

    days: int
    reason: str
    promised_on: date
    told_on: date


@dataclass(frozen=True, slots=True)
class Invoiced:
    """The VAT special invoice in short."""

    number: str
    net_rmb: Decimal
    vat_rmb: Decimal


@dataclass(frozen=True, slots=True)
class PurchasePage:
    """One purchase as the enterprise sees it, with its own list price and usual time beside the wish."""

    row: PurchaseRow
    unit_price_rmb: Decimal
    listed_rmb: Decimal | None
    floor_rmb: Decimal | None
    moq: int
    usual_days: int
    usual_on: date
    unit: str
    specification: str
    answer: str
    reason: str
    delays: tuple[Told, ...]
    paid_rmb: Decimal
    vat_invoice: Invoiced | None
    ready_at: datetime | None
    open: frozenset[str]
    may_answer: bool
    may_delay: bool


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One inspection of the lot."""

    number: int
    state: str
    aql: str
    sample_size: int
    accept: int
    defects_found: int | None
    fee_rmb: Decimal
    ordered_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Bought:
    """The live purchase of an order, or the last one that was declined."""

    id: UUID
    number: int
    state: str
    quantity: int
    unit: str
    unit_price_rmb: Decimal
    total_rmb: Decimal
    paid_rmb: Decimal
    due_rmb: Decimal
    wanted_on: date
    promised_on: date | None
    placed_at: datetime
    decided_at: datetime | None
    ready_at: datetime | None
    collected_at: datetime | None
    specification: str
    answer: str
    reason: str
    delays: tuple[Told, ...]
    vat_invoice: Invoiced | None
    inspections: tuple[InspectionRow, ...]
    open: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoodsPage:
    """The goods of one order. quoted_rmb: per piece, as the quotation reckoned; plans: sampling by AQL."""

    order_id: UUID
    order_number: int
    order_state: str
    is_open: bool
    quantity: int
    ship_by: date | None
    product_name: str
    product_name_zh: str
    sku: str
    enterprise_name: str
    enterprise_name_zh: str
    tiers: tuple[tuple[int, Decimal], ...]
    listed_rmb: Decimal | None
    moq: int
    usual_days: int
    suggested_on: date
    vat_rate: Decimal
    quoted_rmb: Decimal | None
    bought: Bought | None
    plans: tuple[SamplingPlan, ...]
    inspection_fee_rmb: Decimal
    may_product: bool
    may_finance: bool
    may_logistics: bool


def purchases(session: Session, reader: Reader) -> list[PurchaseRow]:
    """The purchases of the reader's enterprise, what waits for an answer first, then the newest."""
    query = _rows(reader).where(Purchase.enterprise_id == reader.enterprise_id)
    rows = [PurchaseRow(*row) for row in session.exec(query.order_by(col(Purchase.placed_at).desc()))]
    return sorted(rows, key=lambda row: row.state != "placed")


def _rows(reader: Reader) -> Any:
    return (
        select(
            Purchase.id, Purchase.number, Purchase.state, Team.name, Team.company_name, Product.name_en,
            Product.name_zh, Product.sku, Purchase.quantity, Purchase.total_rmb, Purchase.wanted_on,
            Purchase.promised_on, Purchase.placed_at,
        )
        .join(Team, col(Team.id) == Purchase.team_id)
        .join(Product, col(Product.id) == Purchase.product_id)
        .where(Purchase.course_id == reader.course_id)
    )  # fmt: skip


def purchase_page(session: Session, reader: Reader, purchase_id: UUID, today: date) -> PurchasePage:
    """One purchase, for its enterprise or an instructor. Raises: Absent."""
    own = True if reader.teaches else Purchase.enterprise_id == reader.enterprise_id
    row = found(session.exec(_rows(reader).where(own, Purchase.id == purchase_id)).first())
    purchase = session.get_one(Purchase, purchase_id)
    product = session.get_one(Product, purchase.product_id)
    usual = days_of_production(session, product, purchase.quantity, today)
    is_staff = reader.enterprise_id == purchase.enterprise_id
    return PurchasePage(
        row=PurchaseRow(*row), unit_price_rmb=purchase.unit_price_rmb,
        listed_rmb=tier_price(product.tiers, purchase.quantity), floor_rmb=product.floor_price_rmb,
        moq=product.moq, usual_days=usual, usual_on=today + timedelta(days=usual), unit=purchase.unit,
        specification=purchase.specification, answer=purchase.answer, reason=purchase.reason,
        delays=_told(purchase), paid_rmb=purchase.paid_rmb, vat_invoice=_invoiced(purchase),
        ready_at=purchase.ready_at, open=PURCHASE.open(purchase.state), may_answer=is_staff,
        may_delay=is_staff and getattr(reader, "enterprise_role", "") == "product_manager",
    )  # fmt: skip


def goods_page(session: Session, reader: Reader, order_id: UUID, now: datetime) -> GoodsPage:
    """What an order's goods cost, when they come, and what can be done next. Raises: Absent."""
    order = team_order(session, reader, order_id)
    product = session.get_one(Product, order.product_id)
    enterprise = session.get_one(Enterprise, order.enterprise_id)
    today = home_date(now)
    bought = _bought(session, order)
    usual = days_of_production(session, product, order.quantity, today)
    is_over = bought is None or bought.state == "declined"
    return GoodsPage(
        order_id=order.id, order_number=order.number, order_state=order.state,
        is_open=is_over and order.state in ORDERED, quantity=order.quantity, ship_by=order.ship_by,
        product_name=product.name_en, product_name_zh=product.name_zh, sku=product.sku,
        enterprise_name=enterprise.name, enterprise_name_zh=enterprise.name_zh,
        tiers=tuple((int(start), Decimal(str(price))) for start, price in product.tiers),
        listed_rmb=tier_price(product.tiers, order.quantity), moq=product.moq, usual_days=usual,
        suggested_on=today + timedelta(days=usual), vat_rate=product.vat_rate,
        quoted_rmb=_quoted(session, order), bought=bought,
        plans=tuple(plan(bought.quantity, aql) for aql in AQLS) if bought and bought.quantity > 1 else (),
        inspection_fee_rmb=inspection_fee(session, today), may_product=has_duty(reader, "product"),
        may_finance=has_duty(reader, "finance"), may_logistics=has_duty(reader, "logistics"),
    )  # fmt: skip


def team_order(session: Session, reader: Reader, order_id: UUID) -> Order:
    """An order for its own team or an instructor; never for the enterprise. Raises: Absent."""
    query = select(Order).where(Order.course_id == reader.course_id, Order.id == order_id)
    if not reader.teaches:
        query = query.where(col(Order.team_id) == reader.team_id)
    order: Order = found(session.exec(query).first())
    return order


def inspection_fee(session: Session, on: date) -> Decimal:
    """What an inspector asks for one visit, CNY. Raises: RateUnknown("freight.tariff_not_held").

    Source: seed/reference/freight_tariff.csv (an assumption for teaching).
    """
    return rounded(origin_charges(session, on)["inspection"], "CNY")


def _quoted(session: Session, order: Order) -> Decimal | None:
    basis = session.get_one(Quotation, order.quotation_id).build_up.get("basis", {})
    price = basis.get("purchase_price_rmb")
    return None if price is None else Decimal(str(price))


def _bought(session: Session, order: Order) -> Bought | None:
    query = select(Purchase).where(Purchase.order_id == order.id).order_by(col(Purchase.number).desc())
    each = session.exec(query).first()
    if each is None:
        return None
    held = select(Inspection).where(Inspection.purchase_id == each.id).order_by(col(Inspection.number))
    verbs = PURCHASE.open(each.state) | ({"pay"} if each.state in _PAYABLE else frozenset())
    return Bought(
        id=each.id, number=each.number, state=each.state, quantity=each.quantity, unit=each.unit,
        unit_price_rmb=each.unit_price_rmb, total_rmb=each.total_rmb, paid_rmb=each.paid_rmb,
        due_rmb=rounded(each.total_rmb - each.paid_rmb, "CNY"), wanted_on=each.wanted_on,
        promised_on=each.promised_on, placed_at=each.placed_at, decided_at=each.decided_at,
        ready_at=each.ready_at, collected_at=each.collected_at, specification=each.specification,
        answer=each.answer, reason=each.reason, delays=_told(each), vat_invoice=_invoiced(each),
        inspections=tuple(_inspection(row) for row in session.exec(held)), open=verbs,
    )  # fmt: skip


def _told(purchase: Purchase) -> tuple[Told, ...]:
    return tuple(
        Told(told["days"], told["reason"], *map(date.fromisoformat, (told["promised_on"], told["told_on"])))
        for told in purchase.delays
    )


def _invoiced(purchase: Purchase) -> Invoiced | None:
    held = purchase.vat_invoice
    if not held:
        return None
    return Invoiced(held["number"], Decimal(held["amount_total"]), Decimal(held["tax_total"]))


def _inspection(row: Inspection) -> InspectionRow:
    return InspectionRow(
        row.number, row.state, row.aql, row.sample_size, row.accept, row.defects_found, row.fee_rmb,
        row.ordered_at, row.done_at,
    )  # fmt: skip


def order_of_purchase(session: Session, purchase_id: UUID) -> UUID:
    """The order that a purchase belongs to. Raises: Absent."""
    order_id: UUID = found(session.exec(select(Purchase.order_id).where(Purchase.id == purchase_id)).first())
    return order_id
