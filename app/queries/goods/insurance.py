"""The premium of a cover for one shipment, by the rate of the day."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, select

from app.models.order import Order
from app.models.shipment import Shipment
from app.queries.goods.purchase import team_order
from app.queries.rates.rate import insurance_rate
from app.queries.scope import Reader, found
from app.trade.carriage.incoterms import insurance_checks
from app.trade.carriage.insurance import premium
from app.trade.finding import Finding
from app.trade.money import Money
from app.trade.papers.paper import COVERS
from app.trade.refusal import RateUnknown

_AMOUNT = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?\Z", re.ASCII)
_SHARE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class PremiumPage:
    """rate and premium_usd None: the amount cannot be read, or the rate is not held."""

    clauses: str
    insured_usd: Decimal | None
    insured_share: Decimal | None
    rate: Decimal | None
    premium_usd: Decimal | None
    findings: tuple[Finding, ...]


def premium_of(
    session: Session, reader: Reader, shipment_id: UUID, clauses: str, insured: str, on: date
) -> PremiumPage:
    """What a cover would cost, and what the term of the order finds wrong with it. Raises: Absent."""
    _, order = _shipment(session, reader, shipment_id)
    amount = Decimal(insured) if _AMOUNT.match(insured.strip()) else None
    if amount is None or amount <= 0 or clauses not in COVERS:
        return PremiumPage(clauses, amount, None, None, None, ())
    share = (amount / order.total_usd).quantize(_SHARE)
    findings = tuple(insurance_checks(order.incoterm, clauses[-2], share))
    rate = premium_rate(session, reader, shipment_id, clauses, on)
    if rate is None:
        return PremiumPage(clauses, amount, share, None, None, findings)
    cost, _ = premium(Money(amount, "USD"), rate, Decimal(1))
    return PremiumPage(clauses, amount, share, rate, cost.amount, findings)


def premium_rate(
    session: Session, reader: Reader, shipment_id: UUID, clauses: str, on: date
) -> Decimal | None:
    """The premium rate of a cover, a ratio of the insured amount; None where none is held. Raises: Absent."""
    shipment, order = _shipment(session, reader, shipment_id)
    if clauses not in COVERS:
        return None
    try:
        return insurance_rate(session, order.market, shipment.mode, clauses, on).value
    except RateUnknown:
        return None


def _shipment(session: Session, reader: Reader, shipment_id: UUID) -> tuple[Shipment, Order]:
    shipment = found(session.exec(select(Shipment).where(Shipment.id == shipment_id)).first())
    return shipment, team_order(session, reader, shipment.order_id)
