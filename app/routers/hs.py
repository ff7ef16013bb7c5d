"""The HS finder: candidates with their argument, and each code's own page."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.core.clock import home_date
from app.queries.knowledge.hs import finder_page
from app.queries.knowledge.hs_code_page import code_page
from app.queries.knowledge.hs_labels import HS_LABELS
from app.routers.answer import Answer
from app.routers.deps import InCourse
from app.routers.inquiry import now_of
from app.routers.one_thread import OneThread
from app.trade.tariff.hs_search import ASKED_LENGTH

router = APIRouter(tags=["knowledge"], route_class=OneThread)


@router.get("/hs")
def finder(
    reading: InCourse, answer: Answer, q: Annotated[str, Query(max_length=ASKED_LENGTH)] = ""
) -> Response:
    """Find candidates of the Harmonized System for a product's name, with reasons; the choice stays yours."""
    return answer.page(finder_page(q), "hs/page.html", fragment="hs/_candidates.html", hs=HS_LABELS)


@router.get("/hs/{hs_code}")
def code(request: Request, reading: InCourse, answer: Answer, hs_code: str) -> Response:
    """Show one chapter, heading or subheading: its place, neighbours, notes, duties and export lines."""
    page = code_page(reading.session, hs_code, home_date(now_of(request)))
    return answer.page(page, "hs/code.html", hs=HS_LABELS)
