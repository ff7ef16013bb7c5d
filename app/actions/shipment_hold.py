"""The verb of a carrier whom an event of the world keeps."""

from datetime import date, time, timedelta

from app.actions.act import Act
from app.actions.policies import party
from app.actions.registry import Facts, Given, action
from app.actions.shipment_papers import endorse_cover
from app.core.clock import home_time
from app.models.shipment import Shipment
from app.trade.lifecycle import in_words
from app.trade.refusal import NotOpenNow, RuleBroken

_LEAVES, _MORNING = time(20), time(9)
_AGENDA = {"booked": "shipment.cut_off", "loaded": "shipment.depart", "in_transit": "shipment.arrive"}


class Hold(Given):
    """The event by number and kind, and the new days; a departure that has been stays as it was."""

    event: int
    kind: str
    departs_on: date
    arrives_on: date


@action("shipment.hold", Shipment, Hold, allow=party("carrier"))
def hold(act: Act, shipment: Shipment, given: Hold) -> Facts:
    """Tell that goods leave or arrive later because of an event; nobody pays for it.

    Raises: NotOpenNow("shipment.not_under_way"), RuleBroken("shipment.hold_backwards").
    """
    state = shipment.state
    if state not in _AGENDA:
        raise NotOpenNow("shipment.not_under_way", state=in_words(state))
    later, days = given.departs_on - shipment.departs_on, (given.arrives_on - shipment.arrives_on).days
    if later < timedelta(0) or days < 0:
        raise RuleBroken("shipment.hold_backwards")
    act.never(_AGENDA[state], shipment.id)
    shipment.departs_on, shipment.arrives_on = given.departs_on, given.arrives_on
    named = {"stable_name": shipment.stable_name}
    if state == "booked":
        shipment.cut_off_at += later
        named = {"stable_name": f"{shipment.stable_name}:{shipment.rolls}"}
        endorse_cover(act, shipment)
    due_at = {
        "booked": shipment.cut_off_at,
        "loaded": home_time(shipment.departs_on, _LEAVES),
        "in_transit": home_time(shipment.arrives_on, _MORNING),
    }
    act.later(due_at[state], _AGENDA[state], shipment.id, named)
    place = shipment.destination if state == "in_transit" else shipment.origin
    shipment.note(
        act.now,
        "held_up",
        place,
        event=given.event,
        kind=given.kind,
        days=days,
        arrives_on=shipment.arrives_on,
    )
    return {"event": given.event, "days": days}
