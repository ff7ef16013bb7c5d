"""What each buyer is doing: the teacher's view. Pages for people alone; a program gets the open side."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.queries.deals.buyer import DOINGS, OTHER_DOING, Filters, buyers_watched, choices
from app.queries.deals.buyer_page import buyer_page
from app.queries.deals.call_words import STATES as CALL_STATES
from app.queries.deals.deal_labels import DEAL_LABELS
from app.queries.words.code_words import CODE_WORDS
from app.routers.answer import Answer, wants_json
from app.routers.deps import Teaching
from app.routers.inquiry import now_of
from app.routers.negotiation_chart import negotiation_chart
from app.routers.one_thread import OneThread

router = APIRouter(tags=["buyer"], route_class=OneThread)
Show = Literal["open", "waiting", "answered", "over", "all"]
_WORDS = {
    "labels": DEAL_LABELS, "doings": DOINGS, "other_doing": OTHER_DOING, "codes": CODE_WORDS,
    "call_states": CALL_STATES,
}  # fmt: skip


class Asked(BaseModel):
    """What the list is narrowed to; see `Filters`."""

    show: Show = "open"
    q: str = Field(default="", max_length=120)
    team: str = Field(default="", max_length=40)
    market: str = Field(default="", max_length=2)
    page: int = Field(default=1, ge=1, le=100_000)


@router.get("/control/buyers")
def watch(request: Request, reading: Teaching, answer: Answer, asked: Annotated[Asked, Query()]) -> Response:
    """The course's buyers: what each wants and waits for, and when it will act.

    Their limits stand on the page for instructors alone; as JSON the open side is given.
    """
    filters = Filters(asked.q.strip(), _team(asked.team), asked.market, asked.show, asked.page)
    is_page = not wants_json(request)
    now = now_of(request)
    listed = buyers_watched(reading.session, reading.actor, filters, now, is_truth_shown=is_page)
    teams, markets = choices(reading.session, reading.actor)
    more = {"filters": filters, "teams": teams, "markets": markets, "now": now, "team": asked.team}
    return answer.page(listed, "buyer/list.html", **more, **_WORDS)


def _team(given: str) -> UUID | None:
    try:
        return UUID(given) if given else None
    except ValueError:
        return None


@router.get("/control/buyers/{buyer_id}")
def one(request: Request, buyer_id: UUID, reading: Teaching, answer: Answer) -> Response:
    """One buyer: its truth, its next steps, and each negotiation as a drawing; as JSON the open side."""
    now, is_page = now_of(request), not wants_json(request)
    page = buyer_page(reading.session, reading.actor, buyer_id, now, is_truth_shown=is_page)
    charts = [negotiation_chart(talk) for talk in page.talks]
    return answer.page(page, "buyer/page.html", now=now, charts=charts, **_WORDS)
