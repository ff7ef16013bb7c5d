"""The price of a quotation while it is being written: the day's figures and the workings."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, select

from app.core.clock import home_date
from app.models.buyer import Buyer
from app.models.course import Course
from app.models.enterprise import Enterprise
from app.models.inquiry import Inquiry
from app.models.product import Product
from app.queries.goods.consignment import Wanted, consignment_basis, transport_choices
from app.queries.scope import Reader, found, own
from app.trade.carriage.transport_options import TransportOption
from app.trade.finding import Finding
from app.trade.price.consignment_costs import Basis, landed_unknown
from app.trade.price.quoting import Quoted, Terms, quote
from app.trade.refusal import RateUnknown, RuleBroken

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of the build-up: label code, amount, unit, the formula and its source."""

    code: str
    amount: Decimal
    unit: str
    formula: str
    source: str


@dataclass(frozen=True, slots=True)
class PricePage:
    """The reckoning of what was entered. basis: the dated figures that the server will reckon with again."""

    inquiry_id: UUID
    quantity: int
    incoterm: str
    named_place: str
    unit_price_usd: Decimal
    total_usd: Decimal
    goods_usd: Decimal
    freight_usd: Decimal
    premium_usd: Decimal
    delivery_usd: Decimal
    duty_usd: Decimal
    cost_rmb: Decimal
    profit_usd: Decimal
    profit_rmb: Decimal
    margin_rate: Decimal
    lowest_usd: Decimal
    landed_usd: Decimal | None
    landed_unknown: dict[str, object] | None
    exchange_cost: Decimal
    fx_rate: Decimal
    fx_on: date
    service: str
    least_days: Decimal
    most_days: Decimal
    lines: tuple[PriceLine, ...]
    findings: tuple[Finding, ...]
    basis: dict[str, object]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a quotation is about: the rows behind it, read for this reader."""

    inquiry: Inquiry
    product: Product
    buyer: Buyer
    enterprise: Enterprise
    spread_rate: Decimal


def subject_of(session: Session, reader: Reader, inquiry_id: UUID) -> Subject:
    """The inquiry with what its price depends on. Raises: Absent."""
    query = select(Inquiry).where(own(Inquiry, reader), Inquiry.id == inquiry_id)
    return subject_with(session, found(session.exec(query).first()))


def subject_with(session: Session, inquiry: Inquiry) -> Subject:
    """An inquiry that the reader may see, with what its price depends on. Raises: Absent."""
    product = found(session.get(Product, inquiry.product_id))
    course = session.get_one(Course, inquiry.course_id)
    return Subject(
        inquiry,
        product,
        session.get_one(Buyer, inquiry.buyer_id),
        session.get_one(Enterprise, product.enterprise_id),
        Decimal(str(course.house.get("bank_spread_rate", "0"))),
    )


def wanted_of(subject: Subject, terms: Terms, on: date) -> Wanted:
    """What is to be looked up for these terms."""
    return Wanted(
        market=subject.inquiry.market,
        quantity=terms.quantity,
        on=on,
        service=terms.service,
        origin_port=terms.origin_port,
        destination_port=terms.destination_port or subject.inquiry.destination_port,
        named_place=terms.named_place,
        buyer_city=subject.buyer.city,
        enterprise_address=f"{subject.enterprise.address} {subject.enterprise.name}",
        cover=terms.cover,
        payment_terms=terms.payment_terms,
        national_code=terms.national_code,
        with_inspection=terms.with_inspection,
        spread_rate=subject.spread_rate,
    )


def basis_for(session: Session, reader: Reader, inquiry_id: UUID, terms: Terms, now: datetime) -> Basis:
    """The day's figures for these terms. Raises: Absent, RateUnknown, RuleBroken of the consignment."""
    return basis_of(session, subject_of(session, reader, inquiry_id), terms, now)


def basis_of(session: Session, subject: Subject, terms: Terms, now: datetime) -> Basis:
    """The same for an inquiry that is read already. Raises: RateUnknown, RuleBroken of the consignment."""
    return consignment_basis(session, subject.product, wanted_of(subject, terms, home_date(now)))


def price_page(session: Session, reader: Reader, inquiry_id: UUID, terms: Terms, now: datetime) -> PricePage:
    """What was entered, reckoned. Raises: Absent, and the refusals of basis and costing."""
    basis = basis_for(session, reader, inquiry_id, terms, now)
    return priced_page(inquiry_id, terms, basis, quote(terms, basis))


def priced_page(inquiry_id: UUID, terms: Terms, basis: Basis, quoted: Quoted) -> PricePage:
    """The page model of one reckoning."""
    price = quoted.price
    amounts = {line.code: line.amount for line in price.workings.lines}
    freight, premium = amounts.get("costing.freight", Decimal(0)), amounts.get("costing.premium", Decimal(0))
    parts = ("destination_terminal", "on_carriage", "unloading", "clearance_fee")
    delivery = sum((amounts.get(f"costing.{part}", Decimal(0)) for part in parts), Decimal(0))
    duty = amounts.get("costing.duty", Decimal(0)) + amounts.get("costing.import_vat", Decimal(0))
    return PricePage(
        inquiry_id=inquiry_id, quantity=terms.quantity, incoterm=terms.incoterm,
        named_place=terms.named_place,
        unit_price_usd=price.unit, total_usd=price.total.amount,
        goods_usd=(price.cost_rmb / basis.rmb_per_usd).quantize(_CENT), freight_usd=freight.quantize(_CENT),
        premium_usd=premium.quantize(_CENT), delivery_usd=delivery.quantize(_CENT),
        duty_usd=duty.quantize(_CENT),
        cost_rmb=price.cost_rmb, profit_usd=price.profit.quantize(_CENT), profit_rmb=price.profit_rmb,
        margin_rate=price.margin_rate.quantize(Decimal("0.0001")), lowest_usd=quoted.lowest,
        landed_usd=quoted.landed, landed_unknown=_landed_unknown(basis, terms.incoterm),
        exchange_cost=price.exchange_cost.quantize(Decimal("0.0001")),
        fx_rate=basis.rmb_per_usd, fx_on=date.fromisoformat(basis.rmb_on), service=basis.service,
        least_days=basis.least_days, most_days=basis.most_days,
        lines=tuple(PriceLine(x.code, x.amount, x.unit, x.formula, x.source) for x in price.workings.lines),
        findings=quoted.findings, basis=basis.as_plain(),
    )  # fmt: skip


def _landed_unknown(basis: Basis, term: str) -> dict[str, object] | None:
    """Code and figures of the refusal that stands where the landed cost is not known."""
    unknown = landed_unknown(basis, term)
    return {"code": unknown.code, "figures": dict(unknown.figures)} if unknown else None


def options_for(
    session: Session, reader: Reader, inquiry_id: UUID, quantity: int, now: datetime
) -> list[TransportOption]:
    """The ways in which the goods can travel to the buyer; empty where the reference holds none."""
    subject = subject_of(session, reader, inquiry_id)
    terms = Terms(quantity, "FCA", "", home_date(now), 1)
    try:
        return transport_choices(session, subject.product, wanted_of(subject, terms, home_date(now)))
    except (RateUnknown, RuleBroken):
        return []
