"""Quotations: the price while typing, drafts, sending, withdrawing."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.actions import quotation
from app.actions.quotation_choices import Choices, EditChoices
from app.queries.deals.deal_labels import DEAL_LABELS
from app.queries.deals.inquiry import inquiry_page
from app.queries.deals.quotation import inquiry_of, quotation_page
from app.queries.deals.quotation_price import basis_for, price_page
from app.routers.answer import Answer, wants_json
from app.routers.deps import Door, DoorOf, InCourse, InTeam
from app.routers.given import body_of, read, read_given
from app.routers.inquiry import now_of
from app.routers.one_thread import OneThread
from app.trade.rates.rate_labels import TRUST_LABELS
from app.trade.refusal import RateUnknown, RuleBroken, SeveralRefusals

router = APIRouter(tags=["quotation"], route_class=OneThread)


@router.post("/inquiries/{inquiry_id}/quotations/price", openapi_extra=body_of(EditChoices))
def price(request: Request, inquiry_id: UUID, reading: InTeam, answer: Answer) -> Response:
    """Reckon what is entered so far, without saving anything: the build-up, and what the buyer will read."""
    try:
        given = read_given(EditChoices, getattr(request.state, "typed", {}))
        page = price_page(reading.session, reading.actor, inquiry_id, given.terms(), now_of(request))
    except (RuleBroken, RateUnknown, SeveralRefusals) as refusal:
        if wants_json(request):
            raise
        listed = refusal.refusals if isinstance(refusal, SeveralRefusals) else [refusal]
        errors = [{"code": each.code, "figures": dict(each.figures)} for each in listed]
        return answer.page({"errors": errors}, "quotation/_trouble.html")
    buyer = inquiry_page(reading.session, reading.actor, inquiry_id, now_of(request)).buyer
    return answer.page(page, "quotation/_price.html", labels=DEAL_LABELS, buyer=buyer)


@router.get("/quotations/{quotation_id}")
def workings(quotation_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """One quotation with every line of its price."""
    page = quotation_page(reading.session, reading.actor, quotation_id)
    return answer.page(page, "quotation/page.html", labels=DEAL_LABELS, trusts=TRUST_LABELS)


@router.post("/inquiries/{inquiry_id}/quotations/draft", openapi_extra=body_of(Choices))
def draft(
    request: Request,
    inquiry_id: UUID,
    door: Door,
    answer: Answer,
    given: Annotated[Choices, read(Choices)],
) -> Response:
    """Save a quotation as a draft; the server adds the day's figures and reckons the price."""
    asked = _with_basis(request, door, inquiry_id, given)
    outcome = door.perform("quotation.draft", inquiry_id, asked)
    return answer.done(f"/inquiries/{inquiry_id}", outcome)


@router.post("/quotations/{quotation_id}/edit", openapi_extra=body_of(EditChoices))
def edit(
    request: Request,
    quotation_id: UUID,
    door: Door,
    answer: Answer,
    given: Annotated[EditChoices, read(EditChoices)],
) -> Response:
    """Change a draft; the price is reckoned anew."""
    inquiry_id = inquiry_of(door.session, door.actor, quotation_id)
    asked = _with_basis(request, door, inquiry_id, given)
    return answer.done(f"/inquiries/{inquiry_id}", door.perform("quotation.edit", quotation_id, asked))


def _with_basis(request: Request, door: DoorOf, inquiry_id: UUID, given: Choices) -> dict[str, Any]:
    """What was entered with the day's figures. Raises as the consignment's reckoning does."""
    basis = basis_for(door.session, door.actor, inquiry_id, given.terms(), now_of(request))
    return given.model_dump() | {"basis": basis.as_plain()}


@router.post("/quotations/{quotation_id}/send", openapi_extra=body_of(quotation.Send))
def send(
    quotation_id: UUID, door: Door, answer: Answer, given: Annotated[quotation.Send, read(quotation.Send)]
) -> Response:
    """Send a quotation to the buyer who asked."""
    inquiry_id = inquiry_of(door.session, door.actor, quotation_id)
    outcome = door.perform("quotation.send", quotation_id, given)
    return answer.done(f"/inquiries/{inquiry_id}", outcome)


@router.post("/quotations/{quotation_id}/withdraw")
def withdraw(quotation_id: UUID, door: Door, answer: Answer) -> Response:
    """Withdraw a quotation that is not yet accepted."""
    inquiry_id = inquiry_of(door.session, door.actor, quotation_id)
    outcome = door.perform("quotation.withdraw", quotation_id)
    return answer.done(f"/inquiries/{inquiry_id}", outcome)
