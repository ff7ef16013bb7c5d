"""One value, one text: sorted, without spaces, exact."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from app.core.canonical import canonical


def test_keys_are_sorted_and_nothing_is_escaped_that_need_not_be() -> None:
    assert canonical({"b": 1, "a": "宁波"}) == '{"a":"宁波","b":1}'.encode()


def test_decimals_are_plain_digits_and_keep_their_zeros() -> None:
    assert (
        canonical([Decimal("1E+3"), Decimal("12.50"), Decimal("0.00000001")])
        == b'["1000","12.50","0.00000001"]'
    )


def test_times_are_utc_whatever_zone_they_came_in() -> None:
    beijing = timezone(timedelta(hours=8))
    morning = datetime(2026, 10, 14, 8, tzinfo=beijing)
    assert canonical([morning, morning.astimezone(UTC), date(2026, 10, 14)]) == (
        b'["2026-10-14T00:00:00Z","2026-10-14T00:00:00Z","2026-10-14"]'
    )


@pytest.mark.parametrize("value", [1.5, object(), Decimal("NaN"), datetime(2026, 1, 1)])
def test_what_has_no_one_text_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)
