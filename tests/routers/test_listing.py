"""The seller's pages of listings, shop and shipping, over HTTP."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.models.listing import Listing
from tests.builders import a_course
from tests.builders_listing import (
    DESCRIPTION,
    Seller,
    a_draft,
    a_listing,
    a_seller,
    a_template,
    edit_given,
    with_reference,
    with_shop,
)
from tests.builders_people import a_member, a_team
from tests.clients import Client, application

# The rows of hostile text, sent into every field that takes words.
HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{7*7}}",
    '<b hx-get="/x" data-hx-post="/y" onclick="z">bold</b>', "' onmouseover='alert(1)", "=1+1",
    "<svg/onload=alert(1)>",
]  # fmt: skip


def a_client(engine: Engine, folder: Path, session: Session, seller: Seller) -> Client:
    return Client(application(engine, folder), session, seller.actor.person_id, seller.world.course_id)


def form_fields(given: dict) -> dict:
    """An edit's values as the form names them."""
    flat = {name: value for name, value in given.items() if name != "points"}
    return flat | {f"points.{n}": point for n, point in enumerate(given["points"])}


@pytest.fixture
def seller(sqlite_session: Session) -> Seller:
    return a_seller(sqlite_session)


@pytest.fixture
def client(sqlite_engine: Engine, tmp_path: Path, sqlite_session: Session, seller: Seller) -> Client:
    return a_client(sqlite_engine, tmp_path, sqlite_session, seller)


def test_a_team_opens_its_shop_lists_a_product_and_publishes_it(client: Client, seller: Seller) -> None:
    assert "Open your shop" in client.page("/listings").text
    opened = client.form(
        f"/teams/{seller.team_id}/shops/open", "/shop", slug="our-shop", name="Our shop", tone="teal"
    )
    assert opened.status_code == 303
    line = {"lines.0.market": "DE", "lines.0.service": "parcel_line", "lines.0.first_usd": "4.90"}
    line |= {"lines.0.next_usd": "2", "lines.0.days": "14", "lines.1.market": "", "lines.1.days": ""}
    saved = client.form(
        f"/teams/{seller.team_id}/shipping-templates/save", "/shop", template_id="", version=0,
        name="Parcels",
        handling_days=2, **line,
    )  # fmt: skip
    assert saved.status_code == 303
    assert "Parcels" in client.page("/shop").text
    choose = client.page(f"/listings/new?partnership={seller.partnership_id}")
    assert "Stoneware mug" in choose.text
    made = client.form(
        f"/partnerships/{seller.partnership_id}/listings/create",
        product_id=seller.product_id,
        price_usd="16.90",
    )
    page = made.headers["location"]
    template = client.json("/shop").json()["templates"][0]["id"]
    edited = client.form(f"{page}/edit", page, **form_fields(edit_given(shipping_template_id=template)))
    assert edited.status_code == 303
    assert client.form(f"{page}/publish", page).status_code == 303
    assert client.json(page).json()["state"] == "published"
    assert "On the market" in client.page("/listings").text


def test_a_refused_edit_comes_back_with_what_was_typed(client: Client, seller: Seller) -> None:
    with_shop(seller)
    listing_id = a_draft(seller)
    fields = form_fields(edit_given(price_usd="cheap", title="My own title that must not be lost"))
    answer = client.form(f"/listings/{listing_id}/edit", f"/listings/{listing_id}", **fields)
    assert answer.status_code == 422
    assert (
        "My own title that must not be lost" in answer.text and "Write an amount such as 12.50" in answer.text
    )


def test_a_stale_form_is_refused_and_its_text_kept(client: Client, seller: Seller) -> None:
    with_shop(seller)
    listing_id = a_draft(seller)
    seller.act("listing.edit", listing_id, **edit_given())
    fields = form_fields(edit_given(title="What the second one typed in the meantime"))
    answer = client.form(f"/listings/{listing_id}/edit", f"/listings/{listing_id}", **fields)
    assert answer.status_code == 409
    assert "What the second one typed in the meantime" in answer.text


def test_the_margin_follows_the_price_that_is_typed(
    client: Client, seller: Seller, sqlite_session: Session
) -> None:
    with_reference(sqlite_session)
    with_shop(seller)
    listing_id, template_id = a_draft(seller), a_template(seller)
    address = f"/listings/{listing_id}/costs?price_usd="
    costs = client.json(f"{address}20&shipping_template_id={template_id}").json()
    assert float(costs["margin_rate"]) > 0
    assert [line["country"] for line in costs["markets"]] == ["DE", "US"]
    assert "Below cost" in client.page(f"{address}1").text
    for typed in ("", "abc", "1e5", "-3", "0", "9" * 30, "１２", "1.23456"):
        assert client.json(f"{address}{typed}").json()["margin_rate"] is None


