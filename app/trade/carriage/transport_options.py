"""The ways in which a consignment can travel, side by side: price, days, and why a way is closed.

Source: trade rules, section 3. Air and post: IATA Dangerous Goods Regulations, lithium batteries
need a UN38.3 test summary and liquids a safety sheet (section 6, D13).
"""

from dataclasses import dataclass, field
from decimal import Decimal

from app.trade.bounds import not_negative
from app.trade.carriage.freight import (
    AirTariff,
    ContainerTariff,
    GroupageTariff,
    Handling,
    ParcelTariff,
    air_freight,
    container_freight,
    groupage_freight,
    parcel_freight,
)
from app.trade.carriage.packing import Carton, Container, Packed, containers_needed, pack
from app.trade.money import Money
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings

Tariff = GroupageTariff | ContainerTariff | AirTariff | ParcelTariff


@dataclass(frozen=True, slots=True)
class Consignment:
    """What is to travel: pieces in cartons, and what a carrier asks about them.

    has_un38_3: a test summary for lithium batteries is at hand; has_safety_sheet: one for liquids is.
    """

    quantity: int
    carton: Carton
    goods: Handling = field(default_factory=Handling)
    has_un38_3: bool = False
    has_safety_sheet: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """One service that a carrier offers: stable name, mode, tariff, door-to-door or port-to-port days."""

    name: str
    mode: str
    tariff: Tariff
    least_days: Decimal
    most_days: Decimal
    container: Container | None = None
    road_limit_kg: Decimal | None = None

    def __post_init__(self) -> None:
        not_negative(self, "least_days", "most_days")


@dataclass(frozen=True, slots=True)
class TransportOption:
    """One service for one consignment: a price and days when it is open, a refusal when it is closed."""

    service: str
    mode: str
    price: Money | None
    least_days: Decimal
    most_days: Decimal
    containers: int
    workings: Workings
    closed_by: RuleBroken | None = None


def transport_options(consignment: Consignment, services: list[Service]) -> list[TransportOption]:
    """Every service for a consignment: the open ones by price, then the closed ones by name.

    Args: services whose tariffs share one currency.
    Raises: RuleBroken("packing.quantity_not_positive"), RuleBroken("money.currencies_differ").
    Source: trade rules, section 3.
    """
    packed = pack(consignment.quantity, consignment.carton)
    options = [_option(consignment, packed, service) for service in services]
    closed = [option for option in options if option.price is None]
    by_price = [(option.price, option) for option in options if option.price is not None]
    for price, _ in by_price[1:]:
        if price.currency != by_price[0][0].currency:
            raise RuleBroken("money.currencies_differ", left=by_price[0][0].currency, right=price.currency)
    by_price.sort(key=lambda pair: (pair[0].amount, pair[1].service))
    return [option for _, option in by_price] + sorted(closed, key=lambda option: option.service)


def _option(consignment: Consignment, packed: Packed, service: Service) -> TransportOption:
    days = service.least_days, service.most_days
    try:
        _check_goods(consignment, service.mode)
        price, containers, workings = _priced(consignment, packed, service)
    except RuleBroken as refused:
        return TransportOption(service.name, service.mode, None, *days, 0, Workings(), refused)
    return TransportOption(service.name, service.mode, price, *days, containers, workings)


def _check_goods(consignment: Consignment, mode: str) -> None:
    """Refuse goods that may not fly or be posted without their papers."""
    if mode not in {"air", "courier", "post"}:
        return
    if consignment.goods.has_battery and not consignment.has_un38_3:
        raise RuleBroken("freight.battery_untested", mode=mode)
    if consignment.goods.is_liquid and not consignment.has_safety_sheet:
        raise RuleBroken("freight.liquid_without_safety_sheet", mode=mode)


def _priced(consignment: Consignment, packed: Packed, service: Service) -> tuple[Money, int, Workings]:
    tariff = service.tariff
    if isinstance(tariff, GroupageTariff):
        price, workings = groupage_freight(packed, tariff)
        return price, 0, workings
    if isinstance(tariff, AirTariff):
        price, workings = air_freight(packed, tariff)
        return price, 0, workings
    if isinstance(tariff, ParcelTariff):
        price, workings = parcel_freight(consignment.carton, packed.cartons, tariff, consignment.goods)
        return price, 0, workings
    if service.container is None:
        raise RuleBroken("freight.container_unknown", service=service.name)
    count, loaded = containers_needed(
        packed.cartons, consignment.carton, service.container, service.road_limit_kg
    )
    price, workings = container_freight(count, tariff)
    workings.lines[:0] = loaded.lines
    return price, count, workings
