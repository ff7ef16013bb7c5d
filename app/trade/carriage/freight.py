"""What carriage costs and how long it takes: sea groupage, full containers, air, courier and parcel.

Tariffs are arguments, in one currency. Source: trade rules, section 3.
"""

# fmt: off  (columns of figures are set by hand)

from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from app.trade.bounds import not_negative, zero_or_more
from app.trade.carriage.packing import Carton, Packed, WeightRule, chargeable_weight_kg, revenue_tons
from app.trade.money import Money, rounded
from app.trade.refusal import RateUnknown, RuleBroken
from app.trade.workings import Workings

_SECTION_3 = "trade rules, section 3"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class GroupageTariff:
    """Sea LCL: price per revenue ton, fees per shipment, least revenue tons charged."""

    currency: str
    per_revenue_ton: Decimal
    fees: Decimal = _ZERO
    minimum_revenue_tons: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        not_negative(self, "per_revenue_ton", "fees", "minimum_revenue_tons")


@dataclass(frozen=True, slots=True)
class ContainerTariff:
    """Sea FCL of one container type: ocean freight and local fees per container, fees per bill of lading."""

    currency: str
    container: str
    per_container: Decimal
    fees_per_container: Decimal = _ZERO
    fees_per_bill: Decimal = _ZERO

    def __post_init__(self) -> None:
        not_negative(self, "per_container", "fees_per_container", "fees_per_bill")


@dataclass(frozen=True, slots=True)
class AirTariff:
    """General air cargo: (from kg, price per kg) in ascending order, least charge, surcharges."""

    currency: str
    breaks: tuple[tuple[Decimal, Decimal], ...]
    minimum_charge: Decimal = _ZERO
    surcharge_per_kg: Decimal = _ZERO
    fees: Decimal = _ZERO
    weight_rule: WeightRule = field(default_factory=lambda: WeightRule(Decimal(6000)))

    def __post_init__(self) -> None:
        starts = [start for start, _ in self.breaks]
        if not starts or starts != sorted(set(starts)) or starts[0] != 0:
            raise RuleBroken("freight.breaks_out_of_order", field="breaks")
        not_negative(self, "minimum_charge", "surcharge_per_kg", "fees")
        for _, per_kg in self.breaks:
            zero_or_more("breaks", per_kg)


@dataclass(frozen=True, slots=True)
class ParcelTariff:
    """Courier and small parcel: handling, a first weight and steps after it, fuel share, surcharges per
    parcel.

    A line that charges by the kg alone has `first_kg` 0 and `per_step` for `step_kg` of weight.
    `battery_surcharge` and `liquid_surcharge` are None where the line does not carry such goods at all.
    """

    currency: str
    weight_rule: WeightRule
    per_step: Decimal
    step_kg: Decimal = Decimal("0.5")
    first_kg: Decimal = _ZERO
    first_price: Decimal = _ZERO
    handling: Decimal = _ZERO
    fuel_rate: Decimal = _ZERO
    remote_surcharge: Decimal = _ZERO
    battery_surcharge: Decimal | None = None
    liquid_surcharge: Decimal | None = None
    limit_kg: Decimal | None = None

    def __post_init__(self) -> None:
        if self.step_kg <= 0:
            raise RuleBroken("freight.step_not_positive", field="step_kg")
        not_negative(
            self, "per_step", "first_kg", "first_price", "handling", "fuel_rate", "remote_surcharge",
            "battery_surcharge", "liquid_surcharge", "limit_kg",
        )


def groupage_freight(packed: Packed, tariff: GroupageTariff) -> tuple[Money, Workings]:
    """Sea LCL freight: revenue tons * price + fees.

    Raises: RuleBroken("packing.size_not_positive"). Source: trade rules, section 3.
    """
    tons, workings = revenue_tons(packed.volume_m3, packed.gross_kg, tariff.minimum_revenue_tons)
    amount = workings.add(
        "freight.groupage", rounded(tons * tariff.per_revenue_ton + tariff.fees, tariff.currency),
        tariff.currency, "revenue_tons * per_revenue_ton + fees", _SECTION_3,
        revenue_tons=(tons, "RT"), per_revenue_ton=(tariff.per_revenue_ton, f"{tariff.currency}/RT"),
        fees=(tariff.fees, tariff.currency),
    )
    return Money(amount, tariff.currency), workings


