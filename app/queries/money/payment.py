"""The money of one order: instalments, what moved when, settlement, and the result against the quotation."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.core.clock import home_date
from app.models.course import Course
from app.models.order import Order
from app.models.payment import Payment
from app.models.quotation import Quotation
from app.models.settlement import Settlement
from app.queries.money.ledger import JournalEntry, check_books, journal_of, postings_of
from app.queries.rates.rate import exchange_rate
from app.queries.scope import Reader, found, has_duty, own
from app.trade.books.bookkeeping import trial_balance
from app.trade.books.deal_result import DealResult, deal_result
from app.trade.money import Money, rounded
from app.trade.payments.exchange import BANK_BUYING, ExchangeRate, bank_buying, exchange_difference
from app.trade.payments.payment_terms import SHORT_PAYMENT_TOLERANCE, shortfall
from app.trade.refusal import RateUnknown

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment. short_usd: what banks kept on the way; workings: how the credit came about."""

    kind: str
    state: str
    condition: str
    amount_usd: Decimal
    received_usd: Decimal | None
    short_usd: Decimal
    is_short_tolerated: bool
    bank_fee_rmb: Decimal | None
    charges: str
    remitter: str
    late_days: int
    remitted_at: datetime | None
    arrives_on: date | None
    received_at: datetime | None
    workings: list[Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """USD that were settled or kept, with the rate of that day."""

    kind: str
    amount_usd: Decimal
    rate: Decimal
    rate_on: date
    amount_rmb: Decimal
    gain_rmb: Decimal
    settled_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """The bank's buying rate now, what settling all would bring, and the gain against the quotation."""

    rate: Decimal
    middle: Decimal
    spread_rate: Decimal
    rate_on: date
    quoted_rate: Decimal
    amount_rmb: Decimal
    gain_rmb: Decimal


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """The whole page. left_usd: received on the order and not yet sold, as far as the account holds it."""

    order_id: UUID
    number: int
    state: str
    total_usd: Decimal
    fx_rate: Decimal
    instalments: tuple[Instalment, ...]
    timeline: tuple[JournalEntry, ...]
    decisions: tuple[Decision, ...]
    left_usd: Decimal
    received_usd: Decimal
    account_usd: Decimal
    offer: Offer | None
    result: DealResult
    quoted_margin_rate: Decimal
    tolerance_usd: Decimal
    may_finance: bool


def money_page(session: Session, reader: Reader, order_id: UUID, now: datetime) -> MoneyPage:
    """The money of an order. Raises Absent if it is not the reader's."""
    check_books(reader)
    order, offer, house = found(
        session.execute(
            select(Order, Quotation, Course.house)
            .join(Quotation, Quotation.id == Order.quotation_id)
            .join(Course, Course.id == Order.course_id)
            .where(own(Order, reader), Order.id == order_id)
        ).first()
    )
    instalments = tuple(_instalments(session, reader, order_id))
    decisions = tuple(_decisions(session, reader, order_id))
    received = sum((each.received_usd or _ZERO for each in instalments), _ZERO)
    sold = sum((each.amount_usd for each in decisions if each.kind == "settled"), _ZERO)
    held = postings_of(session, reader, team_id=order.team_id)
    account = sum((p.amount for p in held if (p.account, p.currency) == ("bank", "USD")), _ZERO)
    left = max(min(received - sold, account), _ZERO)
    return MoneyPage(
        order_id=order_id,
        number=order.number,
        state=order.state,
        total_usd=order.total_usd,
        fx_rate=order.fx_rate,
        instalments=instalments,
        timeline=tuple(journal_of(session, reader, order_id, None)[1]),
        decisions=decisions,
        left_usd=left,
        received_usd=received,
        account_usd=account,
        offer=_offer(session, order, offer.fx_on, Decimal(house["bank_spread_rate"]), left, now),
        result=_result(session, reader, order, offer),
        quoted_margin_rate=offer.margin_rate,
        tolerance_usd=SHORT_PAYMENT_TOLERANCE.amount,
        may_finance=has_duty(reader, "finance") and not reader.teaches,
    )


def _instalments(session: Session, reader: Reader, order_id: UUID) -> list[Instalment]:
    query = select(Payment).where(own(Payment, reader), Payment.order_id == order_id)
    shown = []
    for row in session.execute(query.order_by(Payment.kind.desc())).scalars():  # the deposit first
        received = row.amount_usd if row.received_usd is None else row.received_usd
        short = shortfall(Money(row.amount_usd, "USD"), Money(received, "USD"))
        shown.append(
            Instalment(
                row.kind, row.state, row.condition, row.amount_usd, row.received_usd, short.missing.amount,
                short.is_tolerated, row.bank_fee_rmb, row.charges, row.remitter, row.late_days,
                row.remitted_at, row.arrives_on, row.received_at, row.workings,
            )
        )  # fmt: skip
    return shown


def _decisions(session: Session, reader: Reader, order_id: UUID) -> list[Decision]:
    columns = (
        Settlement.kind, Settlement.amount_usd, Settlement.rate, Settlement.rate_on, Settlement.amount_rmb,
        Settlement.gain_rmb, Settlement.settled_at,
    )  # fmt: skip
    query = select(*columns).where(own(Settlement, reader), Settlement.order_id == order_id)
    return [Decision(*row) for row in session.execute(query.order_by(Settlement.settled_at, Settlement.id))]


def _offer(
    session: Session, order: Order, quoted_on: date, spread_rate: Decimal, left: Decimal, now: datetime
) -> Offer | None:
    try:
        middle = exchange_rate(session, "CNY", home_date(now))
    except RateUnknown:
        return None
    buying = bank_buying(middle, spread_rate)
    quoted = ExchangeRate("USD", "CNY", order.fx_rate, quoted_on, BANK_BUYING, "")
    gain, _ = exchange_difference(Money(left, "USD"), quoted, buying)
    return Offer(
        buying.rate, middle.rate, spread_rate, middle.on, order.fx_rate,
        rounded(left * buying.rate, "CNY"), gain.amount,
    )  # fmt: skip


def _result(session: Session, reader: Reader, order: Order, offer: Quotation) -> DealResult:
    books: dict[str, dict[str, Decimal]] = {}
    for currency, accounts in trial_balance(postings_of(session, reader, order.id)).items():
        for account, amount in accounts.items():
            books.setdefault(account, {})[currency] = amount
    return deal_result(offer.workings, order.quantity, order.total_usd, order.fx_rate, books)
