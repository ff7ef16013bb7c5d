"""Kept pages over HTTP: nobody sees another's, and nobody sees yesterday's."""

from pathlib import Path

import pytest
from jinja2 import meta
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.core.db import writing
from app.core.guard import doing
from app.models.course import Course
from app.models.inquiry import Inquiry
from app.models.listing import Listing
from app.routers.answer import TEMPLATES
from tests.builders_deal import a_deal, a_reply
from tests.builders_listing import (
    Seller,
    a_draft,
    a_listing,
    a_seller,
    a_template,
    edit_given,
    with_reference,
    with_shop,
)
from tests.clients import Client, application

# What a kept middle of the market may show; all else is one reader's own.
SHOWN = {"page", "market", "guest", "locale", "link", "has_team"}
MIDDLES = ("market/home.html", "market/product.html", "market/search.html", "market/shop.html")
# What the kept parts of other pages may show, by template.
PARTS = {
    "desk/_above.html": {"page"},
    "desk/_figures.html": {"page", "spark", "sales_chart"},
    "desk/_below.html": {"page", "sea_map"},
    "parts/menu.html": {"nav", "here", "counts"},
}


@pytest.fixture
def seller(sqlite_session: Session) -> Seller:
    seller = a_seller(sqlite_session)
    with_reference(sqlite_session)
    with_shop(seller)
    return seller


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> object:
    return application(sqlite_engine, tmp_path)


def signed_in(app: object, seller: Seller) -> Client:
    return Client(app, seller.session, seller.actor.person_id, seller.world.course_id)


def asked_by(template: str) -> set[str]:
    """Names that a template, and all that it takes in, asks its context for."""
    text = TEMPLATES.env.loader.get_source(TEMPLATES.env, template)[0]
    assert "pagehead(" not in text  # of all shared pieces the one that looks at who is reading
    tree = TEMPLATES.env.parse(text)
    asked = meta.find_undeclared_variables(tree) - set(TEMPLATES.env.globals)
    for part in set(meta.find_referenced_templates(tree)) - {"parts/show.html"}:
        asked |= asked_by(part)
    return asked


@pytest.mark.parametrize("template", MIDDLES)
def test_a_kept_middle_asks_for_nothing_that_is_one_readers_own(template: str) -> None:
    own = {"tax", "services", "asked", "shop", "title"}  # set by the template itself, asked for by its parts
    assert asked_by(template) - own <= SHOWN


@pytest.mark.parametrize(("template", "shown"), PARTS.items())
def test_a_kept_part_asks_for_nothing_but_what_it_is_kept_by(template: str, shown: set[str]) -> None:
    text = TEMPLATES.env.loader.get_source(TEMPLATES.env, template)[0]
    assert asked_by(template) - {"show", "said"} <= shown  # these two the part makes itself
    assert "greeting" not in text and "tasks" not in text  # these go by the hour


def test_a_signed_in_readers_pages_are_made_anew_after_a_deed(app: object, seller: Seller) -> None:
    template_id = a_template(seller)
    listing_id = a_listing(seller, template_id)
    reader = signed_in(app, seller)
    paths = ("/market", "/market/search?q=mug", "/shops/ningbo-linen")
    for _ in range(2):
        for path in paths:
            assert "Hand-glazed stoneware mug" in reader.page(path).text, path
        assert reader.json(f"/market/products/{listing_id}").json()["price_usd"] == "16.9000"
    version = seller.session.get(Listing, listing_id).version
    given = edit_given(shipping_template_id=template_id, version=version, price_usd="19.50")
    seller.act("listing.edit", listing_id, **given)
    assert reader.json(f"/market/products/{listing_id}").json()["price_usd"] == "19.5000"
    assert "19.50" in reader.page(f"/market/products/{listing_id}").text
    seller.act("listing.withdraw", listing_id)
    for path in paths:
        assert "Hand-glazed stoneware mug" not in reader.page(path).text, path


def test_what_was_kept_in_one_language_is_not_shown_in_the_other(app: object, seller: Seller) -> None:
    reader = signed_in(app, seller)
    for _ in range(2):
        assert "What are you looking for?" in reader.page("/market?lang=en").text
        assert "What are you looking for?" not in reader.page("/market?lang=zh_Hans").text
        reader.http.cookies.set("lang", "zh_Hans")
        assert "想找什么？" in reader.page("/market").text
        reader.http.cookies.delete("lang")


def test_each_reader_gets_the_kept_page_in_a_frame_of_their_own(app: object, seller: Seller) -> None:
    listing_id = a_listing(seller, a_template(seller))
    other = a_seller(seller.session, seller.world, "Harbour Lights")
    with doing("housekeeping"), writing(seller.session):
        seller.session.get(Course, seller.world.course_id).is_demo = True
    own, rival, visitor = signed_in(app, seller), signed_in(app, other), Client(app)
    path = f"/market/products/{listing_id}"
    for _ in range(2):
        assert "your own team's listing" in own.page(path).text
        for client in (rival, visitor):
            text = client.page(path).text
            assert "Hand-glazed stoneware mug" in text and "your own team" not in text
        assert 'title="Ningbo-Linen"' in own.page(path).text
        assert 'title="Harbour-Lights"' in rival.page(path).text
        assert "/sign-in" in visitor.page(path).text and "/sign-in" not in own.page(path).text
        assert own.json(path).json()["is_own"] and not rival.json(path).json()["is_own"]


def test_a_draft_stays_its_teams_own_however_often_it_is_looked_at(app: object, seller: Seller) -> None:
    listing_id = a_draft(seller)
    other = signed_in(app, a_seller(seller.session, seller.world, "Harbour Lights"))
    own = signed_in(app, seller)
    for _ in range(2):
        assert "A preview" in own.page(f"/market/products/{listing_id}").text
        assert other.page(f"/market/products/{listing_id}").status_code == 404
        assert other.json(f"/market/products/{listing_id}").status_code == 404


def test_links_of_a_guest_name_the_market_and_those_of_a_member_do_not(app: object, seller: Seller) -> None:
    a_listing(seller, a_template(seller))
    with doing("housekeeping"), writing(seller.session):
        seller.session.get(Course, seller.world.course_id).is_demo = True
    course = f"course={seller.world.course_id}"
    path = f"/market?{course}"
    member, visitor = signed_in(app, seller), Client(app)
    for _ in range(2):
        assert f"/shops/ningbo-linen?{course}" in visitor.page(path).text
        assert f"/shops/ningbo-linen?{course}" not in member.page(path).text


def test_badges_and_the_desk_follow_each_deed_and_are_the_teams_own(
    app: object, sqlite_session: Session
) -> None:
    deal = a_deal(sqlite_session)
    own = signed_in(app, deal.seller)
    other = signed_in(app, a_seller(sqlite_session, deal.world, "Harbour Lights"))
    for _ in range(2):
        assert "1 waiting" in own.page("/desk").text and "1 inquiry needs a reply" in own.page("/desk").text
        assert "waiting" not in other.page("/desk").text
        assert "1 waiting" in own.page("/listings").text
    a_reply(deal)
    assert sqlite_session.exec(select(Inquiry.state)).one() != "waiting"
    for path in ("/desk", "/listings"):
        assert "1 waiting" not in own.page(path).text
    assert "needs a reply" not in own.page("/desk").text
