"""Which shipments an event keeps, and until when: before it is set, and on the day on which it begins."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import home_time
from app.models.rate import SeaDistance
from app.models.shipment import Shipment
from app.queries.goods.freight import sea_speed_knots
from app.queries.goods.sailing import Strikes, conduct, next_sailing
from app.queries.rates.course_rates import course_rates
from app.trade.market.world_event import WorldEvent

_AHEAD = ("booked", "loaded")
_HALF = Decimal("0.5")
_Late = Callable[[Session, WorldEvent, Shipment], tuple[date, date]]


@dataclass(frozen=True, slots=True)
class HeldUp:
    """One shipment with its new days. days: by which it arrives later."""

    shipment_id: UUID
    stable_name: str
    departs_on: date
    arrives_on: date
    days: int


def held_up(session: Session, course_id: UUID, event: WorldEvent) -> list[HeldUp]:
    """The shipments by sea on their way or booked that the event makes later, by their stable names.

    A struck port lets no ship out and takes none in until the strike is over; a closed canal sends those
    round the Cape that have not come half of their way.
    """
    if event.kind not in ("port_strike", "canal_closure"):
        return []
    query = (
        select(Shipment)
        .where(Shipment.course_id == course_id, Shipment.mode == "sea")
        .where(col(Shipment.state).in_((*_AHEAD, "in_transit")))
        .order_by(col(Shipment.stable_name))
    )
    late = _by_strike if event.kind == "port_strike" else _by_cape
    return list(_kept(session, event, session.exec(query), late))


def _kept(session: Session, event: WorldEvent, rows: Iterable[Shipment], late: _Late) -> Iterator[HeldUp]:
    for row in rows:
        departs_on, arrives_on = late(session, event, row)
        if (departs_on, arrives_on) != (row.departs_on, row.arrives_on):
            days = (arrives_on - row.arrives_on).days
            yield HeldUp(row.id, row.stable_name, departs_on, arrives_on, days)


def _by_strike(session: Session, event: WorldEvent, row: Shipment) -> tuple[date, date]:
    departs_on, arrives_on = row.departs_on, row.arrives_on
    events = (*course_rates(session).events, event)
    if row.state in _AHEAD and row.origin == event.figures["port"] and event.covers(departs_on):
        lane = str(row.option.get("lane", ""))
        ready_on = departs_on - timedelta(days=conduct(row.service).cut_off_days)
        long_ago = home_time(ready_on - timedelta(days=1))
        departs_on = next_sailing(
            row.service, lane, long_ago, ready_on, Strikes(row.origin, events)
        ).departs_on
        arrives_on += departs_on - row.departs_on
    return departs_on, Strikes(row.destination, events).open_from(arrives_on)


def _by_cape(session: Session, event: WorldEvent, row: Shipment) -> tuple[date, date]:
    held = session.get(SeaDistance, (row.origin, row.destination))
    if held is None or held.nm_cape is None or event.figures["canal"] not in held.passages.split():
        return row.departs_on, row.arrives_on
    if row.state in _AHEAD and row.departs_on > event.ends_on:
        return row.departs_on, row.arrives_on
    gone = Decimal((event.starts_on - row.departs_on).days)
    whole = Decimal(max((row.arrives_on - row.departs_on).days, 1))
    if gone / whole > _HALF:
        return row.departs_on, row.arrives_on
    knots = sea_speed_knots(session, event.starts_on)
    more = (Decimal(held.nm_cape - held.nm) / (24 * knots)).to_integral_value(rounding=ROUND_CEILING)
    return row.departs_on, row.arrives_on + timedelta(days=int(more))
