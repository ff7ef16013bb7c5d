"""The way of a ship or aircraft on the world map, from the passages of the sea distance table.

Waypoints are (longitude, latitude), rough enough for a drawing; distances come from the reference alone.
"""

from decimal import Decimal

from sqlmodel import Session

from app.models.rate import Airport, Port, SeaDistance

Point = tuple[Decimal, Decimal]
_Rough = tuple[float, float]

_SOUTH_CHINA_SEA = ((119.0, 23.5), (113.0, 15.0), (109.5, 7.0))
_MALACCA = (*_SOUTH_CHINA_SEA, (104.3, 1.2), (100.0, 3.6), (95.0, 6.0), (80.5, 5.4))
_BAB_EL_MANDEB = ((51.5, 12.3), (43.4, 12.5), (38.5, 20.0))
_SUEZ = ((34.2, 27.2), (32.5, 29.9), (32.3, 31.6))
_GIBRALTAR = ((24.0, 34.0), (11.0, 37.6), (-5.6, 35.9), (-9.8, 37.0), (-9.8, 43.6), (-5.2, 48.8), (1.4, 50.9))
_SUNDA = (*_SOUTH_CHINA_SEA, (106.5, -3.0), (105.2, -6.2))
_CAPE = ((60.0, -25.0), (32.0, -33.5), (20.0, -35.5))
_PACIFIC = ((131.0, 30.5), (150.0, 38.0), (180.0, 44.0), (-150.0, 44.5))
# Passages of the table -> the way, without the two ends.
_PASSAGES: dict[str, tuple[_Rough, ...]] = {
    "malacca": (*_MALACCA, (77.0, 7.5)),
    "malacca ormuz": (*_MALACCA, (60.0, 22.5), (56.6, 26.3)),
    "babalmandab malacca": (*_MALACCA, *_BAB_EL_MANDEB),
    "babalmandab suez malacca": (*_MALACCA, *_BAB_EL_MANDEB, *_SUEZ, (24.0, 34.0)),
    "babalmandab suez malacca bosporus": (
        *_MALACCA, *_BAB_EL_MANDEB, *_SUEZ, (26.5, 36.5), (26.0, 40.0), (29.1, 41.3),
    ),
    "babalmandab suez malacca gibraltar": (*_MALACCA, *_BAB_EL_MANDEB, *_SUEZ, *_GIBRALTAR),
    "panama": ((131.0, 30.5), (180.0, 32.0), (-120.0, 17.0), (-80.0, 7.0), (-79.8, 9.5), (-75.0, 20.0)),
    "south_africa sunda": (*_SUNDA, *_CAPE),
    "sunda": (*_SUNDA, (60.0, -24.0)),
}  # fmt: skip
# Lane of a destination that is reached without a passage -> the way.
_OPEN_SEA: dict[str, tuple[_Rough, ...]] = {
    "us_west_coast": (*_PACIFIC, (-130.0, 40.0)),
    "canada_west": (*_PACIFIC, (-135.0, 50.0)),
    "mexico": ((131.0, 30.5), (170.0, 36.0), (-150.0, 34.0), (-115.0, 22.0)),
    "japan": ((131.5, 30.3), (137.0, 33.0)),
    "korea": ((125.5, 33.0),),
    "russia_far_east": ((127.5, 33.5), (131.0, 38.5)),
    "australia_nz": ((126.0, 20.0), (133.0, 5.0), (150.0, -4.0), (158.0, -20.0)),
    "south_east_asia": _SOUTH_CHINA_SEA[:2],
    "hong_kong_taiwan": ((119.5, 24.5),),
}
# What lies beyond Gibraltar and the Channel for ports of the far north and of Canada.
_BEYOND: dict[str, tuple[_Rough, ...]] = {
    "DEHAM": ((4.0, 53.2), (8.0, 54.0)),
    "DEBRV": ((4.0, 53.2), (8.0, 54.0)),
    "PLGDN": ((4.0, 53.2), (8.5, 57.2), (10.8, 57.8), (12.6, 55.8), (15.0, 55.0)),
    "RULED": ((4.0, 53.2), (8.5, 57.2), (10.8, 57.8), (12.6, 55.8), (19.0, 56.5), (24.0, 59.6)),
}


def way(session: Session, origin: str, destination: str) -> list[Point]:
    """The points from one place to the other; a straight line by air; empty if a place is not held."""
    start, end = _place(session, origin), _place(session, destination)
    if start is None or end is None:
        return []
    between = _between(session, origin, destination)
    return [start, *((Decimal(str(east)), Decimal(str(north))) for east, north in between), end]


def _place(session: Session, code: str) -> Point | None:
    held = session.get(Port, code) or session.get(Airport, code)
    return (held.longitude, held.latitude) if held else None


def _between(session: Session, origin: str, destination: str) -> tuple[_Rough, ...]:
    distance, port = session.get(SeaDistance, (origin, destination)), session.get(Port, destination)
    if distance is None or port is None:
        return ()
    if distance.passages:
        return (*_PASSAGES.get(distance.passages, ()), *_BEYOND.get(destination, ()))
    return _OPEN_SEA.get(port.lane, ())
