"""A course's own figures hold where a session reads for it, and nowhere else."""

from types import SimpleNamespace

from sqlalchemy import event
from sqlmodel import Session

from app.core.course_session import read_for
from app.core.parameters import parameters, stated
from app.queries.goods.sailing import conduct
from app.routers.deps import database
from app.world.parameters import market_habits
from app.world.views.customs_office import customs_office
from tests.builders import World, a_course


def _set(world: World, subject: str, key: str, value: str) -> None:
    given = {"subject": subject, "key": key, "value": value}
    world.act(world.instructor, "course.set_figure", world.course_id, **given)


def test_a_figure_holds_in_its_course_and_never_in_another(sqlite_session: Session) -> None:
    one, two = a_course(sqlite_session, "One"), a_course(sqlite_session, "Two")
    _set(one, "bank", "way.least_days", "5")
    _set(one, "markets", "US.reply_hours", "12")
    read_for(sqlite_session, one.course_id)
    assert parameters("bank")["way"] == {"least_days": 5, "most_days": 7}
    assert market_habits()["US"].reply_hours == 12 and market_habits()["DE"].reply_hours == 36
    assert parameters("carrier") is stated("carrier")
    read_for(sqlite_session, two.course_id)
    assert parameters("bank") is stated("bank") and market_habits()["US"].reply_hours == 30
    two.act(two.instructor, "course.begin", two.course_id)
    assert parameters("bank")["way"]["least_days"] == 3
    one.act(one.instructor, "course.begin", one.course_id)
    assert parameters("bank")["way"]["least_days"] == 5


def test_the_next_request_of_a_thread_reads_as_the_site(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    _set(world, "bank", "way.least_days", "5")
    app = SimpleNamespace(state=SimpleNamespace(engine=sqlite_session.get_bind()))
    request = SimpleNamespace(app=app)
    first, second = database(request), database(request)
    with next(first) as session:
        read_for(session, world.course_id)
        assert parameters("bank")["way"]["least_days"] == 5
        next(second)  # while the first session is still held
        assert parameters("bank")["way"]["least_days"] == 3


def test_a_figure_that_is_changed_or_taken_back_holds_from_the_next_deed_on(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    _set(world, "carrier", "courier.delay_days", "2, 9")
    read_for(sqlite_session, world.course_id)
    assert conduct("courier").delay_days == (2, 9)
    _set(world, "carrier", "courier.delay_days", "")
    assert conduct("courier").delay_days == (1, 3) and parameters("carrier") is stated("carrier")


def test_what_is_reckoned_from_figures_follows_them(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    read_for(sqlite_session, world.course_id)
    before = market_habits()
    assert market_habits() is before and customs_office() is customs_office()
    _set(world, "markets", "JP.patience_days", "40")
    assert market_habits()["JP"].patience_days == 40 and before["JP"].patience_days == 26


def test_reading_figures_costs_one_query_in_a_transaction_and_a_deed_none(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    said: list[str] = []
    event.listen(sqlite_session.get_bind(), "before_cursor_execute", lambda *told: said.append(told[2]))
    read_for(sqlite_session, world.course_id)
    for subject in ("bank", "buyer", "carrier", "markets"):
        parameters(subject)
    assert sum("course.house" in each for each in said) == 1
    said.clear()
    _set(world, "bank", "way.least_days", "4")
    asked = [each for each in said if each.startswith("SELECT course.house")]
    assert asked == []
