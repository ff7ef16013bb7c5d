"""When services leave and how carriers run, by the stated assumptions of `seed/world/carrier.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from app.core.clock import home_time
from app.core.parameters import parameters
from app.trade.market.world_event import WorldEvent, first_open_day

CUT_OFF, LEAVES = time(17), time(20)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Conduct:
    """How one kind of service runs. Spans of days are (least, most); weekdays: ISO numbers, () for sea."""

    kind: str
    carrier: str
    prefix: str
    weekdays: tuple[int, ...]
    cut_off_days: int
    clearance_days: tuple[int, int]
    delivery_days: tuple[int, int]
    delay_rate: Decimal
    delay_days: tuple[int, int]
    roll_fee_usd: Decimal
    originals: int


@dataclass(frozen=True, slots=True)
class Sailing:
    """One departure that can still be reached."""

    departs_on: date
    cut_off_at: datetime
    vessel: str
    voyage: str


@dataclass(frozen=True, slots=True)
class Strikes:
    """The events of a course's world as one port knows them."""

    port: str = ""
    events: tuple[WorldEvent, ...] = ()

    def open_from(self, day: date) -> date:
        """The first day from this one on on which the port works."""
        return first_open_day(self.events, (self.port,), day) if self.events else day


def conduct(service: str) -> Conduct:
    """How a service runs: sea_lcl, sea_fcl of any container, air, courier."""
    kind = "sea_fcl" if service.startswith("sea_fcl") else service
    table: Mapping[str, Any] = parameters("carrier")[kind]
    spans = {name: tuple(table[name]) for name in ("clearance_days", "delivery_days", "delay_days")}
    return Conduct(
        kind=kind,
        carrier=table["carrier"],
        prefix=table["prefix"],
        weekdays=tuple(table.get("weekdays", ())),
        cut_off_days=table["cut_off_days"],
        delay_rate=Decimal(table["delay_rate"]),
        roll_fee_usd=Decimal(table["roll_fee_usd"]),
        originals=table["originals"],
        **spans,
    )


def next_sailing(
    service: str, lane: str, now: datetime, ready_on: date, strikes: Strikes = Strikes()
) -> Sailing:
    """The first departure whose cut-off is still ahead and not before the goods are ready.

    Args: lane, of the destination port for sea services, "" else; ready_on, the sellers' day; strikes: no
        ship leaves its port on a day of one.
    Source: seed/world/carrier.toml (assumptions): one sailing a week by sea, fixed weekdays by air.
    """
    rule = conduct(service)
    weekdays = rule.weekdays or (parameters("carrier")["sailing_day"][lane],)
    day = ready_on + timedelta(days=rule.cut_off_days)
    while True:
        cut_off_at = home_time(day - timedelta(days=rule.cut_off_days), CUT_OFF)
        is_open = not lane or strikes.open_from(day) == day
        if day.isoweekday() in weekdays and cut_off_at > now and is_open:
            return Sailing(day, cut_off_at, *_named(service, lane, day))
        day += timedelta(days=1)


def _named(service: str, lane: str, on: date) -> tuple[str, str]:
    """Vessel and voyage, or flight: the same for all who travel on it."""
    fleet = parameters("carrier")["fleet"]
    _, week, weekday = on.isocalendar()
    if lane:
        lanes = list(parameters("carrier")["sailing_day"])
        vessels = fleet["vessels"]
        return vessels[(week + lanes.index(lane)) % len(vessels)], f"{on:%y}{week:02d}W"
    if service == "air":
        return f"{fleet['flight']} {800 + weekday * _WEEK}", ""
    return "", ""


def roll_is_last(rolls: int) -> bool:
    """Whether a booking that was moved this often is given up by the carrier."""
    return rolls >= parameters("carrier")["rolling"]["times_most"]
