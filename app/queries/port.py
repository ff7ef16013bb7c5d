"""Ports, airports and the distances between ports."""

from sqlmodel import Session, select

from app.models.rate import Airport, Port, SeaDistance
from app.trade.refusal import RateUnknown


def ports(session: Session, country: str | None = None) -> list[Port]:
    """Container ports by name, of one country if it is given."""
    query = select(Port).order_by(Port.country, Port.name)
    return list(session.exec(query if country is None else query.where(Port.country == country)))


def port(session: Session, unlocode: str) -> Port:
    """One port by its UN/LOCODE. Raises: RateUnknown("port.unknown")."""
    held = session.get(Port, unlocode)
    if held is None:
        raise RateUnknown("port.unknown", field="port", port=unlocode)
    return held


def port_named(session: Session, name: str) -> Port | None:
    """A port by its code or by its name in any case, None if there is none.

    What stands in brackets after a name need not be written: "Nhava Sheva (Jawaharlal Nehru Port)".
    """
    wanted = name.strip().casefold()
    for each in ports(session):
        known = each.name.casefold()
        if wanted in (each.unlocode.casefold(), known, known.partition(" (")[0]):
            return each
    return None


def airports(session: Session, country: str | None = None) -> list[Airport]:
    """Cargo airports by city, of one country if it is given."""
    query = select(Airport).order_by(Airport.country, Airport.city)
    return list(session.exec(query if country is None else query.where(Airport.country == country)))


def sea_distance(session: Session, origin: str, destination: str, *, by_cape: bool = False) -> int:
    """Nautical miles between two ports, round the Cape of Good Hope if asked and if that differs.

    Raises: RateUnknown("freight.distance_unknown"). Source: seed/reference/sea_distance.csv.
    """
    held = session.get(SeaDistance, (origin, destination))
    if held is None:
        raise RateUnknown("freight.distance_unknown", origin=origin, destination=destination)
    return held.nm_cape if by_cape and held.nm_cape is not None else held.nm
