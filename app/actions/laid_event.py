"""Laying an event into a course: by its instructor, from its seed, or from a scenario that is taken in."""

from collections.abc import Callable
from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from sqlmodel import select

from app.actions.act import Act
from app.actions.given import Day, Line, Number, Whole
from app.actions.registry import Given
from app.core.clock import home_time
from app.core.parameters import parameters
from app.models.course import Course
from app.models.enterprise import Enterprise
from app.models.rate import ExchangeRateDay, Port
from app.models.world_event import HAS_EVENTS, WorldEvent
from app.trade.lifecycles import WORLD_EVENT
from app.trade.market.event_plan import Caps, Room, Wish
from app.trade.market.world_event import WorldEvent as Event
from app.trade.refusal import RuleBroken

_NEWS, _BITES = time(8), time(0, 15)


def hidden(**kwargs: Any) -> Any:
    """Told to nobody before the day of the news."""
    return Field(json_schema_extra={"mark": "hidden"}, **kwargs)


_Percent = Annotated[Number | None, BeforeValidator(lambda value: None if value == "" else value)]
_Count = Annotated[Whole | None, BeforeValidator(lambda value: None if value == "" else value)]


class SetEvent(Given):
    """An event: kind, first day, days, and the figures of its kind (`trade/market/event_plan.py`); lists are
    words between commas or spaces; lead_days: empty for the usual one of the kind.
    """

    kind: Line = hidden()
    starts_on: Day = hidden()
    days: Whole = hidden()
    lead_days: _Count = hidden(default=None)
    port: Line = hidden(default="")
    canal: Line = hidden(default="")
    modes: Line = hidden(default="")
    lanes: Line = hidden(default="")
    freight_percent: _Percent = hidden(default=None)
    destination: Line = hidden(default="")
    hs_prefix: Line = hidden(default="")
    duty_percent: _Percent = hidden(default=None)
    currency: Line = hidden(default="")
    currency_percent: _Percent = hidden(default=None)
    enterprise: Line = hidden(default="")
    reason: Line = hidden(default="")
    words: Line = hidden(default="")
    markets: Line = hidden(default="")
    demand_percent: _Percent = hidden(default=None)
    season: Line = hidden(default="")
    inspection_percent: _Percent = hidden(default=None)

    def wish(self) -> Wish:
        """As the rules take it."""
        told = parameters("events").get(self.kind, {})
        lead = self.lead_days if self.lead_days is not None else int(told.get("lead_days", 1))
        figures = self.model_dump(exclude={"kind", "starts_on", "days", "lead_days"}, exclude_none=True)
        return Wish(self.kind, self.starts_on, self.days, lead, figures)


def caps() -> Caps:
    """What limits the events of the course that is acted for."""
    return Caps.of(parameters("events")["caps"])


def room(act: Act, course: Course) -> Room:
    """Where one more event must fit in."""
    rows = act.rows(WorldEvent)
    others = tuple(row.as_event() for row in rows if row.state != "cancelled")
    return Room(course.starts_on, course.days, max(act.today, course.starts_on), others)


def check_places(act: Act, event: Event) -> None:
    """Whether the places and names of an event are known. Raises: RuleBroken("world_event.place_unknown")."""
    figures, told = event.figures, parameters("events")
    known: dict[str, Callable[[str], bool]] = {
        "port": lambda code: act.session.get(Port, code) is not None,
        "canal": lambda name: name == told["canal_closure"]["canal"],
        "destination": lambda code: code in parameters("markets"),
        "currency": lambda code: bool(_first_rate(act, code)),
        "enterprise": lambda name: bool(act.rows(Enterprise, name=name)),
    }
    for name, is_known in known.items():
        if figures.get(name) and not is_known(figures[name]):
            raise RuleBroken("world_event.place_unknown", name, name=figures[name])
    listed = {"modes": told["modes"], "lanes": told["lanes"], "markets": parameters("markets")}
    for name, words in listed.items():
        for word in event.listed(name):
            if word not in words:
                raise RuleBroken("world_event.place_unknown", name, name=word)


def _first_rate(act: Act, currency: str) -> object:
    query = select(ExchangeRateDay.currency).where(ExchangeRateDay.currency == currency)
    return act.session.exec(query.limit(1)).first()


def lay(act: Act, event: Event, stable_name: str, origin: str) -> WorldEvent:
    """The row, and what the agenda holds of it."""
    row = act.add(
        WorldEvent(
            number=act.next_number("world_event"), stable_name=stable_name, origin=origin,
            plan=event.as_plain(), set_by_id=act.actor.person_id,
        )
    )  # fmt: skip
    named = {"stable_name": f"event:{stable_name}"}
    if event.announced_on <= act.today:
        tell(act, row)
    else:
        act.later(home_time(event.announced_on, _NEWS), "world_event.announce", row.id, named)
    act.later(home_time(event.starts_on, _BITES), "world_event.begin", row.id, named)
    return row


def tell(act: Act, row: WorldEvent) -> None:
    """Announced: every team reads of it from now on."""
    row.state, row.announced_at = WORLD_EVENT.after(row.state, "announce"), act.now
    if not act.course.house.get(HAS_EVENTS):
        act.course.house = {**act.course.house, HAS_EVENTS: True}


def call_off(act: Act, row: WorldEvent) -> None:
    """Cancelled, and nothing of it left on the agenda."""
    row.state, row.cancelled_at = WORLD_EVENT.after(row.state, "cancel"), act.now
    for kind in ("world_event.announce", "world_event.begin"):
        act.never(kind, row.id)
