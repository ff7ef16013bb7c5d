"""Pre-shipment inspections."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.actions.given import Line
from app.actions.registry import Given
from app.core.clock import home_date
from app.queries.goods.purchase import inspection_fee, order_of_purchase
from app.routers.answer import Answer
from app.routers.deps import Door
from app.routers.given import body_of, read
from app.routers.ledger import now_of
from app.routers.one_thread import OneThread

router = APIRouter(tags=["goods"], route_class=OneThread)


class InspectionForm(Given):
    """The acceptable quality level, per cent: 1.0, 2.5 or 4.0."""

    aql: Line


@router.post("/purchases/{purchase_id}/inspections/order", openapi_extra=body_of(InspectionForm))
def order(
    request: Request,
    purchase_id: UUID,
    door: Door,
    answer: Answer,
    given: Annotated[InspectionForm, read(InspectionForm)],
) -> Response:
    """Have a finished lot inspected by sample, at the inspector's price of the day."""
    fee = inspection_fee(door.session, home_date(now_of(request)))
    outcome = door.perform("inspection.order", purchase_id, {"aql": given.aql, "fee_rmb": fee})
    return answer.done(f"/orders/{order_of_purchase(door.session, purchase_id)}/purchase", outcome)
