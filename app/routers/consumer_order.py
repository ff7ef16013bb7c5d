"""The routes of consumers' orders: the list, the parcel, and its steps."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.actions.consumer_order import CallOff, ListForCustoms
from app.actions.registry import Given
from app.core.clock import wall_now
from app.queries.markets.consumer_order import parcel_list, parcel_page
from app.routers.answer import Answer
from app.routers.deps import Door, InTeam, SignedIn
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.refusal import RuleBroken

router = APIRouter(tags=["consumer orders"], route_class=OneThread)


@router.get("/consumer-orders")
def consumer_orders(
    reading: InTeam, answer: Answer, state: str = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> Response:
    """The team's orders by consumers."""
    return answer.page(parcel_list(reading.session, reading.actor, state, page), "consumer_order/list.html")


@router.get("/consumer-orders/{order_id}")
def consumer_order(order_id: UUID, reading: InTeam, who: SignedIn, answer: Answer) -> Response:
    """One consumer's order: the parcel, its customs list, its way."""
    page = parcel_page(reading.session, reading.actor, order_id, _now(who))
    return answer.page(page, "consumer_order/page.html")


@router.post("/consumer-orders/{order_id}/pack")
def pack(order_id: UUID, door: Door, answer: Answer) -> Response:
    """Pack and label the parcel."""
    outcome = door.perform("consumer_order.pack", order_id)
    return answer.done(f"/consumer-orders/{order_id}", outcome)


@router.post("/consumer-orders/{order_id}/list", openapi_extra=body_of(ListForCustoms))
def list_for_customs(
    order_id: UUID, door: Door, answer: Answer, given: Annotated[ListForCustoms, read(ListForCustoms)]
) -> Response:
    """Send the parcel's 9610 list to customs."""
    outcome = door.perform("consumer_order.list_for_customs", order_id, given)
    return answer.done(f"/consumer-orders/{order_id}", outcome)


class ServiceChoice(Given):
    """The carrier's service: parcel_line or courier. Its price is reckoned here, never taken as sent."""

    service: str


@router.post("/consumer-orders/{order_id}/dispatch", openapi_extra=body_of(ServiceChoice))
def dispatch(
    order_id: UUID,
    door: Door,
    who: SignedIn,
    answer: Answer,
    given: Annotated[ServiceChoice, read(ServiceChoice)],
) -> Response:
    """Hand the parcel to a carrier."""
    page = parcel_page(door.session, door.actor, order_id, _now(who))
    option = next((each for each in page.options if each.service == given.service), None)
    if page.options and option is None:
        raise RuleBroken("consumer_order.service_unknown", "service")
    if option is not None and option.cost_usd is None:
        raise RuleBroken(option.code, "service", **(option.figures or {}))
    chosen = {
        "service": given.service,
        "carrier": option.carrier if option else "-",
        "cost_usd": option.cost_usd if option else "0.01",
        "least_days": option.least_days if option else 0,
        "most_days": option.most_days if option else 0,
    }  # where the step is not open there is no option, and the door says so
    outcome = door.perform("consumer_order.dispatch", order_id, chosen)
    return answer.done(f"/consumer-orders/{order_id}", outcome)


@router.post("/consumer-orders/{order_id}/cancel", openapi_extra=body_of(CallOff))
def cancel(order_id: UUID, door: Door, answer: Answer, given: Annotated[CallOff, read(CallOff)]) -> Response:
    """Call an unsent order off; the consumer gets the money back."""
    outcome = door.perform("consumer_order.cancel", order_id, given)
    return answer.done(f"/consumer-orders/{order_id}", outcome)


def _now(who: SignedIn) -> datetime:
    return who.clock.now(wall_now()) if who.clock else wall_now()
