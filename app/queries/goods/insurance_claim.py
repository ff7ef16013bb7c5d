"""Harm on the way, the policy of a shipment, and the claim under it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.core.clock import home_date
from app.core.parameters import parameters
from app.models.insurance_claim import InsuranceClaim
from app.models.order import Order
from app.models.shipment import InsurancePolicy, Shipment
from app.queries.scope import Reader, found, own
from app.trade.carriage.claim_settlement import LETTER, PAPERS, last_day, risk_is_sellers
from app.trade.lifecycles import INSURANCE_CLAIM
from app.trade.money import rounded


@dataclass(frozen=True, slots=True)
class Policy:
    """The insurance that was bought."""

    number: str
    clauses: str
    insured_usd: Decimal
    premium_usd: Decimal
    issued_on: date
    workings: list[Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim and the insurer's answer. reason "": not decided; clause "": a term of the policy's own."""

    id: UUID
    state: str
    peril: str
    papers: tuple[str, ...]
    lacking: tuple[str, ...]
    claimed_usd: Decimal
    settled_usd: Decimal | None
    letter_in_time: bool
    reason: str
    clause: str
    workings: list[Any]
    filed_at: datetime
    decision_on: date | None
    answer_due_at: datetime | None
    payment_on: date | None
    paid_at: datetime | None
    open: frozenset[str]


@dataclass(frozen=True, slots=True)
class Harm:
    """What the survey found, "" and 0 where goods came late and whole; whose risk it was, and until when who
    must be told. insured_loss_usd: the insured value of the pieces, None without a policy.
    """

    kind: str
    pieces: int
    quantity: int
    survey_number: str
    is_late: bool
    is_sellers: bool
    notice_by: date
    carrier_by: date
    insured_loss_usd: Decimal | None
    claim: Claim | None
    may_file: bool


def policy_of(session: Session, shipment: Shipment | None) -> Policy | None:
    """The policy of a shipment."""
    if shipment is None:
        return None
    query = select(InsurancePolicy).where(InsurancePolicy.shipment_id == shipment.id)
    each = session.exec(query).first()
    if each is None:
        return None
    return Policy(
        each.number, each.clauses, each.insured_usd, each.premium_usd, each.issued_on, list(each.workings)
    )


def harm_of(session: Session, order: Order, shipment: Shipment | None, policy: Policy | None) -> Harm | None:
    """What came to harm or late on the way, from arrival on; None where nothing did."""
    if shipment is None or shipment.arrived_at is None:
        return None
    is_late = any(event["code"] == "delayed" for event in shipment.events)
    survey, told = shipment.damage, parameters("insurance")["policy"]
    claim = _claim(session, shipment) if policy else None
    if not survey and not (is_late and policy):
        return None
    arrived_on, sellers = home_date(shipment.arrived_at), risk_is_sellers(order.incoterm)
    days = told["sea_carrier_days" if shipment.mode == "sea" else "air_carrier_days"]
    pieces, quantity = survey.get("pieces", 0), survey.get("quantity", order.quantity)
    return Harm(
        kind=survey.get("kind", ""), pieces=pieces, quantity=quantity,
        survey_number=survey.get("survey_number", ""), is_late=is_late, is_sellers=sellers,
        notice_by=last_day(arrived_on, told["notice_days"]), carrier_by=last_day(arrived_on, days),
        insured_loss_usd=rounded(policy.insured_usd * pieces / quantity, "USD") if policy else None,
        claim=claim, may_file=policy is not None and claim is None and sellers,
    )  # fmt: skip


def _claim(session: Session, shipment: Shipment) -> Claim | None:
    row = session.exec(select(InsuranceClaim).where(InsuranceClaim.shipment_id == shipment.id)).first()
    if row is None:
        return None
    answer = row.answer
    return Claim(
        id=row.id, state=row.state, peril=row.peril, papers=tuple(row.papers),
        lacking=tuple(name for name in (*PAPERS, LETTER) if name not in row.papers),
        claimed_usd=row.claimed_usd, settled_usd=row.settled_usd, letter_in_time=row.letter_in_time,
        reason=answer.get("reason", ""), clause=answer.get("clause", ""),
        workings=answer.get("workings", []), filed_at=row.filed_at, decision_on=row.decision_on,
        answer_due_at=row.answer_due_at, payment_on=row.payment_on, paid_at=row.paid_at,
        open=INSURANCE_CLAIM.open(row.state),
    )  # fmt: skip


def order_of_claim(session: Session, reader: Reader, claim_id: UUID) -> UUID:
    """The order that a claim belongs to. Raises: Absent."""
    query = select(InsuranceClaim.order_id).where(own(InsuranceClaim, reader), InsuranceClaim.id == claim_id)
    order_id: UUID = found(session.exec(query).first())
    return order_id
