"""Days on which banks and offices are closed, by country, from the package `holidays`."""

from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _of_country(country: str, year: int) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:  # a country that the package does not hold: weekends alone count
        return frozenset()


def closed_days(countries: tuple[str, ...], start: date, days: int) -> frozenset[date]:
    """Public holidays of any of the countries (two letters) within `days` of a start; weekends apart."""
    end = start + timedelta(days=days)
    years = range(start.year, end.year + 1)
    found = {day for country in countries for year in years for day in _of_country(country, year)}
    return frozenset(day for day in found if start <= day <= end)
