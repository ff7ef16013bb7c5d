"""A player's calls: it comes at a turn of the call's day, and answers each question from what it holds."""

from datetime import datetime
from typing import Any

from sqlmodel import col, select

from app.actions.team_play import TURNS
from app.core.clock import home_date, home_time
from app.core.parameters import parameters
from app.models.call import Call, CallLine
from app.models.inquiry import Inquiry
from app.models.product import Product
from app.queries.catalogue.laboratory_test import certificates_of
from app.world.players.deal import VALID_DAYS, days_on_the_way, wished_unit
from app.world.players.move import Move, Seat


def call_moves(seat: Seat) -> list[Move]:
    """Appointments: those that a turn can meet are kept, the others called off with a letter."""
    arranged = select(Call).where(Call.team_id == seat.team.id, Call.state == "arranged")
    moves = []
    for call in seat.session.exec(arranged.order_by(col(Call.stable_name))):
        if call.opens_at is None or call.waits_until is None:
            continue
        if call.opens_at <= seat.now <= call.waits_until:
            rate = seat.skill.attends_rate
            moves.append(Move(f"{call.stable_name}:open", "call.open", call.id, rate=rate))
        elif seat.now < call.opens_at and not _is_in_reach(call.waits_until):
            given = {"body": parameters("player_words")["no_call"]}
            moves.append(Move(f"{call.stable_name}:decline", "call.decline", call.id, given))
    return moves


def _is_in_reach(waits_until: datetime) -> bool:
    """Whether the first turn of the day still finds the buyer on the line."""
    return home_time(home_date(waits_until), TURNS[0]) <= waits_until


def answer_to(seat: Seat, call: Call) -> Move | None:
    """What the player says to the buyer's last line; None where the buyer does not wait for it.

    The slip is to know nothing.
    """
    said = select(CallLine).where(CallLine.call_id == call.id).order_by(col(CallLine.number).desc())
    last = seat.session.exec(said.limit(1)).first()
    if call.state != "live" or last is None or last.side != "buyer":
        return None
    words = parameters("player_words")["call"]
    facts = _facts(seat, seat.session.get_one(Inquiry, call.inquiry_id))
    key = last.ask if all(facts.get(name) for name in _NEEDS.get(last.ask, ())) else f"no_{last.ask}"
    body = str(words.get(key, words["vague"])).format_map(facts)
    given = {"line": last.number, "body": body, "origin": "spoken"}
    slip = given | {"body": words["vague"]}
    return Move(f"{call.stable_name}:{last.number}", "call.answer", call.id, given, slip)


# What an answer cannot do without.
_NEEDS = {"unit_price": ("unit",), "certificates": ("certificates",), "delivery_time": ("days",)}


def _facts(seat: Seat, inquiry: Inquiry) -> dict[str, Any]:
    product = seat.session.get_one(Product, inquiry.product_id)
    sizes = product.carton_length_cm, product.carton_width_cm, product.carton_height_cm
    return {
        "quantity": inquiry.quantity, "unit": wished_unit(seat, inquiry), "term": inquiry.incoterm,
        "place": inquiry.named_place, "lead": product.lead_time_days + seat.skill.slack_days,
        "certificates": ", ".join(certificates_of(seat.session, seat.team.id, product)),
        "carton": product.carton_pieces,
        "size": " x ".join(f"{size.normalize():f}" for size in sizes), "moq": product.moq,
        "days": days_on_the_way(seat, inquiry), "valid": VALID_DAYS,
    }  # fmt: skip
