"""A player's samples: free for a good order, charged for a small one; the slip is to charge too much or
to send a sample that nobody will repay.
"""

from decimal import Decimal

from sqlmodel import col, select

from app.core.parameters import parameters
from app.models.inquiry import Inquiry
from app.models.product import Product
from app.models.sample import Sample
from app.queries.deals.sample import SampleCourier, courier_for
from app.world.players.move import Move, Seat

_OPEN = ("waiting", "answered")


def sample_moves(seat: Seat) -> list[Move]:
    """Samples that wait for the team, the oldest first."""
    waiting = (
        select(Sample, Inquiry)
        .join(Inquiry, col(Inquiry.id) == Sample.inquiry_id)
        .where(Sample.team_id == seat.team.id, col(Sample.state).in_(("asked", "agreed")))
        .where(col(Inquiry.state).in_(_OPEN))
        .order_by(col(Sample.asked_at), col(Sample.stable_name))
    )
    return [move for sample, inquiry in seat.session.exec(waiting) for move in _moves(seat, sample, inquiry)]


def _moves(seat: Seat, sample: Sample, inquiry: Inquiry) -> list[Move]:
    product = seat.session.get_one(Product, sample.product_id)
    courier = courier_for(seat.session, product, inquiry.market, sample.pieces, seat.on)
    words = parameters("player_words")["sample"]
    if courier.freight_usd is None:
        return [Move(f"{sample.stable_name}:decline", "sample.decline", sample.id, {"body": words["none"]})]
    if sample.state == "asked":
        return [_terms(sample, inquiry, courier)]
    given = {
        "freight_usd": courier.freight_usd, "goods_rmb": courier.goods_rmb,
        "least_days": courier.least_days, "most_days": courier.most_days,
    }  # fmt: skip
    return [Move(f"{sample.stable_name}:send", "sample.send", sample.id, given)]


def _terms(sample: Sample, inquiry: Inquiry, courier: SampleCourier) -> Move:
    """Who orders much sees the goods for nothing; of a small order the buyer pays the courier."""
    words, rules = parameters("player_words")["sample"], parameters("player_words")["sample_terms"]
    product_pieces = int(rules["free_from_pieces"])
    freight_by = "team" if inquiry.quantity >= product_pieces else "buyer"
    base = {"freight_usd": courier.freight_usd, "body": words["offer"]}
    right = base | {"price_usd": Decimal(0), "freight_by": freight_by}
    slip = base | {"price_usd": Decimal(rules["greedy_usd"]), "freight_by": "buyer"}
    return Move(f"{sample.stable_name}:offer", "sample.offer", sample.id, right, slip)
