"""A player's shipping templates: for each product what its carriage costs; the slip is one price for all."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any

from sqlmodel import col, select

from app.models.product import Product
from app.models.shop import ShippingTemplate
from app.queries.catalogue.listing_costs import Costs, listing_costs
from app.queries.goods.freight import parcel_services
from app.queries.goods.parcel import ParcelOption, options_of
from app.trade.carriage.packing import PARCEL_PACKING_KG
from app.trade.carriage.transport_options import Service
from app.world.parameters import market_habits
from app.world.players.move import Move, Seat

_DIME = Decimal("0.10")
_OWN = "Carriage of "  # so begin the names of a player's templates
_FLAT = {"first_usd": "6.90", "next_usd": "3.20"}
_HASTE_DAYS, _LEAST_DAYS = 6, 3


def template_for(seat: Seat, product: Product) -> ShippingTemplate | None:
    """The player's template of the product, else the first that people of the team have made."""
    own = select(ShippingTemplate).where(ShippingTemplate.team_id == seat.team.id)
    rows = list(seat.session.exec(own.order_by(col(ShippingTemplate.name))))
    mine = [row for row in rows if row.name == _name(product)]
    return next(iter(mine or [row for row in rows if not row.name.startswith(_OWN)]), None)


def mended_template(seat: Seat, product: Product) -> list[Move]:
    """The product's own template anew, if it asks one price for all: a parcel has shown what that costs."""
    row = template_for(seat, product)
    if row is None or row.name != _name(product):
        return []
    is_flat = all(str(line["first_usd"]) == _FLAT["first_usd"] for line in row.lines)
    return [shipping_move(seat, product, row)] if is_flat else []


def shipping_move(seat: Seat, product: Product, held: ShippingTemplate | None = None) -> Move:
    """Keep a template with what the carriers take for one piece and for each further one, by market.

    Args: held, the template that is to be changed.
    """
    services = parcel_services(seat.session, sorted(market_habits()), seat.on)
    kept = _kept_rate(seat, product)
    priced = [(country, _line(product, found, kept)) for country, found in sorted(services.items())]
    lines = [{"market": country} | line for country, line in priced if line]
    hasty = [
        line | _FLAT | {"days": max(_LEAST_DAYS, line["days"] - _HASTE_DAYS)}
        for line in lines or [{"market": "US", "service": "parcel_line", "days": 20}]
    ]
    given: dict[str, Any] = {"name": _name(product), "handling_days": 2}
    name = f"shipping:{product.sku}"
    if held is not None:
        name = f"{name}:{held.version}"
        given |= {"template_id": held.id, "version": held.version}
    right, slip = given | {"lines": lines or hasty}, given | {"lines": hasty}
    return Move(name, "shipping_template.save", seat.team.id, right, slip)


def _kept_rate(seat: Seat, product: Product) -> Decimal:
    """What the market and the wallet leave of a USD that a consumer pays for carriage."""
    costs = listing_costs(seat.session, seat.reader, product, None, [])
    return 1 - costs.commission_rate - costs.payment_rate if isinstance(costs, Costs) else Decimal(1)


def _name(product: Product) -> str:
    return f"{_OWN}{product.sku}"


def _line(product: Product, services: Mapping[str, Service], kept: Decimal) -> dict[str, Any]:
    """The cheapest open service of a market; {} where none takes the goods."""
    one = _cheapest(product, services, 1)
    if one is None or one.cost_usd is None:
        return {}
    both = _cheapest(product, {one.service: services[one.service]}, 2)
    more = both.cost_usd - one.cost_usd if both and both.cost_usd else one.cost_usd
    return {
        "service": one.service, "days": one.most_days + 1,
        "first_usd": (one.cost_usd / kept).quantize(_DIME, ROUND_CEILING),
        "next_usd": (max(more, Decimal(0)) / kept).quantize(_DIME, ROUND_CEILING),
    }  # fmt: skip


def _cheapest(product: Product, services: Mapping[str, Service], pieces: int) -> ParcelOption | None:
    if product.unit_gross_kg is None:
        return None
    options = options_of(services, product, product.unit_gross_kg * pieces + PARCEL_PACKING_KG)
    return next((each for each in options if each.cost_usd is not None), None)
