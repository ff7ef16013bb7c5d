"""Orders: the list, one order with its stages, and its proforma invoice."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions import order
from app.actions.order_notice import GiveNotice
from app.core.clock import home_date, wall_now
from app.core.typeset import pdf
from app.core.words import gettext
from app.queries.deals.deal_labels import DEAL_LABELS
from app.queries.deals.force_majeure import REASONS
from app.queries.deals.order import PROFORMA, order_page, orders, proforma_terms
from app.queries.home.desk import order_tasks
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse, InTeam, SignedIn
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.papers.paper import PARTY
from app.trade.papers.paper_print import printed

router = APIRouter(tags=["order"], route_class=OneThread)


@router.get("/orders")
def listed(reading: InTeam, answer: Answer) -> Response:
    """The team's orders, newest first."""
    rows = orders(reading.session, reading.actor)
    return answer.page({"orders": rows}, "order/list.html", labels=DEAL_LABELS)


@router.get("/orders/{order_id}")
def one(order_id: UUID, reading: InCourse, who: SignedIn, answer: Answer) -> Response:
    """One order: its stages and its proforma invoice."""
    now = who.clock.now(wall_now()) if who.clock else wall_now()
    page = order_page(reading.session, reading.actor, order_id, home_date(now))
    pairs = {
        field.name: [(each, gettext(each)) for each in field.choices]
        for field in page.fields
        if field.choices
    }
    return answer.page(
        page, "order/page.html", labels=DEAL_LABELS, excuse_reasons=REASONS, party_fields=PARTY,
        choice_pairs=pairs, to_do=order_tasks(reading.session, reading.actor, order_id, now),
    )  # fmt: skip


@router.get("/orders/{order_id}/proforma-invoice.pdf")
def proforma(order_id: UUID, reading: InCourse) -> Response:
    """The proforma invoice as a PDF, finished or not."""
    number, terms = proforma_terms(reading.session, reading.actor, order_id)
    content = pdf("documents/proforma_invoice", printed(PROFORMA, terms))
    name = f'inline; filename="proforma-invoice-{number}.pdf"'
    return Response(content, media_type="application/pdf", headers={"content-disposition": name})


@router.post("/orders/{order_id}/save-terms", openapi_extra=body_of(order.SaveTerms))
def save_terms(
    order_id: UUID, door: Door, answer: Answer, given: Annotated[order.SaveTerms, read(order.SaveTerms)]
) -> Response:
    """Save the proforma invoice as far as it is written."""
    return answer.done(f"/orders/{order_id}", door.perform("order.save_terms", order_id, given))


@router.post("/orders/{order_id}/issue", openapi_extra=body_of(order.Issue))
def issue(
    order_id: UUID, door: Door, answer: Answer, given: Annotated[order.Issue, read(order.Issue)]
) -> Response:
    """Issue the proforma invoice to the buyer."""
    return answer.done(f"/orders/{order_id}", door.perform("order.issue", order_id, given))


@router.post("/orders/{order_id}/give-notice", openapi_extra=body_of(GiveNotice))
def give_notice(
    order_id: UUID, door: Door, answer: Answer, given: Annotated[GiveNotice, read(GiveNotice)]
) -> Response:
    """Tell the buyer that an announced event keeps the goods."""
    done = door.perform("order.give_notice", order_id, given)
    return answer.done(f"/orders/{order_id}#force-majeure", done)


@router.post("/orders/{order_id}/cancel", openapi_extra=body_of(order.Cancel))
def cancel(
    order_id: UUID, door: Door, answer: Answer, given: Annotated[order.Cancel, read(order.Cancel)]
) -> Response:
    """Cancel an order before money has come."""
    return answer.done(f"/orders/{order_id}", door.perform("order.cancel", order_id, given))
