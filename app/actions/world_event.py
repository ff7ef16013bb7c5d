"""The verbs of an event: drawn at the course's start or set by its instructor, announced, called off."""

from collections.abc import Callable
from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from sqlmodel import select

from app.actions.act import Act
from app.actions.given import Day, Line, Number, Whole
from app.actions.policies import party, teaches
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import home_time
from app.core.parameters import parameters
from app.models.course import Course
from app.models.enterprise import Enterprise
from app.models.rate import ExchangeRateDay, Port
from app.models.world_event import HAS_EVENTS, WorldEvent
from app.trade.event_plan import Caps, Room, Wish, planned
from app.trade.lifecycles import WORLD_EVENT
from app.trade.refusal import NotOpenNow, RuleBroken
from app.trade.world_event import WorldEvent as Event

_NEWS, _BITES = time(8), time(0, 15)


def _hidden(**kwargs: Any) -> Any:
    """Told to nobody before the day of the news."""
    return Field(json_schema_extra={"mark": "hidden"}, **kwargs)


_Percent = Annotated[Number | None, BeforeValidator(lambda value: None if value == "" else value)]
_Count = Annotated[Whole | None, BeforeValidator(lambda value: None if value == "" else value)]


class SetEvent(Given):
    """An event: kind, first day, days, and the figures of its kind (`trade/event_plan.py`); lists are words
    between commas or spaces; lead_days: empty for the usual one of the kind.
    """

    kind: Line = _hidden()
    starts_on: Day = _hidden()
    days: Whole = _hidden()
    lead_days: _Count = _hidden(default=None)
    port: Line = _hidden(default="")
    canal: Line = _hidden(default="")
    modes: Line = _hidden(default="")
    lanes: Line = _hidden(default="")
    freight_percent: _Percent = _hidden(default=None)
    destination: Line = _hidden(default="")
    hs_prefix: Line = _hidden(default="")
    duty_percent: _Percent = _hidden(default=None)
    currency: Line = _hidden(default="")
    currency_percent: _Percent = _hidden(default=None)
    enterprise: Line = _hidden(default="")
    reason: Line = _hidden(default="")
    words: Line = _hidden(default="")
    markets: Line = _hidden(default="")
    demand_percent: _Percent = _hidden(default=None)
    season: Line = _hidden(default="")
    inspection_percent: _Percent = _hidden(default=None)

    def wish(self) -> Wish:
        """As the rules take it."""
        told = parameters("events").get(self.kind, {})
        lead = self.lead_days if self.lead_days is not None else int(told.get("lead_days", 1))
        figures = self.model_dump(exclude={"kind", "starts_on", "days", "lead_days"}, exclude_none=True)
        return Wish(self.kind, self.starts_on, self.days, lead, figures)


class Draw(Given):
    """The events of a course, drawn at its start: {"stable_name", "wish": as `SetEvent` takes it} each."""

    events: list[dict[str, Any]] = _hidden(default_factory=list)


@action("world_event.draw", Course, Draw, allow=party("market"))
def draw(act: Act, course: Course, given: Draw) -> Facts:
    """Lay down the events that the course's seed brings; what breaks a cap is left out."""
    count = 0
    for each in given.events:
        wish = SetEvent.model_validate(each["wish"]).wish()
        try:
            event = planned(wish, _caps(), _room(act, course))
        except RuleBroken as broken:
            if not broken.code.startswith("world_event."):
                raise
            continue
        _lay(act, event, each["stable_name"], "seeded")
        count += 1
    return {"count": count}


@action("world_event.set", Course, SetEvent, allow=teaches())
def set_event(act: Act, course: Course, given: SetEvent) -> Facts:
    """Set an event of the course's world, the same for all its teams.

    Raises: RuleBroken("world_event.place_unknown"), and those of `event_plan.planned`.
    """
    event = planned(given.wish(), _caps(), _room(act, course))
    _check_places(act, event)
    row = _lay(act, event, f"set:{act.number}", "set")
    return {"number": row.number}


def _caps() -> Caps:
    return Caps.of(parameters("events")["caps"])


def _room(act: Act, course: Course) -> Room:
    rows = act.rows(WorldEvent)
    others = tuple(row.as_event() for row in rows if row.state != "cancelled")
    return Room(course.starts_on, course.days, act.today, others)


def _check_places(act: Act, event: Event) -> None:
    """Raises: RuleBroken("world_event.place_unknown")."""
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


def _lay(act: Act, event: Event, stable_name: str, origin: str) -> WorldEvent:
    """The row, and what the agenda holds of it."""
    row = act.add(
        WorldEvent(
            number=act.next_number("world_event"), stable_name=stable_name, origin=origin,
            plan=event.as_plain(), set_by_id=act.actor.person_id,
        )
    )  # fmt: skip
    named = {"stable_name": f"event:{stable_name}"}
    if event.announced_on <= act.today:
        _tell(act, row)
    else:
        act.later(home_time(event.announced_on, _NEWS), "world_event.announce", row.id, named)
    act.later(home_time(event.starts_on, _BITES), "world_event.begin", row.id, named)
    return row


def _tell(act: Act, row: WorldEvent) -> None:
    row.state, row.announced_at = WORLD_EVENT.after(row.state, "announce"), act.now
    if not act.course.house.get(HAS_EVENTS):
        act.course.house = {**act.course.house, HAS_EVENTS: True}


@action("world_event.announce", WorldEvent, Nothing, allow=party("market"))
def announce(act: Act, row: WorldEvent, given: Nothing) -> Facts:
    """Tell every team of an event: what is known, from when, until when.

    Raises: NotOpenNow("world_event.not_open").
    """
    _tell(act, row)
    return {"number": row.number, **row.plan}


@action("world_event.cancel", WorldEvent, Nothing, allow=teaches())
def cancel(act: Act, row: WorldEvent, given: Nothing) -> Facts:
    """Call an event off before it begins.

    Raises: NotOpenNow("world_event.not_open" | "world_event.has_begun").
    """
    row.state = WORLD_EVENT.after(row.state, "cancel")
    if row.as_event().starts_on <= act.today:
        raise NotOpenNow("world_event.has_begun")
    row.cancelled_at = act.now
    for kind in ("world_event.announce", "world_event.begin"):
        act.never(kind, row.id)
    return {"number": row.number}


@action("world_event.lift", WorldEvent, Nothing, allow=teaches())
def lift(act: Act, row: WorldEvent, given: Nothing) -> Facts:
    """End an event that is in force: today is its last day.

    Raises: NotOpenNow("world_event.not_open" | "world_event.not_in_force").
    """
    row.state = WORLD_EVENT.after(row.state, "lift")
    event = row.as_event()
    if not event.covers(act.today) or event.ends_on == act.today:
        raise NotOpenNow("world_event.not_in_force")
    row.plan = {**row.plan, "ends_on": act.today.isoformat()}
    return {"number": row.number, "ends_on": act.today}
