"""Samples: the team's terms, its refusal, and the parcel."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from app.actions.given import Note, UsdOrNothing, words
from app.actions.registry import Given
from app.actions.sample import Decline
from app.core.clock import home_date, wall_now
from app.queries.deals.deal_labels import DEAL_LABELS
from app.queries.deals.sample import SamplePage, sample_page
from app.queries.people.who import Who
from app.routers.answer import Answer
from app.routers.deps import Door, InTeam, SignedIn
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.refusal import RuleBroken

router = APIRouter(tags=["sample"], route_class=OneThread)


class SampleTerms(Given):
    """A price for the pieces, nought being free, and who pays the courier."""

    price_usd: Annotated[UsdOrNothing, Field(ge=0)] = Decimal(0)
    freight_by: Literal["team", "buyer"]
    body: Note = words(default="")


@router.get("/samples/{sample_id}")
def sample(sample_id: UUID, reading: InTeam, who: SignedIn, answer: Answer) -> Response:
    """One sample, with the way to its conversation."""
    page = sample_page(reading.session, reading.actor, sample_id, _today(who))
    return answer.page(page, "sample/page.html", labels=DEAL_LABELS)


@router.post("/samples/{sample_id}/offer", openapi_extra=body_of(SampleTerms))
def offer_sample(
    sample_id: UUID, door: Door, who: SignedIn, answer: Answer,
    given: Annotated[SampleTerms, read(SampleTerms)],
) -> Response:  # fmt: skip
    """Tell the buyer on what terms the sample goes out."""
    page = sample_page(door.session, door.actor, sample_id, _today(who))
    terms = given.model_dump() | {"freight_usd": _courier(page)["freight_usd"]}
    return answer.done(f"/inquiries/{page.inquiry_id}", door.perform("sample.offer", sample_id, terms))


@router.post("/samples/{sample_id}/decline", openapi_extra=body_of(Decline))
def decline_sample(
    sample_id: UUID, door: Door, who: SignedIn, answer: Answer, given: Annotated[Decline, read(Decline)]
) -> Response:
    """Tell the buyer that no sample goes out."""
    page = sample_page(door.session, door.actor, sample_id, _today(who))
    return answer.done(f"/inquiries/{page.inquiry_id}", door.perform("sample.decline", sample_id, given))


@router.post("/samples/{sample_id}/send")
def send_sample(sample_id: UUID, door: Door, who: SignedIn, answer: Answer) -> Response:
    """Hand the sample to the courier at the day's price."""
    page = sample_page(door.session, door.actor, sample_id, _today(who))
    return answer.done(
        f"/inquiries/{page.inquiry_id}", door.perform("sample.send", sample_id, _courier(page))
    )


def _courier(page: SamplePage) -> dict[str, Any]:
    """The courier's figures; where the step is not open there are none, and the door says so."""
    held = page.courier
    if held is None:
        return {"freight_usd": "0.01", "goods_rmb": "0.01", "least_days": 0, "most_days": 0}
    if held.freight_usd is None:
        raise RuleBroken(held.code, **(held.figures or {}))
    return {
        "freight_usd": held.freight_usd, "goods_rmb": held.goods_rmb,
        "least_days": held.least_days, "most_days": held.most_days,
    }  # fmt: skip


def _today(who: Who) -> Any:
    return home_date(who.clock.now(wall_now()) if who.clock else wall_now())
