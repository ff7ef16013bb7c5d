"""What a paying buyer and the team's bank see of a payment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.core.clock import home_date
from app.core.days_off import closed_days
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.course import Course
from app.models.inquiry import Inquiry
from app.models.instruction import Instruction
from app.models.order import Order
from app.models.payment import Payment
from app.queries.rates.rate import exchange_rate, fee
from app.queries.teaching.world_event import events_of
from app.trade.market.world_event import bank_stop_days
from app.trade.payments.exchange import ExchangeRate
from app.trade.payments.payment_terms import BankFee
from app.world.dice import Dice
from app.world.parameters import parameters
from app.world.views.inquiry import KnownBuyer, known_buyer

_HOME_COUNTRY = "CN"
_AHEAD = 60  # days for which holidays are looked up


@dataclass(frozen=True, slots=True)
class CreditView:
    """The letter of credit by which a balance is to be paid. truth: of the letter that proposed it."""

    instruction_id: UUID
    stable_name: str
    truth: Mapping[str, Any]
    draft: Mapping[str, Any]
    struck: tuple[str, ...]
    is_shipped: bool
    amount_usd: Decimal
    number: int
    buyer: KnownBuyer


@dataclass(frozen=True, slots=True)
class RemittanceView:
    """A payment that falls due, as its buyer sees it. habit: prompt, usual or slow; closed: bank holidays;
    credit: by which it is to be paid, None for a transfer.
    """

    stable_name: str
    payment_id: UUID
    is_due: bool
    was_put_off: bool
    habit: str
    on: date
    closed: frozenset[date]
    credit: CreditView | None = None


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """A transfer that reaches the team's bank. rate: CNY per USD, middle; the fees are in CNY."""

    stable_name: str
    payment_id: UUID
    is_on_the_way: bool
    amount_usd: Decimal
    charges: str
    rate: ExchangeRate
    fee_in: BankFee
    fee_out: BankFee


def remittance_view(session: Session, entry: AgendaEntry) -> RemittanceView:
    """What the buyer sees when a payment is due."""
    payment, order, buyer, name = _deal(session, entry)
    on = home_date(entry.due_at)
    return RemittanceView(
        stable_name=name,
        payment_id=payment.id,
        is_due=payment.state == "expected" and order.state != "cancelled",
        was_put_off=payment.late_days > 0,
        habit=habit_of(session, buyer),
        on=on,
        closed=closed_days((_HOME_COUNTRY, buyer.country), on, _AHEAD)
        | bank_stop_days(events_of(session), on, _AHEAD),
        credit=_credit(session, payment, order, buyer) if payment.method == "lc" else None,
    )


def _credit(session: Session, payment: Payment, order: Order, buyer: Buyer) -> CreditView | None:
    accepted = select(Instruction).where(Instruction.order_id == order.id, Instruction.state == "accepted")
    row = session.exec(accepted).first()
    return row and CreditView(
        row.id, row.stable_name, row.truth, row.draft, tuple(row.check.get("struck", ())),
        order.shipped_at is not None, payment.amount_usd, order.number,
        known_buyer(buyer),
    )  # fmt: skip


def arrival_view(session: Session, entry: AgendaEntry) -> ArrivalView:
    """What the bank sees when a transfer comes in."""
    payment, _, _, name = _deal(session, entry)
    on = home_date(entry.due_at)
    return ArrivalView(
        stable_name=name,
        payment_id=payment.id,
        is_on_the_way=payment.state == "remitted",
        amount_usd=payment.amount_usd,
        charges=payment.charges,
        rate=exchange_rate(session, "CNY", on),
        fee_in=fee(session, "bank.remittance_in", on),
        fee_out=fee(session, "bank.remittance_out", on),
    )


def habit_of(session: Session, buyer: Buyer) -> str:
    """How punctual this buyer is: what the persona says, else drawn once from the course's seed."""
    if buyer.persona.get("payment_habit"):
        return str(buyer.persona["payment_habit"])
    seed = session.get_one(Course, buyer.course_id).seed
    habits = parameters("bank")["habit"]
    weights = [Decimal(habits[name]["weight"]) for name in habits]
    return Dice(seed, buyer.stable_name, "payment_habit").weighted(list(habits), weights)


def _deal(session: Session, entry: AgendaEntry) -> tuple[Payment, Order, Buyer, str]:
    payment = session.get_one(Payment, entry.subject_id)
    order = session.get_one(Order, payment.order_id)
    buyer = session.get_one(Buyer, order.buyer_id)
    inquiry = session.get_one(Inquiry, order.inquiry_id)
    return payment, order, buyer, f"{inquiry.stable_name}:{payment.kind}:{payment.late_days}"
