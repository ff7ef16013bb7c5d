"""Cargo insurance of a shipment: the premium while one types, and the purchase."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.actions.given import Line, Usd
from app.actions.registry import Given
from app.core.clock import home_date
from app.queries.goods.insurance import premium_of, premium_rate
from app.queries.goods.shipment import order_of_shipment
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse
from app.routers.given import body_of, read
from app.routers.ledger import now_of
from app.routers.one_thread import OneThread

router = APIRouter(tags=["transport"], route_class=OneThread)


class InsuranceForm(Given):
    """The clauses, ICC (A), (B) or (C), and the amount insured in USD."""

    clauses: Line
    insured_usd: Usd


@router.get("/shipments/{shipment_id}/premium")
def premium(
    request: Request,
    shipment_id: UUID,
    reading: InCourse,
    answer: Answer,
    clauses: Annotated[str, Query(max_length=10)] = "",
    insured_usd: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """The premium of a cover as it is typed, and what the term still lacks."""
    today = home_date(now_of(request))
    page = premium_of(reading.session, reading.actor, shipment_id, clauses, insured_usd, today)
    return answer.page(page, "shipment/_premium.html")


@router.post("/shipments/{shipment_id}/insurance/buy", openapi_extra=body_of(InsuranceForm))
def buy(
    request: Request,
    shipment_id: UUID,
    door: Door,
    answer: Answer,
    given: Annotated[InsuranceForm, read(InsuranceForm)],
) -> Response:
    """Insure the goods at the rate of the day; the insurer issues its certificate at once."""
    rate = premium_rate(door.session, door.actor, shipment_id, given.clauses, home_date(now_of(request)))
    bought = {"clauses": given.clauses, "insured_usd": given.insured_usd, "premium_rate": rate}
    outcome = door.perform("insurance.buy", shipment_id, bought)
    return answer.done(f"/orders/{order_of_shipment(door.session, shipment_id)}/shipment", outcome)
