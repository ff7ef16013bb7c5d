"""Stars follow from what happened."""

from decimal import Decimal

import pytest

from app.trade.market.satisfaction import Experience, reply_share, stars

D = Decimal


@pytest.mark.parametrize(
    ("experience", "expected"),
    [
        (Experience(0, D(0), D(1), 0), 5),
        (Experience(6, D(0), D(1), 0), 4),
        (Experience(0, D("0.05"), D("0.5"), 1), 4),
        (Experience(20, D("0.2"), D(0), 4), 1),
        (Experience(0, D("0.05"), D("0.5"), 1, is_unsettled=True), 3),
        (Experience(20, D("0.2"), D(0), 4, is_unsettled=True), 1),
    ],
)
def test_stars_follow_the_weighted_reasons(experience: Experience, expected: int) -> None:
    given, reasons, _ = stars(experience)
    assert given == expected and sum(reason.weight for reason in reasons) == 1


def test_a_worse_experience_never_earns_more_stars() -> None:
    given = [stars(Experience(days, D(0), D(1), 0))[0] for days in range(20)]
    assert given == sorted(given, reverse=True)


def test_a_reply_in_half_the_time_is_quick_and_one_at_twice_is_not() -> None:
    assert [reply_share(D(hours), D(24)) for hours in (12, 24, 48)] == [D(1), D("0.67"), D(0)]
