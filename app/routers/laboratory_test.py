"""Laboratory tests of a listing's product: the page, the asking and the order."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions.laboratory_test import Ask
from app.actions.registry import Nothing
from app.queries.catalogue.laboratory_test import laboratory_page, listing_of_test
from app.queries.catalogue.laboratory_words import FINDINGS, KIND_WORDS, TEST_STATES
from app.routers.answer import Answer
from app.routers.deps import Door, InCourse
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["listings"], route_class=OneThread)


@router.get("/listings/{listing_id}/laboratory-tests")
def tests(listing_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """The papers that markets ask for such goods, those held, and the tests ordered."""
    page = laboratory_page(reading.session, reading.actor, listing_id)
    words = {"states": TEST_STATES, "findings": FINDINGS, "kinds": KIND_WORDS}
    return answer.page(page, "laboratory_test/page.html", **words)


@router.post("/listings/{listing_id}/laboratory-tests/ask", openapi_extra=body_of(Ask))
def ask(listing_id: UUID, door: Door, answer: Answer, given: Annotated[Ask, read(Ask)]) -> Response:
    """Ask the laboratory what a test for one certificate costs."""
    outcome = door.perform("laboratory_test.ask", listing_id, given)
    return answer.done(f"/listings/{listing_id}/laboratory-tests", outcome)


@router.post("/laboratory-tests/{test_id}/order", openapi_extra=body_of(Nothing))
def order(test_id: UUID, door: Door, answer: Answer) -> Response:
    """Order a test at the quoted fee."""
    outcome = door.perform("laboratory_test.order", test_id)
    listing_id = listing_of_test(door.session, door.actor, test_id)
    return answer.done(f"/listings/{listing_id}/laboratory-tests", outcome)
