"""Events of the world: what each does to a figure on a day. Pure: the rows are read elsewhere.

An event has a window and plain figures by its kind (docs/world.md, Events), decimals in them as text. Each
effect is read in the one place where its figure is read; a day without events leaves everything as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.trade.payments.exchange import ExchangeRate

KINDS = (
    "port_strike", "canal_closure", "freight_spike", "duty_change", "currency_move", "factory_stop",
    "viral_product", "peak_season", "customs_campaign", "bank_stop",
)  # fmt: skip
# The trust of a figure that an event sets: neither proved nor assumed, but told to everybody.
BY_EVENT = "event"
_ONE, _ZERO, _STEP = Decimal(1), Decimal(0), Decimal("0.00000001")
_FACTOR = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class WorldEvent:
    """One event. number: counted in the course; both ends of the window are days of it."""

    number: int
    kind: str
    starts_on: date
    ends_on: date
    announced_on: date
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """Days of the window, both ends counted."""
        return (self.ends_on - self.starts_on).days + 1

    def covers(self, day: date) -> bool:
        """Whether the day lies in the window."""
        return self.starts_on <= day <= self.ends_on

    def ratio(self, name: str) -> Decimal:
        """A figure in percent as a ratio; 0 where it is not given."""
        return Decimal(str(self.figures.get(name) or 0)) / 100

    def factor(self, name: str) -> Decimal:
        """A figure in percent more (or less, below zero) as a factor; 1 where it is not given."""
        return _ONE + self.ratio(name)

    def listed(self, name: str) -> tuple[str, ...]:
        """A figure that lists words; () where it names none, which stands for all."""
        return tuple(self.figures.get(name) or ())

    def as_plain(self) -> dict[str, Any]:
        """Kind, days and figures as plain values."""
        return {
            "kind": self.kind, "starts_on": self.starts_on.isoformat(), "ends_on": self.ends_on.isoformat(),
            "announced_on": self.announced_on.isoformat(), "figures": dict(self.figures),
        }  # fmt: skip

    @staticmethod
    def from_plain(number: int, plain: Mapping[str, Any]) -> "WorldEvent":
        """The event that `as_plain` wrote down."""
        names = "starts_on", "ends_on", "announced_on"
        starts, ends, announced = (date.fromisoformat(plain[name]) for name in names)
        return WorldEvent(number, plain["kind"], starts, ends, announced, plain["figures"])

    @property
    def cited(self) -> str:
        """How workings and lines of a cost name it: kind, what it concerns, window, number."""
        about = " ".join(filter(None, (self.kind.replace("_", " "), self._about())))
        return f"{about}, {self.starts_on} to {self.ends_on} (event {self.number})"

    def _about(self) -> str:
        named = ("port", "canal", "destination", "hs_prefix", "currency", "season", "enterprise")
        words = [str(self.figures[name]).replace("_", " ") for name in named if self.figures.get(name)]
        return " ".join([*words, *self.listed("words")])


Events = Iterable[WorldEvent]


def strength(event: WorldEvent, day: date) -> Decimal:
    """How far an event that rises and fades has come, 0 to 1: up through the first third of its window, full
    through the second, down through the last; 0 outside.
    """
    if not event.covers(day):
        return _ZERO
    third = Decimal(event.days) / 3
    gone = Decimal((day - event.starts_on).days) + Decimal("0.5")
    return min(gone / third, (event.days - gone) / third, _ONE)


def in_force(events: Events, kind: str, day: date) -> tuple[WorldEvent, ...]:
    """The events of a kind whose window covers the day, in the order of their numbers."""
    found = (each for each in events if each.kind == kind and each.covers(day))
    return tuple(sorted(found, key=lambda each: each.number))


def demand_factor(events: Events, category: str, market: str, day: date) -> Decimal:
    """By what demand for a category is multiplied in a market on a day: 1 without events, four decimals.

    A viral product rises and fades; a peak season counts in full on each of its days. category: its name,
    or name and product; a word of the event that stands in it is enough, in any case. market: ISO code.
    """
    factor = _ONE
    for event in events:
        if event.kind not in ("viral_product", "peak_season") or not event.covers(day):
            continue
        if not _concerns(event.listed("markets"), market) or not _says(event.listed("words"), category):
            continue
        share = strength(event, day) if event.kind == "viral_product" else _ONE
        factor *= _ONE + event.ratio("demand_percent") * share
    return factor.quantize(_FACTOR)


def _concerns(listed: tuple[str, ...], name: str) -> bool:
    return not listed or name in listed


def _says(words: tuple[str, ...], text: str) -> bool:
    name = text.casefold()
    return not words or any(word.casefold() in name for word in words)


def freight_events(events: Events, mode: str, lane: str, day: date) -> tuple[WorldEvent, ...]:
    """Those that raise the price of a mode on a lane on a day. mode: sea, air, rail, courier or post."""
    found = (each for kind in ("freight_spike", "peak_season") for each in in_force(events, kind, day))
    return tuple(
        each
        for each in found
        if each.ratio("freight_percent")
        and _concerns(each.listed("modes"), mode)
        and _concerns(each.listed("lanes"), lane)
    )


def freight_factor(events: Events, mode: str, lane: str, day: date) -> Decimal:
    """By what a carrier's price is multiplied: 1 without events, four decimals."""
    factor = _ONE
    for each in freight_events(events, mode, lane, day):
        factor *= each.factor("freight_percent")
    return factor.quantize(_FACTOR)


