"""A player's answers to complaints: near what the buyer asks for; the slip is to give nothing."""

from decimal import Decimal

from sqlmodel import col, select

from app.core.parameters import parameters
from app.models.complaint import Complaint
from app.world.players.move import Move, Seat

_CENT = Decimal("0.01")


def complaint_moves(seat: Seat) -> list[Move]:
    """Complaints that wait for an answer, the oldest first."""
    waiting = select(Complaint).where(Complaint.team_id == seat.team.id, Complaint.state == "lodged")
    waiting = waiting.order_by(col(Complaint.lodged_at), col(Complaint.stable_name))
    return [_answer(row) for row in seat.session.exec(waiting)]


def _answer(row: Complaint) -> Move:
    words = parameters("player_words")["complaint"]
    share = Decimal(words["share_first"] if row.round_number == 1 else words["share_second"])
    credit = {
        "kind": "credit",
        "amount_usd": (row.wanted_usd * share).quantize(_CENT),
        "body": words["sorry"],
    }
    nothing = {"kind": "none", "body": words["nothing"]}
    return Move(f"{row.stable_name}:answer:{row.round_number}", "complaint.answer", row.id, credit, nothing)
