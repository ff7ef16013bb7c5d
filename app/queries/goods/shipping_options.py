"""The ways in which an order's goods can travel, side by side: price, sailing, days, why one is closed."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.core.clock import home_date
from app.models.buyer import Buyer
from app.models.enterprise import Enterprise
from app.models.order import Order
from app.models.product import Product
from app.queries.goods.consignment import Wanted, carton_of, consignment_basis, transport_choices
from app.queries.goods.freight import destination_charges
from app.queries.goods.port import airports, port_named, ports, sea_distance
from app.queries.goods.port import port as port_of
from app.queries.goods.purchase import team_order
from app.queries.goods.sailing import Strikes, conduct, next_sailing
from app.queries.rates.course_rates import course_rates
from app.queries.scope import Reader
from app.trade.carriage.incoterms import SELLER, incoterm, pays
from app.trade.carriage.packing import Packed, pack
from app.trade.carriage.transport_options import TransportOption
from app.trade.refusal import RateUnknown, Refusal, RuleBroken

MODES = ("sea", "air", "courier")
ORIGIN_PORT, ORIGIN_AIRPORT = "CNNGB", "PVG"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ShippingWish:
    """When and from where the team wants to ship. origin: a Chinese port, "" for the usual one."""

    now: datetime
    origin: str = ""
    ready_on: date | None = None


@dataclass(frozen=True, slots=True)
class ShippingOption:
    """One service for the goods of one order. price_usd None: closed, as closed_code and figures say.

    origin_rmb, destination_usd: charges by item of the Incoterms, whoever bears them; paid_by: seller or
    buyer, who pays the main carriage; lane: of the destination port, "" in the air.
    """

    service: str
    mode: str
    carrier: str
    origin: str
    destination: str
    lane: str
    paid_by: str
    price_usd: Decimal | None
    least_days: Decimal
    most_days: Decimal
    departs_on: date
    arrives_on: date
    cut_off_at: datetime
    vessel: str
    voyage: str
    containers: int
    packages: int
    gross_kg: Decimal
    net_kg: Decimal
    volume_m3: Decimal
    chargeable_kg: Decimal | None = None
    origin_rmb: dict[str, Decimal] = field(default_factory=dict)
    destination_usd: dict[str, Decimal] = field(default_factory=dict)
    workings: list[dict[str, Any]] = field(default_factory=list)
    closed_code: str = ""
    closed_figures: dict[str, Any] = field(default_factory=dict)

    def as_plain(self) -> dict[str, Any]:
        """The option as values for the action that books it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Deal:
    order: Order
    buyer: Buyer
    product: Product
    origin: str
    wish: ShippingWish
    packed: Packed

    @property
    def ready_on(self) -> date:
        today = home_date(self.wish.now)
        return max(self.wish.ready_on or today, today)


def shipping_options(session: Session, order: Order, wish: ShippingWish) -> list[ShippingOption]:
    """Sea groupage, full containers, air and courier for the goods of an order, the open ones by price.

    Raises: RateUnknown for a market without lanes, RuleBroken("packing.quantity_not_positive").
    """
    product, buyer = session.get_one(Product, order.product_id), session.get_one(Buyer, order.buyer_id)
    origin = wish.origin or origin_of(session, order)
    packed = pack(order.quantity, carton_of(product))
    deal = _Deal(order, buyer, product, origin, wish, packed)
    port = destination_port(session, order, origin)
    on = home_date(wish.now)
    wanted = Wanted(order.market, order.quantity, on, origin_port=origin, destination_port=port)
    choices = [each for each in transport_choices(session, product, wanted) if each.mode in MODES]
    options = [_option(session, deal, port, choice) for choice in choices]
    return sorted(options, key=lambda each: (each.price_usd is None, each.price_usd or _ZERO, each.service))


def shipping_option(session: Session, order: Order, service: str, wish: ShippingWish) -> ShippingOption:
    """One of them by its name, with the charges at both ends that an open one brings.

    Raises: RuleBroken("shipment.service_unknown"), as `shipping_options`, RateUnknown naming a charge
        that the reference does not hold.
    """
    option = next((each for each in shipping_options(session, order, wish) if each.service == service), None)
    if option is None:
        raise RuleBroken("shipment.service_unknown", "service")
    return option if option.closed_code else replace(option, **_charges(session, order, option, wish))


def offer_of(
    session: Session, reader: Reader, order_id: UUID, service: str, wish: ShippingWish
) -> dict[str, Any]:
    """What is booked with a service: its offer beside the cheapest and the fastest, or why there is none.

    Raises: Absent.
    """
    order = team_order(session, reader, order_id)
    try:
        offer = shipping_option(session, order, service, wish)
    except Refusal as refusal:
        return {"closed_code": refusal.code, "closed_figures": dict(refusal.figures)}
    open_ones = [each for each in shipping_options(session, order, wish) if each.price_usd is not None]
    return {
        "offer": offer.as_plain(),
        "cheapest_usd": min((each.price_usd for each in open_ones), default=None),
        "best_arrives_on": min((each.arrives_on for each in open_ones), default=None),
    }


