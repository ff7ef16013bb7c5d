"""Who a simulated buyer is: name, firm and address as in the country, the same for a stable name."""

import hashlib
from datetime import date, timedelta
from functools import cache
from typing import Any

import holidays
from faker import Faker

from app.world.dice import Dice
from app.world.parameters import MarketHabits

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
    if habits.given_names:
        given, family = dice.pick(habits.given_names), dice.pick(habits.family_names)
        is_family_first = habits.language in ("ja", "ko")
        own = f"{family[1]} {given[1]}" if is_family_first else f"{given[1]} {family[1]}"
        return given[0], family[0], own, f"{dice.whole(1, 240)} {dice.pick(habits.streets)}"
    faker = _faker(habits.locale)
    seed = hashlib.sha256(stable_name.encode()).digest()
    faker.seed_instance(int.from_bytes(seed[:8], "big"))
    given, family = faker.first_name(), faker.last_name()
    return given, family, "", faker.street_address().replace("\n", ", ")


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


def days_off(country: str, first: date) -> dict[str, str]:
    """Public holidays of a country, ISO date -> name, from a day on."""
    last = first + timedelta(days=_KNOWN_DAYS)
    known = holidays.country_holidays(country, years=range(first.year, last.year + 1), language="en_US")
    return {day.isoformat(): name for day, name in sorted(known.items()) if first <= day <= last}
