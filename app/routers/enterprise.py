"""An enterprise: its desk, its words and house rule; for instructors the enterprises of the course."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions.enterprise import Create, Edit, SetHouseRule
from app.core.words import N_
from app.queries.catalogue.enterprise import desk_page, enterprises, own_enterprise
from app.routers.answer import Answer
from app.routers.deps import Door, DoorOf, InCourse, InEnterprise, Teaching
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.routers.rights import readers

router = APIRouter(tags=["enterprise"], route_class=OneThread)
# The fields of an enterprise's words: label, greatest length, rows of a text area (1: a line), needed.
FIELDS: dict[str, tuple[str, int, int, bool]] = {
    "name": (N_("Name in English"), 120, 1, True),
    "name_zh": (N_("Name in Chinese"), 120, 1, True),
    "industry": (N_("Industry"), 60, 1, False),
    "port": (N_("Port that it ships from"), 60, 1, False),
    "address": (N_("Address in English"), 200, 1, False),
    "address_zh": (N_("Address in Chinese"), 200, 1, False),
    "uscc": (N_("Unified social credit code (18 signs)"), 18, 1, False),
    "contact": (N_("Contact"), 120, 1, False),
    "about": (N_("About, in English"), 2000, 3, False),
    "about_zh": (N_("About, in Chinese"), 2000, 3, False),
}


@router.get("/enterprise")
def desk(reading: InEnterprise, answer: Answer) -> Response:
    """The enterprise's desk: what waits for an answer, and how its goods do."""
    return answer.page(desk_page(reading.session, reading.actor), "enterprise/desk.html")


@router.get("/enterprise/settings")
def own_settings(reading: InEnterprise, answer: Answer) -> Response:
    """What the enterprise says of itself, and its house rule."""
    return _settings(reading, answer, reading.actor.enterprise_id)


@router.get("/enterprises")
def of_course(reading: Teaching, answer: Answer) -> Response:
    """The enterprises of the course."""
    page = {"enterprises": enterprises(reading.session, reading.actor), "course_id": reading.actor.course_id}
    return answer.page(page, "enterprise/list.html", fields=FIELDS)


@router.get("/enterprises/{enterprise_id}/settings", openapi_extra=readers("enterprise", "instructor"))
def settings(enterprise_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """An enterprise's words and house rule, for its staff and for instructors."""
    return _settings(reading, answer, enterprise_id)


@router.post("/courses/{course_id}/enterprises/create", openapi_extra=body_of(Create))
def create(course_id: UUID, door: Door, answer: Answer, given: Annotated[Create, read(Create)]) -> Response:
    """Bring an enterprise into the course."""
    return answer.done("/enterprises", door.perform("enterprise.create", course_id, given))


@router.post("/enterprises/{enterprise_id}/edit", openapi_extra=body_of(Edit))
def edit(enterprise_id: UUID, door: Door, answer: Answer, given: Annotated[Edit, read(Edit)]) -> Response:
    """Change what the enterprise says of itself."""
    outcome = door.perform("enterprise.edit", enterprise_id, given)
    return answer.done(f"/enterprises/{enterprise_id}/settings", outcome)


@router.post("/enterprises/{enterprise_id}/set-house-rule", openapi_extra=body_of(SetHouseRule))
def set_house_rule(
    enterprise_id: UUID, door: Door, answer: Answer, given: Annotated[SetHouseRule, read(SetHouseRule)]
) -> Response:
    """Set what decides on applications while nobody answers."""
    outcome = door.perform("enterprise.set_house_rule", enterprise_id, given)
    return answer.done(f"/enterprises/{enterprise_id}/settings", outcome)


def _settings(reading: DoorOf, answer: Answer, enterprise_id: UUID) -> Response:
    page = own_enterprise(reading.session, reading.actor, enterprise_id)
    return answer.page(page, "enterprise/settings.html", fields=FIELDS)
