"""Whether goods come to harm on the way, and how: by service, route, month, cartons and days under way."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.trade.carriage.claim_settlement import PERILS, TOTAL_LOSS
from app.world.dice import Dice
from app.world.parameters import parameters

_ONE, _PERCENT = Decimal(1), 100


@dataclass(frozen=True, slots=True)
class Journey:
    """What bears on it. service: a kind of `seed/world/carrier.toml`; lane: "" where it has none; month: of
    departure, 1 to 12; days: under way; carton_kg: gross.
    """

    service: str
    lane: str
    month: int
    days: int
    carton_kg: Decimal
    quantity: int


def damage_rate(journey: Journey) -> Decimal:
    """The chance that the goods come to harm, 0 to `most_rate`."""
    rules = parameters("insurance")
    rate = Decimal(rules["damage"][f"{journey.service}_rate"])
    rate *= _ONE + Decimal(rules["day_rate"]) * journey.days
    if journey.lane in rules["rough_lanes"] and journey.month in rules["rough_months"]:
        rate *= Decimal(rules["rough_month_factor"])
    if journey.carton_kg > rules["heavy_carton_kg"]:
        rate *= Decimal(rules["heavy_factor"])
    return min(rate, Decimal(rules["most_rate"]))


def transit_damage(journey: Journey, dice: Dice) -> dict[str, Any]:
    """What the survey at the destination finds: {"kind", "pieces", "quantity"}; {} when nothing happened."""
    if not dice.chance(damage_rate(journey)):
        return {}
    rules = parameters("insurance")
    weights = rules["peril"]["sea" if journey.service.startswith("sea") else "other"]
    likely = [Decimal(weights[f"{name}_weight"]) for name in PERILS]
    kind = dice.under("kind").weighted(PERILS, likely)
    if kind == TOTAL_LOSS:
        return {"kind": kind, "pieces": journey.quantity, "quantity": journey.quantity}
    percent = dice.under("pieces").whole(*rules["pieces"][f"{kind}_percent"])
    pieces = min(max(journey.quantity * percent // _PERCENT, 1), journey.quantity)
    return {"kind": kind, "pieces": pieces, "quantity": journey.quantity}
