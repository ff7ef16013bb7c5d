"""The export declaration of an order: the customs form with its live checks, filing, answers, print."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from app.actions.declaration import KIND, SaveForm
from app.actions.declaration_deal import findings_of
from app.core import typeset
from app.models.order import Order
from app.queries.papers.declaration import (
    EVENTS,
    STATES,
    declaration_check,
    declaration_page,
    declared_values,
    elements_of,
    order_of_declaration,
    printed_declaration,
)
from app.queries.papers.document import order_of
from app.queries.papers.paper_boxes import form_check
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.finding import Finding
from app.trade.papers.documents import GREATEST_LINES, Values, checked
from app.trade.papers.draft import drafted
from app.trade.papers.paper_print import printed

router = APIRouter(tags=["customs"], route_class=OneThread)


@router.get("/orders/{order_id}/declaration")
def declaration(order_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """The declaration of an order: the form, what the checks D01 to D13 find, the answers of customs."""
    order, values = declared_values(reading.session, reading.actor, order_id)
    found = _findings(reading.session, order, values)
    page = declaration_page(reading.session, reading.actor, order_id, found)
    return answer.page(page, "declaration/page.html", states=STATES, events=EVENTS)


@router.post("/orders/{order_id}/declaration/save", openapi_extra=body_of(SaveForm))
def save(order_id: UUID, door: Door, answer: Answer, given: Annotated[SaveForm, read(SaveForm)]) -> Response:
    """Keep the customs form as a draft, complete or not."""
    outcome = door.perform("declaration.save", order_id, given)
    return answer.done(f"/orders/{order_id}/declaration", outcome)


@router.post("/orders/{order_id}/declaration/check", openapi_extra=body_of(SaveForm))
def check(
    order_id: UUID, reading: InCourse, answer: Answer, given: Annotated[SaveForm, read(SaveForm)]
) -> Response:
    """What is still wrong with the form as it is being typed. Nothing is saved."""
    order = order_of(reading.session, reading.actor, order_id)
    values = drafted(KIND, given.values())
    page = declaration_check(values, _findings(reading.session, order, values))
    return answer.page(page, "document/_check.html")


@router.get("/orders/{order_id}/declaration/elements")
def elements(
    order_id: UUID, reading: InCourse, answer: Answer,
    line: Annotated[int, Query(ge=0, lt=GREATEST_LINES)] = 0,
    code: Annotated[str, Query(max_length=20)] = "",
) -> Response:  # fmt: skip
    """The declaration elements that the tariff asks of a code, as boxes of one line of the form."""
    order_of(reading.session, reading.actor, order_id)
    digits = code.replace(".", "").replace(" ", "")
    page = {"elements": elements_of(reading.session, digits), "number": line, "code": digits}
    return answer.page(page, "declaration/_elements.html")


@router.post("/declarations/{declaration_id}/file")
def file(declaration_id: UUID, door: Door, answer: Answer) -> Response:
    """File the declaration with customs, right or wrong: customs will answer."""
    outcome = door.perform("declaration.file", declaration_id)
    order_id = order_of_declaration(door.session, door.actor, declaration_id)
    return answer.done(f"/orders/{order_id}/declaration", outcome)


@router.get("/declarations/{declaration_id}.pdf")
def pdf(declaration_id: UUID, reading: InCourse) -> Response:
    """The declaration form as a PDF file."""
    values = printed_declaration(reading.session, reading.actor, declaration_id)
    headers = {
        "cache-control": "private, no-store",
        "content-disposition": 'inline; filename="export_declaration.pdf"',
    }
    made = typeset.pdf(f"documents/{KIND}", printed(KIND, values))
    return Response(made, media_type="application/pdf", headers=headers)


@router.get("/declarations/{declaration_id}.png")
def png(declaration_id: UUID, reading: InCourse) -> Response:
    """The first page of the declaration form as a picture."""
    values = printed_declaration(reading.session, reading.actor, declaration_id)
    made = typeset.png(f"documents/{KIND}", printed(KIND, values))
    return Response(made[0], media_type="image/png", headers={"cache-control": "private, no-store"})


def _findings(session: Session, order: Order, values: Values) -> list[Finding]:
    """The checks need a complete form; before that they would only repeat what is empty."""
    if not form_check(KIND, values).is_complete:
        return []
    own: dict[str, Any] = {name: value for name, value in values.items() if name != "number"}
    return findings_of(session, order, checked(KIND, own, only="student"))
