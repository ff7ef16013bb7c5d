"""The habits of markets: what `seed/world/markets.toml` assumes of them and the reference knows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any

from app.core.parameters import Figures, parameters
from app.core.reference_table import table
from app.queries.rates.reference import Market, markets
from app.trade.price.quoting import PAYMENT_TERMS
from app.world.demand import family_of, revenues_usd_bn, turned, willingness, year_of

__all__ = ["Figures", "MarketHabits", "NameGroup", "market_habits", "parameters"]
_BILLION = Decimal(10**9)
_ONE = Decimal(1)
_MONTHS = 12
_LISTED = ("languages", "cities", "terms_sea", "terms_other", "firms")
_PLAIN = ("locale", "register", "time_zone", "reply_hours", "greeting")


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names that go together by custom: (in Latin letters, as written at home; "" where that is Latin)."""

    given: tuple[tuple[str, str], ...]
    family: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MarketHabits:
    """One market of consumers and business buyers.

    weight: its demand, billions of USD of online revenue a year times its size factor; only ratios count.
    willingness: what people pay for like goods, against the reference country. payment: methods that can be
    agreed on, the best liked first. family: of a category, "" for none. years: family -> twelve factors of
    mean 1, of what consumers buy in a month; order_years: of what firms order in it.
    """

    country: str
    languages: tuple[str, ...]
    locale: str
    currency: str
    population: int
    income_usd: Decimal
    willingness: Decimal
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
    trust: Decimal
    least_tolerance: Decimal
    most_tolerance: Decimal
    weekend: frozenset[int]
    demand: Mapping[str, Decimal]
    family: Callable[[str], str]
    years: Mapping[str, tuple[Decimal, ...]]
    order_years: Mapping[str, tuple[Decimal, ...]]
    firms: tuple[str, ...]
    greeting: str
    names: tuple[NameGroup, ...]
    streets: tuple[str, ...]

    @property
    def language(self) -> str:
        """The usual language of business letters."""
        return self.languages[0]

    def wants(self, category: str) -> Decimal:
        """The weight of a category in this market: that of its family, else 1."""
        return self.demand.get(self.family(category), _ONE)

    def season(self, category: str, month: int) -> Decimal:
        """What the month (1 to 12) sells of a category here, as a multiple of the year's mean."""
        return self.years[self.family(category)][month - 1]

    def orders(self, category: str, month: int) -> Decimal:
        """What firms order here in the month, ahead of the season, as a multiple of the year's mean."""
        return self.order_years[self.family(category)][month - 1]


def market_habits() -> dict[str, MarketHabits]:
    """All markets by country code, as the course has them that is read for."""
    return parameters("markets").once(_all_habits, parameters("demand"))


@cache
def published_revenues() -> Mapping[str, Decimal]:
    """Online revenue by country where it is published, billions of USD a year."""
    return {cells["iso2"]: Decimal(cells["revenue_usd_bn"]) for cells in table("online_revenue")}


def market_revenues(demand: Mapping[str, Any]) -> dict[str, Decimal]:
    """Online revenue of every country of the reference, published or estimated, billions of USD a year."""
    gdp = {cells["iso2"]: Decimal(cells["gdp_usd"]) / _BILLION for cells in table("market")}
    return revenues_usd_bn(published_revenues(), gdp, Decimal(demand["revenue"]["estimate_factor"]))


def _all_habits(figures: Figures, demand: Figures) -> dict[str, MarketHabits]:
    revenues = market_revenues(demand)
    # Words are looked for once for each category: the market's day asks thousands of times.
    family = cache(partial(family_of, families=demand["family"]))
    return {
        country: _habits(country, told, demand, revenues[country], family)
        for country, told in figures.items()
    }


def _habits(
    country: str, told: Mapping[str, Any], demand: Figures, revenue: Decimal, family: Callable[[str], str]
) -> MarketHabits:
    known, years, buyers = markets()[country], _years(told, demand), demand["buyers"]
    room = Decimal(buyers["tolerance_factor"])
    least, most = (Decimal(each) * room for each in told["price_tolerance"])
    return MarketHabits(
        country=country,
        currency=known.currency,
        population=known.population,
        income_usd=known.gdp_per_head or Decimal(0),
        willingness=_willingness(known, demand["income"]),
        weight=revenue * Decimal(told["size_factor"]),
        ports=_ports(country),
        payment=tuple(each for each in told["payment"] if each in PAYMENT_TERMS),
        trust=Decimal(told["trust"]),
        patience_days=max(round(told["patience_days"] * Decimal(buyers["patience_factor"])), 1),
        least_tolerance=least,
        most_tolerance=most,
        weekend=frozenset(told["weekend"]),
        demand={family: Decimal(weight) for family, weight in told["demand"].items()},
        family=family,
        years=years,
        order_years={family: _ordered(year, demand["business"]) for family, year in years.items()},
        names=tuple(
            NameGroup(_names(each["given"]), _names(each["family"])) for each in told.get("names", ())
        ),
        streets=tuple(told.get("streets", ())),
        **{name: tuple(told[name]) for name in _LISTED},
        **{name: told[name] for name in _PLAIN},
    )


def _willingness(known: Market, rules: Mapping[str, str]) -> Decimal:
    reference = markets()[rules["reference"]].gdp_per_head
    if not known.gdp_per_head or not reference:
        return _ONE
    return willingness(known.gdp_per_head, reference, rules)


def _years(told: Mapping[str, Any], demand: Figures) -> dict[str, tuple[Decimal, ...]]:
    general = [Decimal(each) for each in demand["year"]["month"]]
    peaks = [Decimal(told["peaks"].get(str(month + 1), 1)) for month in range(_MONTHS)]
    years = {"": year_of([general, peaks])}
    for name, family in demand["family"].items():
        season = told["outdoor_season"] if family["follows_weather"] else "north"
        years[name] = year_of([general, peaks, turned([Decimal(each) for each in family["month"]], season)])
    return years


def _ordered(year: tuple[Decimal, ...], rules: Mapping[str, Any]) -> tuple[Decimal, ...]:
    ahead, share = int(rules["ahead_months"]), Decimal(rules["season_share"])
    return tuple(1 + share * (year[(month + ahead) % _MONTHS] - 1) for month in range(_MONTHS))


def _ports(country: str) -> tuple[str, ...]:
    return tuple(
        cells["unlocode"]
        for cells in table("port")
        if (cells["country"], cells["role"]) == (country, "destination")
    )


def _names(parts: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(each[0]), str(each[1]) if len(each) > 1 else "") for each in parts)
