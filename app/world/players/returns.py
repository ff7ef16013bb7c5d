"""A player's answers to returns: what is owed is paid in the cheapest way; the slip is to refuse."""

from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from app.core.parameters import parameters
from app.models.consumer_order import ConsumerOrder
from app.models.parcel_return import ParcelReturn
from app.queries.markets.parcel_return import way_back_usd
from app.trade.market.parcel_return import CHANGE_OF_MIND
from app.world.players.move import Move, Seat


def return_moves(seat: Seat) -> list[Move]:
    """Returns that wait for an answer, the oldest first."""
    waiting = select(ParcelReturn).where(
        ParcelReturn.team_id == seat.team.id, ParcelReturn.state == "asked"
    ).order_by(col(ParcelReturn.asked_at), col(ParcelReturn.stable_name))  # fmt: skip
    return [_answer(seat, row) for row in seat.session.exec(waiting)]


def _answer(seat: Seat, row: ParcelReturn) -> Move:
    words = parameters("player_words")["parcel_return"]
    given: dict[str, Any] = {"kind": "refuse", "body": words["no_right"]}
    if row.reason != CHANGE_OF_MIND:
        order = seat.session.get_one(ConsumerOrder, row.order_id)
        freight = way_back_usd(seat.session, order, seat.on)
        is_dear = freight is None or freight >= order.goods_usd * Decimal(words["dear_share"])
        given = {"kind": "refund"} if is_dear else {"kind": "label", "freight_usd": freight}
        if row.reason in ("late", "charged_at_door"):
            given = {"kind": "partial", "share": Decimal(words["partial_share"])}
        given["body"] = words["sorry"]
    elif row.has_right:
        given = {"kind": "consumer_pays", "body": words["withdraw"]}
    slip = {"kind": "refuse", "body": words["nothing"]}
    return Move(f"{row.stable_name}:answer", "parcel_return.answer", row.id, given, slip)
