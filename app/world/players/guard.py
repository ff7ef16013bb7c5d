"""A player's caution: who inspects its goods looks before it pays; who does not does as the letter asks."""

from sqlmodel import col, select

from app.models.inquiry import Inquiry
from app.models.instruction import Instruction
from app.models.order import Order
from app.trade.credits.soft_clause import soft_clauses
from app.world.players.move import Move, Seat


def guard_moves(seat: Seat) -> list[Move]:
    """Letters about accounts, and buyers to be screened by those who inspect what they buy."""
    waiting = select(Instruction).where(
        Instruction.team_id == seat.team.id, col(Instruction.state).in_(("open", "checked"))
    )
    waiting = waiting.order_by(col(Instruction.received_at), col(Instruction.stable_name))
    moves = [_decision(seat, row) for row in seat.session.exec(waiting)]
    return moves + (_screening(seat) if seat.skill.inspects else [])


def _decision(seat: Seat, row: Instruction) -> Move:
    name = f"{row.stable_name}:{row.state}"
    if row.draft:
        return _credit(seat, row, f"{name}:{row.check.get('times', 0)}")
    if row.purpose == "freight" and _has_left(seat, row):  # its freight was paid at the departure
        return Move(f"{name}:refuse", "instruction.refuse", row.id)
    if row.state == "open" and not seat.skill.inspects:
        return Move(f"{name}:pay", "instruction.pay", row.id)
    if row.state == "open":
        return Move(f"{name}:check", "instruction.check", row.id)
    verb = "instruction.pay" if row.check.get("answer") == "confirmed" else "instruction.refuse"
    return Move(f"{name}:decide", verb, row.id)


def _has_left(seat: Seat, row: Instruction) -> bool:
    order = seat.session.get(Order, row.order_id)
    return order is not None and order.shipped_at is not None


def _credit(seat: Seat, row: Instruction, name: str) -> Move:
    """The careful read the draft and have soft clauses struck, or stay with the transfer; others accept."""
    struck = row.check.get("struck", ())
    soft = [each.place for each in soft_clauses(row.draft) if each.place not in struck]
    if not soft or not seat.skill.inspects:
        return Move(f"{name}:accept", "instruction.accept", row.id)
    if row.state == "open":
        reason = "The applicant alone can fulfil this; a credit should ask for no such thing."
        given = {"places": soft, "reason": reason}
        return Move(f"{name}:ask", "instruction.ask", row.id, given)
    return Move(f"{name}:refuse", "instruction.refuse", row.id)


def _screening(seat: Seat) -> list[Move]:
    talks = select(Inquiry).where(
        Inquiry.team_id == seat.team.id, col(Inquiry.state).in_(("waiting", "answered"))
    )
    moves = []
    for talk in seat.session.exec(talks.order_by(col(Inquiry.opened_at), col(Inquiry.stable_name))):
        if not talk.screened:
            moves.append(Move(f"{talk.stable_name}:screen", "inquiry.screen", talk.id))
        elif talk.screened["matches"]:
            given = {"suspicion": "denied_party", "body": "The name is on the list of denied parties."}
            moves.append(Move(f"{talk.stable_name}:report", "inquiry.report", talk.id, given))
    return moves
