"""The glossary: the trade's terms in both languages, searchable; and the "?" that stands beside labels."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.queries.knowledge.glossary import glossary_page
from app.routers.answer import Answer
from app.routers.deps import InCourse
from app.routers.one_thread import OneThread

router = APIRouter(tags=["knowledge"], route_class=OneThread)


@router.get("/glossary")
def glossary(reading: InCourse, answer: Answer, q: Annotated[str, Query(max_length=120)] = "") -> Response:
    """Explain the trade's terms: what each is, why it matters, an example and the rule it comes from."""
    page = glossary_page(" ".join(q.split()))
    return answer.page(page, "glossary/page.html", fragment="glossary/_terms.html")
