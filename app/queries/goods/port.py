"""Ports, airports and the distances between ports."""

from sqlmodel import Session, select

from app.models.rate import Airport, Port, SeaDistance
from app.queries.rates.reference_held import apart, held, held_row
from app.trade.refusal import RateUnknown


def ports(session: Session, country: str | None = None) -> list[Port]:
    """Container ports by name, of one country if it is given."""
    query = select(Port).order_by(Port.country, Port.name)
    every = held(session, ("ports",), lambda: tuple(apart(row) for row in session.exec(query)))
    return [each for each in every if country in (None, each.country)]


def port(session: Session, unlocode: str) -> Port:
    """One port by its UN/LOCODE. Raises: RateUnknown("port.unknown")."""
    found = held_row(session, Port, unlocode)
    if found is None:
        raise RateUnknown("port.unknown", field="port", port=unlocode)
    return found


def port_named(session: Session, name: str) -> Port | None:
    """A port by its code or by its name in any case, None if there is none.

    What stands in brackets after a name need not be written: "Nhava Sheva (Jawaharlal Nehru Port)".
    """
    named = held(session, ("ports by name",), lambda: _by_name(ports(session)))
    return named.get(name.strip().casefold())


def _by_name(listed: list[Port]) -> dict[str, Port]:
    named: dict[str, Port] = {}
    for each in listed:
        known = each.name.casefold()
        for name in (each.unlocode.casefold(), known, known.partition(" (")[0]):
            named.setdefault(name, each)
    return named


def airports(session: Session, country: str | None = None) -> list[Airport]:
    """Cargo airports by city, of one country if it is given."""
    query = select(Airport).order_by(Airport.country, Airport.city)
    every = held(session, ("airports",), lambda: tuple(apart(row) for row in session.exec(query)))
    return [each for each in every if country in (None, each.country)]


def sea_distance(session: Session, origin: str, destination: str, *, by_cape: bool = False) -> int:
    """Nautical miles between two ports, round the Cape of Good Hope if asked and if that differs.

    Raises: RateUnknown("freight.distance_unknown"). Source: seed/reference/sea_distance.csv.
    """
    found = held_row(session, SeaDistance, (origin, destination))
    if found is None:
        raise RateUnknown("freight.distance_unknown", origin=origin, destination=destination)
    return found.nm_cape if by_cape and found.nm_cape is not None else found.nm
