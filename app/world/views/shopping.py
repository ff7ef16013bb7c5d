"""A day of shopping as consumers see it: the market's cards, how they are found, and who may come."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlmodel import Session

from app.core.clock import home_date
from app.core.parameters import parameters
from app.core.search_words import kept_words
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.consumer_order import ConsumerOrder
from app.models.course import Course
from app.models.evidence import LogHead
from app.models.listing import Listing
from app.models.review import Review
from app.queries.goods.parcel import border
from app.queries.rates.course_rates import course_rates
from app.queries.rates.rate import exchange_rate
from app.trade.market.world_event import demand_factor
from app.trade.refusal import RateUnknown
from app.world.consumers.shelf import MarketOfDay, Pleased, Query, ShoppingDay
from app.world.consumers.words import typed_words, wanted_words
from app.world.parameters import MarketHabits, market_habits
from app.world.views.shelf import Finder, Shelf, goods_by_category, shelf_of

VISITS_OF_PART = 500  # visits that one deed of the market counts: the day of a great market is several deeds
# The day as its last part saw it, by database and course: when, in how many parts, after which record.
_days: WeakKeyDictionary[Engine, dict[UUID, tuple[tuple[datetime, int, int], ShoppingDay]]] = (
    WeakKeyDictionary()
)
_FRONT = 10  # cards of each row of the front page


def shopping_day(session: Session, entry: AgendaEntry) -> ShoppingDay:
    """The view of the agenda's entry `retail.day`; given: part and parts, one of one if it says nothing."""
    course = session.get_one(Course, entry.subject_id)
    part, parts = int(entry.given.get("part", 0)), int(entry.given.get("parts", 1))
    return day_of_course(session, course, entry, part, parts)


def day_of_course(session: Session, course: Course, entry: AgendaEntry, part: int, parts: int) -> ShoppingDay:
    """One part of a course's day: some markets' categories, so that the parts bring about as many visits.

    A part that follows on another with nothing done between them goes on from what that one read.
    """
    size = session.execute(select(LogHead.size).where(LogHead.course_id == course.id)).scalar() or 0
    held = _days.setdefault(session.get_bind(), {})
    before = held.get(course.id)
    if part and before is not None and before[0] == (entry.due_at, parts, size - 1):
        whole = _with_stock(session, before[1])
    else:
        whole = _whole_day(session, course, entry)
    held[course.id] = ((entry.due_at, parts, size), whole)
    mine = _of_part(whole, part, parts)
    markets = [replace(each, visits=mine[each.country]) for each in whole.markets if each.country in mine]
    return replace(whole, part=part, parts=parts, markets=tuple(markets))


def _with_stock(session: Session, whole: ShoppingDay) -> ShoppingDay:
    """The day with the stock as it is now."""
    query = select(Listing.id, Listing.stock_pieces).where(
        Listing.course_id == whole.course_id, Listing.state == "published"
    )
    left = {row.id: row.stock_pieces for row in session.execute(query)}
    cards = [
        card
        if left[card.listing_id] == card.stock_pieces
        else replace(card, stock_pieces=left[card.listing_id])
        for card in whole.cards
    ]
    return replace(whole, cards=tuple(cards))


def _whole_day(session: Session, course: Course, entry: AgendaEntry) -> ShoppingDay:
    on = home_date(entry.due_at)
    shelf = shelf_of(session, course.id, on)
    finder, categories = Finder(session, course.id, shelf), sorted({card.category for card in shelf.cards})
    goods, words = goods_by_category(session, course.id), parameters("consumer_words")
    visits = _visits(session, course, shelf, categories, on)
    count = sum((sum(each.values()) for each in visits.values()), Decimal(0))
    by_team: dict[UUID, list[int]] = {}
    for at, card in enumerate(shelf.cards):
        by_team.setdefault(card.team_id, []).append(at)
    return ShoppingDay(
        "retail", course.id, entry.due_at, on, 0, 1, next_parts=max(1, ceil(count / VISITS_OF_PART)),
        cards=shelf.cards,
        markets=tuple(
            _market(session, course, each, visits[code], on)
            for code, each in sorted(market_habits().items()) if visits
        ),
        queries={
            name: tuple(
                Query(typed, kind, finder.found(typed))
                for kind, typed in typed_words(name, goods.get(name, []), words)
            )
            for name in categories
        },
        pages={name: finder.page(_of(shelf, name)) for name in categories},
        home=_front(shelf), shops={team: finder.page(places) for team, places in by_team.items()},
        wanted=_wanted(finder, shelf, {name: wanted_words(goods.get(name, [])) for name in categories}),
        pleased=_pleased(session, course.id, entry),
    )  # fmt: skip


