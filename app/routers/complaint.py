"""Complaints of business buyers: read, and answered with a remedy."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from app.actions.given import Letter, UsdOrNothing, words
from app.actions.registry import Given
from app.core.clock import home_date, wall_now
from app.queries.deals.complaint import complaint_page
from app.queries.deals.deal_labels import DEAL_LABELS
from app.queries.people.who import Who
from app.routers.answer import Answer
from app.routers.deps import Door, InTeam, SignedIn
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["complaint"], route_class=OneThread)


class Remedy(Given):
    """A credit note of an amount, a replacement of what is faulty, or nothing but words."""

    remedy: Literal["credit", "replacement", "none"]
    amount_usd: Annotated[UsdOrNothing, Field(ge=0)] = Decimal(0)
    body: Letter = words()


@router.get("/complaints/{complaint_id}")
def complaint(complaint_id: UUID, reading: InTeam, who: SignedIn, answer: Answer) -> Response:
    """One complaint, with the way to its order."""
    page = complaint_page(reading.session, reading.actor, complaint_id, _today(who))
    return answer.page(page, "complaint/page.html", labels=DEAL_LABELS, now=wall_now())


@router.post("/complaints/{complaint_id}/answer", openapi_extra=body_of(Remedy))
def answer_complaint(
    complaint_id: UUID, door: Door, who: SignedIn, answer: Answer, given: Annotated[Remedy, read(Remedy)]
) -> Response:
    """Answer a complaint with a remedy and words."""
    page = complaint_page(door.session, door.actor, complaint_id, _today(who))
    amount = given.amount_usd if given.remedy == "credit" else Decimal(0)
    remedy: dict[str, Any] = {"kind": given.remedy, "amount_usd": amount, "body": given.body}
    new = page.replacement
    if given.remedy == "replacement" and new is not None and new.freight_usd is not None:
        remedy |= {"goods_rmb": new.goods_rmb, "freight_usd": new.freight_usd}
    return answer.done(f"/orders/{page.order_id}", door.perform("complaint.answer", complaint_id, remedy))


def _today(who: Who) -> Any:
    return home_date(who.clock.now(wall_now()) if who.clock else wall_now())
