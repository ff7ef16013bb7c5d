"""The way to the pages of trade knowledge, which need no deal."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.words import N_
from app.routers.answer import Answer
from app.routers.deps import InCourse
from app.routers.one_thread import OneThread

router = APIRouter(tags=["knowledge"], route_class=OneThread)


@dataclass(frozen=True, slots=True)
class Card:
    """One page of knowledge."""

    href: str
    icon: str
    title: str
    text: str


CARDS = (
    Card("/calculator", "calculator", N_("Calculator"),
         N_("A price under all eleven Incoterms, landed cost and the way back from a target price.")),
    Card("/hs", "search-code", N_("HS finder"),
         N_("Candidates for the tariff code of your goods, argued; duty and export lines of each.")),
    Card("/incoterms", "route", N_("Incoterms map"),
         N_("Who pays what and where risk passes, drawn from the seller's floor to the buyer's door.")),
    Card("/rates", "table-properties", N_("Rates"),
         N_("Every dated rate with its source: exchange, freight, duty, fees, refunds.")),
    Card("/rules", "scale", N_("Rules"),
         N_("Every rule by which the product reckons, with its inputs and where it comes from.")),
    Card("/denied-parties", "shield-check", N_("Denied parties"),
         N_("The list of parties that nobody may trade with; ask it for a name before you quote.")),
    Card("/workshop", "file-check", N_("Document workshop"),
         N_("Practise filling in and examining a set of papers, as a bank does.")),
    Card("/glossary", "book-a", N_("Glossary"),
         N_("The trade's terms in English and Chinese, each with an example.")),
)  # fmt: skip


@router.get("/knowledge")
def knowledge(request: Request, reading: InCourse, answer: Answer) -> Response:
    """The pages of trade knowledge that are open without a deal."""
    paths = request.app.openapi()["paths"]
    return answer.page({"cards": [card for card in CARDS if card.href in paths]}, "knowledge/page.html")
