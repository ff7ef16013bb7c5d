"""The refund of VAT of one order: the claim and what came of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.actions.refund import Claim
from app.queries.money.refund import order_of_claim, refund_page
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse
from app.routers.given import body_of, read
from app.routers.ledger import now_of
from app.routers.one_thread import OneThread
from app.trade.words.money_labels import WORDS

router = APIRouter(tags=["money"], route_class=OneThread)


@router.get("/orders/{order_id}/refund")
def refund(request: Request, order_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """The claim's form, its workings and its outcome."""
    page = refund_page(reading.session, reading.actor, order_id, now_of(request))
    return answer.page(page, "refund/page.html", w=WORDS)


@router.post("/orders/{order_id}/refunds/claim", openapi_extra=body_of(Claim))
def claim(order_id: UUID, door: Door, answer: Answer, given: Annotated[Claim, read(Claim)]) -> Response:
    """Claim the refund of an exported order with its three papers."""
    return answer.done(f"/orders/{order_id}/refund", door.perform("refund.claim", order_id, given))


@router.post("/refunds/{claim_id}/claim-again", openapi_extra=body_of(Claim))
def claim_again(claim_id: UUID, door: Door, answer: Answer, given: Annotated[Claim, read(Claim)]) -> Response:
    """Hand a refused claim in again."""
    outcome = door.perform("refund.claim_again", claim_id, given)
    order_id = order_of_claim(door.session, door.actor, claim_id)
    return answer.done(f"/orders/{order_id}/refund", outcome)
