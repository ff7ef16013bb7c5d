"""Ways on the map: every pair of ports of the reference has one, by its passages."""

from decimal import Decimal as D

from sqlmodel import Session, select

from app.models.rate import SeaDistance
from app.queries.goods.sea_lane import way
from tests.reference import with_reference


def test_every_distance_of_the_reference_can_be_drawn(sqlite_session: Session) -> None:
    with_reference(sqlite_session)
    sqlite_session.commit()
    for held in sqlite_session.exec(select(SeaDistance)):
        points = way(sqlite_session, held.origin, held.destination)
        assert len(points) >= 3, (held.origin, held.destination)
        assert all(-180 <= longitude <= 180 and -60 <= latitude <= 75 for longitude, latitude in points)


def test_the_way_to_hamburg_leads_through_suez_and_gibraltar(sqlite_session: Session) -> None:
    with_reference(sqlite_session)
    sqlite_session.commit()
    points = way(sqlite_session, "CNNGB", "DEHAM")
    assert (D("32.5"), D("29.9")) in points and (D("-5.6"), D("35.9")) in points
    assert way(sqlite_session, "PVG", "FRA")[1:-1] == []
    assert way(sqlite_session, "CNNGB", "XXXXX") == []
