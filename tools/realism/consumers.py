"""Consumers: elasticity, shares of demand, funnel, and what tricks on the shelf earn.

The shelf is that of a course which rule-based players have run for some days; the day of shopping is the
product's own view and engine, with more visits than a course has, so that figures are not single orders.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.actions.actor import player
from app.actions.perform import perform
from app.core.clock import home_time
from app.core.parameters import parameters
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.models.listing import Listing
from app.models.partnership import Partnership
from app.models.product import Product
from app.models.team import Team
from app.queries.catalogue.listing_costs import Costs, listing_costs, template_lines
from app.trade.refusal import Refusal
from app.world.consumers.day import DayOfDemand, day_of_demand
from app.world.consumers.elasticity import Elasticity, elasticities
from app.world.consumers.shelf import ShoppingDay
from app.world.consumers.taste import SOURCES, taste_of
from app.world.dice import Dice
from app.world.parameters import market_habits, published_revenues
from app.world.views.shopping import day_of_course
from seed.simulate import FIRST_DAY
from tools.realism.ground import Ground

DAYS, TEAMS = 12, 6  # of the course whose shelf is looked at
_VISITS = Decimal(4000)
_MARGIN = Decimal("0.20")
ELASTICITY_LEAST, ELASTICITY_MOST = -4.0, -1.2


def shopping(ground: Ground, day: int = DAYS) -> ShoppingDay:
    """A day of the course as consumers see it."""
    at = home_time(FIRST_DAY + timedelta(days=day))
    entry = AgendaEntry(subject_id=ground.course_id, course_id=ground.course_id, due_at=at, given={},
                        kind="retail.day", name="retail")  # fmt: skip
    return day_of_course(ground.session, ground.session.get_one(Course, ground.course_id), entry, 0, 1)


def busy(view: ShoppingDay, visits: Decimal = _VISITS) -> ShoppingDay:
    """The same day with about so many visits, in the same shares."""
    whole = sum((sum(each.visits.values(), Decimal(0)) for each in view.markets), Decimal(0))
    markets = tuple(
        replace(each, visits={name: of * visits / whole for name, of in each.visits.items()})
        for each in view.markets
    )
    plenty = tuple(replace(card, stock_pieces=max(card.stock_pieces, 1) * 100) for card in view.cards)
    return replace(view, markets=markets, cards=plenty)


def measured_elasticities(view: ShoppingDay, seed: str) -> dict[str, Elasticity]:
    """Own-price elasticity by category, in the engine."""
    return elasticities(busy(view, _VISITS * 5), Dice(seed, "elasticity"), taste_of(parameters("consumer")))


@dataclass(frozen=True, slots=True)
class Share:
    """A market among those whose online revenue is published: its shares of revenue, visits and letters."""

    country: str
    of_revenue: float
    of_visits: float
    of_letters: float


def market_shares(view: ShoppingDay, letters: Mapping[str, int]) -> list[Share]:
    """Shares among the markets whose revenue is published: of data, of a day's visits, of letters."""
    known = {code: revenue for code, revenue in published_revenues().items() if code in market_habits()}
    visits = {each.country: sum(each.visits.values(), Decimal(0)) for each in view.markets}
    totals = (
        sum(known.values()),
        sum(visits[code] for code in known),
        sum(letters.get(code, 0) for code in known),
    )
    return [
        Share(code, float(known[code] / totals[0]), float(visits[code] / totals[1]),
              letters.get(code, 0) / max(totals[2], 1))
        for code in sorted(known, key=lambda code: -known[code])
    ]  # fmt: skip


def funnel(view: ShoppingDay, seeds: int) -> dict[str, Counter[str]]:
    """Source -> sums of impressions, clicks, baskets, orders; "all" also visits."""
    sums: dict[str, Counter[str]] = {name: Counter() for name in (*SOURCES, "all")}
    for seed in range(seeds):
        day = day_of_demand(busy(view), Dice(f"seed {seed}", "funnel"))
        sums["all"]["visits"] += day.visits
        for count in day.counts:
            for name in ("impressions", "clicks", "baskets", "orders"):
                sums[count.source][name] += getattr(count, name)
                sums["all"][name] += getattr(count, name)
    return sums


@dataclass(frozen=True, slots=True)
class Trick:
    """Something done to every listing of a shop, beside what an honest one does."""

    name: str
    about: str
    changes: Any


def tricks() -> tuple[Trick, ...]:
    """What was tried on the shelf; each gets the row, its product and the lowest price without loss."""
    return (
        Trick("nearly given away", "one listing at 1 cent, the others as they were", _given_away),
        Trick("dumping", "every listing without margin", lambda row, at, low: {"price_usd": low}),
        Trick("stuffed titles", "the title repeats what is typed, 180 characters", _stuffed),
        Trick("false claims", "certificates and materials that visitors look for, not in the pack", _false),
        Trick("sky-high", "three times the price", lambda row, at, low: {"price_usd": row.price_usd * 3}),
    )  # fmt: skip


def _given_away(row: Listing, at: int, low: Decimal) -> dict[str, Any]:
    return {"price_usd": Decimal("0.01")} if at == 0 else {}


def _stuffed(row: Listing, at: int, low: Decimal) -> dict[str, Any]:
    words = " ".join(dict.fromkeys([*row.title.split(), *row.category.replace(">", " ").split()]))
    title = f"{words} cheap best gift hot sale new {words} {words} {words}"[:180]
    return {
        "title": title,
        "keywords": ", ".join(dict.fromkeys(word[:40] for word in words.lower().split()[:10])),
    }


