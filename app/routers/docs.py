"""The description of the whole API, for people; for programs the same stands at `/openapi.json`."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.words import N_
from app.routers.answer import Answer
from app.routers.api_description import groups
from app.routers.deps import Asking
from app.routers.rights import who_may

router = APIRouter(include_in_schema=False)
# The words of the API as headings; a word that is not listed is shown as it is written.
TAGS = {
    "account": N_("My account"), "books": N_("Books"), "buyer": N_("Buyers"), "clock": N_("Clock"),
    "consumer_order": N_("Consumer orders"), "course": N_("Course"), "declaration": N_("Declarations"),
    "desk": N_("Desk"), "document": N_("Documents"), "enterprise": N_("Enterprise"),
    "evidence": N_("Evidence"), "inquiry": N_("Inquiries"), "inspection": N_("Inspections"),
    "insurance": N_("Insurance"), "invitation": N_("Invitations"), "ledger": N_("Ledger"),
    "listing": N_("Listings"), "mark": N_("Marks"), "market": N_("Market"), "order": N_("Orders"),
    "pack": N_("Data packs"), "partnership": N_("Partnerships"), "payment": N_("Payments"),
    "product": N_("Products"), "purchase": N_("Purchases"), "quotation": N_("Quotations"),
    "refund": N_("Tax refund"), "review": N_("Reviews"), "settlement": N_("Settlement"),
    "shipment": N_("Shipments"), "shop": N_("Shops"), "team": N_("Teams"),
}  # fmt: skip


@router.get("/docs")
def docs(request: Request, who: Asking, answer: Answer) -> Response:
    """The API for people: every operation by word, with who may, its fields and an example."""
    base = str(request.base_url).rstrip("/")
    page = {"groups": groups(request.app, base), "base": base}
    return answer.page(page, "docs/page.html", tag_words=TAGS, who_may=who_may)
