"""The services that carry goods from China to a destination, with tariffs and days from the reference.

Prices are assumptions for teaching (`seed/reference/freight_tariff.csv`); distances, weight rules and
container sizes are real.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from app.queries.goods.port import port
from app.queries.goods.sea_way import Raise, sea_way
from app.queries.rates.course_rates import course_rates
from app.queries.rates.rate import dated_rates
from app.queries.rates.reference import containers, freight_zone, road_payload_kg, weight_rule
from app.queries.rates.reference_held import held
from app.trade.carriage.freight import AirTariff, ContainerTariff, GroupageTariff, ParcelTariff, sea_days
from app.trade.carriage.transport_options import Service
from app.trade.market.world_event import freight_events, freight_factor
from app.trade.refusal import RateUnknown

MARKETS = ("low", "middle", "high")
_FIRST_KG, _HALF, _GRAM = Decimal("0.5"), Decimal("0.5"), Decimal("0.001")
_PARCEL_LIMIT_KG = Decimal(30)
_COURIER_LIMIT_KG = Decimal(70)
_ROAD_LIMITS = frozenset({"US", "CA"})
_RAIL = "europe"
_USD = "USD"
# Service of the tariff -> how it travels.
_MODE_OF = {
    "sea_lcl": "sea", "sea_fcl": "sea", "air": "air", "courier": "courier", "parcel_line": "post",
    "rail_lcl": "rail", "rail_fcl": "rail",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Journey:
    """Where the goods go. destination_port "" leaves the sea out; market: level of container freight."""

    country: str
    origin_port: str
    destination_port: str
    on: date
    market: str = "middle"
    by_cape: bool = False


def _not_held(service: str, lane: str, charge: str, market: str) -> RateUnknown:
    return RateUnknown("freight.tariff_not_held", service=service, lane=lane, charge=charge, market=market)


class _Charges(dict[str, Decimal]):
    """charge -> price; one that is not held is refused by its name."""

    service = lane = ""

    def __missing__(self, charge: str) -> Decimal:
        raise _not_held(self.service, self.lane, charge, "middle")


def _prices_of(session: Session, on: date) -> dict[str, Decimal | None]:
    """The site's prices of a day: "service/lane/charge/market" -> value."""
    dated = dated_rates(session, "freight_tariff", "")
    return {rate.key: rate.value for start, end, rate in dated if start <= on and (end is None or end >= on)}


