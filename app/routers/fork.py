"""The fork: a talk that is over, tried again from one of its turns. It is read alone, and changes nothing."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.core.canonical import plain
from app.core.words import gettext
from app.queries.deals.buyer import Truth
from app.queries.deals.buyer_page import Turn
from app.queries.deals.deal_labels import DEAL_LABELS
from app.routers.answer import Answer, wants_json
from app.routers.deps import DoorOf, InCourse
from app.routers.given import read_given
from app.routers.negotiation_chart import negotiation_chart
from app.routers.one_thread import OneThread
from app.trade.carriage.incoterms import INCOTERMS
from app.trade.refusal import RateUnknown, Refusal, RuleBroken, SeveralRefusals
from app.world.fork import MOST_OFFERS, ForkPage, fork_page
from app.world.fork_offer import SHOWN, Offered, Tried

router = APIRouter(tags=["inquiry"], route_class=OneThread)


class Asked(BaseModel):
    """Where the talk is taken up, what was tried since (`made`, a JSON list of offers), and the next offer.

    Without `unit_price_usd` there is no next offer.
    """

    turn: int | None = Field(default=None, ge=1, le=1000)
    made: str = Field(default="", max_length=8000)
    unit_price_usd: str = Field(default="", max_length=40)
    quantity: str = Field(default="", max_length=40)
    incoterm: str = Field(default="", max_length=40)
    named_place: str = Field(default="", max_length=200)
    payment_terms: str = Field(default="", max_length=40)
    lead_time_days: str = Field(default="", max_length=40)
    sample: str = Field(default="", max_length=40)
    papers: list[str] = Field(default=[], max_length=20)
    days_later: str = Field(default="1", max_length=40)

    @property
    def offer(self) -> dict[str, Any]:
        """The next offer as it was typed."""
        return {name: getattr(self, name) for name in SHOWN}


@router.get("/inquiries/{inquiry_id}/fork")
def fork(
    request: Request, inquiry_id: UUID, reading: InCourse, answer: Answer, asked: Annotated[Asked, Query()]
) -> Response:
    """A talk that is over, replayed from a turn with other offers: the buyer's answers, beside what happened.

    For those who may see the deal's hindsight; nothing of it is kept.
    """
    made, errors = _made(asked.made), []
    try:
        tries = [*made, read_given(Tried, asked.offer)] if asked.unit_price_usd.strip() else made
        page = fork_page(reading.session, reading.actor, inquiry_id, asked.turn, tries)
    except (RuleBroken, RateUnknown, SeveralRefusals) as refusal:
        if wants_json(request) or not asked.unit_price_usd.strip():
            raise
        page, errors = _again(reading, inquiry_id, asked, made), _listed(refusal)
    start = asked.offer if errors else page.start
    more = {
        "labels": DEAL_LABELS, "chart": negotiation_chart(_drawn(page)), "pairs": _pairs(), "start": start,
        "errors": errors, "made": json.dumps(plain(page.made)), "most": MOST_OFFERS,
        "before": json.dumps(plain(page.made[:-1])),
    }  # fmt: skip
    return answer.page(page, "fork/page.html", **more)


def _again(reading: DoorOf, inquiry_id: UUID, asked: Asked, made: list[Tried]) -> ForkPage:
    """The page as it was before an offer that is refused."""
    return fork_page(reading.session, reading.actor, inquiry_id, asked.turn, made)


def _listed(refusal: Refusal) -> list[dict[str, Any]]:
    listed = refusal.refusals if isinstance(refusal, SeveralRefusals) else [refusal]
    return [{"code": each.code, "figures": dict(each.figures)} for each in listed]


def _made(text: str) -> list[Tried]:
    """The offers tried before. Raises: RuleBroken("inquiry.practice_unreadable"), SeveralRefusals."""
    try:
        listed = json.loads(text) if text else []
    except (ValueError, RecursionError) as fault:
        raise RuleBroken("inquiry.practice_unreadable", "made") from fault
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise RuleBroken("inquiry.practice_unreadable", "made")
    if len(listed) > MOST_OFFERS:
        raise RuleBroken("inquiry.practice_too_long", "made", most=MOST_OFFERS)
    return [read_given(Tried, each) for each in listed]


def _pairs() -> dict[str, list[tuple[str, str]]]:
    """What the form's lists offer, in the reader's language."""
    return {
        "incoterms": [(code, code) for code in INCOTERMS],
        "payment_terms": [(code, gettext(label)) for code, label in DEAL_LABELS.payment_terms.items()],
        "samples": [(code, gettext(label)) for code, label in DEAL_LABELS.samples.items()],
    }


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the drawing takes."""

    truth: Truth | None
    turns: tuple[Turn, ...]


def _drawn(page: ForkPage) -> _Drawn:
    """Offers and what the buyer wanted over time: really, and in practice."""
    turns = [_turn(each, "team", each.landed) for each in page.happened]
    turns += [_turn(each, "practice", each.landed) for each in page.tried]
    wanted = [(each, each.wanted_landed) for each in page.happened if each.wanted_landed is not None]
    turns += [_turn(each, "buyer", landed) for each, landed in wanted]
    return _Drawn(Truth(page.limit, page.target, None, None, None, ""), tuple(turns))


def _turn(each: Offered, by: str, landed: Decimal) -> Turn:
    return Turn(by, each.at, each.days, Decimal(each.offer["unit_price_usd"]), landed, each.place, "")
