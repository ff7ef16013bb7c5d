"""The papers of an order: the set, each paper as a form with a live check, its print, and how it is sent."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions.document import Save
from app.core import typeset
from app.queries.papers.document import (
    ISSUERS,
    SET_STATES,
    STATES,
    documents_page,
    paper_check,
    paper_page,
    printed_paper,
)
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.papers.documents import checked
from app.trade.papers.paper_print import printed
from app.trade.papers.ubl import UBL_KINDS, ubl

router = APIRouter(tags=["documents"], route_class=OneThread)
_WORDS = {"states": STATES, "set_states": SET_STATES, "issuers": ISSUERS}
_PRIVATE = {"cache-control": "private, no-store"}


@router.get("/orders/{order_id}/documents")
def documents(order_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """The papers of an order, which of them the buyer must get, and what their examination finds."""
    page = documents_page(reading.session, reading.actor, order_id)
    return answer.page(page, "document/set.html", **_WORDS)


@router.post("/orders/{order_id}/documents/save", openapi_extra=body_of(Save))
def save(order_id: UUID, door: Door, answer: Answer, given: Annotated[Save, read(Save)]) -> Response:
    """Keep a paper as a draft, complete or not."""
    outcome = door.perform("document.save", order_id, given)
    return answer.done(f"/orders/{order_id}/documents/{given.kind}", outcome)


@router.post("/orders/{order_id}/documents/send-set")
def send_set(order_id: UUID, door: Door, answer: Answer) -> Response:
    """Send copies of the issued papers to the buyer, who pays the balance against them."""
    outcome = door.perform("document.send_set", order_id)
    return answer.done(f"/orders/{order_id}/documents", outcome)


@router.get("/orders/{order_id}/documents/{kind}")
def document(order_id: UUID, kind: str, reading: InCourse, answer: Answer) -> Response:
    """One paper: its boxes, what is still wrong, and what to copy from."""
    page = paper_page(reading.session, reading.actor, order_id, kind)
    return answer.page(page, "document/page.html", **_WORDS)


@router.post("/orders/{order_id}/documents/{kind}/check", openapi_extra=body_of(Save))
def check(
    order_id: UUID, kind: str, reading: InCourse, answer: Answer, given: Annotated[Save, read(Save)]
) -> Response:
    """What is still wrong with a paper as it is being typed. Nothing is saved."""
    page = paper_check(reading.session, reading.actor, order_id, kind, given.fields)
    return answer.page(page, "document/_check.html")


@router.post("/documents/{document_id}/issue")
def issue(document_id: UUID, door: Door, answer: Answer) -> Response:
    """Issue a paper that is complete."""
    outcome = door.perform("document.issue", document_id)
    return answer.done(_page_of(door, document_id), outcome)


@router.post("/documents/{document_id}/amend")
def amend(document_id: UUID, door: Door, answer: Answer) -> Response:
    """Take an issued paper back to correct it."""
    outcome = door.perform("document.amend", document_id)
    return answer.done(_page_of(door, document_id), outcome)


@router.get("/documents/{document_id}.pdf")
def pdf(document_id: UUID, reading: InCourse) -> Response:
    """The paper as a PDF file."""
    paper = printed_paper(reading.session, reading.actor, document_id)
    made = typeset.pdf(f"documents/{paper.kind}", printed(paper.kind, paper.values))
    headers = _PRIVATE | {"content-disposition": f'inline; filename="{paper.kind}.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)


@router.get("/documents/{document_id}.png")
def png(document_id: UUID, reading: InCourse) -> Response:
    """The first page of the paper as a picture."""
    paper = printed_paper(reading.session, reading.actor, document_id)
    made = typeset.png(f"documents/{paper.kind}", printed(paper.kind, paper.values))
    return Response(made[0], media_type="image/png", headers=_PRIVATE)


@router.get("/documents/{document_id}.xml")
def xml(document_id: UUID, reading: InCourse) -> Response:
    """A complete invoice or packing list as UBL 2.1 XML, for other systems."""
    paper = printed_paper(reading.session, reading.actor, document_id)
    made = ubl(paper.kind, checked(paper.kind, paper.values) if paper.kind in UBL_KINDS else {})
    headers = _PRIVATE | {"content-disposition": f'attachment; filename="{paper.kind}.ubl.xml"'}
    return Response(made, media_type="application/xml", headers=headers)


def _page_of(door: Door, document_id: UUID) -> str:
    paper = printed_paper(door.session, door.actor, document_id)
    return f"/orders/{paper.order_id}/documents/{paper.kind}"
