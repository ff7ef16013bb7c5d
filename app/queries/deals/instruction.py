"""Letters that ask for money: the list, and one with what is on file beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.models.instruction import Instruction
from app.queries.deals.hindsight import Hindsight, hindsight_of_letter
from app.queries.papers.credit_examination import CreditExamined, credit_examined
from app.queries.papers.finding_words import SaidFinding, said_noted
from app.queries.scope import Reader, found, has_duty, own
from app.trade.credits.mt700 import mt700
from app.trade.credits.soft_clause import Clause, clauses
from app.trade.lifecycles import INSTRUCTION
from app.trade.papers.documents import checked


@dataclass(frozen=True, slots=True)
class InstructionRow:
    """One letter in the list."""

    id: UUID
    number: int
    sender: str
    purpose: str
    amount: Decimal
    currency: str
    state: str
    received_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class InstructionPage:
    """One letter. account and known: as the letter names them and as they are on file; examined: the papers
    under an accepted credit, for who teaches, and for the team once it is over;
    faults: of the bank's last notice; weighed: what its applicant weighed, once it is over;
    clauses: of a draft credit, message its text as MT700, talk what was said of it.
    """

    id: UUID
    number: int
    state: str
    purpose: str
    sender: str
    body: str
    inquiry_id: UUID | None
    order_id: UUID | None
    clauses: tuple[Clause, ...]
    examined: CreditExamined | None
    message: str
    talk: str
    account: dict[str, Any]
    known: dict[str, Any]
    currency: str
    amount: Decimal
    instrument: str
    credited_usd: Decimal | None
    check: dict[str, Any]
    received_at: datetime
    due_at: datetime
    hindsight: Hindsight | None
    faults: tuple[SaidFinding, ...]
    weighed: dict[str, Any]
    expires_on: date | None
    examined_by: date | None
    open: frozenset[str]
    may_finance: bool
    may_decide: bool


def instructions(session: Session, reader: Reader) -> list[InstructionRow]:
    """The reader's letters, the newest first."""
    query = select(Instruction).where(own(Instruction, reader))
    query = query.order_by(col(Instruction.received_at).desc(), col(Instruction.number).desc())
    return [
        InstructionRow(
            row.id, row.number, row.sender, row.purpose, row.amount, row.currency, row.state,
            row.received_at, row.due_at,
        )
        for row in session.exec(query)
    ]  # fmt: skip


def instruction_page(session: Session, reader: Reader, instruction_id: UUID) -> InstructionPage:
    """One letter. Raises: Absent."""
    query = select(Instruction).where(own(Instruction, reader), Instruction.id == instruction_id)
    row = found(session.exec(query).first())
    finance, hindsight = has_duty(reader, "finance"), hindsight_of_letter(row)
    return InstructionPage(
        examined=credit_examined(session, row) if reader.teaches or hindsight else None,
        id=row.id, number=row.number, state=row.state, purpose=row.purpose, sender=row.sender, body=row.body,
        order_id=row.order_id, clauses=clauses(row.draft), talk=row.talk,
        message=mt700(checked("letter_of_credit", row.draft)) if row.draft else "",
        inquiry_id=row.inquiry_id, account=row.account, known=row.known, currency=row.currency,
        amount=row.amount, instrument=row.instrument, credited_usd=row.credited_usd, check=row.check,
        received_at=row.received_at, due_at=row.due_at, hindsight=hindsight,
        faults=said_noted(row.check.get("faults", ())),
        expires_on=_day(row.draft.get("expires_on")), examined_by=_day(row.check.get("examined_by")),
        weighed=row.truth.get("waiver", {}) if hindsight else {},
        open=INSTRUCTION.open(row.state), may_finance=finance,
        may_decide=finance or has_duty(reader, "sales"),
    )  # fmt: skip


def _day(written: Any) -> date | None:
    return date.fromisoformat(str(written)) if written else None
