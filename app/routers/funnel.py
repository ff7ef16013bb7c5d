"""The funnel: of one's own shop for a team, of one's goods for an enterprise, of every shop for who
teaches.
"""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.core import words
from app.core.clock import home_date
from app.queries.markets.funnel import SOURCES, FunnelAsked, FunnelPage, funnel_page
from app.routers.answer import Answer
from app.routers.deps import InCourse
from app.routers.ledger import now_of
from app.routers.one_thread import OneThread
from app.routers.sales_chart import Column, columns

router = APIRouter(tags=["funnel"], route_class=OneThread)


class Asked(BaseModel):
    """What an address narrows by. days: 7, 28 or course; listing, team: ids; market: a country's code."""

    days: Literal["7", "28", "course"] = "28"
    listing: str = Field("", max_length=40)
    market: str = Field("", max_length=2)
    source: str = Field("", max_length=12)
    team: str = Field("", max_length=40)

    def funnel(self) -> FunnelAsked:
        """The asking; what is no id narrows nothing."""
        return FunnelAsked(self.days, _id(self.listing), self.market.upper(), self.source, _id(self.team))


@router.get("/funnel")
def funnel(request: Request, reading: InCourse, answer: Answer, asked: Annotated[Asked, Query()]) -> Response:
    """What consumers saw, clicked, put into baskets and bought, by listing, market, way and words."""
    today = home_date(now_of(request))
    page = funnel_page(reading.session, reading.actor, today, asked.funnel())
    return answer.page(page, "funnel/page.html", chart=_chart(page), source_labels=SOURCES)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _chart(page: FunnelPage) -> Markup:
    short = "MMM d" if words.current.get() == "en" else "M/d"
    days = [
        Column(words.day(on, short), paid, f"{words.day(on)}: {words.money(paid, 'USD')} ({orders})")
        for on, orders, paid in page.days
    ]
    title = words.gettext("Paid by consumers by day in US dollars, %(total)s in all")
    return columns(days, title % {"total": words.money(page.whole.paid_usd, "USD")})
