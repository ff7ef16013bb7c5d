"""The inbox: conversations with business buyers."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.actions import inquiry, inquiry_guard
from app.core.words import gettext
from app.queries.deals.call import LABELS as CALL_LABELS
from app.queries.deals.call import call_of_inquiry
from app.queries.deals.deal_labels import DEAL_LABELS
from app.queries.deals.inquiry import inquiry_page, threads
from app.queries.deals.quotation_price import options_for
from app.queries.goods.duty import duty_choices
from app.queries.goods.port import ports
from app.routers.answer import Answer, course_clock, wants_json
from app.routers.deps import Door, DoorOf, InTeam
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.carriage.incoterms import INCOTERMS
from app.trade.refusal import Absent

router = APIRouter(tags=["inquiry"], route_class=OneThread)
Show = Literal["open", "waiting", "closed", "all"]


def now_of(request: Request) -> datetime:
    """The course's time, as the page's bar shows it. Raises: Absent for somebody who has no course open."""
    clock = course_clock(request)
    if clock is None:
        raise Absent
    found: datetime = clock["now"]
    return found


@router.get("/inquiries")
def inbox(
    request: Request,
    reading: InTeam,
    answer: Answer,
    show: Show = "all",
    q: Annotated[str, Query(max_length=120)] = "",
) -> Response:
    """The team's conversations, those that wait for an answer first."""
    listed = threads(reading.session, reading.actor, show, q)
    more = {"labels": DEAL_LABELS, "now": now_of(request), "show": show, "q": q}
    return answer.page({"threads": listed}, "inquiry/list.html", **more)


@router.get("/inquiries/{inquiry_id}")
def conversation(
    request: Request, inquiry_id: UUID, reading: InTeam, answer: Answer, quotation: UUID | None = None
) -> Response:
    """One conversation, with the quotation that is being written and what may be known of the buyer."""
    now = now_of(request)
    page = inquiry_page(reading.session, reading.actor, inquiry_id, now)
    if wants_json(request):
        return answer.page(page, "inquiry/page.html")
    start = page.quotations.get(str(quotation)) or page.draft or page.last_quotation
    options = options_for(reading.session, reading.actor, inquiry_id, page.quantity, now)
    more = {
        "labels": DEAL_LABELS, "threads": threads(reading.session, reading.actor), "options": options,
        "duty_lines": duty_choices(reading.session, page.market, page.hs_code[:6]),
        "pairs": _pairs(reading, page.market), "start": start, "show": "all", "q": "", "now": now,
        "talk_call": call_of_inquiry(reading.session, reading.actor, inquiry_id), "call_labels": CALL_LABELS,
    }  # fmt: skip
    return answer.page(page, "inquiry/page.html", **more)


def _pairs(reading: DoorOf, market: str) -> dict[str, list[tuple[str, str]]]:
    """What the quotation's lists offer, in the reader's language."""
    return {
        "incoterms": [(code, code) for code in INCOTERMS],
        "origin_ports": [(each.unlocode, each.name) for each in ports(reading.session, "CN")],
        "ports": [(each.unlocode, each.name) for each in ports(reading.session, market)],
        "payment_terms": [(code, gettext(label)) for code, label in DEAL_LABELS.payment_terms.items()],
        "samples": [(code, gettext(label)) for code, label in DEAL_LABELS.samples.items()],
        "margin_bases": [(code, gettext(label)) for code, label in DEAL_LABELS.margin_bases.items()],
    }


@router.post("/inquiries/{inquiry_id}/reply", openapi_extra=body_of(inquiry.Reply))
def reply(
    inquiry_id: UUID, door: Door, answer: Answer, given: Annotated[inquiry.Reply, read(inquiry.Reply)]
) -> Response:
    """Answer the buyer's letter."""
    return answer.done(f"/inquiries/{inquiry_id}", door.perform("inquiry.reply", inquiry_id, given))


@router.post("/inquiries/{inquiry_id}/decline", openapi_extra=body_of(inquiry.Decline))
def decline(
    inquiry_id: UUID, door: Door, answer: Answer, given: Annotated[inquiry.Decline, read(inquiry.Decline)]
) -> Response:
    """Decline an inquiry with a reason."""
    return answer.done(f"/inquiries/{inquiry_id}", door.perform("inquiry.decline", inquiry_id, given))


@router.post("/inquiries/{inquiry_id}/screen")
def screen(inquiry_id: UUID, door: Door, answer: Answer) -> Response:
    """Compare the buyer with the list of denied parties."""
    return answer.done(f"/inquiries/{inquiry_id}", door.perform("inquiry.screen", inquiry_id))


@router.post("/inquiries/{inquiry_id}/report", openapi_extra=body_of(inquiry_guard.Report))
def report(
    inquiry_id: UUID,
    door: Door,
    answer: Answer,
    given: Annotated[inquiry_guard.Report, read(inquiry_guard.Report)],
) -> Response:
    """Report the buyer on a suspicion of fraud, and end the talk."""
    return answer.done(f"/inquiries/{inquiry_id}", door.perform("inquiry.report", inquiry_id, given))
