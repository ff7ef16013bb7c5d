"""What stands behind a letter that asks for money: the letter itself, and the purchase that it speaks of."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.models.agenda import AgendaEntry
from app.models.enterprise import Enterprise
from app.models.instruction import Instruction
from app.models.purchase import Purchase
from app.world.views.inquiry import Talk, talk_of

_LIVE = ("in_production", "ready")


@dataclass(frozen=True, slots=True)
class InstructionView:
    """A letter with the truth behind it; talk: of the buyer who wrote it, None for a purchase's."""

    stable_name: str
    instruction_id: UUID
    state: str
    purpose: str
    is_true: bool
    truth: dict[str, Any]
    talk: Talk | None


def instruction_view(session: Session, entry: AgendaEntry) -> InstructionView:
    """The view for an instruction's entries of the agenda."""
    row, name = session.get_one(Instruction, entry.subject_id), entry.given["stable_name"]
    talk = talk_of(session, row.inquiry_id, entry.due_at, name) if row.inquiry_id else None
    return InstructionView(
        name, row.id, row.state, row.purpose, bool(row.truth["is_true"]), row.truth, talk
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SwapView:
    """A purchase that is under way, in RMB. number: of the purchase order."""

    stable_name: str
    at: datetime
    team_id: UUID
    purchase_id: UUID
    number: int
    enterprise: str
    total_rmb: Decimal
    open_rmb: Decimal
    is_live: bool


def swap_view(session: Session, entry: AgendaEntry) -> SwapView:
    """The view for "instruction.wish"."""
    row = session.get_one(Purchase, entry.subject_id)
    enterprise = session.get_one(Enterprise, row.enterprise_id)
    return SwapView(
        entry.given["stable_name"], entry.due_at, row.team_id, row.id, row.number, enterprise.name,
        row.total_rmb, row.total_rmb - row.paid_rmb, row.state in _LIVE,
    )  # fmt: skip
