"""The Incoterms map: pick a rule and up to two to compare, with mode and named place checked."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.core.clock import home_date
from app.core.words import N_, gettext
from app.queries.knowledge.incoterms_map import MapAsked, map_page
from app.queries.rates.reference import markets
from app.routers.answer import Answer
from app.routers.deps import InCourse
from app.routers.incoterms_drawing import lying, standing
from app.routers.inquiry import now_of
from app.routers.one_thread import OneThread
from app.trade.carriage.incoterms import MODES, PLACE_KINDS
from app.trade.words.labels import ITEM_LABELS, RISK_POINT_LABELS

router = APIRouter(tags=["knowledge"], route_class=OneThread)
LETTERS = {"S": N_("S"), "B": N_("B"), "C": N_("C"), "-": "–"}
PAYERS = {
    "S": N_("the seller"), "B": N_("the buyer"), "C": N_("the seller, if it is in the contract of carriage"),
    "-": N_("nobody is obliged"),
}  # fmt: skip
MODE_LABELS = {
    "sea": N_("sea"), "air": N_("air"), "rail": N_("rail"), "road": N_("road"), "courier": N_("courier"),
    "post": N_("post"),
}  # fmt: skip
KIND_LABELS = {
    "seller_premises": N_("the seller's premises"), "origin_place": N_("another place in China"),
    "shipment_port": N_("a port of shipment"), "destination_port": N_("a port of destination"),
    "destination_place": N_("a place at the destination"),
}  # fmt: skip


class Chosen(BaseModel):
    """What the address carries: up to three rules, and the term's mode and place."""

    rule: str = Field("FOB", max_length=3)
    second: str = Field("CIF", max_length=3)
    third: str = Field("DDP", max_length=3)
    mode: str = "sea"
    place: str = Field("", max_length=120)
    kind: str = ""
    market: str = "DE"
    container: str = ""

    def asked(self) -> MapAsked:
        """The same for the query; what is no choice takes its default."""
        return MapAsked(
            (self.rule, self.second, self.third), self.mode if self.mode in MODES else "sea",
            self.place.strip(), self.kind if self.kind in PLACE_KINDS else "",
            self.market if self.market in markets() else "DE", bool(self.container),
        )  # fmt: skip


@router.get("/incoterms")
def incoterms(
    request: Request, reading: InCourse, answer: Answer, chosen: Annotated[Chosen, Query()]
) -> Response:
    """Show who pays each stage and where risk passes under up to three rules, and check a term as chosen."""
    page = map_page(reading.session, chosen.asked(), home_date(now_of(request)))
    labels = {item: gettext(label) for item, label in ITEM_LABELS.items()}
    letters = {payer: gettext(letter) for payer, letter in LETTERS.items()}
    drawn = {"lying": lying(page.rules, labels, letters), "standing": standing(page.rules, labels, letters)}
    words = {
        "payers": PAYERS, "modes": MODE_LABELS, "kinds": KIND_LABELS, "items": ITEM_LABELS,
        "letters": LETTERS, "risk": RISK_POINT_LABELS, "markets": sorted(markets()),
    }  # fmt: skip
    return answer.page(page, "incoterms/page.html", fragment="incoterms/_map.html", drawn=drawn, w=words)
