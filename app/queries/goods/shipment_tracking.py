"""Where a shipment is on its way, for the map and the timeline."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from app.models.rate import Airport, Port
from app.models.shipment import Shipment
from app.queries.goods.sea_lane import Point, way


@dataclass(frozen=True, slots=True)
class Track:
    """A shipment on the map. progress: 0 at departure, 1 at arrival, by the calendar."""

    label: str
    way: tuple[Point, ...]
    progress: Decimal


def track_of(session: Session, shipment: Shipment, today: date) -> Track | None:
    """The shipment on the map on a day; None where one of its places is not held."""
    points = way(session, shipment.origin, shipment.destination)
    if not points:
        return None
    whole = max((shipment.arrives_on - shipment.departs_on).days, 1)
    done = Decimal((today - shipment.departs_on).days) / whole
    has_left = shipment.departed_at is not None
    at_end = shipment.arrived_at is not None
    progress = Decimal(1) if at_end else min(max(done, Decimal(0)), Decimal(1)) if has_left else Decimal(0)
    name = place_names(session, {shipment.destination}).get(shipment.destination, shipment.destination)
    return Track(name, tuple(points), progress)


def place_names(session: Session, codes: set[str]) -> dict[str, str]:
    """Names of ports and airports' cities by code."""
    named = select(Port.unlocode, Port.name).where(col(Port.unlocode).in_(codes))
    cities = select(Airport.iata, Airport.city).where(col(Airport.iata).in_(codes))
    return dict([*session.exec(named).all(), *session.exec(cities).all()])
