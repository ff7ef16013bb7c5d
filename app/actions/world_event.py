"""The verbs of an event: drawn at the course's start or set by its instructor, announced, called off."""

from typing import Any

from app.actions.act import Act
from app.actions.laid_event import SetEvent, call_off, caps, check_places, hidden, lay, room, tell
from app.actions.policies import party, teaches
from app.actions.registry import Facts, Given, Nothing, action
from app.models.course import Course
from app.models.world_event import WorldEvent
from app.trade.lifecycles import WORLD_EVENT
from app.trade.market.event_plan import planned
from app.trade.refusal import NotOpenNow, RuleBroken


class Draw(Given):
    """The events of a course, drawn at its start: {"stable_name", "wish": as `SetEvent` takes it} each."""

    events: list[dict[str, Any]] = hidden(default_factory=list)


@action("world_event.draw", Course, Draw, allow=party("market"))
def draw(act: Act, course: Course, given: Draw) -> Facts:
    """Lay down the events that the course's seed brings; what breaks a cap is left out."""
    count = 0
    for each in given.events:
        wish = SetEvent.model_validate(each["wish"]).wish()
        try:
            event = planned(wish, caps(), room(act, course))
        except RuleBroken as broken:
            if not broken.code.startswith("world_event."):
                raise
            continue
        lay(act, event, each["stable_name"], "seeded")
        count += 1
    return {"count": count}


@action("world_event.set", Course, SetEvent, allow=teaches())
def set_event(act: Act, course: Course, given: SetEvent) -> Facts:
    """Set an event of the course's world, the same for all its teams.

    Raises: RuleBroken("world_event.place_unknown"), and those of `event_plan.planned`.
    """
    event = planned(given.wish(), caps(), room(act, course))
    check_places(act, event)
    row = lay(act, event, f"set:{act.number}", "set")
    return {"number": row.number}


@action("world_event.announce", WorldEvent, Nothing, allow=party("market"))
def announce(act: Act, row: WorldEvent, given: Nothing) -> Facts:
    """Tell every team of an event: what is known, from when, until when.

    Raises: NotOpenNow("world_event.not_open").
    """
    tell(act, row)
    return {"number": row.number, **row.plan}


@action("world_event.cancel", WorldEvent, Nothing, allow=teaches())
def cancel(act: Act, row: WorldEvent, given: Nothing) -> Facts:
    """Call an event off before it begins.

    Raises: NotOpenNow("world_event.not_open" | "world_event.has_begun").
    """
    WORLD_EVENT.after(row.state, "cancel")
    if row.as_event().starts_on <= act.today:
        raise NotOpenNow("world_event.has_begun")
    call_off(act, row)
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
