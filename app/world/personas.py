"""Who a simulated buyer is: name, firm and address as in the country, the same for a stable name."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import holidays
from faker import Faker

from app.world.dice import Dice
from app.world.parameters import MarketHabits, market_habits

_KNOWN_DAYS = 400  # holidays are noted for this long after the first letter


def persona(habits: MarketHabits, stable_name: str, dice: Dice) -> dict[str, Any]:
    """Name (Latin letters), name_own (as written at home), company, city, address."""
    city = dice.pick(habits.cities)
    given, family, own, street = _parts(habits, stable_name, dice)
    company = str(dice.pick(habits.firms)).format(last=family, city=city)
    return {
        "name": f"{given} {family}",
        "name_own": own,
        "company_name": company,
        "city": city,
        "address": f"{street}, {city}",
    }


def _parts(habits: MarketHabits, stable_name: str, dice: Dice) -> tuple[str, str, str, str]:
    """Given name, family name, the name as written at home, street. From own name parts or from Faker."""
    if habits.names:
        sizes = [Decimal(len(each.given) * len(each.family)) for each in habits.names]
        group = dice.weighted(habits.names, sizes)
        given, family = dice.pick(group.given), dice.pick(group.family)
        order = (family, given) if habits.language in ("ja", "ko") else (given, family)
        own = " ".join(each[1] for each in order).strip()
        return given[0], family[0], own, f"{dice.whole(1, 240)} {dice.pick(habits.streets)}"
    faker = _faker(habits.locale)
    seed = hashlib.sha256(stable_name.encode()).digest()
    faker.seed_instance(int.from_bytes(seed[:8], "big"))
    # A family name may have a form of its own for women: both parts are drawn alike.
    if faker.boolean():
        given, family = faker.first_name_female(), faker.last_name_female()
    else:
        given, family = faker.first_name_male(), faker.last_name_male()
    street = faker.street_address().replace("\n", ", ")
    return _tidy(given), _tidy(family), "", _tidy(street).replace(" ,", ",")


def _tidy(text: str) -> str:
    return " ".join(text.split())


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


@lru_cache(512)
def days_off(country: str, first: date) -> dict[str, str]:
    """Public holidays of a country, ISO date -> name, from a day on. Shared: read only."""
    last = first + timedelta(days=_KNOWN_DAYS)
    known = _days_of_years(country, first.year, last.year)
    return {day.isoformat(): name for day, name in known if first <= day <= last}


@lru_cache(256)
def _days_of_years(country: str, first: int, last: int) -> tuple[tuple[date, str], ...]:
    """Reckoning a country's calendar takes milliseconds, and every letter asks for one."""
    known = holidays.country_holidays(country, years=range(first, last + 1), language="en_US")
    return tuple(sorted(known.items()))


def prepare_personas() -> None:
    """Load the names of all markets before somebody waits for the first letter."""
    for habits in market_habits().values():
        if not habits.names:
            _faker(habits.locale)
