"""Events of a course: set, told, ended; drawn from the seed; and each effect where its figure is read."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from app.actions.actor import Actor, party
from app.actions.perform import perform
from app.actions.refusals import Forbidden
from app.core.clock import home_time
from app.core.course_session import read_for
from app.core.db import make_engine
from app.models.world_event import WorldEvent as Row
from app.queries.goods.duty import Goods, duty_layers
from app.queries.goods.freight import Journey, freight_raised, freight_services
from app.queries.goods.sailing import Strikes, next_sailing
from app.queries.rates.course_rates import as_if_events
from app.queries.rates.rate import exchange_rate
from app.queries.teaching.event_page import events_page, month_page
from app.queries.teaching.event_preview import event_preview
from app.queries.teaching.world_event import events_on
from app.trade.market.event_plan import Wish
from app.trade.market.world_event import WorldEvent
from app.trade.refusal import NotOpenNow, RuleBroken
from app.world.agents.world_event import draw
from app.world.dice import Dice
from app.world.views.world_event import CourseAhead
from app.world.worker import step_to
from tests.builders import FIRST_DAY, World, a_course
from tests.builders_listing import with_reference
from tests.builders_people import a_member, a_team
from tests.databases import build_schema
from tests.proofs import last_record

D = Decimal
DAY = date(2026, 10, 5)
STRIKE = {"kind": "port_strike", "starts_on": "2026-10-01", "days": 9, "lead_days": 4, "port": "CNNGB"}


@pytest.fixture
def world(sqlite_session: Session) -> World:
    with_reference(sqlite_session)
    return a_course(sqlite_session)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A course that these tests only read, made once for them."""
    engine = make_engine(f"sqlite+pysqlite:///{tmp_path_factory.mktemp('events') / 'read.sqlite3'}")
    build_schema(engine)
    with Session(engine, expire_on_commit=False) as session:
        with_reference(session)
        yield a_course(session)
    engine.dispose()


def forced(kind: str, **figures: Any) -> WorldEvent:
    """An event in force around the day."""
    return WorldEvent(1, kind, DAY - timedelta(days=4), DAY + timedelta(days=4), FIRST_DAY, figures)


def a_student(world: World) -> Actor:
    return a_member(world, a_team(world, "Early birds"), "Ann", "sales")


def test_an_event_is_hidden_until_its_day_of_news_and_the_same_for_all_after_it(world: World) -> None:
    session, student = world.session, a_student(world)
    world.act(world.instructor, "world_event.set", world.course_id, **STRIKE)
    assert "CNNGB" not in str(last_record(session, world.course_id))
    assert events_page(session, student, FIRST_DAY).events == ()
    assert [row.standing for row in events_page(session, world.instructor, FIRST_DAY).events] == ["planned"]
    step_to(session, world.course_id, home_time(date(2026, 9, 27)) + timedelta(hours=1))
    read_for(session, world.course_id)
    (told,) = events_page(session, student, date(2026, 9, 28)).events
    assert (told.standing, told.starts_on, told.ends_on) == ("coming", date(2026, 10, 1), date(2026, 10, 9))
    assert events_on(session, date(2026, 9, 30)) == ()
    assert [each.kind for each in events_on(session, date(2026, 10, 1))] == ["port_strike"]
    cells = [cell for week in month_page(session, student, FIRST_DAY, DAY).weeks for cell in week]
    busy = {cell.on for cell in cells if cell.events}
    assert busy == {date(2026, 10, day) for day in range(1, 10)}
    assert any("China" in name for cell in cells if cell.on == date(2026, 10, 1) for _, name in cell.holidays)


def test_only_who_teaches_sets_an_event_and_only_for_places_that_are_known(world: World) -> None:
    with pytest.raises(Forbidden):
        perform(world.session, a_student(world), "world_event.set", world.course_id, STRIKE).must()
    with pytest.raises(RuleBroken, match=r"world_event\.place_unknown"):
        world.act(world.instructor, "world_event.set", world.course_id, **STRIKE | {"port": "XXXXX"})


def test_an_event_is_called_off_before_it_begins_and_ended_after(world: World) -> None:
    made = world.act(world.instructor, "world_event.set", world.course_id, **STRIKE).made_id
    assert made
    with pytest.raises(NotOpenNow):
        world.act(world.instructor, "world_event.lift", made)
    step_to(world.session, world.course_id, home_time(date(2026, 10, 3)))
    with pytest.raises(NotOpenNow, match=r"world_event\.has_begun"):
        world.act(world.instructor, "world_event.cancel", made)
    world.act(world.instructor, "world_event.lift", made)
    row = world.session.get_one(Row, made)
    assert row.as_event().ends_on == date(2026, 10, 3)
    other = world.act(
        world.instructor, "world_event.set", world.course_id, **STRIKE | {"starts_on": "2026-10-20"}
    ).made_id
    assert other
    world.act(world.instructor, "world_event.cancel", other)
    assert world.session.get_one(Row, other).state == "cancelled"