def test_an_unknown_rate_is_said_and_not_guessed(client: Client, seller: Seller) -> None:
    with_shop(seller)
    address = f"/listings/{a_draft(seller)}"
    page = client.page(address)
    assert page.status_code == 200 and "margin on the goods" not in page.text
    panel = client.page(f"{address}/costs?price_usd=20").text
    assert "Ask your instructor to enter this rate" in panel and "/rates/one?kind=exchange_rate" in panel


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text_in_every_field(
    client: Client, seller: Seller, sqlite_session: Session, text: str
) -> None:
    shop_id = with_shop(seller, name=text, about=text, return_policy=text)
    template_id = a_template(seller, name=text)
    words = {
        "title": f"{text} and so on, long enough",
        "keywords": text[:40],
        "points": [text],
        "description": text,
    }
    listing_id = a_listing(seller, template_id)
    version = sqlite_session.get(Listing, listing_id).version
    given = edit_given(shipping_template_id=template_id, version=version, **words)
    given["description"] += DESCRIPTION
    seller.act("listing.edit", listing_id, **given)
    pages = ["/listings", f"/listings/{listing_id}", "/shop", "/market", f"/market/products/{listing_id}"]
    pages += [
        "/shops/ningbo-linen",
        "/market/search?q=" + text.replace("#", "").replace("&", ""),
        "/market/search",
    ]
    assert shop_id
    for path in pages:
        page = client.page(path)
        assert page.status_code == 200, path
        for live in (
            "<script>alert",
            "<img src=x",
            "<svg/onload",
            ' onclick="z"',
            ' hx-get="/x"',
            'href="javascript',
        ):
            assert live not in page.text, (path, live)
        assert "<title>49" not in page.text and "' onmouseover='alert(1)\"" not in page.text.replace(
            "&#39;", ""
        )


def test_another_teams_listing_is_not_found(
    sqlite_engine: Engine, tmp_path: Path, sqlite_session: Session, seller: Seller
) -> None:
    with_shop(seller)
    listing_id = a_draft(seller)
    other = a_seller(sqlite_session, seller.world, "Other Team")
    stranger = a_client(sqlite_engine, tmp_path, sqlite_session, other)
    for path in (
        f"/listings/{listing_id}",
        f"/listings/{listing_id}/costs",
        f"/market/products/{listing_id}",
    ):
        assert stranger.page(path).status_code == 404
    assert stranger.page(f"/listings/new?partnership={seller.partnership_id}").status_code == 404
    assert stranger.form(f"/listings/{listing_id}/publish").status_code == 404


def test_what_a_parcel_costs_is_shown_before_a_template_is_made(
    client: Client, seller: Seller, sqlite_session: Session
) -> None:
    assert "No carrier's price is known for today" in client.page("/shop").text.replace("&#39;", "'")
    with_reference(sqlite_session)
    before = client.json("/shop").json()["parcel"]
    assert before["is_listed"] is False and len(before["prices"]) > 5
    market, cheapest = before["prices"][0]
    assert Decimal(cheapest["cost_usd"]) > 0 and cheapest["least_days"] <= cheapest["most_days"]
    costs = [Decimal(option["cost_usd"]) for _, option in before["prices"] if option["cost_usd"]]
    assert costs == sorted(costs)
    page = client.page("/shop").text
    assert "What a parcel costs you" in page and f"${cheapest['cost_usd']}" in page
    with_shop(seller)
    a_listing(seller, a_template(seller))
    assert client.json("/shop").json()["parcel"]["is_listed"] is True
    assert market in dict(client.json("/shop").json()["parcel"]["prices"])


def test_without_a_partner_the_shop_says_when_a_parcels_cost_is_known(
    sqlite_engine: Engine, tmp_path: Path, sqlite_session: Session
) -> None:
    world = a_course(sqlite_session)
    ann = a_member(world, a_team(world, "Harbour"), "ann")
    client = Client(application(sqlite_engine, tmp_path), sqlite_session, ann.person_id, world.course_id)
    assert client.json("/shop").json()["parcel"] is None
    assert "Once an enterprise has taken you as a partner" in client.page("/shop").text


def test_who_teaches_is_led_from_a_listing_to_where_they_may_go(
    sqlite_engine: Engine, tmp_path: Path, sqlite_session: Session, seller: Seller
) -> None:
    with_reference(sqlite_session)
    with_shop(seller)
    listing_id = a_listing(seller, a_template(seller))
    teacher = seller.world.instructor.person_id
    app = application(sqlite_engine, tmp_path)
    client = Client(app, sqlite_session, teacher, seller.world.course_id)
    page = client.page(f"/listings/{listing_id}").text
    assert 'href="/listings"' not in page and 'href="/shop"' not in page
    for path in set(re.findall(r'href="(/[a-z][^"#?]*)"', page)):
        assert client.page(path).status_code in (200, 303), path