def origin_of(session: Session, order: Order) -> str:
    """The Chinese port that the term names, else the enterprise's usual one."""
    named = port_named(session, _first(order.named_place))
    if named is not None and named.country == "CN":
        return named.unlocode
    rule = session.get_one(Enterprise, order.enterprise_id).house_rule
    usual = port_named(session, str(rule.get("port", "")))
    return usual.unlocode if usual is not None and usual.country == "CN" else ORIGIN_PORT


def destination_port(session: Session, order: Order, origin: str) -> str:
    """The port that the term names, else the nearest one of the buyer's country; "" where there is none."""
    named = port_named(session, _first(order.named_place))
    if named is not None and named.country != "CN":
        return named.unlocode
    return nearest_port(session, order.market, origin)


def nearest_port(session: Session, market: str, origin: str) -> str:
    """The port of a country that lies nearest to a Chinese one by sea; "" where there is none."""
    reached: list[tuple[int, str]] = []
    for port in ports(session, market):
        try:
            reached.append((sea_distance(session, origin, port.unlocode), port.unlocode))
        except RateUnknown:
            continue
    return min(reached)[1] if reached else ""


def destination_airport(session: Session, order: Order, buyer: Buyer) -> str:
    """The airport of the buyer's city, else the first of the country; the country's code without one."""
    held = airports(session, order.market)
    places = {_first(order.named_place).casefold(), buyer.city.casefold()}
    near = [each for each in held if each.city.casefold() in places]
    return near[0].iata if near else held[0].iata if held else order.market


def _first(place: str) -> str:
    name = place.split(",")[0].strip()
    return name[8:] if name.casefold().startswith("port of ") else name


def _option(session: Session, deal: _Deal, port: str, choice: TransportOption) -> ShippingOption:
    order, by_sea = deal.order, choice.mode == "sea"
    lane = port_of(session, port).lane if by_sea else ""
    events = course_rates(session).events if by_sea else ()
    leaving = Strikes(deal.origin, events)
    sailing = next_sailing(choice.service, lane, deal.wish.now, deal.ready_on, leaving)
    usual_days = int(((choice.least_days + choice.most_days) / 2).to_integral_value(ROUND_CEILING))
    closed = choice.closed_by or _not_by_term(order, choice.mode)
    charged = [line.amount for line in choice.workings.lines if line.code == "packing.chargeable_weight"]
    return ShippingOption(
        service=choice.service, mode=choice.mode, carrier=conduct(choice.service).carrier,
        origin=deal.origin if by_sea else ORIGIN_AIRPORT,
        destination=port if by_sea else destination_airport(session, order, deal.buyer),
        lane=lane, paid_by=payer(order.incoterm),
        price_usd=choice.price.amount if choice.price and closed is None else None,
        least_days=choice.least_days, most_days=choice.most_days, departs_on=sailing.departs_on,
        arrives_on=Strikes(port, events).open_from(sailing.departs_on + timedelta(days=usual_days)),
        cut_off_at=sailing.cut_off_at,
        vessel=sailing.vessel, voyage=sailing.voyage, containers=choice.containers,
        packages=deal.packed.cartons, gross_kg=deal.packed.gross_kg, net_kg=deal.packed.net_kg,
        volume_m3=deal.packed.volume_m3, chargeable_kg=charged[0] if charged else None,
        workings=choice.workings.as_list(), closed_code=closed.code if closed else "",
        closed_figures=dict(closed.figures) if closed else {},
    )  # fmt: skip


def payer(term: str) -> str:
    """Who pays the main carriage under a term: seller or buyer. Source: trade rules, section 1."""
    return "seller" if pays(term, "main_carriage") == SELLER else "buyer"


def _not_by_term(order: Order, mode: str) -> Refusal | None:
    if incoterm(order.incoterm).sea_only and mode != "sea":
        return RuleBroken("shipment.term_needs_sea", "service", incoterm=order.incoterm)
    return None


def _charges(
    session: Session, order: Order, option: ShippingOption, wish: ShippingWish
) -> dict[str, dict[str, Decimal]]:
    """Charges in China (RMB) and at destination (USD) by item of the Incoterms, whoever bears them."""
    on, product = home_date(wish.now), session.get_one(Product, order.product_id)
    wanted = Wanted(
        market=order.market, quantity=order.quantity, on=on, service=option.service,
        origin_port=option.origin if option.lane else ORIGIN_PORT,
        destination_port=option.destination if option.lane else "", named_place=order.named_place,
    )  # fmt: skip
    basis = consignment_basis(session, product, wanted)
    broker = destination_charges(session, on)
    origin = {
        "export_haulage": basis.export_haulage_rmb,
        "origin_terminal": basis.origin_terminal_rmb,
        "export_clearance": basis.export_clearance_rmb,
    }
    destination = {
        "destination_terminal": basis.destination_terminal_usd,
        "on_carriage": basis.on_carriage_usd,
        "unloading_at_buyer": basis.unloading_usd,
        "import_clearance": broker["courier_clearance" if option.mode == "courier" else "import_clearance"],
    }
    return {"origin_rmb": origin, "destination_usd": destination}