def test_the_seed_draws_the_same_events_twice_and_tells_each_before_it_bites(world: World) -> None:
    view = CourseAhead("events", world.course_id, FIRST_DAY, 120, ("BR", "DE", "US"), ())
    busy = next(
        drawn for n in range(50) if len((drawn := draw(view, Dice(f"seed-{n}")))[0].given["events"]) > 3
    )  # fmt: skip
    again = [draw(view, Dice("seed-3"))[0].given for _ in range(2)]
    assert again[0] == again[1]
    given = busy[0].given
    perform(
        world.session, party("market", world.course_id), "world_event.draw", world.course_id, given
    ).must()
    events = [row.as_event() for row in world.session.exec(select(Row))]
    assert events and all(each.announced_on < each.starts_on for each in events)
    last = FIRST_DAY + timedelta(days=119 - 14)
    assert all(each.starts_on >= FIRST_DAY + timedelta(days=7) and each.ends_on <= last for each in events)


def test_freight_and_days_by_the_cape_follow_from_the_miles(reading: World) -> None:
    session, way = reading.session, Journey("NL", "CNSHA", "NLRTM", DAY)
    closed = forced("canal_closure", canal="suez")
    before = {each.name: each for each in freight_services(session, way)}
    with as_if_events(session, [closed]):
        after = {each.name: each for each in freight_services(session, way)}
        assert freight_raised(session, way, "sea") == ((closed, D("1.2757")),)
        assert freight_raised(session, way, "air") == ()
    old, new = before["sea_fcl_40hq"], after["sea_fcl_40hq"]
    assert new.tariff.per_container == old.tariff.per_container * D("1.2757")
    assert new.most_days - old.most_days > 5
    assert after["air"] == before["air"]


def test_a_spike_names_itself_beside_the_freight_that_it_raises(reading: World) -> None:
    session, way = reading.session, Journey("NL", "CNSHA", "NLRTM", DAY)
    spike = forced("freight_spike", freight_percent="45", modes=["sea"], lanes=["north_europe"])
    before = {each.name: each for each in freight_services(session, way)}
    with as_if_events(session, [spike]):
        after = {each.name: each for each in freight_services(session, way)}
        assert freight_raised(session, way, "sea") == ((spike, D("1.45")),)
    assert after["sea_lcl"].tariff.per_revenue_ton == before["sea_lcl"].tariff.per_revenue_ton * D("1.45")
    assert after["courier"] == before["courier"]


def test_no_ship_sails_from_a_struck_port(reading: World) -> None:
    now = home_time(date(2026, 9, 28))
    usual = next_sailing("sea_fcl_40hq", "north_europe", now, date(2026, 9, 28))
    struck = Strikes("CNNGB", (forced("port_strike", port="CNNGB"),))
    later = next_sailing("sea_fcl_40hq", "north_europe", now, date(2026, 9, 28), struck)
    assert (usual.departs_on, later.departs_on) == (date(2026, 10, 4), date(2026, 10, 11))
    elsewhere = Strikes("CNSHA", struck.events)
    assert next_sailing("sea_fcl_40hq", "north_europe", now, date(2026, 9, 28), elsewhere) == usual


def test_an_additional_duty_stands_as_a_layer_of_its_own(reading: World) -> None:
    session = reading.session
    laid = forced("duty_change", destination="DE", hs_prefix="6911", duty_percent="25")
    before = duty_layers(session, "DE", Goods("691110"), DAY)
    with as_if_events(session, [laid]):
        after = duty_layers(session, "DE", Goods("691110"), DAY)
        assert duty_layers(session, "DE", Goods("392410"), DAY)[-1].kind != "event"
    assert after[:-1] == before
    assert (after[-1].code, after[-1].rate, after[-1].source) == ("event_duty", D("0.25"), laid.cited)


def test_a_moved_currency_is_read_moved_and_says_why(reading: World) -> None:
    session = reading.session
    before = exchange_rate(session, "EUR", DAY)
    with as_if_events(session, [forced("currency_move", currency="EUR", currency_percent="-8")]):
        after = exchange_rate(session, "EUR", DAY)
        assert exchange_rate(session, "GBP", DAY).source.count("event") == 0
    assert after.rate == (before.rate / D("0.92")).quantize(D("0.00000001"))
    assert "currency move EUR" in after.source


def test_the_preview_shows_figures_before_and_after_and_writes_nothing(reading: World) -> None:
    wish = Wish(
        "freight_spike", DAY, 10, 3, {"freight_percent": "45", "modes": "sea", "lanes": "north_europe"}
    )
    seen = event_preview(reading.session, reading.instructor, wish, FIRST_DAY)
    assert seen.refused is None and len(seen.changes) == 1
    assert seen.changes[0].before != seen.changes[0].after
    assert reading.session.exec(select(Row)).first() is None
    far = event_preview(reading.session, reading.instructor, Wish("bank_stop", DAY, 99, 3, {}), FIRST_DAY)
    assert far.refused and far.refused["code"] == "world_event.too_long"
