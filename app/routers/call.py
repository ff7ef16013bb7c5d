"""Calls with buyers: appointments, the call itself line by line, and its transcript."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.actions.call import Decline
from app.actions.inquiry_call import Spoken, Waited
from app.actions.refusals import Missing
from app.core.clock import wall_now
from app.queries.deals.call import LABELS, call_page, calls, seconds_since_line
from app.queries.words.code_words import CODE_WORDS
from app.routers.answer import Answer
from app.routers.deps import Door, DoorOf, InCourse
from app.routers.given import body_of, read
from app.routers.inquiry import now_of
from app.routers.one_thread import OneThread
from app.routers.rights import readers
from app.world.live import let_speak

router = APIRouter(tags=["call"], route_class=OneThread)
_READERS = readers("team", "instructor")


def _reading(reading: DoorOf) -> DoorOf:
    """Calls are read by teams and instructors. Raises Missing for others."""
    if reading.actor.team_id is None and not reading.actor.teaches:
        raise Missing
    return reading


@router.get("/calls", openapi_extra=_READERS)
def appointments(request: Request, reading: InCourse, answer: Answer) -> Response:
    """The calls of the team, those to come first; an instructor sees every team's."""
    listed = calls(_reading(reading).session, reading.actor)
    more = {"labels": LABELS, "now": now_of(request), "is_teacher": reading.actor.teaches}
    return answer.page({"calls": listed}, "call/list.html", **more)


@router.get("/calls/{call_id}", openapi_extra=_READERS)
def call(request: Request, call_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """One call: the appointment, the line while it is open, the transcript with the response times."""
    page = call_page(_reading(reading).session, reading.actor, call_id, wall_now())
    more = {"labels": LABELS, "now": now_of(request), "codes": CODE_WORDS}
    return answer.page(page, "call/page.html", **more)


@router.post("/inquiries/{inquiry_id}/ask-for-call")
def ask(inquiry_id: UUID, door: Door, answer: Answer) -> Response:
    """Ask the buyer of an inquiry for a call, once; the buyer names the hour."""
    outcome = door.perform("call.ask", inquiry_id)
    return answer.done(f"/inquiries/{inquiry_id}", outcome)


@router.post("/calls/{call_id}/open")
def open_line(call_id: UUID, door: Door, answer: Answer) -> Response:
    """Come to the call; the buyer greets at once."""
    outcome = door.perform("call.open", call_id)
    let_speak(door.session, door.actor.course_id, call_id)
    return answer.done(f"/calls/{call_id}#now", outcome)


@router.post("/calls/{call_id}/answer", openapi_extra=body_of(Spoken))
def say(call_id: UUID, door: Door, answer: Answer, given: Annotated[Spoken, read(Spoken)]) -> Response:
    """Answer the buyer's last line; the server measures how long it took, and the buyer goes on at once."""
    outcome = door.perform("call.answer", call_id, given.model_dump() | _measured(door, call_id))
    let_speak(door.session, door.actor.course_id, call_id)
    return answer.done(f"/calls/{call_id}#now", outcome)


@router.post("/calls/{call_id}/wait", openapi_extra=body_of(Waited))
def wait(call_id: UUID, door: Door, answer: Answer, given: Annotated[Waited, read(Waited)]) -> Response:
    """Give no answer: ask to hear the line again, or let the time run out."""
    outcome = door.perform("call.wait", call_id, given.model_dump() | _measured(door, call_id))
    let_speak(door.session, door.actor.course_id, call_id)
    return answer.done(f"/calls/{call_id}#now", outcome)


@router.post("/calls/{call_id}/hang-up")
def hang_up(call_id: UUID, door: Door, answer: Answer) -> Response:
    """End the call before the buyer does."""
    return answer.done(f"/calls/{call_id}", door.perform("call.hang_up", call_id))


@router.post("/calls/{call_id}/decline", openapi_extra=body_of(Decline))
def decline(call_id: UUID, door: Door, answer: Answer, given: Annotated[Decline, read(Decline)]) -> Response:
    """Call the appointment off before its hour, with a letter."""
    return answer.done(f"/calls/{call_id}", door.perform("call.decline", call_id, given))


def _measured(door: DoorOf, call_id: UUID) -> dict[str, object]:
    """The time since the buyer's line by the server's own clock: no page can say it otherwise."""
    return {"wall_seconds": seconds_since_line(door.session, door.actor.course_id, call_id, wall_now())}
