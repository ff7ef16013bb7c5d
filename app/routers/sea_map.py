"""The way that a ship is drawn on: the turning points of the sea lanes out of China.

Drawn for the eye, not for a navigator; distances and days are those of the reference.
"""

from app.routers.charts import Point

# (longitude, latitude), in the order in which they are passed.
_MALACCA = ((122.5, 29.0), (119.0, 23.0), (111.5, 11.0), (104.6, 1.4), (98.0, 5.2))
_SUEZ = ((80.5, 5.6), (58.0, 13.0), (44.0, 12.2), (38.5, 20.0), (32.6, 29.8), (32.3, 31.4))
_SICILY, _GIBRALTAR = (11.5, 37.4), (-5.6, 36.0)
_CHANNEL = ((-9.8, 43.5), (-5.5, 48.8), (1.5, 50.9))
_CAPE = ((55.0, -22.0), (20.0, -37.0))
_HORN = ((150.0, 10.0), (-150.0, -30.0), (-80.0, -57.0), (-63.0, -56.0), (-45.0, -35.0))
_CORAL_SEA = ((131.0, 16.0), (149.0, 2.0), (157.0, -9.0), (156.5, -20.0))
_PANAMA = ((145.0, 30.0), (-110.0, 14.0), (-79.6, 8.6), (-79.9, 9.6))


def sea_way(origin: Point, destination: Point) -> list[Point]:
    """Origin, turning points and destination of a voyage."""
    return [origin, *_lane(*destination), destination]


def _lane(longitude: float, latitude: float) -> tuple[Point, ...]:
    if -30 <= longitude <= 42 and latitude >= 30:
        return _to_europe(longitude, latitude)
    if 32 <= longitude <= 60 and latitude >= 10:  # Red Sea and Gulf
        return (*_MALACCA, (80.5, 5.6), (60.0, 20.0))
    if 60 < longitude <= 100:  # India
        return _MALACCA
    if -30 <= longitude <= 60:  # Africa
        return (*_MALACCA, *_CAPE)
    if longitude > 100:  # Asia and Oceania
        return _CORAL_SEA if latitude < -12 and longitude > 140 else ()
    if latitude < 8 and longitude > -60:  # the east of South America: the map is cut in the Atlantic
        return _HORN
    if longitude < -100:  # west coast of North America
        return ((145.0, 36.0),)
    if longitude < -60:
        return ((150.0, 20.0), (-120.0, -20.0)) if latitude < 0 else _PANAMA
    return ()


def _to_europe(longitude: float, latitude: float) -> tuple[Point, ...]:
    """Through Suez; past Gibraltar to Portugal, and up the Channel to the north."""
    if longitude > 15 and latitude < 46:
        return (*_MALACCA, *_SUEZ)
    if longitude >= -5 and latitude < 46:
        return (*_MALACCA, *_SUEZ, _SICILY)
    north = _CHANNEL if latitude > 46 else ()
    return (*_MALACCA, *_SUEZ, _SICILY, _GIBRALTAR, (-9.8, 37.0), *north)
