"""The description of the whole API, for people; for programs the same stands at `/openapi.json`."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.words import N_
from app.routers.answer import Answer
from app.routers.api_description import groups
from app.routers.deps import Asking
from app.routers.one_thread import OneThread
from app.routers.rights import who_may

router = APIRouter(include_in_schema=False, route_class=OneThread)
# The words of the API as headings; a word that is not listed is shown as it is written.
TAGS = {
    "account": N_("My account"), "clock": N_("Clock"), "consumer orders": N_("Consumer orders"),
    "course": N_("Course"), "customs": N_("Customs"), "desk": N_("Desk"), "documents": N_("Documents"),
    "enterprise": N_("Enterprise"), "evidence": N_("Evidence"), "goods": N_("Goods"),
    "inquiry": N_("Inquiries"), "invitation": N_("Invitations"), "knowledge": N_("Knowledge"),
    "listings": N_("Listings"), "market": N_("Market"), "marks": N_("Marks"), "money": N_("Money"),
    "order": N_("Orders"), "packs": N_("Data packs"), "partnerships": N_("Partnerships"),
    "products": N_("Products"), "quotation": N_("Quotations"), "shop": N_("Shops"), "team": N_("Teams"),
    "transport": N_("Transport"),
}  # fmt: skip


@router.get("/docs")
def docs(request: Request, who: Asking, answer: Answer) -> Response:
    """The API for people: every operation by word, with who may, its fields and an example."""
    base = str(request.base_url).rstrip("/")
    page = {"groups": groups(request.app, base), "base": base}
    return answer.page(page, "docs/page.html", tag_words=TAGS, who_may=who_may)
