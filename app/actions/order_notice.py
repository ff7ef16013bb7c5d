"""The verb of a seller who tells the buyer of an event that keeps the goods."""

from app.actions.act import Act
from app.actions.given import Letter, Whole, words
from app.actions.policies import shop_duty
from app.actions.registry import Facts, Given, action
from app.core.clock import home_date
from app.core.parameters import parameters
from app.models.inquiry import Message
from app.models.order import Order
from app.models.world_event import WorldEvent
from app.trade.market.force_majeure import HINDERING, notice_by
from app.trade.refusal import NotOpenNow, RuleBroken

_OPEN = ("confirmed", "deposit_received")


class GiveNotice(Given):
    """The event by its number, and the letter to the buyer."""

    event: Whole
    body: Letter = words()


@action("order.give_notice", Order, GiveNotice, allow=shop_duty("sales") | shop_duty("logistics"))
def give_notice(act: Act, order: Order, given: GiveNotice) -> Facts:
    """Tell the buyer that an announced event keeps the goods, before they are shipped.

    Raises: NotOpenNow("order.notice_not_open"), RuleBroken("order.no_such_event" |
        "order.event_keeps_no_goods" | "order.notice_given").
    Source: ICC Force Majeure Clause 2020, par. 4 and 5; CISG art. 79(4).
    """
    if order.state not in _OPEN:
        raise NotOpenNow("order.notice_not_open", state=order.state)
    row = next(iter(act.rows(WorldEvent, number=given.event, state="announced")), None)
    if row is None:
        raise RuleBroken("order.no_such_event", "event")
    event = row.as_event()
    if event.kind not in HINDERING:
        raise RuleBroken("order.event_keeps_no_goods", "event")
    if any(each["event"] == event.number for each in order.notices):
        raise RuleBroken("order.notice_given", "event")
    order.notices = [*order.notices, {"event": event.number, "kind": event.kind, "on": act.today.isoformat()}]
    act.add(
        Message(
            team_id=order.team_id, inquiry_id=order.inquiry_id, side="team", person_id=act.actor.person_id,
            body=given.body, sent_at=act.now,
        )
    )  # fmt: skip
    days, agreed_on = int(parameters("complaint")["notice"]["days"]), order.confirmed_at
    return {
        "kind": event.kind,
        "days_after_news": (act.today - event.announced_on).days,
        "is_in_time": act.today <= notice_by(event.announced_on, days),
        "was_foreseen": agreed_on is not None and event.announced_on <= home_date(agreed_on),
    }
