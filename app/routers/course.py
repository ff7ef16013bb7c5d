"""Courses: the instructor's overview, settings, members; the person's list of courses; the site's."""

import secrets
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions import course, course_members
from app.core.clock import home_date, wall_now
from app.models.course import SITE
from app.queries.people.course import ROLES, course_settings, courses_of_person, site_courses
from app.queries.people.person import active_people
from app.queries.teaching.course_overview import course_overview
from app.routers.answer import Answer
from app.routers.deps import Administering, Database, Door, SignedIn, Teaching
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["course"], route_class=OneThread)


@router.get("/course")
def overview(reading: Teaching, answer: Answer) -> Response:
    """The instructor's overview: every team, those that need somebody first."""
    page = course_overview(reading.session, reading.actor)
    return answer.page(page, "course/page.html", fragment="course/_teams.html")


@router.get("/course/settings")
def settings_page(reading: Teaching, answer: Answer) -> Response:
    """The course's own settings, and who teaches it."""
    return answer.page(course_settings(reading.session, reading.actor), "course/settings.html")


@router.get("/courses")
def choose_course(who: SignedIn, session: Database, answer: Answer) -> Response:
    """The courses that the person who is signed in has a part in."""
    listed = courses_of_person(session, who.person_id, who.course_id)
    may_open = who.is_administrator or who.course_role == "instructor"
    page = {"courses": listed, "may_open": may_open, "roles": ROLES, **_fresh()}
    return answer.page(page, "course/choose.html")


@router.get("/site")
def site_page(reading: Administering, answer: Answer) -> Response:
    """Every course of the site, for its administrator."""
    choices = [(person_id, f"{name} · {email}") for person_id, name, email in active_people(reading.session)]
    page = {"courses": site_courses(reading.session), "choices": choices, **_fresh()}
    return answer.page(page, "course/site.html")


@router.post("/courses/open", openapi_extra=body_of(course.Open))
def open_course(door: Door, answer: Answer, given: Annotated[course.Open, read(course.Open)]) -> Response:
    """Open a new course. An instructor teaches it; an administrator names who will."""
    outcome = door.perform("course.open", SITE, given, on_site=True)
    return answer.done("/site" if door.actor.is_administrator else "/courses", outcome)


@router.post("/courses/{course_id}/begin")
def begin(course_id: UUID, door: Door, answer: Answer) -> Response:
    """Let the course's world begin: from now on buyers write."""
    return answer.done("/clock", door.perform("course.begin", course_id))


@router.post("/courses/{course_id}/set-house", openapi_extra=body_of(course.SetHouse))
def set_house(
    course_id: UUID, door: Door, answer: Answer, given: Annotated[course.SetHouse, read(course.SetHouse)]
) -> Response:
    """Change one of the course's own settings."""
    return answer.done("/course/settings", door.perform("course.set_house", course_id, given))


@router.post("/courses/{course_id}/set-rule-date", openapi_extra=body_of(course.SetRuleDate))
def set_rule_date(
    course_id: UUID, door: Door, answer: Answer,
    given: Annotated[course.SetRuleDate, read(course.SetRuleDate)],
) -> Response:  # fmt: skip
    """Pin the day by which the course reads law, or let it follow the clock again."""
    return answer.done("/rates/rule-date", door.perform("course.set_rule_date", course_id, given))


@router.post("/courses/{course_id}/archive")
def archive(course_id: UUID, door: Door, answer: Answer) -> Response:
    """Close the course: it can be read, and nothing can be done in it."""
    return answer.done("/course/settings", door.perform("course.archive", course_id))


@router.post("/courses/{course_id}/reopen")
def reopen(course_id: UUID, door: Door, answer: Answer) -> Response:
    """Open an archived course again."""
    return answer.done("/course/settings", door.perform("course.reopen", course_id))


@router.post("/courses/{course_id}/add-member", openapi_extra=body_of(course_members.AddMember))
def add_member(
    course_id: UUID, door: Door, answer: Answer,
    given: Annotated[course_members.AddMember, read(course_members.AddMember)],
) -> Response:  # fmt: skip
    """Let somebody who has an account into the course, as a student or as another instructor."""
    outcome = door.perform("course.add_member", course_id, given)
    return answer.done("/course/settings" if given.role == "instructor" else "/teams", outcome)


@router.post("/courses/{course_id}/remove-member", openapi_extra=body_of(course_members.RemoveMember))
def remove_member(
    course_id: UUID, door: Door, answer: Answer,
    given: Annotated[course_members.RemoveMember, read(course_members.RemoveMember)],
) -> Response:  # fmt: skip
    """Take somebody out of the course and out of their team."""
    outcome = door.perform("course.remove_member", course_id, given)
    return answer.done("/course/settings" if outcome.facts.get("role") == "instructor" else "/teams", outcome)


def _fresh() -> dict[str, object]:
    """What the form of a new course begins with."""
    return {"starts_on": home_date(wall_now()), "seed": secrets.token_hex(8)}
