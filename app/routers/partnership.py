"""Partnerships, from both sides: a team finds suppliers and applies; an enterprise answers."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions.partnership import Accept, Apply, Decline, End
from app.queries.people.partnership import applications_page, partner_page, suppliers_page
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["partnerships"], route_class=OneThread)


@router.get("/partnerships")
def partnerships(reading: InCourse, answer: Answer) -> Response:
    """For a team the suppliers of the course; for an enterprise and an instructor the applications."""
    if reading.actor.team_id is not None and not reading.actor.teaches:
        page = suppliers_page(reading.session, reading.actor)
        return answer.page(page, "partnership/suppliers.html")
    page = applications_page(reading.session, reading.actor)
    return answer.page(page, "partnership/applications.html")


@router.get("/partnerships/{partnership_id}")
def partnership(partnership_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """One partnership: the application and its answer, and the partner's catalogue."""
    page = partner_page(reading.session, reading.actor, partnership_id)
    return answer.page(page, "partnership/page.html")


@router.post("/enterprises/{enterprise_id}/partnerships/apply", openapi_extra=body_of(Apply))
def apply(enterprise_id: UUID, door: Door, answer: Answer, given: Annotated[Apply, read(Apply)]) -> Response:
    """Apply to sell an enterprise's products."""
    return answer.done("/partnerships", door.perform("partnership.apply", enterprise_id, given))


@router.post("/partnerships/{partnership_id}/accept", openapi_extra=body_of(Accept))
def accept(
    partnership_id: UUID, door: Door, answer: Answer, given: Annotated[Accept, read(Accept)]
) -> Response:
    """Accept a team's application."""
    return answer.done("/partnerships", door.perform("partnership.accept", partnership_id, given))


@router.post("/partnerships/{partnership_id}/decline", openapi_extra=body_of(Decline))
def decline(
    partnership_id: UUID, door: Door, answer: Answer, given: Annotated[Decline, read(Decline)]
) -> Response:
    """Decline a team's application, with a reason."""
    return answer.done("/partnerships", door.perform("partnership.decline", partnership_id, given))


@router.post("/partnerships/{partnership_id}/end", openapi_extra=body_of(End))
def end(partnership_id: UUID, door: Door, answer: Answer, given: Annotated[End, read(End)]) -> Response:
    """End a partnership."""
    return answer.done("/partnerships", door.perform("partnership.end", partnership_id, given))
