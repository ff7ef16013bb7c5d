"""A market as large as a national competition's, made up for the bench: 60 teams, 2,400 listings, 12
markets.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from app.queries.goods.parcel import Border
from app.world.consumers.chance import key_of
from app.world.consumers.shelf import Card, Line, MarketOfDay, Query, ShoppingDay

TEAMS, PRODUCTS = 60, 40
COUNTRIES = ("AE", "AU", "BR", "CA", "DE", "ES", "FR", "GB", "JP", "KR", "SA", "US")
_KINDS = ("attribute", "attribute", "category", "name")
# Shipping templates: shops that promise from 9 to 15 days.
_LINES = [
    {country: Line("parcel_line", Decimal("3.50"), Decimal("1.00"), 9 + days) for country in COUNTRIES}
    for days in range(7)
]


def great_market(visits: int) -> ShoppingDay:
    """One day with about so many visits, spread evenly over markets and the 12 categories."""
    categories = [f"Category {n:02d}" for n in range(12)]
    cards = tuple(_card(team, product, categories) for team in range(TEAMS) for product in range(PRODUCTS))
    each = Decimal(visits) / (len(COUNTRIES) * len(categories))
    on = date(2026, 9, 1)
    markets = tuple(
        MarketOfDay(country, dict.fromkeys(categories, each), Decimal(90 + at) / 100, Decimal(1),
                    Border("normal", on))
        for at, country in enumerate(COUNTRIES)
    )  # fmt: skip
    ranked = sorted(
        range(len(cards)), key=lambda at: (-cards[at].quality, key_of("turn", cards[at].stable_name))
    )
    pages = {name: tuple(at for at in ranked if cards[at].category == name) for name in categories}
    queries = {
        name: tuple(
            Query(f"{kind} {n} {name}", kind, tuple(at for at in pages[name] if at // 7 % 4 >= n))
            for n, kind in enumerate(_KINDS)
        )
        for name in categories
    }
    wanted = {
        name: {f"attribute {n}": frozenset(at for at in pages[name] if at % 5 == n) for n in range(4)}
        for name in categories
    }
    shops = {
        UUID(int=team + 1): tuple(at for at in ranked if at // PRODUCTS == team) for team in range(TEAMS)
    }
    return ShoppingDay(
        "retail", UUID(int=7), datetime(2026, 9, 1, tzinfo=UTC), on, 0, 1, 1, cards, markets, queries, pages,
        tuple(ranked[:20]), shops, wanted,
    )  # fmt: skip


def _card(team: int, product: int, categories: list[str]) -> Card:
    draw = key_of("bench", team, product)
    usual = Decimal(8 + 3 * product)
    return Card(
        f"team {team:02d}/sku {product:02d}", UUID(int=draw), UUID(int=team + 1), UUID(int=product + 1),
        categories[product % len(categories)], usual * (80 + draw % 60) / 100, usual, 500, 45 + draw % 50,
        draw % 90, draw % 90 // 4, int(draw % 11 == 0), Decimal(60 + draw % 40) / 100, Decimal("0.4"),
        2, _LINES[team % len(_LINES)],
    )  # fmt: skip