def _by_lane(prices: Mapping[str, Decimal | None]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(service, lane) -> (charge, key) of each of its prices in the middle market."""
    lanes: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for key in prices:
        service, lane, charge, market = key.split("/")
        if market == "middle":
            lanes.setdefault((service, lane), []).append((charge, key))
    return lanes


class _Tariff:
    """All freight prices of a day, read at once: (service, lane, charge, market) -> value."""

    def __init__(self, session: Session, on: date) -> None:
        of_site = held(session, ("freight_tariff", on), lambda: _prices_of(session, on))
        self.lanes = held(session, ("freight_lanes", on), lambda: _by_lane(of_site))
        rates = course_rates(session)
        found = ((key, rates.find("freight_tariff", key, on)) for key in rates.keys_of("freight_tariff"))
        own = {key: each.value for key, each in found if each is not None}
        self.prices: Mapping[str, Decimal | None] = {**of_site, **own} if own else of_site
        if own:
            self.lanes = _by_lane(self.prices)
        self.events = rates.events
        if self.events:
            self.prices = dict(self._raised(on))

    def _raised(self, on: date) -> Iterator[tuple[str, Decimal | None]]:
        """Events of the course's world make a mode dearer on its lanes."""
        for key, value in self.prices.items():
            service, lane, _, _ = key.split("/")
            if value is not None and service in _MODE_OF and lane != "all":
                value *= freight_factor(self.events, _MODE_OF[service], lane, on)
            yield key, value

    def price(self, service: str, lane: str, charge: str, market: str = "middle") -> Decimal:
        key = f"{service}/{lane}/{charge}/{market}"
        value = self.prices.get(key)
        if value is None:
            raise _not_held(service, lane, charge, market)
        return value

    def charges(self, service: str, lane: str) -> dict[str, Decimal]:
        """charge -> price of a service on a lane in the middle market."""
        keys = self.lanes.get((service, lane), ())
        priced = ((charge, self.prices[key]) for charge, key in keys)
        found = _Charges((charge, value) for charge, value in priced if value is not None)
        found.service, found.lane = service, lane
        return found

    def days(self, service: str) -> tuple[Decimal, Decimal]:
        return self.price("days", service, "least"), self.price("days", service, "most")


def freight_services(session: Session, journey: Journey) -> list[Service]:
    """Every service to a destination: sea by port, air, courier, parcel line, rail to Europe.

    Args: journey, whose ports are UN/LOCODEs.
    Raises: RateUnknown("rate.not_held") for a country without lanes, RateUnknown("port.unknown"),
        RateUnknown("freight.distance_unknown"), RateUnknown("freight.tariff_not_held").
    """
    rates = course_rates(session)
    own = tuple(each for each in rates.overrides if each.kind == "freight_tariff")
    name = "freight_services", journey, own, repr(rates.events) if rates.events else ""
    return list(held(session, name, lambda: tuple(_services(session, journey))))


def _services(session: Session, journey: Journey) -> list[Service]:
    tariff = _Tariff(session, journey.on)
    zone = freight_zone(journey.country)
    services = _sea(session, tariff, journey) if journey.destination_port else []
    services.append(_air(tariff, zone["air_lane"]))
    services.append(_courier(tariff, zone["courier_lane"]))
    services.append(_parcel_line(tariff, zone["parcel_lane"]))
    if zone["air_lane"] == _RAIL:
        services += _rail(tariff)
    return services


def freight_raised(session: Session, journey: Journey, mode: str) -> tuple[Raise, ...]:
    """The events behind the price of a mode on a journey, each with the factor that is in it already."""
    events = course_rates(session).events
    if not events:
        return ()
    zone = freight_zone(journey.country)
    lanes = {
        "air": zone["air_lane"],
        "courier": zone["courier_lane"],
        "post": zone["parcel_lane"],
        "rail": _RAIL,
    }
    by_sea = mode == "sea" and journey.destination_port
    lane = port(session, journey.destination_port).lane if by_sea else lanes.get(mode, "")
    found = [
        (each, each.factor("freight_percent")) for each in freight_events(events, mode, lane, journey.on)
    ]
    if by_sea:
        way = sea_way(session, journey.origin_port, journey.destination_port, events, journey.on)
        found += [(way.closed, way.factor)] if way.closed else []
    return tuple(found)


def parcel_services(session: Session, countries: Iterable[str], on: date) -> dict[str, dict[str, Service]]:
    """Courier and parcel line to each country by their names; a country without lanes is left out."""
    tariff, found = _Tariff(session, on), {}
    for country in countries:
        try:
            zone = freight_zone(country)
            services = _courier(tariff, zone["courier_lane"]), _parcel_line(tariff, zone["parcel_lane"])
        except RateUnknown:
            continue
        found[country] = {service.name: service for service in services}
    return found


def _sea(session: Session, tariff: _Tariff, journey: Journey) -> list[Service]:
    lane = port(session, journey.destination_port).lane
    way = sea_way(session, journey.origin_port, journey.destination_port, tariff.events, journey.on)
    nm = way.nm_cape if journey.by_cape and way.nm_cape else way.nm
    time = tariff.charges("sea_time", "all")
    least, _ = sea_days(Decimal(nm), time["fast_knots"], time["least_port_days"])
    most, _ = sea_days(Decimal(nm), time["slow_knots"], time["most_port_days"])
    groupage = GroupageTariff(_USD, tariff.price("sea_lcl", lane, "per_revenue_ton") * way.factor)
    late = time["least_groupage_days"], time["most_groupage_days"]
    services = [Service("sea_lcl", "sea", groupage, least + late[0], most + late[1])]
    for code, container in containers().items():
        price = tariff.price("sea_fcl", lane, code, journey.market) * way.factor
        limit = road_payload_kg(code) if journey.country in _ROAD_LIMITS else None
        box = ContainerTariff(_USD, code, price)
        services.append(Service(f"sea_fcl_{code.lower()}", "sea", box, least, most, container, limit))
    return services


def _air(tariff: _Tariff, lane: str) -> Service:
    charges = tariff.charges("air", lane)
    minimum = charges.pop("minimum")
    breaks = sorted((Decimal(name.split("_")[1]), price) for name, price in charges.items())
    return Service("air", "air", AirTariff(_USD, tuple(breaks), minimum), *tariff.days("air"))


def _courier(tariff: _Tariff, lane: str) -> Service:
    price, extra = tariff.charges("courier", lane), tariff.charges("courier", "all")
    parcel = ParcelTariff(
        currency=_USD,
        weight_rule=weight_rule("courier"),
        per_step=price["next_half_kg"],
        step_kg=_HALF,
        first_kg=_FIRST_KG,
        first_price=price["first_half_kg"],
        fuel_rate=extra["fuel"],
        remote_surcharge=extra["remote_area"],
        battery_surcharge=extra["battery"],
        limit_kg=_COURIER_LIMIT_KG,
    )
    return Service("courier", "courier", parcel, *tariff.days("courier"))


def _parcel_line(tariff: _Tariff, lane: str) -> Service:
    price, extra = tariff.charges("parcel_line", lane), tariff.charges("parcel_line", "all")
    parcel = ParcelTariff(
        currency=_USD,
        weight_rule=weight_rule("parcel_c"),
        per_step=price["per_kg"] * _GRAM,
        step_kg=_GRAM,
        handling=price["handling"],
        battery_surcharge=extra["battery"],
        liquid_surcharge=extra["liquid"],
        limit_kg=_PARCEL_LIMIT_KG,
    )
    return Service("parcel_line", "post", parcel, *tariff.days("parcel_line"))


def _rail(tariff: _Tariff) -> list[Service]:
    days = tariff.days("rail")
    box = ContainerTariff(_USD, "40HQ", tariff.price("rail_fcl", _RAIL, "40HQ"))
    groupage = GroupageTariff(_USD, tariff.price("rail_lcl", _RAIL, "per_revenue_ton"))
    return [
        Service("rail_lcl", "rail", groupage, *days),
        Service("rail_fcl_40hq", "rail", box, *days, containers()["40HQ"]),
    ]


# How a mode is shown in one price: service of the tariff, what is charged for, and its unit.
_SHOWN = {"sea": ("sea_fcl", "40HQ", "40HQ"), "air": ("air", "from_100_kg", "kg")}


def lane_price(session: Session, mode: str, lane: str, on: date) -> tuple[str, Decimal] | None:
    """A unit and its price in USD on a lane, to compare days; None where it is not held."""
    service, charge, unit = _SHOWN.get(mode, ("", "", ""))
    price = _Tariff(session, on).prices.get(f"{service}/{lane}/{charge}/middle")
    return None if price is None else (unit, price)


def sea_speed_knots(session: Session, on: date) -> Decimal:
    """The slow speed by which ships are planned (an assumption of the reference)."""
    return _Tariff(session, on).charges("sea_time", "all")["slow_knots"]


def origin_charges(session: Session, on: date) -> dict[str, Decimal]:
    """Haulage, warehouse, airport and inspection charges in China, CNY by charge (assumptions)."""
    return _Tariff(session, on).charges("origin", "china")


def destination_charges(session: Session, on: date) -> dict[str, Decimal]:
    """Terminal, on-carriage, unloading and clearance at destination, USD by charge (assumptions)."""
    return _Tariff(session, on).charges("destination", "all")
