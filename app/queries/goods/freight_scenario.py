"""Rises of freight that really were, between two days of the indices that the reference holds."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.core.parameters import parameters
from app.queries.rates.reference import table


@dataclass(frozen=True, slots=True)
class Scenario:
    """One rise: its name, by how many percent freight rose in truth, and the services that it concerns."""

    name: str
    percent: Decimal
    modes: tuple[str, ...]
    lanes: tuple[str, ...]
    source: str


def freight_scenarios() -> list[Scenario]:
    """The scenarios of `seed/world/events.toml`, reckoned from `seed/reference/freight_index.csv`."""
    held = {(row["index"], row["lane"], row["on"]): Decimal(row["value"]) for row in table("freight_index")}
    found = []
    for name, told in parameters("events")["freight_spike"]["scenarios"].items():
        first, last = (held[told["index"], told["lane"], told[day]] for day in ("first", "last"))
        percent = ((last / first - 1) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        source = f"{told['index']} {told['lane']}, {told['first']} to {told['last']}"
        found.append(Scenario(name, percent, tuple(told["modes"]), tuple(told["lanes"]), source))
    return found
