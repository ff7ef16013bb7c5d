"""What consumers are shown is what the storefront shows, in its order."""

from sqlmodel import Session

from app.core.clock import home_date
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.world.consumers.shelf import ShoppingDay
from app.world.views.shelf import Finder, shelf_of
from app.world.views.shopping import day_of_course
from tests.builders_listing import with_reference
from tests.queries.markets.test_search import Shelf, shelf

TYPED = (
    "mug", "mugs", "lam", "desk lamp", "desk mug", "stoneware mug", "warm light", "celadon", "马克杯",
    "", "!",
)  # fmt: skip
market = shelf


def seen(market: Shelf, **asked: str) -> list[object]:
    """What a consumer finds by these words, or on a category's page, as ids."""
    course = market.session.get_one(Course, market.seller.world.course_id)
    cards = shelf_of(market.session, course.id, home_date(course.clock_at))
    finder = Finder(market.session, course.id, cards)
    own = [at for at, card in enumerate(cards.cards) if card.category == asked.get("category")]
    places = finder.found(asked["q"]) if "q" in asked else finder.page(own)
    return [cards.cards[at].listing_id for at in places]


def test_consumers_find_what_the_storefront_finds_in_its_order(market: Shelf) -> None:
    with_reference(market.session)
    for q in TYPED:
        assert seen(market, q=q) == (market.found(q) if q else []), q
    assert seen(market, category="Kitchen") == market.found(category="Kitchen") == [market.mug, market.dear]
    market.seller.act("listing.withdraw", market.mug)
    assert seen(market, q="mug") == seen(market, category="Kitchen") == [market.dear]


def test_a_day_knows_who_may_come_and_what_they_type(market: Shelf) -> None:
    with_reference(market.session)
    day = of_day(market.session, market)
    assert [card.stable_name for card in day.cards] == [
        "Ningbo Linen/LAMP",
        "Ningbo Linen/MUG-01",
        "Ningbo Linen/MUG-9",
    ]
    assert {query.words for query in day.queries["Kitchen"]} >= {"mug", "stoneware mug", "kitchen"}
    assert set(day.pages) == {"Kitchen", "Lighting"} and len(day.markets) == 21
    visits = {each.country: sum(each.visits.values()) for each in day.markets}
    assert max(visits, key=lambda country: visits[country]) == "US" and min(visits.values()) > 0


def of_day(session: Session, market: Shelf) -> ShoppingDay:
    course = session.get_one(Course, market.seller.world.course_id)
    entry = AgendaEntry(
        course_id=course.id, due_at=course.clock_at, name="", kind="retail.day", subject_id=course.id
    )
    return day_of_course(session, course, entry, 0, 1)
