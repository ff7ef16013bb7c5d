"""The team's own listings: list, choose from a pack, write, price, publish."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.actions.listing_given import Create, Edit, OrderPictures
from app.actions.registry import Nothing
from app.queries.catalogue.listing import listings_page, new_listing_page
from app.queries.catalogue.listing_page import costs_at, listing_page
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse, InTeam
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["listings"], route_class=OneThread)


@router.get("/listings")
def listings(reading: InTeam, answer: Answer) -> Response:
    """The team's listings with state, quality and price."""
    return answer.page(listings_page(reading.session, reading.actor), "listing/list.html")


@router.get("/listings/new")
def new_listing(reading: InTeam, answer: Answer, partnership: UUID) -> Response:
    """The products of a partner's pack, to choose one from."""
    page = new_listing_page(reading.session, reading.actor, partnership)
    return answer.page(page, "listing/new.html")


@router.post("/partnerships/{partnership_id}/listings/create", openapi_extra=body_of(Create))
def create(
    partnership_id: UUID, door: Door, answer: Answer, given: Annotated[Create, read(Create)]
) -> Response:
    """Make a draft of a partner's product."""
    outcome = door.perform("listing.create", partnership_id, given)
    return answer.done(f"/listings/{outcome.made_id}", outcome)


@router.get("/listings/{listing_id}")
def listing(listing_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """One's own listing, to be edited."""
    return answer.page(listing_page(reading.session, reading.actor, listing_id), "listing/page.html")


@router.get("/listings/{listing_id}/costs")
def costs(
    listing_id: UUID, reading: InCourse, answer: Answer,
    price_usd: Annotated[str, Query(max_length=40)] = "", shipping_template_id: str = "",
) -> Response:  # fmt: skip
    """What a price that is being typed would leave, on the goods and for each market."""
    template_id = UUID(shipping_template_id) if _is_id(shipping_template_id) else None
    page = costs_at(reading.session, reading.actor, listing_id, _price(price_usd), template_id)
    return answer.page(page, "listing/_costs.html", fragment="listing/_costs.html")


@router.post("/listings/{listing_id}/edit", openapi_extra=body_of(Edit))
def edit(listing_id: UUID, door: Door, answer: Answer, given: Annotated[Edit, read(Edit)]) -> Response:
    """Change words, price, stock and shipping."""
    return answer.done(f"/listings/{listing_id}", door.perform("listing.edit", listing_id, given))


@router.post("/listings/{listing_id}/order-pictures", openapi_extra=body_of(OrderPictures))
def order_pictures(
    listing_id: UUID, door: Door, answer: Answer, given: Annotated[OrderPictures, read(OrderPictures)]
) -> Response:
    """Choose which pictures are shown, and in which order."""
    return answer.done(f"/listings/{listing_id}", door.perform("listing.order_pictures", listing_id, given))


@router.post("/listings/{listing_id}/publish", openapi_extra=body_of(Nothing))
def publish(listing_id: UUID, door: Door, answer: Answer) -> Response:
    """Show the listing on the market."""
    return answer.done(f"/listings/{listing_id}", door.perform("listing.publish", listing_id))


@router.post("/listings/{listing_id}/withdraw", openapi_extra=body_of(Nothing))
def withdraw(listing_id: UUID, door: Door, answer: Answer) -> Response:
    """Take the listing from the market."""
    return answer.done(f"/listings/{listing_id}", door.perform("listing.withdraw", listing_id))


def _is_id(text: str) -> bool:
    return len(text) == 36 and all(c in "0123456789abcdef-" for c in text) and text.count("-") == 4


def _price(text: str) -> Decimal | None:
    """A price while it is being typed: what is not yet one is none."""
    text = text.strip()
    whole, _, cents = text.partition(".")
    is_amount = text.isascii() and whole.isdigit() and len(whole) <= 10 and (not cents or cents.isdigit())
    return Decimal(text.rstrip(".")) if is_amount and len(cents) <= 4 else None
