"""The market's published listings as a day of shopping needs them, in stable order, with the words that find
them.

What is found by which words changes only when a listing does. So the words of the listings are kept for each
database by their versions; a day reads anew only what was edited.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, case, func, select
from sqlmodel import Session

from app.core.clock import home_date
from app.core.parameters import parameters
from app.core.search_words import asked_words
from app.models.inquiry import Inquiry
from app.models.listing import Listing
from app.models.parcel_return import ParcelReturn
from app.models.product import Product
from app.models.shop import ShippingTemplate, Shop
from app.models.team import Team
from app.queries.markets.search_rank import drawn_rating, freshness, relevance, score, turn
from app.queries.rates.rate import exchange_rate
from app.world.consumers.shelf import Card, Line
from app.world.consumers.words import Goods


@dataclass(frozen=True, slots=True)
class Shelf:
    """Cards by stable name; of each its score without words, turn among equals, version and day."""

    cards: tuple[Card, ...]
    scores: tuple[float, ...]
    turns: tuple[int, ...]
    versions: tuple[int, ...]
    published_on: tuple[date, ...]


@dataclass(slots=True)
class _Kept:
    """What is known of one course's listings in one database: title and words of each version, and an index
    of the
    shelf as it stood: word -> places, and what some words found, with its relevance.
    """

    words: dict[UUID, tuple[int, str, frozenset[str]]] = field(default_factory=dict)
    versions: tuple[tuple[UUID, int], ...] = ()
    places: dict[str, set[int]] = field(default_factory=dict)
    vocabulary: list[str] = field(default_factory=list)
    found: dict[str, list[tuple[int, float]]] = field(default_factory=dict)


_kept: WeakKeyDictionary[Engine, dict[UUID, _Kept]] = WeakKeyDictionary()
_COLUMNS = (
    Listing.id, Listing.team_id, Listing.product_id, Listing.category, Listing.price_usd,
    Listing.stock_pieces,
    Listing.quality, Listing.rating_sum, Listing.rating_count, Listing.untrue_claims, Listing.version,
    Listing.search_title, Listing.published_at, Listing.shipping_template_id,
    Team.name, Shop.slug,
)  # fmt: skip


def shelf_of(session: Session, course_id: UUID, on: date) -> Shelf:
    """Every published listing of an open shop."""
    rows = session.execute(
        select(*_COLUMNS)
        .join(Shop, Shop.id == Listing.shop_id)
        .join(Team, Team.id == Listing.team_id)
        .where(Listing.course_id == course_id, Listing.state == "published", Shop.is_open.is_(True))
    ).all()
    products, templates = _products(session, course_id, on), _templates(session, course_id)
    replies = _reply_rates(session, course_id)
    made = [
        (_card(row, products[row.product_id], templates.get(row.shipping_template_id), replies), row)
        for row in rows
        if row.product_id in products
    ]
    made.sort(key=lambda pair: pair[0].stable_name)
    rows = [row for _, row in made]
    days = [home_date(row.published_at) for row in rows]
    return Shelf(
        tuple(card for card, _ in made),
        tuple(
            score(1.0, row.quality, drawn_rating(row.rating_sum, row.rating_count), freshness(on, day))
            for row, day in zip(rows, days, strict=True)
        ),
        tuple(turn(on, row.slug, row.search_title) for row in rows),
        tuple(row.version for row in rows),
        tuple(days),
    )  # fmt: skip


def _card(
    row: Any, product: tuple[str, Decimal, Decimal], template: Any, replies: Mapping[UUID, Decimal]
) -> Card:
    sku, usual_usd, unit_kg = product
    handling_days, lines = template or (0, {})
    return Card(
        f"{row.name}/{sku}", row.id, row.team_id, row.product_id, row.category, row.price_usd, usual_usd,
        row.stock_pieces, row.quality, row.rating_sum, row.rating_count, row.untrue_claims,
        replies.get(row.team_id), unit_kg, handling_days, lines,
    )  # fmt: skip


def _products(session: Session, course_id: UUID, on: date) -> dict[UUID, tuple[str, Decimal, Decimal]]:
    """Product -> SKU, what it usually costs in shops abroad, weight of one."""
    factor = Decimal(parameters("consumer")["usual_price_factor"]) / exchange_rate(session, "CNY", on).rate
    query = select(Product.id, Product.sku, Product.tiers, Product.unit_gross_kg)
    return {
        row.id: (row.sku, Decimal(str(row.tiers[0][1])) * factor, row.unit_gross_kg or Decimal(0))
        for row in session.execute(query.where(Product.course_id == course_id))
        if row.tiers
    }


def _templates(session: Session, course_id: UUID) -> dict[UUID, tuple[int, dict[str, Line]]]:
    template = ShippingTemplate
    query = select(template.id, template.handling_days, template.lines).where(template.course_id == course_id)
    return {
        row.id: (
            row.handling_days,
            {
                line["market"]: Line(
                    line["service"], Decimal(line["first_usd"]), Decimal(line["next_usd"]), int(line["days"])
                )
                for line in row.lines
            },
        )
        for row in session.execute(query)
    }


def _reply_rates(session: Session, course_id: UUID) -> dict[UUID, Decimal]:
    """Team -> share of letters answered before a reminder, and of returns answered before the market did."""
    good = case(((Inquiry.reminders == 0) & Inquiry.first_reply_at.is_not(None), 1), else_=0)
    query = (
        select(Inquiry.team_id, func.count(), func.sum(good))
        .where(Inquiry.course_id == course_id)
        .where((Inquiry.first_reply_at.is_not(None)) | (Inquiry.reminders > 0))
        .group_by(Inquiry.team_id)
    )
    answered = case((ParcelReturn.answered_at.is_not(None), 1), else_=0)
    returns = (
        select(ParcelReturn.team_id, func.count(), func.sum(answered))
        .where(ParcelReturn.course_id == course_id, ParcelReturn.state != "asked")
        .group_by(ParcelReturn.team_id)
    )
    counts: dict[UUID, tuple[int, int]] = {}
    for team, count, in_time in (*session.execute(query), *session.execute(returns)):
        before = counts.get(team, (0, 0))
        counts[team] = before[0] + count, before[1] + int(in_time)
    return {team: Decimal(in_time) / count for team, (count, in_time) in counts.items()}


class Finder:
    """What is found on a shelf, in the storefront's own order (`queries/markets/search_rank.py`)."""

    def __init__(self, session: Session, course_id: UUID, shelf: Shelf) -> None:
        self._shelf = shelf
        self._kept = kept = _kept.setdefault(session.get_bind(), {}).setdefault(course_id, _Kept())
        ids = [card.listing_id for card in shelf.cards]
        versions = tuple(zip(ids, shelf.versions, strict=True))
        if kept.versions != versions:
            _read_words(session, kept, versions)
            kept.versions = versions
            kept.places, kept.found = {}, {}
            for at, listing_id in enumerate(ids):
                for word in kept.words[listing_id][2]:
                    kept.places.setdefault(word, set()).add(at)
            kept.vocabulary = sorted(kept.places)

    def found(self, words: str) -> tuple[int, ...]:
        """Places of what these words find: all of them on the page, the last by its start."""
        if words not in self._kept.found:
            self._kept.found[words] = self._search(words)
        pairs = self._kept.found[words]
        return self._ordered([at for at, _ in pairs], [share for _, share in pairs])

    def _search(self, words: str) -> list[tuple[int, float]]:
        phrases, kept = asked_words(words), self._kept
        if not phrases:
            return []
        *whole, last = [word for phrase in phrases for word in phrase]
        sets = [self.saying(word) for word in whole]
        begun: set[int] = set()
        for word in kept.vocabulary[bisect_left(kept.vocabulary, last) :]:
            if not word.startswith(last):
                break
            begun |= kept.places[word]
        places = begun.intersection(*sets)
        ids = [each[0] for each in kept.versions]
        return [(at, relevance(kept.words[ids[at]][1], phrases)) for at in sorted(places)]

    def saying(self, word: str) -> set[int]:
        """Places of the cards whose page holds a search word."""
        return self._kept.places.get(word, set())

    def page(self, places: Iterable[int]) -> tuple[int, ...]:
        """The places in the order of a page without words."""
        listed = list(places)
        return self._ordered(listed, [1.0] * len(listed))

    def _ordered(self, places: Sequence[int], shares: Sequence[float]) -> tuple[int, ...]:
        scores, turns = self._shelf.scores, self._shelf.turns
        ranked = sorted(
            (-share * scores[at], turns[at], at) for at, share in zip(places, shares, strict=True)
        )
        return tuple(at for _, _, at in ranked)


def _read_words(session: Session, kept: _Kept, versions: Sequence[tuple[UUID, int]]) -> None:
    """Read the words of those listings that are not known in this version."""
    stale = [
        listing_id for listing_id, version in versions if kept.words.get(listing_id, (None,))[0] != version
    ]
    columns = (Listing.id, Listing.version, Listing.search_title, Listing.search_text)
    for at in range(0, len(stale), 500):
        for row in session.execute(select(*columns).where(Listing.id.in_(stale[at : at + 500]))):
            words = frozenset(f"{row.search_title} {row.search_text}".split())
            kept.words[row.id] = row.version, row.search_title, words


def goods_by_category(session: Session, course_id: UUID) -> dict[str, list[Goods]]:
    """What the packs offer, by category, in the order of names."""
    query = select(Product.name_en, Product.category, Product.materials, Product.attributes).where(
        Product.course_id == course_id, Product.is_offered.is_(True)
    )
    found: dict[str, list[Goods]] = {}
    for row in sorted(session.execute(query), key=lambda row: (row.category, row.name_en)):
        materials = tuple(part for part in row.materials.split("; ") if part)
        found.setdefault(row.category, []).append(Goods(row.name_en, materials, row.attributes))
    return found
