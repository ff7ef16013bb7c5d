"""Cartons, volume, chargeable weight, revenue tons, and how many cartons a container takes.

Source: trade rules, section 3.
"""

# fmt: off  (columns of figures are set by hand)

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import permutations

from app.trade.bounds import above_zero, not_negative, positive, zero_or_more
from app.trade.refusal import RuleBroken
from app.trade.workings import Workings

_SECTION_3 = "trade rules, section 3"
_CM3_PER_M3 = Decimal(1_000_000)
_KG_PER_TON = Decimal(1000)
# Box, filling and label of one consumer's parcel: an assumption of the simulation.
PARCEL_PACKING_KG = Decimal("0.060")


@dataclass(frozen=True, slots=True)
class Carton:
    """An export carton: pieces in it, outer size in cm, gross and net weight in kg."""

    pieces: int
    length_cm: Decimal
    width_cm: Decimal
    height_cm: Decimal
    gross_kg: Decimal
    net_kg: Decimal

    def __post_init__(self) -> None:
        if self.pieces < 1:
            raise RuleBroken("packing.pieces_not_positive", field="pieces")
        if min(self.length_cm, self.width_cm, self.height_cm) <= 0:
            raise RuleBroken("packing.size_not_positive", field="length_cm")
        if not 0 < self.net_kg <= self.gross_kg:
            raise RuleBroken("packing.net_above_gross", field="net_kg", net=self.net_kg, gross=self.gross_kg)

    @property
    def volume_cm3(self) -> Decimal:
        """Outer volume."""
        return self.length_cm * self.width_cm * self.height_cm


@dataclass(frozen=True, slots=True)
class Packed:
    """A quantity in cartons: m3 with 3 decimals, kg with 2."""

    pieces: int
    cartons: int
    volume_m3: Decimal
    gross_kg: Decimal
    net_kg: Decimal
    workings: Workings

    def __post_init__(self) -> None:
        not_negative(self, "pieces", "cartons", "net_kg")


def pack(quantity: int, carton: Carton) -> Packed:
    """How a quantity goes into cartons; the last one may be part full and then weighs less.

    Args: quantity >= 1 pieces.
    Raises: RuleBroken("packing.quantity_not_positive").
    Source: trade rules, sections 0 and 3.
    """
    if quantity < 1:
        raise RuleBroken("packing.quantity_not_positive", field="quantity")
    workings = Workings()
    cartons = -(-quantity // carton.pieces)
    workings.add(
        "packing.cartons", Decimal(cartons), "cartons", "quantity / pieces_per_carton, rounded up",
        quantity=(Decimal(quantity), "pieces"), pieces_per_carton=(Decimal(carton.pieces), "pieces"),
    )
    volume_m3 = workings.add(
        "packing.volume", _m3(carton.volume_cm3 * cartons), "m3",
        "length * width * height * cartons / 1000000", _SECTION_3,
        length=(carton.length_cm, "cm"), width=(carton.width_cm, "cm"),
        height=(carton.height_cm, "cm"), cartons=(Decimal(cartons), "cartons"),
    )
    net_kg = workings.add(
        "packing.net_weight", _kg(carton.net_kg * quantity / carton.pieces), "kg",
        "net_per_carton * quantity / pieces_per_carton", net_per_carton=(carton.net_kg, "kg"),
    )
    tare_kg = carton.gross_kg - carton.net_kg
    gross_kg = workings.add(
        "packing.gross_weight", _kg(carton.net_kg * quantity / carton.pieces + tare_kg * cartons), "kg",
        "net_weight + tare_per_carton * cartons", tare_per_carton=(tare_kg, "kg"),
    )
    return Packed(quantity, cartons, volume_m3, gross_kg, net_kg, workings)


def _m3(volume_cm3: Decimal) -> Decimal:
    return (volume_cm3 / _CM3_PER_M3).quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)


def _kg(weight: Decimal) -> Decimal:
    return weight.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class WeightRule:
    """How a carrier turns size and weight into what it charges.

    cm3_per_kg: divisor; step_kg: rounded up to it; coarse_above_kg and coarse_step_kg: a wider step above a
    weight (20.5 and 1 for couriers); minimum_kg: least charged; volume_from: the volume weight counts only
    when it is at least this many times the actual weight (1 as a rule, 2 on some parcel lines).
    """

    cm3_per_kg: Decimal
    step_kg: Decimal = Decimal("0.5")
    coarse_above_kg: Decimal | None = None
    coarse_step_kg: Decimal = Decimal(1)
    minimum_kg: Decimal = Decimal(0)
    volume_from: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        if min(self.cm3_per_kg, self.step_kg, self.coarse_step_kg) <= 0:
            raise RuleBroken("packing.weight_rule_not_positive")
        above_zero(self, "volume_from")
        not_negative(self, "coarse_above_kg", "minimum_kg")


