"""The money of one order, and what becomes of its dollars."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.actions.settlement import Keep, Settle
from app.queries.money.payment import money_page
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse
from app.routers.given import body_of, read
from app.routers.ledger import now_of
from app.routers.one_thread import OneThread
from app.trade.words.money_labels import WORDS

router = APIRouter(tags=["money"], route_class=OneThread)


@router.get("/orders/{order_id}/money")
def money(request: Request, order_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """Instalments, movements, settlement, and the result against the quotation."""
    page = money_page(reading.session, reading.actor, order_id, now_of(request))
    return answer.page(page, "payment/page.html", w=WORDS)


@router.post("/orders/{order_id}/settlements/settle", openapi_extra=body_of(Settle))
def settle(order_id: UUID, door: Door, answer: Answer, given: Annotated[Settle, read(Settle)]) -> Response:
    """Sell USD of the order to the bank at its buying rate of the day."""
    outcome = door.perform("settlement.settle", order_id, given)
    return answer.done(f"/orders/{order_id}/money", outcome)


@router.post("/orders/{order_id}/settlements/keep", openapi_extra=body_of(Keep))
def keep(order_id: UUID, door: Door, answer: Answer, given: Annotated[Keep, read(Keep)]) -> Response:
    """Decide to hold USD of the order for now."""
    return answer.done(f"/orders/{order_id}/money", door.perform("settlement.keep", order_id, given))
