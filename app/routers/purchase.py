"""Purchases: a team's goods on an order, and the enterprise's desk that answers."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.actions.given import Letter, words
from app.actions.purchase import Confirm, Delay, Place
from app.actions.purchase_money import Pay
from app.actions.registry import Given
from app.core.clock import home_date
from app.queries.goods.purchase import goods_page, order_of_purchase, purchase_page, purchases
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse, InEnterprise
from app.routers.given import body_of, read
from app.routers.ledger import now_of
from app.routers.one_thread import OneThread
from app.routers.rights import readers
from app.trade.words import goods_labels

router = APIRouter(tags=["goods"], route_class=OneThread)


class DeclineForm(Given):
    """Why the enterprise cannot take the order."""

    answer: Letter = words()


@router.get("/purchases")
def listed(reading: InEnterprise, answer: Answer) -> Response:
    """The enterprise's purchase orders, those without an answer first."""
    rows = purchases(reading.session, reading.actor)
    return answer.page({"purchases": rows}, "purchase/list.html", w=goods_labels)


@router.get("/purchases/{purchase_id}", openapi_extra=readers("enterprise", "instructor"))
def one(request: Request, purchase_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """One purchase order, with the enterprise's own list price and usual time beside it."""
    today = home_date(now_of(request))
    page = purchase_page(reading.session, reading.actor, purchase_id, today)
    return answer.page(page, "purchase/page.html", w=goods_labels)


@router.get("/orders/{order_id}/purchase")
def goods(request: Request, order_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """The goods of an order: what they cost, when they come, what can be done next."""
    page = goods_page(reading.session, reading.actor, order_id, now_of(request))
    return answer.page(page, "purchase/order.html", w=goods_labels)


@router.post("/orders/{order_id}/purchases/place", openapi_extra=body_of(Place))
def place(order_id: UUID, door: Door, answer: Answer, given: Annotated[Place, read(Place)]) -> Response:
    """Order the goods from the enterprise."""
    return answer.done(f"/orders/{order_id}/purchase", door.perform("purchase.place", order_id, given))


@router.post("/purchases/{purchase_id}/confirm", openapi_extra=body_of(Confirm))
def confirm(
    purchase_id: UUID, door: Door, answer: Answer, given: Annotated[Confirm, read(Confirm)]
) -> Response:
    """Accept a purchase order and promise a day."""
    return answer.done(f"/purchases/{purchase_id}", door.perform("purchase.confirm", purchase_id, given))


@router.post("/purchases/{purchase_id}/decline", openapi_extra=body_of(DeclineForm))
def decline(
    purchase_id: UUID, door: Door, answer: Answer, given: Annotated[DeclineForm, read(DeclineForm)]
) -> Response:
    """Decline a purchase order, with the reason in words."""
    outcome = door.perform("purchase.decline", purchase_id, given.model_dump())
    return answer.done(f"/purchases/{purchase_id}", outcome)


@router.post("/purchases/{purchase_id}/delay", openapi_extra=body_of(Delay))
def delay(purchase_id: UUID, door: Door, answer: Answer, given: Annotated[Delay, read(Delay)]) -> Response:
    """Tell the team that the goods come later than promised."""
    outcome = door.perform("purchase.delay", purchase_id, given)
    return answer.done(f"/purchases/{purchase_id}", outcome)


@router.post("/purchases/{purchase_id}/invoice")
def invoice(purchase_id: UUID, door: Door, answer: Answer) -> Response:
    """Issue the VAT special invoice of a purchase that is paid."""
    return answer.done(f"/purchases/{purchase_id}", door.perform("purchase.invoice", purchase_id))


@router.post("/purchases/{purchase_id}/pay", openapi_extra=body_of(Pay))
def pay(purchase_id: UUID, door: Door, answer: Answer, given: Annotated[Pay, read(Pay)]) -> Response:
    """Pay the supplier, in parts or at once."""
    outcome = door.perform("purchase.pay", purchase_id, given)
    return answer.done(_goods_of(door, purchase_id), outcome)


@router.post("/purchases/{purchase_id}/rework")
def rework(purchase_id: UUID, door: Door, answer: Answer) -> Response:
    """Send a lot that failed its inspection back to be sorted and mended."""
    outcome = door.perform("purchase.rework", purchase_id)
    return answer.done(_goods_of(door, purchase_id), outcome)


@router.post("/purchases/{purchase_id}/collect")
def collect(purchase_id: UUID, door: Door, answer: Answer) -> Response:
    """Take the finished lot from the factory to the forwarder."""
    outcome = door.perform("purchase.collect", purchase_id)
    return answer.done(_goods_of(door, purchase_id), outcome)


def _goods_of(door: Door, purchase_id: UUID) -> str:
    return f"/orders/{order_of_purchase(door.session, purchase_id)}/purchase"
