"""One quotation with every line that led to its price."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.models.quotation import Quotation
from app.queries.rates.rate_override import reason_of
from app.queries.rates.rate_rows import RateRow
from app.queries.rates.rate_words import rate_label, rate_text
from app.queries.scope import Reader, found, own
from app.trade.rates.course_rates import RateUsed


@dataclass(frozen=True, slots=True)
class QuotationPage:
    """One version. workings: the lines of the reckoning; basis: the dated figures that it stands on.

    rates: those that were looked up, with the version of each; empty for one that was priced before they were
    noted.
    """

    id: UUID
    inquiry_id: UUID
    number: int
    revision: int
    state: str
    quantity: int
    incoterm: str
    named_place: str
    mode: str
    unit_price_usd: Decimal
    total_usd: Decimal
    cost_rmb: Decimal
    margin_rate: Decimal
    fx_rate: Decimal
    fx_on: date
    payment_terms: str
    lead_time_days: int
    valid_until: date
    sent_at: datetime | None
    workings: tuple[dict[str, Any], ...]
    basis: dict[str, Any]
    rates: tuple[RateRow, ...]


def inquiry_of(session: Session, reader: Reader, quotation_id: UUID) -> UUID:
    """The inquiry that a quotation answers. Raises: Absent."""
    query = select(Quotation.inquiry_id).where(own(Quotation, reader), Quotation.id == quotation_id)
    return found(session.connection().execute(query).scalar())


def quotation_page(session: Session, reader: Reader, quotation_id: UUID) -> QuotationPage:
    """One quotation. Raises: Absent."""
    query = select(Quotation).where(own(Quotation, reader), Quotation.id == quotation_id)
    row = found(session.exec(query).first())
    lines = tuple(line | {"amount": Decimal(line["amount"])} for line in row.workings)
    return QuotationPage(
        row.id, row.inquiry_id, row.number, row.revision, row.state, row.quantity, row.incoterm,
        row.named_place,
        row.mode, row.unit_price_usd, row.total_usd, row.cost_rmb, row.margin_rate, row.fx_rate, row.fx_on,
        row.payment_terms, row.lead_time_days, row.valid_until, row.sent_at, lines, row.build_up["basis"],
        tuple(_rates(session, row)),
    )  # fmt: skip


def _rates(session: Session, row: Quotation) -> Iterator[RateRow]:
    """The rates as they were looked up when it was priced; an override with its reason."""
    for each in row.build_up["basis"].get("rates", ()):
        used = RateUsed.from_plain(each)
        yield RateRow(
            used.kind, used.key, rate_label(used.kind, used.key), rate_text(used.value, used.unit),
            used.source, used.trust, used.valid_from, None, used.version,
            reason_of(session, row.course_id, used.version),
        )  # fmt: skip
