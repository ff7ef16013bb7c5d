"""The examination of a set of papers for other programs: pure, nothing is kept."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import JSONResponse, Response

from app.actions.given import Boxes, Day, RichText
from app.actions.registry import Given
from app.core.canonical import plain
from app.queries.papers.examination import SetAsked, examination_page, paper_shapes
from app.queries.papers.practice_guard import check_not_practised
from app.routers.deps import Database, SignedIn, actor_of
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["documents"], route_class=OneThread)


class Examine(Given):
    """A set of papers: by kind, each with its boxes; under a credit, or its message MT700, or neither."""

    papers: Boxes
    presented_on: Day | None = None
    credit: Boxes | None = None
    mt700: RichText = ""
    holidays: list[Day] = Field(default_factory=list)
    earlier: list[Boxes] = Field(default_factory=list)

    def as_asked(self) -> SetAsked:
        """The set as the query takes it."""
        return SetAsked(
            papers=self.papers,
            presented_on=self.presented_on,
            credit=self.credit,
            mt700=self.mt700,
            holidays=frozenset(self.holidays),
            earlier=tuple(self.earlier),
        )


@router.post("/examine", openapi_extra=body_of(Examine))
def examine(who: SignedIn, session: Database, given: Annotated[Examine, read(Examine)]) -> Response:
    """What a bank or buyer finds in a set of papers: code, places, article, words, cost. Nothing is kept.

    Papers of the course's own practice sets are examined once the team has handed an answer in.
    """
    asked = given.as_asked()
    check_not_practised(session, actor_of(who), asked)
    page: Any = plain(examination_page(asked))
    return JSONResponse(page, headers={"cache-control": "private, no-store"})


@router.get("/examine/boxes")
def boxes(who: SignedIn) -> Response:
    """The kinds of paper that can be examined, and the boxes of each."""
    page: Any = plain({"papers": paper_shapes()})
    return JSONResponse(page, headers={"cache-control": "private, no-store"})
