"""The list of denied parties, searched by a name."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.queries.deals.denied_party import denied_party_page
from app.routers.answer import Answer
from app.routers.deps import InCourse
from app.routers.one_thread import OneThread

router = APIRouter(tags=["denied_party"], route_class=OneThread)


@router.get("/denied-parties")
def denied_party_list(
    reading: InCourse, answer: Answer, q: Annotated[str, Query(max_length=120)] = ""
) -> Response:
    """The list, and the parties that a name may be."""
    return answer.page(denied_party_page(q), "screening/page.html")
