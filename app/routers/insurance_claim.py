"""Claims under a cargo policy: filed from the shipment's page, and papers that the insurer asks for."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions.insurance_claim import ClaimPapers, FileClaim
from app.queries.goods.insurance_claim import order_of_claim
from app.queries.goods.shipment import order_of_shipment
from app.routers.answer import Answer
from app.routers.deps import Door
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["transport"], route_class=OneThread)


@router.post("/shipments/{shipment_id}/insurance-claims/file", openapi_extra=body_of(FileClaim))
def file(
    shipment_id: UUID, door: Door, answer: Answer, given: Annotated[FileClaim, read(FileClaim)]
) -> Response:
    """Claim from the insurer for goods that came damaged or late at the team's risk."""
    outcome = door.perform("insurance_claim.file", shipment_id, given)
    return answer.done(f"/orders/{order_of_shipment(door.session, shipment_id)}/shipment", outcome)


@router.post("/insurance-claims/{insurance_claim_id}/add-papers", openapi_extra=body_of(ClaimPapers))
def add_papers(
    insurance_claim_id: UUID, door: Door, answer: Answer, given: Annotated[ClaimPapers, read(ClaimPapers)]
) -> Response:
    """Hand in the papers that the insurer asked for, once."""
    outcome = door.perform("insurance_claim.add_papers", insurance_claim_id, given)
    order_id = order_of_claim(door.session, door.actor, insurance_claim_id)
    return answer.done(f"/orders/{order_id}/shipment", outcome)
