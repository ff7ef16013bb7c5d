"""How an event is planned: which figures its kind has, and the caps that keep a course playable.

Pure. Caps and leads are assumptions of `seed/world/events.toml` and come as arguments.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.trade.market.world_event import WorldEvent
from app.trade.refusal import RuleBroken

# Kind -> its figures; those with a mark must be given. Lists are words between commas or spaces.
FIGURES: dict[str, tuple[str, ...]] = {
    "port_strike": ("port!",),
    "canal_closure": ("canal!",),
    "freight_spike": ("freight_percent!", "modes", "lanes"),
    "duty_change": ("destination!", "hs_prefix!", "duty_percent!"),
    "currency_move": ("currency!", "currency_percent!"),
    "factory_stop": ("enterprise", "reason"),
    "viral_product": ("demand_percent!", "words!", "markets"),
    "peak_season": ("season", "demand_percent", "freight_percent", "modes", "lanes", "markets"),
    "customs_campaign": ("hs_prefix!", "inspection_percent!"),
    "bank_stop": (),
}
LISTS = ("modes", "lanes", "words", "markets")
_MAY_FALL = ("currency_percent",)


@dataclass(frozen=True, slots=True)
class Caps:
    """What limits events. *_percent_most by the name of the figure in `most`; days are counts."""

    at_once: int
    first_days: int
    last_days: int
    lead_least_days: int
    days_most: int
    most: Mapping[str, Decimal]

    @staticmethod
    def of(told: Mapping[str, Any]) -> "Caps":
        """As `seed/world/events.toml` tells them."""
        most = {
            name.removesuffix("_most"): Decimal(value) for name, value in told.items() if "percent" in name
        }
        return Caps(
            told["at_once"], told["first_days"], told["last_days"], told["lead_least_days"],
            told["days_most"], most,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Room:
    """Where an event must fit in: the course's first day, its length, its day now, and the other events."""

    starts_on: date
    days: int
    today: date
    others: tuple[WorldEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """An event as it is asked for. lead_days: between the news and the first day of the window."""

    kind: str
    starts_on: date
    days: int
    lead_days: int
    figures: Mapping[str, Any]


def planned(wish: Wish, caps: Caps, room: Room) -> WorldEvent:
    """The event as it will be, its number 0.

    Raises: RuleBroken("world_event.kind_unknown" | "world_event.figure_missing" | "world_event.beyond_cap" |
        "world_event.too_long" | "world_event.too_early" | "world_event.too_late" | "world_event.same_kind" |
        "world_event.too_many" | "world_event.prefix_wrong").
    """
    figures = checked_figures(wish.kind, wish.figures, caps)
    if not 1 <= wish.days <= caps.days_most:
        raise RuleBroken("world_event.too_long", "days", most=caps.days_most)
    ends_on = wish.starts_on + timedelta(days=wish.days - 1)
    earliest = max(
        room.starts_on + timedelta(days=caps.first_days), room.today + timedelta(days=caps.lead_least_days)
    )
    latest = room.starts_on + timedelta(days=room.days - 1 - caps.last_days)
    if wish.starts_on < earliest:
        raise RuleBroken("world_event.too_early", "starts_on", earliest=earliest)
    if ends_on > latest:
        raise RuleBroken("world_event.too_late", "days", latest=latest)
    lead = timedelta(days=max(wish.lead_days, caps.lead_least_days))
    event = WorldEvent(0, wish.kind, wish.starts_on, ends_on, max(wish.starts_on - lead, room.today), figures)
    _check_others(event, caps, room.others)
    return event


def _check_others(event: WorldEvent, caps: Caps, others: Iterable[WorldEvent]) -> None:
    known = list(others)
    for other in known:
        meets = other.starts_on <= event.ends_on and event.starts_on <= other.ends_on
        if meets and other.kind == event.kind:
            raise RuleBroken("world_event.same_kind", "starts_on", number=other.number)
    for step in range(event.days):
        day = event.starts_on + timedelta(days=step)
        if sum(other.covers(day) for other in known) >= caps.at_once:
            raise RuleBroken("world_event.too_many", "starts_on", most=caps.at_once, day=day)


def checked_figures(kind: str, entered: Mapping[str, Any], caps: Caps) -> dict[str, Any]:
    """The figures of a kind as plain values, within their caps. Raises: as `planned`."""
    if kind not in FIGURES:
        raise RuleBroken("world_event.kind_unknown", "kind", kind=kind)
    figures: dict[str, Any] = {}
    for marked in FIGURES[kind]:
        name = marked.rstrip("!")
        value = entered.get(name)
        if value in (None, "", [], ()):
            if marked.endswith("!"):
                raise RuleBroken("world_event.figure_missing", name)
            continue
        figures[name] = _read(name, value, caps)
    if kind == "peak_season" and not {"demand_percent", "freight_percent"} & figures.keys():
        raise RuleBroken("world_event.figure_missing", "demand_percent")
    return figures


def _read(name: str, value: Any, caps: Caps) -> Any:
    if name in LISTS:
        parts = value.replace(",", " ").split() if isinstance(value, str) else value
        return [str(part) for part in parts]
    if name in caps.most:
        figure, most = Decimal(str(value)), caps.most[name]
        least = -most if name in _MAY_FALL else Decimal(0)
        if not least <= figure <= most or figure == 0:
            raise RuleBroken("world_event.beyond_cap", name, least=least, most=most)
        return f"{figure:f}"
    if name == "hs_prefix" and not (str(value).isdigit() and 2 <= len(str(value)) <= 6):
        raise RuleBroken("world_event.prefix_wrong", name)
    return str(value)
