"""A buyer answers in office hours of its own town, and never on a day off there."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.models.buyer import Buyer
from app.models.inquiry import Inquiry
from app.trade.working_time import Office, answer_due, local_day
from app.world.parameters import market_habits
from app.world.personas import days_off

FIRST = datetime(2026, 9, 1, tzinfo=UTC)
HABITS = market_habits()
HOLIDAYS = {country: days_off(country, FIRST.date()) for country in HABITS}
moments = st.integers(0, 200 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


def buyer(country: str, hours: int) -> Buyer:
    habits = HABITS[country]
    return Buyer(
        stable_name="x", name="x", country=country, time_zone=habits.time_zone, truth={"answer_hours": hours},
        persona={"weekend": sorted(habits.weekend), "holidays": HOLIDAYS[country]},
    )  # fmt: skip


def is_at_work(country: str, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(HABITS[country].time_zone))
    is_off = local.isoweekday() in HABITS[country].weekend or local.date().isoformat() in HOLIDAYS[country]
    return not is_off and (9, 0) <= (local.hour, local.minute) < (17, 30)


@given(st.sampled_from(sorted(HABITS)), moments, st.integers(0, 30), st.integers(0, 72))
def test_every_moment_at_which_a_buyer_acts_is_a_working_one(
    country: str, at: datetime, hours: int, wait: int
) -> None:
    who = buyer(country, hours)
    answers, due = who.answers_at(at), answer_due(who.office, at, wait)
    inquiry = Inquiry(need={"decides_at": due.isoformat()})
    assert answers >= at and due >= at
    # Letters and quotations are answered, silence is noticed, offers of a request are compared.
    assert all(is_at_work(country, each) for each in (answers, due, inquiry.looks_at(answers)))


def test_more_than_twenty_countries_are_looked_at() -> None:
    assert len(HABITS) > 20 and local_day(Office("Asia/Tokyo"), FIRST) == date(2026, 9, 1)
