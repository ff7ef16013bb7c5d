"""The way of a ship between two ports on a day: its miles, and whether a closed canal sends it round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from app.models.rate import SeaDistance
from app.trade.market.world_event import WorldEvent, closed_canals, miles_factor
from app.trade.refusal import RateUnknown

# An event of the world that makes carriage dearer, and the factor, which is in the price already.
Raise = tuple[WorldEvent, Decimal]


@dataclass(frozen=True, slots=True)
class SeaWay:
    """nm: miles of the day; nm_cape: round the Cape, None where that is no other way; nm_usual: without
    events; closed: the event that sends ships round, and factor, by which it raises the freight.
    """

    nm: int
    nm_cape: int | None
    nm_usual: int
    closed: WorldEvent | None = None
    factor: Decimal = Decimal(1)


def sea_way(
    session: Session, origin: str, destination: str, events: Iterable[WorldEvent], on: date
) -> SeaWay:
    """The way on a day: round the Cape of Good Hope where the canal that it passes is closed, the freight
    dearer by the ratio of the miles.

    Raises: RateUnknown("freight.distance_unknown"). Source: seed/reference/sea_distance.csv.
    """
    held = session.get(SeaDistance, (origin, destination))
    if held is None:
        raise RateUnknown("freight.distance_unknown", origin=origin, destination=destination)
    for event in closed_canals(events, on):
        if held.nm_cape is not None and event.figures.get("canal") in held.passages.split():
            factor = miles_factor(held.nm, held.nm_cape)
            return SeaWay(held.nm_cape, held.nm_cape, held.nm, event, factor)
    return SeaWay(held.nm, held.nm_cape, held.nm)
