"""Public holidays of a country, by its ISO code, for everything that counts working days."""

from collections.abc import Iterable, Set
from datetime import date, timedelta
from functools import lru_cache
from typing import cast

import holidays


@lru_cache(64)
def days_off(country: str) -> Set[date]:
    """The public holidays of a country; years are added as they are asked for. Empty for one not known."""
    if country not in holidays.list_supported_countries():
        return frozenset()
    return cast(Set[date], holidays.country_holidays(country))


def days_off_within(country: str, first: date, last: date) -> list[date]:
    """Public holidays from the first to the last day, both included, in order."""
    held = days_off(country)
    span = (first + timedelta(days=step) for step in range(max((last - first).days + 1, 0)))
    return [day for day in span if day in held]


def closed_days(countries: Iterable[str], start: date, days: int) -> frozenset[date]:
    """Public holidays of any of the countries within `days` of a start, for what must wait for all of
    them.
    """
    end = start + timedelta(days=days)
    return frozenset(day for country in countries for day in days_off_within(country, start, end))
