"""Office hours, days off and waiting times in another country."""

from datetime import UTC, date, datetime, timedelta

from app.trade.working_time import Office, next_working_moment, working_days_later, working_hours

BERLIN = Office("Europe/Berlin", holidays=frozenset({date(2026, 10, 5)}))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


def test_within_office_hours_the_moment_itself_is_kept() -> None:
    assert next_working_moment(BERLIN, at(1, 10)) == at(1, 10)


def test_before_and_after_hours_one_waits_for_the_next_opening() -> None:
    assert next_working_moment(BERLIN, at(1, 3)) == at(1, 7)
    assert next_working_moment(BERLIN, at(1, 20)) == at(2, 7)


def test_a_weekend_and_the_holiday_after_it_are_passed_over() -> None:
    # Friday evening, then Saturday, Sunday, and Monday the 5th is a holiday.
    assert next_working_moment(BERLIN, at(2, 20)) == at(6, 7)


def test_hours_to_answer_do_not_run_on_days_off() -> None:
    # Friday 18:00 in Berlin + 24 h: 6 h are left of Friday, 18 h of Tuesday.
    assert working_days_later(BERLIN, at(2, 16), 24) == at(6, 16)


def test_a_weekend_lies_where_the_country_has_it() -> None:
    riyadh = Office("Asia/Riyadh", frozenset({5, 6}))
    assert not riyadh.works_on(date(2026, 10, 2)) and riyadh.works_on(date(2026, 10, 4))


def test_waiting_does_not_count_on_days_off() -> None:
    # Friday 18:00 in Berlin until Tuesday 18:00: 6 h of Friday and 18 h of Tuesday.
    assert working_hours(BERLIN, at(2, 16), at(6, 16)) == timedelta(hours=24)
    assert working_hours(BERLIN, at(1, 10), at(1, 12)) == timedelta(hours=2)
    assert (
        working_hours(BERLIN, at(3, 10), at(4, 12))
        == working_hours(BERLIN, at(2, 9), at(1, 9))
        == timedelta(0)
    )
