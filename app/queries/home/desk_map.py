"""Goods on their way: where each shipment is between its port or airport and the buyer's."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, union_all
from sqlmodel import Session

from app.core.clock import home_date
from app.models.rate import Airport, Port
from app.queries.home.desk_rows import DeskRows

_UNDER_WAY = ("loaded", "in_transit", "arrived", "cleared")
Place = tuple[Decimal, Decimal]  # longitude, latitude


@dataclass(frozen=True, slots=True)
class Voyage:
    """One shipment under way. progress: 0 to 1 by the calendar; mode: sea, air, ...; is_in: arrived."""

    order_id: UUID
    number: int
    mode: str
    origin: str
    origin_at: Place
    destination: str
    destination_at: Place
    progress: Decimal
    arrives_on: date
    is_in: bool


def voyages(session: Session, rows: DeskRows, now: datetime) -> tuple[Voyage, ...]:
    """Shipments under way, the first to arrive first; places that are not held are left out."""
    numbers = {row.id: row.number for row in rows.orders}
    moving = [row for row in rows.shipments if row.state in _UNDER_WAY]
    if not moving:
        return ()
    places = _places(session, {code for row in moving for code in (row.origin, row.destination)})
    today = home_date(now)
    found = [
        Voyage(
            row.order_id, numbers.get(row.order_id, 0), row.mode, *places[row.origin],
            *places[row.destination], _progress(row.departs_on, row.arrives_on, today), row.arrives_on,
            row.state in ("arrived", "cleared"),
        )
        for row in moving
        if row.origin in places and row.destination in places
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda voyage: (voyage.arrives_on, voyage.number)))


def _progress(departs_on: date, arrives_on: date, today: date) -> Decimal:
    whole = max((arrives_on - departs_on).days, 1)
    return min(max(Decimal((today - departs_on).days) / whole, Decimal(0)), Decimal(1))


def _places(session: Session, codes: set[str]) -> dict[str, tuple[str, Place]]:
    ports = select(Port.unlocode, Port.name, Port.longitude, Port.latitude).where(Port.unlocode.in_(codes))
    airports = select(Airport.iata, Airport.city, Airport.longitude, Airport.latitude).where(
        Airport.iata.in_(codes)
    )
    rows = session.execute(union_all(ports, airports))
    return {code: (name, (longitude, latitude)) for code, name, longitude, latitude in rows}
