"""The products of an enterprise, as it knows them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.actions.product import Edit
from app.actions.refusals import Forbidden
from app.queries.catalogue.product import product_page, products_page
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.routers.pack import column_labels
from app.routers.rights import readers

router = APIRouter(tags=["products"], route_class=OneThread)


@router.get("/products", openapi_extra=readers("enterprise", "instructor"))
def products(reading: InCourse, answer: Answer, enterprise: UUID | None = None) -> Response:
    """The catalogue of one's own enterprise; an instructor names one with `?enterprise=`."""
    enterprise_id = enterprise or reading.actor.enterprise_id
    if enterprise_id is None:
        if reading.actor.teaches:
            return RedirectResponse("/enterprises", 303)
        raise Forbidden("door.forbidden", who="enterprise")
    return answer.page(products_page(reading.session, reading.actor, enterprise_id), "product/list.html")


@router.get("/products/{product_id}")
def product(product_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """Everything that is known of a product: prices, carton, customs elements, certificates, gaps."""
    page = product_page(reading.session, reading.actor, product_id)
    return answer.page(page, "product/page.html", labels=column_labels())


@router.post("/products/{product_id}/edit", openapi_extra=body_of(Edit))
def edit(product_id: UUID, door: Door, answer: Answer, given: Annotated[Edit, read(Edit)]) -> Response:
    """Correct a product's prices, times or net weight, or take it off the offer."""
    return answer.done(f"/products/{product_id}", door.perform("product.edit", product_id, given))
