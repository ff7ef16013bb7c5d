from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import Session

from app.actions.actor import Actor
from app.models.course import SITE
from app.models.listing import Listing
from app.queries.markets.market import MarketCourse, market_course
from app.queries.markets.search import SearchAsked, SearchPage, search_page
from app.trade.refusal import Absent, RuleBroken
from tests.builders import a_course
from tests.builders_listing import (
    LINES,
    Seller,
    a_listing,
    a_product,
    a_seller,
    a_template,
    edit_given,
    with_shop,
)

HOSTILE = [
    '"', '""', "'", "*", "a*", "AND", "mug AND", "NOT mug", "NEAR(", "NEAR(a b, 3)", "title:mug", "^mug",
    "-mug", "(mug",
    "mug)", "mug OR 1=1", "'; DROP TABLE listing; --", "\\", "%", "_", "😀", "👩‍👩‍👧", "\x00", "mug\x00",
    "\ufffe",
    "a" * 200, "& | !", "<->", ":*", "мyг", "​", "مرحبا", "{{7*7}}", "<script>alert(1)</script>",
]  # fmt: skip

WORDS = "<p>A warm light for the table, dimmed by a touch, with a cable of two metres and a spare bulb.</p>"


@dataclass
class Shelf:
    """A market with three listings: a mug in Kitchen, a lamp in Lighting, a dear mug to Japan only."""

    session: Session
    seller: Seller
    mug: UUID
    lamp: UUID
    dear: UUID

    def market(self) -> MarketCourse:
        return market_course(self.session, self.seller.actor, None)

    def search(self, q: str = "", **asked: object) -> SearchPage:
        return search_page(self.session, self.market(), SearchAsked(q=q, **asked))

    def found(self, q: str = "", **asked: object) -> list[UUID]:
        return [card.id for card in self.search(q, **asked).cards]


@pytest.fixture
def shelf(session: Session) -> Iterator[Shelf]:
    seller = a_seller(session)
    with_shop(seller)
    west = a_template(seller)
    east = a_template(seller, name="East", lines=[LINES[0] | {"market": "JP"}])
    place = session, seller.world.course_id, seller.enterprise_id, seller.pack_id
    lamp_id = a_product(*place, sku="LAMP", name_zh="台灯", name_en="Desk lamp", category="Lighting")
    dear_id = a_product(*place, sku="MUG-9", category="Kitchen")
    title = "Folding LED desk lamp, warm light, USB-C"
    lamp = edit_given(title=title, keywords="lamp", price_usd="45.00", description=WORDS)
    dear = edit_given(
        title="A large celadon teacup, wheel-thrown by hand", keywords="mug", price_usd="120.00"
    )
    yield Shelf(
        session,
        seller,
        a_listing(seller, west),
        a_listing(seller, west, lamp_id, **lamp),
        a_listing(seller, east, dear_id, **dear),
    )


def test_words_of_the_title_weigh_more_than_keywords(shelf: Shelf) -> None:
    assert shelf.found("mug") == [shelf.mug, shelf.dear]


def test_a_word_is_found_by_its_start_its_plural_and_without_accents(shelf: Shelf) -> None:
    assert shelf.found("lam") == shelf.found("Lamps") == shelf.found("lämp") == [shelf.lamp]


def test_a_chinese_word_is_found_inside_a_name(shelf: Shelf) -> None:
    assert shelf.found("台灯") == [shelf.lamp]
    assert shelf.mug in shelf.found("马克杯")


def test_all_words_must_be_there(shelf: Shelf) -> None:
    assert shelf.found("desk mug") == []


@pytest.mark.parametrize("q", HOSTILE)
def test_no_question_is_an_error(shelf: Shelf, q: str) -> None:
    assert isinstance(shelf.search(q).total, int)


def test_only_signs_find_nothing(shelf: Shelf) -> None:
    assert shelf.search('"*"').total == 0


def test_a_question_of_200_characters_is_taken_and_of_201_refused(shelf: Shelf) -> None:
    shelf.search("m" * 200)
    with pytest.raises(RuleBroken) as refused:
        shelf.search("m" * 201)
    assert refused.value.code == "search.too_long"


def test_what_is_withdrawn_edited_or_of_a_closed_shop_follows_at_once(shelf: Shelf) -> None:
    seller, version = shelf.seller, shelf.session.get(Listing, shelf.lamp).version
    template = shelf.session.get(Listing, shelf.lamp).shipping_template_id
    title = "Bamboo night light for children"
    given = edit_given(
        version=version, title=title, shipping_template_id=template, keywords="", description=WORDS
    )
    seller.act("listing.edit", shelf.lamp, **given)
    assert shelf.found("desk lamp") == [shelf.lamp]  # the pack's own name is searched too
    assert shelf.found("folding") == [] and shelf.found("night light") == [shelf.lamp]
    seller.act("listing.withdraw", shelf.mug)
    assert shelf.found("mug") == [shelf.dear]
    shop_id = shelf.session.get(Listing, shelf.lamp).shop_id
    seller.act("shop.edit", shop_id, name="Closed", version=1)
    assert shelf.found("lamp") == [] and shelf.found() == []


def test_results_are_narrowed_by_category_country_and_price(shelf: Shelf) -> None:
    assert shelf.found(category="Lighting") == [shelf.lamp]
    assert shelf.found(country="JP") == [shelf.dear]
    assert shelf.found(price_min=Decimal(40), price_max=Decimal(50)) == [shelf.lamp]


def test_facets_count_what_each_value_would_leave(shelf: Shelf) -> None:
    page = shelf.search(country="DE")
    assert {facet.value: facet.count for facet in page.categories} == {"Kitchen": 1, "Lighting": 1}
    assert {facet.value: facet.count for facet in page.countries} == {"DE": 2, "US": 2, "JP": 1}
    assert [(band.low, band.count) for band in page.bands if band.count] == [(10, 1), (25, 1)]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("price_up", "mug lamp dear"), ("price_down", "dear lamp mug"), ("best", None), ("new", None)],
)
def test_results_are_sorted(shelf: Shelf, sort: str, order: str | None) -> None:
    found = shelf.found(sort=sort)
    assert len(found) == 3
    if order:
        assert found == [getattr(shelf, name) for name in order.split()]


def test_a_page_beyond_the_last_is_empty(shelf: Shelf) -> None:
    assert shelf.found(page=9_999) == []


def test_another_courses_listings_are_not_found(shelf: Shelf) -> None:
    other = a_seller(shelf.session, a_course(shelf.session, "Another course"), "Other Team")
    market = market_course(shelf.session, other.actor, None)
    assert search_page(shelf.session, market, SearchAsked(q="mug")).total == 0


def test_a_visitor_sees_demo_courses_only(shelf: Shelf) -> None:
    visitor = Actor("person", "visitor", SITE)
    assert market_course(shelf.session, visitor, None) is None
    with pytest.raises(Absent):
        market_course(shelf.session, visitor, shelf.seller.world.course_id)
