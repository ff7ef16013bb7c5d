"""Returns of consumers: answered by the team."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BeforeValidator, Field
from starlette.responses import Response

from app.actions.given import Note, Whole, words
from app.actions.registry import Given
from app.core.clock import home_date, wall_now
from app.queries.markets.parcel_return import return_page
from app.routers.answer import Answer
from app.routers.deps import Door, SignedIn
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.refusal import RuleBroken

router = APIRouter(tags=["consumer orders"], route_class=OneThread)


def _or_nought(value: Any) -> Any:
    return 0 if value == "" else value  # the form's box is left empty for all ways but one


class ReturnAnswer(Given):
    """Pay back, take back, offer a part (percent of what was paid), or refuse."""

    way: Literal["refund", "label", "consumer_pays", "partial", "refuse"]
    percent: Annotated[Whole, Field(ge=0, le=100), BeforeValidator(_or_nought)] = 0
    body: Note = words(default="")


@router.post("/parcel-returns/{return_id}/answer", openapi_extra=body_of(ReturnAnswer))
def answer_return(
    return_id: UUID,
    door: Door,
    who: SignedIn,
    answer: Answer,
    given: Annotated[ReturnAnswer, read(ReturnAnswer)],
) -> Response:
    """Answer a consumer who wants to give goods back. The price of the way back is reckoned here."""
    today = home_date(who.clock.now(wall_now()) if who.clock else wall_now())
    page, order_id = return_page(door.session, door.actor, return_id, today)
    chosen: dict[str, Any] = {"kind": given.way, "body": given.body}
    if given.way == "partial":
        if not 0 < given.percent < 100:
            raise RuleBroken("parcel_return.share_out_of_range", "percent")
        chosen["share"] = Decimal(given.percent) / 100
    if given.way == "label" and page.freight_usd is not None:
        chosen["freight_usd"] = page.freight_usd
    return answer.done(
        f"/consumer-orders/{order_id}", door.perform("parcel_return.answer", return_id, chosen)
    )