def closed_canals(events: Events, day: date) -> tuple[WorldEvent, ...]:
    """The canals that no ship passes on the day."""
    return in_force(events, "canal_closure", day)


def miles_factor(nm: int, nm_round: int) -> Decimal:
    """By what ocean freight rises where ships go the longer way: the ratio of miles, four decimals."""
    return (Decimal(nm_round) / Decimal(nm)).quantize(_FACTOR) if nm else _ONE


def strike_at(events: Events, ports: Iterable[str], day: date) -> WorldEvent | None:
    """The strike that keeps a ship from one of the ports on the day; of several the one that ends last."""
    struck = set(ports)
    found = [each for each in in_force(events, "port_strike", day) if each.figures.get("port") in struck]
    return max(found, key=lambda each: (each.ends_on, each.number), default=None)


def first_open_day(events: Events, ports: Iterable[str], day: date) -> date:
    """The first day from `day` on on which no strike keeps ships from the ports."""
    known, struck = tuple(events), tuple(ports)
    while (strike := strike_at(known, struck, day)) is not None:
        day = strike.ends_on + timedelta(days=1)
    return day


def additional_duties(events: Events, destination: str, code: str, day: date) -> tuple[WorldEvent, ...]:
    """The duties that events lay on goods of a code at a destination on a day, besides all other layers."""
    return tuple(
        each
        for each in in_force(events, "duty_change", day)
        if each.figures.get("destination") == destination and code.startswith(each.figures["hs_prefix"])
    )


def moved_rate(rate: Decimal, events: Events, currency: str, day: date) -> Decimal:
    """Units of a currency for one USD after the moves of the day: a move of -8 percent makes the currency
    worth 8 percent less at its height, so that a dollar buys more of it. Eight decimals.
    """
    for each in in_force(events, "currency_move", day):
        if each.figures.get("currency") == currency:
            rate = rate / (_ONE + each.ratio("currency_percent") * strength(each, day))
    return rate.quantize(_STEP)


def moved(rate: ExchangeRate, events: Events, currency: str, day: date) -> ExchangeRate:
    """The rate of a currency after the moves of the day, which its source names."""
    moves = [
        each for each in in_force(events, "currency_move", day) if each.figures.get("currency") == currency
    ]
    if not moves:
        return rate
    source = "; ".join([rate.source, *(each.cited for each in moves)])
    return replace(rate, rate=moved_rate(rate.rate, moves, currency, day), source=source)


def stopped_days(events: Events, enterprise: str, first: date, last: date) -> int:
    """Days from first to last, both counted, on which an enterprise's production stands still."""
    stops = [
        each
        for each in events
        if each.kind == "factory_stop" and each.figures.get("enterprise", "") in ("", enterprise)
    ]
    span = (first + timedelta(days=step) for step in range(max((last - first).days + 1, 0)))
    return sum(1 for day in span if any(each.covers(day) for each in stops))


def days_with_stops(events: Events, enterprise: str, first: date, days: int) -> int:
    """Calendar days that so many days of production take from the day after `first`, stops counted on."""
    known, gone, made = tuple(events), 0, 0
    while made < days:
        gone += 1
        day = first + timedelta(days=gone)
        made += 1 - stopped_days(known, enterprise, day, day)
    return gone


def inspection_added(events: Events, codes: Iterable[str], day: date) -> Decimal:
    """What campaigns of customs add to the share of clean declarations that is opened."""
    known = tuple(codes)
    return sum(
        (
            each.ratio("inspection_percent")
            for each in in_force(events, "customs_campaign", day)
            if any(code.startswith(each.figures["hs_prefix"]) for code in known)
        ),
        _ZERO,
    )


def bank_stop_days(events: Events, first: date, days: int) -> frozenset[date]:
    """Days within `days` of a start on which banks move no money."""
    span = [first + timedelta(days=step) for step in range(days + 1)]
    stops = [each for each in events if each.kind == "bank_stop"]
    return frozenset(day for day in span if any(each.covers(day) for each in stops))