def chargeable_weight_kg(
    gross_kg: Decimal, volume_cm3: Decimal, rule: WeightRule
) -> tuple[Decimal, Workings]:
    """Weight on which a carrier charges one piece: the greater of gross and volume weight, rounded up.

    Args: gross_kg > 0; volume_cm3 > 0, outer size.
    Returns: kg and the workings.
    Raises: RuleBroken("packing.size_not_positive").
    Source: trade rules, section 3; IATA volume weight (6000), courier (5000).
    """
    if gross_kg <= 0 or volume_cm3 <= 0:
        raise RuleBroken("packing.size_not_positive", field="gross_kg" if gross_kg <= 0 else "volume_cm3")
    workings = Workings()
    volume_kg = workings.add(
        "packing.volume_weight", volume_cm3 / rule.cm3_per_kg, "kg", "volume / divisor", _SECTION_3,
        volume=(volume_cm3, "cm3"), divisor=(rule.cm3_per_kg, "cm3/kg"),
    )
    greater = volume_kg if volume_kg >= gross_kg * rule.volume_from else gross_kg
    greater = max(greater, rule.minimum_kg)
    is_coarse = rule.coarse_above_kg is not None and greater > rule.coarse_above_kg
    step_kg = rule.coarse_step_kg if is_coarse else rule.step_kg
    charged = workings.add(
        "packing.chargeable_weight", (greater / step_kg).to_integral_value(ROUND_CEILING) * step_kg, "kg",
        "greater of gross weight and volume weight, rounded up to the step", _SECTION_3,
        gross_weight=(gross_kg, "kg"), volume_weight=(volume_kg, "kg"), step=(step_kg, "kg"),
    )
    return charged, workings


def revenue_tons(
    volume_m3: Decimal, gross_kg: Decimal, minimum: Decimal = Decimal(1)
) -> tuple[Decimal, Workings]:
    """What sea groupage is charged on: the greater of cubic metres and tonnes, at least the minimum.

    Args: volume_m3, gross_kg > 0.
    Raises: RuleBroken("packing.size_not_positive").
    Source: trade rules, section 3 (W/M).
    """
    if volume_m3 <= 0 or gross_kg <= 0:
        raise RuleBroken("packing.size_not_positive", field="gross_kg" if gross_kg <= 0 else "volume_m3")
    zero_or_more("minimum", minimum)
    workings = Workings()
    tons = max(volume_m3, gross_kg / _KG_PER_TON, minimum).quantize(Decimal("0.001"), rounding=ROUND_CEILING)
    workings.add(
        "packing.revenue_tons", tons, "RT", "greatest of volume, gross_weight / 1000 and minimum", _SECTION_3,
        volume=(volume_m3, "m3"), gross_weight=(gross_kg, "kg"), minimum=(minimum, "RT"),
    )
    return tons, workings


@dataclass(frozen=True, slots=True)
class Container:
    """A container type: inner size in cm, payload in kg, planning volume in m3 where one is known."""

    code: str
    length_cm: Decimal
    width_cm: Decimal
    height_cm: Decimal
    payload_kg: Decimal
    planning_m3: Decimal | None = None

    def __post_init__(self) -> None:
        above_zero(self, "length_cm", "width_cm", "height_cm", "payload_kg", "planning_m3")


@dataclass(frozen=True, slots=True)
class Loading:
    """The best whole-layer loading of one container with cartons of one size.

    cartons: how many fit; along, across, layers: of the best orientation; limit: "space", "planning_volume"
    or "payload", whichever binds.
    """

    container: str
    cartons: int
    along: int
    across: int
    layers: int
    limit: str
    workings: Workings


def loading(carton: Carton, container: Container, road_limit_kg: Decimal | None = None) -> Loading:
    """How many cartons one container takes: best of six orientations by whole layers, within the payload.

    Args: road_limit_kg, a lower payload on the roads of the destination, if there is one.
    Raises: RuleBroken("packing.carton_too_large") when not one carton fits.
    Source: trade rules, section 3 (geometric maximum, before clearance).
    """
    if road_limit_kg is not None:
        positive("road_limit_kg", road_limit_kg)
    rows = [
        tuple(int(room // side) for room, side in zip(_inside(container), sides, strict=True))
        for sides in permutations((carton.length_cm, carton.width_cm, carton.height_cm))
    ]
    along, across, layers = max(rows, key=lambda row: row[0] * row[1] * row[2])
    payload_kg = container.payload_kg if road_limit_kg is None else min(container.payload_kg, road_limit_kg)
    limits = {"space": along * across * layers, "payload": int(payload_kg // carton.gross_kg)}
    if container.planning_m3 is not None:
        volume_cm3 = container.planning_m3 * _CM3_PER_M3
        limits["planning_volume"] = int((volume_cm3 / carton.volume_cm3).to_integral_value(ROUND_FLOOR))
    limit = min(limits, key=lambda name: limits[name])
    if limits[limit] < 1:
        raise RuleBroken("packing.carton_too_large", container=container.code)
    workings = Workings()
    workings.add(
        "packing.container_load", Decimal(limits[limit]), "cartons",
        "least of along * across * layers, payload / gross_per_carton and planning volume / carton volume",
        _SECTION_3, container=(container.code, ""), along=(Decimal(along), "cartons"),
        across=(Decimal(across), "cartons"), layers=(Decimal(layers), "layers"), payload=(payload_kg, "kg"),
        gross_per_carton=(carton.gross_kg, "kg"), limit=(limit, ""),
    )
    return Loading(container.code, limits[limit], along, across, layers, limit, workings)


def _inside(container: Container) -> tuple[Decimal, Decimal, Decimal]:
    return container.length_cm, container.width_cm, container.height_cm


def containers_needed(
    cartons: int, carton: Carton, container: Container, road_limit_kg: Decimal | None = None
) -> tuple[int, Workings]:
    """How many full containers a number of cartons needs.

    Raises: RuleBroken("packing.quantity_not_positive"), RuleBroken("packing.carton_too_large").
    Source: trade rules, section 3.
    """
    if cartons < 1:
        raise RuleBroken("packing.quantity_not_positive", field="quantity")
    load = loading(carton, container, road_limit_kg)
    count = -(-cartons // load.cartons)
    load.workings.add(
        "packing.containers", Decimal(count), "containers", "cartons / cartons_per_container, rounded up",
        cartons=(Decimal(cartons), "cartons"), cartons_per_container=(Decimal(load.cartons), "cartons"),
    )
    return count, load.workings