def _of_part(whole: ShoppingDay, part: int, parts: int) -> dict[str, dict[str, Decimal]]:
    """Market -> category -> visits of one part: the largest first, each to the part that has the least."""
    listed = [(-n, each.country, name) for each in whole.markets for name, n in each.visits.items()]
    loads = [Decimal(0)] * parts
    found: dict[str, dict[str, Decimal]] = {}
    for visits, country, name in sorted(listed):
        least = loads.index(min(loads))
        loads[least] -= visits
        if least == part:
            found.setdefault(country, {})[name] = -visits
    return found


def _of(shelf: Shelf, category: str) -> list[int]:
    return [at for at, card in enumerate(shelf.cards) if card.category == category]


def _front(shelf: Shelf) -> tuple[int, ...]:
    """The front page: the best reviewed, then the newest (as `queries/markets/market.py` shows them)."""
    cards = shelf.cards
    ratings = [(card.rating_sum * 2 + 35) * 1000 // (card.rating_count * 2 + 10) for card in cards]
    places = range(len(cards))
    best = sorted(places, key=lambda at: (-ratings[at], -cards[at].quality, shelf.turns[at], at))[:_FRONT]
    new = sorted(places, key=lambda at: (-shelf.published_on[at].toordinal(), shelf.turns[at], at))[:_FRONT]
    return tuple(dict.fromkeys([*best, *new]))


def _wanted(
    finder: Finder, shelf: Shelf, words: dict[str, list[str]]
) -> dict[str, dict[str, frozenset[int]]]:
    found: dict[str, dict[str, frozenset[int]]] = {}
    for category, listed in words.items():
        own = frozenset(_of(shelf, category))
        found[category] = {
            word: own.intersection(*map(finder.saying, kept_words(word).split())) for word in listed
        }
    return found


def _visits(
    session: Session, course: Course, shelf: Shelf, categories: list[str], on: date
) -> dict[str, dict[str, Decimal]]:
    """Market -> category -> expected visits: shares of the setting's whole, times season and events."""
    if not categories:
        return {}
    shops = len({card.team_id for card in shelf.cards})
    told, habits = parameters("consumer"), market_habits()
    whole = Decimal(str(course.house["consumers_per_day"])) * shops * Decimal(told["visits_for_each"])
    of_world, events = sum(each.weight for each in habits.values()), course_rates(session).events
    found: dict[str, dict[str, Decimal]] = {}
    for country, each in habits.items():
        wants = {name: each.wants(name) for name in categories}
        of_market = whole * each.weight / of_world / sum(wants.values())
        found[country] = {
            name: of_market * want * each.season(name, on.month) * demand_factor(events, name, country, on)
            for name, want in wants.items()
        }
    return found


def _market(
    session: Session, course: Course, habits: MarketHabits, visits: dict[str, Decimal], on: date
) -> MarketOfDay:
    return MarketOfDay(
        habits.country, visits, habits.willingness,
        _money(session, habits.currency, course.starts_on, on),
        border(session, habits.country, on),
    )  # fmt: skip


def _money(session: Session, currency: str, first: date, on: date) -> Decimal:
    """How much dearer the dollar is in a currency than on the course's first day (1 where it is not
    known).
    """
    if currency == "USD":
        return Decimal(1)
    try:
        return exchange_rate(session, currency, on).rate / exchange_rate(session, currency, first).rate
    except RateUnknown:
        return Decimal(1)


def _pleased(session: Session, course_id: UUID, entry: AgendaEntry) -> tuple[Pleased, ...]:
    """Customers whose last word on an order was four stars or five, in the order of their names."""
    since = entry.due_at - timedelta(days=int(parameters("consumer")["return_visits"]["days"]))
    query = (
        select(
            Buyer.id,
            Buyer.stable_name,
            Buyer.name,
            Buyer.city,
            Buyer.address,
            ConsumerOrder.market,
            Review.team_id,
            Listing.category,
            Review.stars,
        )
        .join(ConsumerOrder, ConsumerOrder.id == Review.consumer_order_id)
        .join(Buyer, Buyer.id == Review.buyer_id)
        .join(Listing, Listing.id == ConsumerOrder.listing_id)
        .where(Review.course_id == course_id, Review.stars >= 4, Review.written_at >= since)
        .order_by(Buyer.stable_name, Review.written_at)
    )
    return tuple({row.stable_name: Pleased(*row) for row in session.execute(query)}.values())
