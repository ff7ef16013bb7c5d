"""The document workshop: practice sets open to every team without a deal, answers, and what came of them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions.practice import HandIn
from app.core import typeset
from app.queries.papers.practice import attempt_page, set_page, set_paper, workshop_page
from app.queries.papers.practice_words import KIND_WORDS
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse, InTeam
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.papers.paper_print import printed

router = APIRouter(tags=["knowledge"], route_class=OneThread)
_PRIVATE = {"cache-control": "private, no-store"}


@router.get("/workshop")
def workshop(reading: InCourse, answer: Answer) -> Response:
    """The practice sets with what the team reached, and the attempts so far."""
    page = workshop_page(reading.session, reading.actor)
    return answer.page(page, "practice/list.html", kinds=KIND_WORDS)


@router.get("/workshop/attempts/{attempt_id}")
def attempt(attempt_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """An attempt beside what the examination finds."""
    page = attempt_page(reading.session, reading.actor, attempt_id)
    return answer.page(page, "practice/attempt.html")


@router.post("/workshop/hand-in", openapi_extra=body_of(HandIn))
def hand_in(door: Door, team: InTeam, answer: Answer, given: Annotated[HandIn, read(HandIn)]) -> Response:
    """Hand an answer to a practice set in; it is examined, and then the answer is shown."""
    outcome = door.perform("practice.hand_in", team.actor.team_id, given)
    return answer.done(f"/workshop/attempts/{outcome.made_id}", outcome)


@router.get("/workshop/{kind}/{level}/{number}")
def practice_set(kind: str, level: int, number: int, reading: InCourse, answer: Answer) -> Response:
    """One practice set as it is given."""
    page = set_page(reading.session, reading.actor, kind, level, number)
    return answer.page(page, "practice/set.html")


@router.get("/workshop/{kind}/{level}/{number}/{paper}.pdf")
def practice_paper(kind: str, level: int, number: int, paper: str, reading: InCourse) -> Response:
    """One paper of a practice set as it is printed."""
    values = set_paper(reading.session, reading.actor, (kind, level, number), paper)
    made = typeset.pdf(f"documents/{paper}", printed(paper, values))
    headers = _PRIVATE | {"content-disposition": f'inline; filename="{paper}.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)
