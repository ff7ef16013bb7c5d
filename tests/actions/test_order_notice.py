"""Notice of an event that keeps the goods: when it may be given, and what it excuses at the shipment."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from app.core.clock import home_time
from app.core.course_session import read_for
from app.models.course import Course
from app.models.inquiry import Message
from app.models.shipment import Shipment
from app.models.world_event import HAS_EVENTS, WorldEvent
from app.queries.deals.force_majeure import excused_days, notices_due, notices_of
from app.queries.deals.order import order_page
from app.queries.home.desk import desk_page
from app.queries.home.desk_tasks import Task
from tests.builders_goods import Goods, goods

TEXT = "The port is on strike from the 8th; the goods will leave with the first ship after it."


@pytest.fixture
def struck(sqlite_session: Session) -> Goods:
    """An order to ship within nine days; today a strike is told that begins in three days and takes nine."""
    found = goods(sqlite_session)
    deal, today = found.deal, found.today
    deal.change(found.order, ship_by=today + timedelta(days=9), mode="sea",
                confirmed_at=deal.now() - timedelta(days=20))  # fmt: skip
    plan = {
        "kind": "port_strike", "starts_on": (today + timedelta(days=3)).isoformat(),
        "ends_on": (today + timedelta(days=11)).isoformat(), "announced_on": today.isoformat(),
        "figures": {"port": "CNNGB"},
    }  # fmt: skip
    row = {"stable_name": "s", "origin": "set", "state": "announced", "announced_at": deal.now()}
    deal.put(WorldEvent(number=1, plan=plan, **row))
    deal.put(WorldEvent(number=2, plan=plan | {"kind": "bank_stop"}, **(row | {"stable_name": "b"})))
    course = sqlite_session.get_one(Course, found.world.course_id)
    deal.change(course, house={**course.house, HAS_EVENTS: True})
    read_for(sqlite_session, found.world.course_id)
    return found


def ship(found: Goods, on: date) -> None:
    """By sea from Ningbo, booked today, with goods that stand ready."""
    deal, now = found.deal, found.deal.now()
    deal.put(
        Shipment(
            team_id=found.order.team_id, order_id=found.order.id, stable_name="s", number=1,
            state="in_transit", service="sea_lcl", mode="sea", carrier="Line", origin="CNNGB",
            destination="DEHAM", packages=1, gross_kg=1, net_kg=1, volume_m3=1, freight_usd=1,
            freight_paid_by="seller", option={"lane": "north_europe"}, cut_off_at=now, departs_on=on,
            arrives_on=on + timedelta(days=30),
            events=[{"at": now.isoformat(), "code": "booked", "place": "CNNGB", "figures": {}}],
        )
    )  # fmt: skip
    deal.change(found.order, state="shipped", shipped_at=home_time(on))


def test_a_notice_in_time_excuses_the_days_that_the_strike_moved(struck: Goods) -> None:
    order_id, session = struck.order.id, struck.session

    def refused(event: int) -> str | None:
        outcome = struck.asked("order.give_notice", order_id, event=event, body=TEXT)
        return outcome.refusal.code if outcome.refusal else None

    def notice_tasks() -> list[Task]:
        now = struck.deal.now()
        return [task for task in desk_page(session, struck.lead, now).tasks if task.area == "events"]

    (task,) = notice_tasks()
    assert (task.href, task.detail.split(" · ")[0]) == (f"/orders/{order_id}#force-majeure", "Port strike")
    assert task.due_at is not None and task.due_at.date() == notices_of(session, struck.order)[0].notice_by
    assert refused(9) == "order.no_such_event" and refused(2) == "order.event_keeps_no_goods"
    done = struck.act("order.give_notice", order_id, event=1, body=TEXT)
    assert (done.facts["kind"], done.facts["is_in_time"]) == ("port_strike", True)
    assert session.exec(select(Message.body)).all()[-1] == TEXT and refused(1) == "order.notice_given"
    assert notice_tasks() == []
    (row,) = order_page(session, struck.lead, order_id).notices
    assert (row.told_on, row.reason) == (struck.today, "")
    ship(struck, struck.today + timedelta(days=17))  # eight days late
    assert refused(1) == "order.notice_not_open"
    (row,) = notices_of(session, struck.order)
    assert row.reason == "in_time" and row.days == excused_days(session, struck.order) == 8
    struck.deal.change(struck.order, notices=[])  # the same shipment, and silence
    assert excused_days(session, struck.order) == 0
    assert notices_of(session, struck.order)[0].reason == "silent"


def test_the_desk_names_no_event_that_was_known_before_the_contract(struck: Goods) -> None:
    struck.deal.change(struck.order, confirmed_at=struck.deal.now())
    assert notices_due(struck.session, [struck.order.id]) == {}
    assert notices_due(struck.session, []) == {}
