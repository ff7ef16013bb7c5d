"""The public market over HTTP: what visitors see, and what nobody may see."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.core.db import writing
from app.core.guard import doing
from app.core.picture_store import PictureStore
from app.models.course import Course
from tests.builders_listing import Seller, a_draft, a_listing, a_seller, a_template, with_reference, with_shop
from tests.clients import Client, application

# What only the enterprise, or only the team, may know: planted as figures that stand nowhere else.
HIDDEN = ("18.7711", "21.5313", "19.8317", "77123456")


@pytest.fixture
def seller(sqlite_session: Session) -> Seller:
    hidden = {
        "floor_price_rmb": Decimal("18.7711"),
        "tiers": [[100, "21.5313"], [500, "19.8317"]],
        "daily_capacity": 77123456,
    }
    seller = a_seller(sqlite_session, **hidden)
    with_reference(sqlite_session)
    with_shop(seller)
    return seller


@pytest.fixture
def visitor(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Client]:
    yield Client(application(sqlite_engine, tmp_path))


def open_to_all(seller: Seller) -> str:
    """Make the course a demo; gives what visitors' addresses carry."""
    with doing("housekeeping"), writing(seller.session):
        seller.session.get(Course, seller.world.course_id).is_demo = True
    return f"course={seller.world.course_id}"


def test_visitors_choose_a_demo_market_and_look_around(visitor: Client, seller: Seller) -> None:
    listing_id = a_listing(seller, a_template(seller))
    assert "No market is open" in visitor.page("/market").text
    course = open_to_all(seller)
    assert "Trade practice" in visitor.page("/market").text
    for path in (f"/market?{course}", f"/market/search?{course}&q=mug",
    f"/market/categories/Kitchen?{course}",
                 f"/market/products/{listing_id}", f"/shops/ningbo-linen?{course}"):  # fmt: skip
        for lang in ("en", "zh"):
            page = visitor.page(path, lang=lang)
            assert page.status_code == 200 and "Hand-glazed stoneware mug" in page.text, path


def test_a_course_that_is_no_demo_is_not_there_for_visitors(visitor: Client, seller: Seller) -> None:
    listing_id = a_listing(seller, a_template(seller))
    course = f"course={seller.world.course_id}"
    for path in (f"/market?{course}", f"/market/search?{course}", f"/market/products/{listing_id}",
                 f"/shops/ningbo-linen?{course}"):  # fmt: skip
        assert visitor.page(path).status_code == 404, path


def test_an_address_that_names_no_market_leads_to_the_choice_of_one(visitor: Client, seller: Seller) -> None:
    for path in ("/shops/ningbo-linen", "/market/search?q=mug", "/market/categories/Kitchen"):
        answer = visitor.page(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/market")


def test_no_public_page_shows_what_is_hidden(visitor: Client, seller: Seller) -> None:
    listing_id = a_listing(seller, a_template(seller))
    course = open_to_all(seller)
    for path in (f"/market?{course}", f"/market/search?{course}", f"/market/products/{listing_id}?to=DE",
                 f"/shops/ningbo-linen?{course}"):  # fmt: skip
        for answer in (visitor.page(path), visitor.json(path)):
            assert answer.status_code == 200
            assert not [figure for figure in HIDDEN if figure in answer.text], path


def test_a_price_is_shown_in_the_buyers_money_with_delivery_and_tax(visitor: Client, seller: Seller) -> None:
    listing_id = a_listing(seller, a_template(seller))
    open_to_all(seller)
    page = visitor.json(f"/market/products/{listing_id}?to=DE").json()
    assert page["shown"]["currency"] == "EUR" and page["delivery"]["first_usd"] == "4.90"
    assert (
        page["delivery"]["tax"]["kind"] == "door"
    )  # from July 2026: 3 euro for each code, and VAT at import
    assert page["delivery"]["tax"]["duty"] == "3.00"
    assert visitor.json(f"/market/products/{listing_id}?to=US").json()["shown"] is None
    assert visitor.json(f"/market/products/{listing_id}?to=ZZ").json()["country"] == "DE"
    assert visitor.json(f"/market/products/{listing_id}?to=JP").json()["delivery"] is None


def test_the_country_is_remembered(visitor: Client, seller: Seller) -> None:
    listing_id = a_listing(seller, a_template(seller))
    open_to_all(seller)
    visitor.page(f"/market/products/{listing_id}?to=US")
    assert visitor.json(f"/market/products/{listing_id}").json()["country"] == "US"


def test_a_kept_page_is_made_anew_when_anything_happens(visitor: Client, seller: Seller) -> None:
    listing_id = a_listing(seller, a_template(seller))
    course = open_to_all(seller)
    for _ in range(2):
        assert "Hand-glazed stoneware mug" in visitor.page(f"/market?{course}").text
    seller.act("listing.withdraw", listing_id)
    assert "Hand-glazed stoneware mug" not in visitor.page(f"/market?{course}").text
    assert visitor.page(f"/market/products/{listing_id}").status_code == 404


def test_a_kept_page_is_kept_for_one_language(visitor: Client, seller: Seller) -> None:
    course = open_to_all(seller)
    assert "Search" in visitor.page(f"/market?{course}").text
    assert "搜索" in visitor.page(f"/market?{course}", lang="zh").text


def test_a_draft_is_previewed_by_its_team_only(
    sqlite_engine: Engine, tmp_path: Path, sqlite_session: Session, visitor: Client, seller: Seller
) -> None:
    listing_id = a_draft(seller)
    open_to_all(seller)
    own = Client(
        application(sqlite_engine, tmp_path), sqlite_session, seller.actor.person_id, seller.world.course_id
    )
    assert "A preview" in own.page(f"/market/products/{listing_id}").text
    assert visitor.page(f"/market/products/{listing_id}").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=%22*", 200), ("q=%00", 200), ("q=" + "m" * 201, 422), ("page=0", 422), ("page=10001", 422),
        ("page=9223372036854775808", 422), ("price_min=NaN", 200), ("price_min=1e9", 200),
        ("sort=nonsense", 200),
        ("country=%22%3E", 200), ("category=" + "x" * 121, 422), ("course=nonsense", 422),
        ("q=%F0%9F%98%80", 200),
    ],
)  # fmt: skip
def test_odd_addresses_get_a_clear_answer(visitor: Client, seller: Seller, query: str, status: int) -> None:
    course = open_to_all(seller)
    path = f"/market/search?{query}" + ("" if "course=" in query else f"&{course}")
    assert visitor.page(path).status_code == status
    assert visitor.json(path).status_code == status


def test_pictures_of_a_published_listing_are_public_and_others_are_not(
    sqlite_engine: Engine, tmp_path: Path, sqlite_session: Session, visitor: Client
) -> None:
    digest = PictureStore.of(tmp_path).put(b"pixels", b"small")
    seller = a_seller(sqlite_session, digests=(digest,))
    with_shop(seller)
    own = Client(
        application(sqlite_engine, tmp_path), sqlite_session, seller.actor.person_id, seller.world.course_id
    )
    assert visitor.http.get(f"/pictures/{digest}").status_code == 404
    assert own.http.get(f"/pictures/{digest}").headers["cache-control"].startswith("private")
    a_listing(seller, a_template(seller))
    for path, media_type in (
        (f"/pictures/{digest}", "image/jpeg"),
        (f"/pictures/{digest}/small", "image/webp"),
    ):
        answer = visitor.http.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff" and "set-cookie" not in answer.headers
    assert visitor.http.get("/pictures/" + "0" * 64).status_code == 404
    assert visitor.http.get("/pictures/..%2f..%2fetc").status_code == 404