def _false(row: Listing, at: int, low: Decimal) -> dict[str, Any]:
    return {"points": [*row.points[:4], "CE, FDA, LFGB, GOTS and FSC certified, pure silk and walnut"]}


@dataclass(frozen=True, slots=True)
class Earned:
    """What a shop sold on the seeds' days. profit: USD, by seed."""

    name: str
    orders: int
    profit: tuple[Decimal, ...]


def shelf_tricks(ground: Ground, seeds: int) -> Iterator[Earned]:
    """What a shop earns by honest work, and by each trick, with the same visitors."""
    team = ground.session.exec(
        select(Team).where(Team.course_id == ground.course_id).order_by(col(Team.name))
    ).first()
    assert team is not None
    _price_honestly(ground, team)
    yield _earned(ground, team.id, "honest", seeds)
    for trick in tricks():
        kept = _changed(ground, team, trick)
        yield _earned(ground, team.id, trick.name, seeds)
        for listing_id, given in kept.items():
            _edit(ground, team, listing_id, given)


def splitting(ground: Ground) -> str:
    """What the product says to a second listing of the same product."""
    row = _rows(ground, ground.session.exec(select(Team).order_by(col(Team.name))).all()[0].id)[0]
    held = ground.session.exec(select(Partnership).where(Partnership.team_id == row.team_id)).all()
    for partnership in held:
        given = {"product_id": row.product_id, "price_usd": row.price_usd}
        try:
            perform(
                ground.session, player(row.team_id, ground.course_id), "listing.create", partnership.id, given
            ).must()
        except Refusal as refusal:
            if refusal.code != "listing.product_unknown":
                return refusal.code
    return ""


def _rows(ground: Ground, team_id: UUID) -> list[Listing]:
    query = select(Listing, Product).join(Product, col(Product.id) == Listing.product_id)
    query = query.where(Listing.team_id == team_id, Listing.state == "published").order_by(col(Product.sku))
    return [row for row, _ in ground.session.exec(query)]


def _plain(row: Listing) -> dict[str, Any]:
    return {
        "title": row.title, "keywords": ", ".join(row.keywords), "points": list(row.points),
        "description": row.description, "price_usd": row.price_usd, "stock_pieces": row.stock_pieces,
        "shipping_template_id": row.shipping_template_id,
    }  # fmt: skip


def _changed(ground: Ground, team: Team, trick: Trick) -> dict[UUID, dict[str, Any]]:
    """Play a trick on every listing; gives what they were."""
    kept = {}
    for at, row in enumerate(_rows(ground, team.id)):
        kept[row.id] = _plain(row)
        _edit(
            ground, team, row.id, kept[row.id] | trick.changes(row, at, _price(ground, team, row, Decimal(0)))
        )
    return kept


def _price_honestly(ground: Ground, team: Team) -> None:
    """Prices with a fifth of the payment left over, carriage to the markets counted by their demand."""
    for row in _rows(ground, team.id):
        _edit(ground, team, row.id, _plain(row) | {"price_usd": _price(ground, team, row, _MARGIN)})


def _price(ground: Ground, team: Team, row: Listing, margin: Decimal) -> Decimal:
    """The price that leaves a margin on the payment in the mean of the markets, by their demand."""
    costs = _costs(ground, team.id, row.product_id, row.price_usd, row.shipping_template_id)
    known = [
        each for each in costs.markets if each.margin_rate is not None and each.country in market_habits()
    ]
    weights = [market_habits()[each.country].weight for each in known]
    fees = costs.commission_rate + costs.payment_rate
    spent = sum(
        ((1 - fees - (each.margin_rate or 0)) * each.paid_usd * weight
         for each, weight in zip(known, weights, strict=True)), Decimal(0),
    ) / sum(weights)  # fmt: skip
    shipping = sum(
        (each.shipping_usd * weight for each, weight in zip(known, weights, strict=True)), Decimal(0)
    )
    return max(spent / (1 - fees - margin) - shipping / sum(weights), Decimal("0.01")).quantize(
        Decimal("0.01")
    )


def _edit(ground: Ground, team: Team, listing_id: UUID, given: dict[str, Any]) -> None:
    version = ground.session.get_one(Listing, listing_id).version
    actor = player(team.id, ground.course_id)
    perform(ground.session, actor, "listing.edit", listing_id, given | {"version": version}).must()


def _costs(ground: Ground, team_id: UUID, product_id: UUID, price: Decimal, template: UUID | None) -> Costs:
    reader = player(team_id, ground.course_id)
    lines = template_lines(ground.session, reader, template)
    found = listing_costs(ground.session, reader, ground.session.get_one(Product, product_id), price, lines)
    assert isinstance(found, Costs)
    return found


def _earned(ground: Ground, team_id: UUID, name: str, seeds: int) -> Earned:
    view = busy(shopping(ground))
    margins: dict[tuple[UUID, str], Decimal] = {}
    for row in _rows(ground, team_id):
        costs = _costs(ground, team_id, row.product_id, row.price_usd, row.shipping_template_id)
        for each in costs.markets:
            if each.margin_rate is not None:
                margins[row.id, each.country] = each.margin_rate * each.paid_usd
    profits, orders = [], 0
    for seed in range(seeds):
        day: DayOfDemand = day_of_demand(view, Dice(f"seed {seed}", "shelf"))
        own = [each for each in day.orders if each.card.team_id == team_id]
        orders += len(own)
        profits.append(
            sum((margins.get((each.card.listing_id, each.market), Decimal(0)) * each.pieces for each in own),
                Decimal(0))
        )  # fmt: skip
    return Earned(name, orders, tuple(profits))
