"""The habits of markets as `seed/world/markets.toml` assumes them, and the other parameters beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.core.parameters import Figures, parameters

__all__ = ["Figures", "MarketHabits", "market_habits", "parameters"]


@dataclass(frozen=True, slots=True)
class MarketHabits:
    """One market of business buyers, as `markets.toml` assumes it."""

    country: str
    language: str
    locale: str
    weight: Decimal
    register: str
    time_zone: str
    cities: tuple[str, ...]
    ports: tuple[str, ...]
    terms_sea: tuple[str, ...]
    terms_other: tuple[str, ...]
    payment: tuple[str, ...]
    reply_hours: int
    patience_days: int
    least_tolerance: Decimal
    most_tolerance: Decimal
    weekend: frozenset[int]
    demand: Mapping[str, Decimal]
    firms: tuple[str, ...]
    greeting: str
    given_names: tuple[tuple[str, str], ...]
    family_names: tuple[tuple[str, str], ...]
    streets: tuple[str, ...]

    def wants(self, category: str) -> Decimal:
        """The weight of a category in this market: that of the first word it contains, else 1."""
        name = category.casefold()
        return next((weight for word, weight in self.demand.items() if word in name), Decimal(1))


def market_habits() -> dict[str, MarketHabits]:
    """All markets by country code, as the course has them that is read for."""
    return parameters("markets").once(_all_habits)


def _all_habits(figures: Figures) -> dict[str, MarketHabits]:
    return {country: _habits(country, table) for country, table in figures.items()}


def _habits(country: str, table: Mapping[str, Any]) -> MarketHabits:
    least, most = table["price_tolerance"]
    listed = ("cities", "ports", "terms_sea", "terms_other", "payment", "firms")
    plain = ("language", "locale", "register", "time_zone", "reply_hours", "patience_days", "greeting")
    return MarketHabits(
        country=country,
        weight=Decimal(table["weight"]),
        least_tolerance=Decimal(least),
        most_tolerance=Decimal(most),
        weekend=frozenset(table["weekend"]),
        demand={word: Decimal(weight) for word, weight in table["demand"].items()},
        given_names=tuple((latin, own) for latin, own in table.get("given_names", ())),
        family_names=tuple((latin, own) for latin, own in table.get("family_names", ())),
        streets=tuple(table.get("streets", ())),
        **{name: tuple(table[name]) for name in listed},
        **{name: table[name] for name in plain},
    )
