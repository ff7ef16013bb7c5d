"""The team's own shop: settings and shipping templates."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions.shipping_template import Save
from app.actions.shop import Edit, Open
from app.queries.catalogue.shop import shop_page
from app.routers.answer import Answer
from app.routers.deps import Door, InTeam
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["shop"], route_class=OneThread)


@router.get("/shop")
def shop(reading: InTeam, answer: Answer) -> Response:
    """The shop's settings and its shipping templates."""
    return answer.page(shop_page(reading.session, reading.actor), "shop/page.html")


@router.post("/teams/{team_id}/shops/open", openapi_extra=body_of(Open))
def open_shop(team_id: UUID, door: Door, answer: Answer, given: Annotated[Open, read(Open)]) -> Response:
    """Open the team's shop."""
    return answer.done("/shop", door.perform("shop.open", team_id, given))


@router.post("/shops/{shop_id}/edit", openapi_extra=body_of(Edit))
def edit(shop_id: UUID, door: Door, answer: Answer, given: Annotated[Edit, read(Edit)]) -> Response:
    """Change what the shop says of itself, or close it for a while."""
    return answer.done("/shop", door.perform("shop.edit", shop_id, given))


@router.post("/teams/{team_id}/shipping-templates/save", openapi_extra=body_of(Save))
def save_template(team_id: UUID, door: Door, answer: Answer, given: Annotated[Save, read(Save)]) -> Response:
    """Keep a shipping template, new or changed."""
    return answer.done("/shop", door.perform("shipping_template.save", team_id, given))
