"""A player's parcels: packed, listed for customs, handed to a carrier."""

from decimal import Decimal

from sqlmodel import col, select

from app.models.consumer_order import ConsumerOrder
from app.models.product import Product
from app.queries.goods.parcel import parcel_options
from app.world.players.move import Move, Seat
from app.world.players.shipping import mended_template


def parcel_moves(seat: Seat) -> list[Move]:
    """What is open for consumers' orders, the oldest first."""
    waiting = select(ConsumerOrder).where(
        ConsumerOrder.team_id == seat.team.id, col(ConsumerOrder.state).in_(("paid", "packed", "listed"))
    )
    waiting = waiting.order_by(col(ConsumerOrder.placed_at), col(ConsumerOrder.stable_name))
    moves = {move.name: move for order in seat.session.exec(waiting) for move in _parcel(seat, order)}
    return list(moves.values())


def _parcel(seat: Seat, order: ConsumerOrder) -> list[Move]:
    name = order.stable_name
    if order.state == "paid":
        return [Move(f"{name}:pack", "consumer_order.pack", order.id)]
    product = seat.session.get_one(Product, order.product_id)
    if order.state == "packed":
        net = (product.carton_net_kg / product.carton_pieces * order.pieces).quantize(Decimal("0.001"))
        given = {
            "hs_code": product.hs_code,
            "goods_name": product.name_en[:120],
            "declared_usd": order.goods_usd,
            "net_kg": max(net, Decimal("0.001")),
        }
        slip = given | {"declared_usd": (order.goods_usd / 2).quantize(Decimal("0.01"))}
        return [
            Move(f"{name}:list:{len(order.events)}", "consumer_order.list_for_customs", order.id, given, slip)
        ]
    if not order.list_9610.get("number") or order.parcel_kg is None:
        return []
    options = parcel_options(seat.session, product, order.market, order.parcel_kg, seat.on)
    open_ones = [each for each in options if each.cost_usd is not None]
    wanted = next((each for each in open_ones if each.service == order.service), next(iter(open_ones), None))
    if wanted is None:
        return []
    given = {
        "service": wanted.service, "carrier": wanted.carrier, "cost_usd": wanted.cost_usd,
        "least_days": wanted.least_days, "most_days": wanted.most_days,
    }  # fmt: skip
    move = Move(f"{name}:dispatch", "consumer_order.dispatch", order.id, given)
    is_dear = wanted.cost_usd is not None and wanted.cost_usd > order.shipping_usd
    return [move, *(mended_template(seat, product) if is_dear else ())]
