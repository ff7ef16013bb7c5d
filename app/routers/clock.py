"""The course's clock: the bar above each page, and the page on which the instructor steers it."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.actions import clock
from app.queries.teaching.clock import clock_page
from app.routers.answer import Answer, course_clock
from app.routers.deps import Door, InCourse, Teaching
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["clock"], route_class=OneThread)


@router.get("/clock")
def steer(reading: Teaching, answer: Answer) -> Response:
    """Where the course's time stands, how it moves, and what is due next."""
    page = clock_page(reading.session, reading.actor)
    return answer.page(page, "clock/page.html", fragment="clock/_state.html", speeds=clock.SPEEDS)


@router.get("/clock/bar")
def bar(request: Request, reading: InCourse, answer: Answer) -> Response:
    """The course's time, as every page shows it above."""
    return answer.page(course_clock(request), "parts/clock.html")


@router.post("/clock/run", openapi_extra=body_of(clock.Run))
def run(door: Door, answer: Answer, given: Annotated[clock.Run, read(clock.Run)]) -> Response:
    """Let time run: so many simulated seconds for each real one."""
    return answer.done("/clock", door.perform("clock.run", door.actor.course_id, given))


@router.post("/clock/pause")
def pause(door: Door, answer: Answer) -> Response:
    """Stop time where it is."""
    return answer.done("/clock", door.perform("clock.pause", door.actor.course_id))


@router.post("/clock/step")
def step(door: Door, answer: Answer) -> Response:
    """Go on to the next morning; everything due until then happens first."""
    return answer.done("/clock", door.perform("clock.step", door.actor.course_id))