def container_freight(containers: int, tariff: ContainerTariff) -> tuple[Money, Workings]:
    """Sea FCL freight: containers * (freight + fees) + fees of the bill of lading.

    Raises: RuleBroken("freight.containers_not_positive"). Source: trade rules, section 3.
    """
    if containers < 1:
        raise RuleBroken("freight.containers_not_positive", field="containers")
    workings = Workings()
    exact = containers * (tariff.per_container + tariff.fees_per_container) + tariff.fees_per_bill
    amount = workings.add(
        "freight.container", rounded(exact, tariff.currency), tariff.currency,
        "containers * (per_container + fees_per_container) + fees_per_bill", _SECTION_3,
        containers=(Decimal(containers), tariff.container),
        per_container=(tariff.per_container, tariff.currency),
        fees_per_container=(tariff.fees_per_container, tariff.currency),
        fees_per_bill=(tariff.fees_per_bill, tariff.currency),
    )
    return Money(amount, tariff.currency), workings


def air_freight(packed: Packed, tariff: AirTariff) -> tuple[Money, Workings]:
    """Air freight on the whole consignment's chargeable weight, at the cheaper of its own and the next
    weight break.

    Raises: RuleBroken("packing.size_not_positive"). Source: trade rules, section 3; IATA "lower charge at the
    higher weight break".
    """
    volume_cm3 = packed.volume_m3 * 1_000_000
    charged, workings = chargeable_weight_kg(packed.gross_kg, volume_cm3, tariff.weight_rule)
    weight_charge = min(max(charged, start) * per_kg for start, per_kg in tariff.breaks)
    carriage = workings.add(
        "freight.air_weight_charge", rounded(max(weight_charge, tariff.minimum_charge), tariff.currency),
        tariff.currency, "cheapest of the weight breaks, at least the minimum charge", _SECTION_3,
        chargeable_weight=(charged, "kg"), minimum_charge=(tariff.minimum_charge, tariff.currency),
    )
    amount = workings.add(
        "freight.air", rounded(carriage + charged * tariff.surcharge_per_kg + tariff.fees, tariff.currency),
        tariff.currency, "weight_charge + chargeable_weight * surcharge_per_kg + fees", _SECTION_3,
        surcharge_per_kg=(tariff.surcharge_per_kg, f"{tariff.currency}/kg"),
        fees=(tariff.fees, tariff.currency),
    )
    return Money(amount, tariff.currency), workings


@dataclass(frozen=True, slots=True)
class Handling:
    """What the goods are, as far as a carrier asks, and whether the address is remote."""

    has_battery: bool = False
    is_liquid: bool = False
    is_remote: bool = False


def parcel_freight(
    carton: Carton, parcels: int, tariff: ParcelTariff, goods: Handling
) -> tuple[Money, Workings]:
    """Courier or parcel freight of equal parcels, each weighed by itself.

    Raises: RuleBroken("freight.containers_not_positive"), RuleBroken("freight.parcel_too_heavy"),
    RuleBroken("freight.battery_not_carried"), RuleBroken("freight.liquid_not_carried").
    Source: trade rules, section 3: handling + rate, or first 0.5 kg + steps; then fuel and surcharges.
    """
    if parcels < 1:
        raise RuleBroken("freight.containers_not_positive", field="parcels")
    surcharges = _surcharges(tariff, goods)
    charged, workings = chargeable_weight_kg(carton.gross_kg, carton.volume_cm3, tariff.weight_rule)
    if tariff.limit_kg is not None and charged > tariff.limit_kg:
        raise RuleBroken("freight.parcel_too_heavy", weight=charged, limit=tariff.limit_kg)
    beyond = max(charged - tariff.first_kg, _ZERO)
    steps = (beyond / tariff.step_kg).to_integral_value(ROUND_CEILING)
    carriage = workings.add(
        "freight.parcel_carriage", tariff.handling + tariff.first_price + steps * tariff.per_step,
        tariff.currency, "handling + first_price + steps * per_step", _SECTION_3,
        handling=(tariff.handling, tariff.currency), first_price=(tariff.first_price, tariff.currency),
        steps=(steps, "steps"), per_step=(tariff.per_step, tariff.currency),
    )
    each = rounded(carriage * (1 + tariff.fuel_rate) + surcharges, tariff.currency)
    amount = workings.add(
        "freight.parcel", each * parcels, tariff.currency,
        "(carriage * (1 + fuel_rate) + surcharges) * parcels", _SECTION_3,
        fuel_rate=(tariff.fuel_rate, "share"), surcharges=(surcharges, tariff.currency),
        parcels=(Decimal(parcels), "parcels"),
    )
    return Money(amount, tariff.currency), workings


def _surcharges(tariff: ParcelTariff, goods: Handling) -> Decimal:
    if goods.has_battery and tariff.battery_surcharge is None:
        raise RuleBroken("freight.battery_not_carried")
    if goods.is_liquid and tariff.liquid_surcharge is None:
        raise RuleBroken("freight.liquid_not_carried")
    battery = (tariff.battery_surcharge or _ZERO) if goods.has_battery else _ZERO
    liquid = (tariff.liquid_surcharge or _ZERO) if goods.is_liquid else _ZERO
    remote = tariff.remote_surcharge if goods.is_remote else _ZERO
    return battery + liquid + remote


def sea_days(nautical_miles: Decimal, speed_knots: Decimal, port_days: Decimal) -> tuple[Decimal, Workings]:
    """Days from port to port: nautical miles / (24 * speed) + days in ports, one decimal, rounded up.

    Raises: RuleBroken("freight.speed_not_positive"), RateUnknown("freight.distance_unknown").
    Source: trade rules, section 3.
    """
    if speed_knots <= 0:
        raise RuleBroken("freight.speed_not_positive", field="speed_knots")
    if nautical_miles <= 0:
        raise RateUnknown("freight.distance_unknown", field="nautical_miles")
    zero_or_more("port_days", port_days)
    workings = Workings()
    days = (nautical_miles / (24 * speed_knots) + port_days).quantize(Decimal("0.1"), rounding=ROUND_CEILING)
    workings.add(
        "freight.sea_days", days, "days", "distance / (24 * speed) + port_days", _SECTION_3,
        distance=(nautical_miles, "nm"), speed=(speed_knots, "knots"), port_days=(port_days, "days"),
    )
    return days, workings


def break_even_revenue_tons(groupage: GroupageTariff, container: ContainerTariff) -> tuple[Decimal, Workings]:
    """Revenue tons above which one full container is cheaper than groupage, three decimals.

    Raises: RuleBroken("money.currencies_differ"), RuleBroken("freight.rate_not_positive").
    Source: trade rules, section 3: FCL when LCL freight + fees > container freight + fees.
    """
    whole, workings = container_freight(1, container)
    rest = whole - Money(groupage.fees, groupage.currency)
    if groupage.per_revenue_ton <= 0:
        raise RuleBroken("freight.rate_not_positive", field="per_revenue_ton")
    tons = max(rest.amount / groupage.per_revenue_ton, groupage.minimum_revenue_tons)
    workings.add(
        "freight.break_even", tons.quantize(Decimal("0.001"), rounding=ROUND_CEILING), "RT",
        "(container_freight - groupage_fees) / per_revenue_ton", _SECTION_3,
        container_freight=(whole.amount, whole.currency), groupage_fees=(groupage.fees, groupage.currency),
        per_revenue_ton=(groupage.per_revenue_ton, f"{groupage.currency}/RT"),
    )
    return workings.amount("freight.break_even"), workings


def sea_choice(
    packed: Packed, groupage: GroupageTariff, containers: int, container: ContainerTariff
) -> tuple[str, Workings]:
    """"fcl" when groupage with its fees costs more than so many full containers with theirs, else "lcl".

    Args: containers that the consignment fills, as the rule "Containers needed" counts them.
    Raises: RuleBroken("money.currencies_differ"), RuleBroken("freight.containers_not_positive").
    Source: trade rules, section 3.
    """
    loose, workings = groupage_freight(packed, groupage)
    whole, lines = container_freight(containers, container)
    workings.lines += lines.lines
    saving = loose - whole
    workings.add("freight.saved_by_container", saving.amount, saving.currency, "groupage - containers",
                 _SECTION_3)
    return ("fcl" if saving.amount > 0 else "lcl"), workings
