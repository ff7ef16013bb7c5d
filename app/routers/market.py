"""The public market: front page, categories, search, products, shops. Nobody needs to sign in to look."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.core.limits import PAGE_NUMBER
from app.queries.markets.market import (
    MarketCourse,
    market_course,
    market_home,
    market_of_listing,
    open_markets,
)
from app.queries.markets.market_product import product_page
from app.queries.markets.search import SORTS, SearchAsked, search_page
from app.queries.markets.storefront import storefront
from app.queries.rates.reference import markets
from app.queries.rates.reference_held import edition
from app.routers.answer import Answer
from app.routers.deps import Asking, Database, actor_of
from app.routers.one_thread import OneThread
from app.routers.page_cache import Kept, kept_page

router = APIRouter(tags=["market"], route_class=OneThread)
_SHIP_TO = "ship_to"
_UNSEARCHABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@router.get("/market")
def home(
    request: Request, session: Database, who: Asking, answer: Answer, course: UUID | None = None
) -> Response:
    """The market of the open course; for a visitor, the demo markets to choose from."""
    market = market_course(session, actor_of(who), course)
    if market is None:
        return answer.page({"markets": open_markets(session)}, "market/courses.html")
    has_team = who is not None and who.team_id is not None
    kept = Kept(
        market, "market/home.html", lambda: market_home(session, market), has_team, {"has_team": has_team}
    )
    return kept_page(session, answer, kept)


class Asked(BaseModel):
    """What a search address says. `country`: to ship to; prices in USD; `course`: a demo market."""

    course: UUID | None = None
    q: str = ""
    category: str = Field("", max_length=120)
    country: str = Field("", max_length=2)
    price_min: str = Field("", max_length=20)
    price_max: str = Field("", max_length=20)
    sort: str = Field("best", max_length=20)
    page: int = Field(1, ge=1, le=PAGE_NUMBER)

    def search(self) -> SearchAsked:
        """The asking, cleared of what no index can hold."""
        return SearchAsked(
            _cleared(self.q).strip(), _cleared(self.category), self.country.upper(), _usd(self.price_min),
            _usd(self.price_max), self.sort if self.sort in SORTS else SORTS[0], self.page,
        )  # fmt: skip


@router.get("/market/search")
def search(
    request: Request, session: Database, who: Asking, answer: Answer, asked: Annotated[Asked, Query()]
) -> Response:
    """Search by words, narrowed by category, country to ship to and price (USD)."""
    wanted = asked.search()
    return _in_market(
        session, who, asked.course, lambda market: _results(session, answer, market, wanted)
    )


@router.get("/market/categories/{category}")
def category_page(
    request: Request,
    category: str,
    session: Database,
    who: Asking,
    answer: Answer,
    course: UUID | None = None,
) -> Response:
    """All of one category."""
    asked = SearchAsked(category=_cleared(category)[:120])
    return _in_market(session, who, course, lambda market: _results(session, answer, market, asked))


@router.get("/market/products/{listing_id}")
def product(
    request: Request, listing_id: UUID, session: Database, who: Asking, answer: Answer,
    to: Annotated[str, Query(max_length=2)] = "",
) -> Response:  # fmt: skip
    """One product: pictures, price, delivery to a country (`to`), reviews, the shop."""
    actor = actor_of(who)
    market, is_own = market_of_listing(session, actor, listing_id)
    country = (to or request.cookies.get(_SHIP_TO, ""))[:2].upper()
    kept = Kept(
        market, "market/product.html", lambda: product_page(session, actor, market, listing_id, country),
        (country, is_own, edition(session)),
    )  # fmt: skip
    response = kept_page(session, answer, kept)
    if to.upper() in markets():
        response.set_cookie(_SHIP_TO, to.upper(), max_age=31536000, samesite="lax", httponly=True)
    return response


@router.get("/shops/{slug}")
def shop(
    request: Request, slug: str, session: Database, who: Asking, answer: Answer, course: UUID | None = None
) -> Response:
    """A shop and all that it shows."""

    def show(market: MarketCourse) -> Response:
        make = partial(storefront, session, market, _cleared(slug)[:60])
        return kept_page(session, answer, Kept(market, "market/shop.html", make))

    return _in_market(session, who, course, show)


def _results(session: Session, answer: Answer, market: MarketCourse, asked: SearchAsked) -> Response:
    kept = Kept(
        market, "market/search.html", partial(search_page, session, market, asked),
        more={"link": _links(market, asked)}, fragment="market/_results.html",
    )  # fmt: skip
    return kept_page(session, answer, kept)


def _links(market: MarketCourse, asked: SearchAsked) -> Callable[..., str]:
    """Addresses that keep the rest of what was asked; changing anything goes back to page 1."""
    said = {
        "q": asked.q, "category": asked.category, "country": asked.country, "price_min": asked.price_min,
        "price_max": asked.price_max, "sort": asked.sort if asked.sort != SORTS[0] else "", "page": "",
        "course": market.id if market.is_guest else "",
    }  # fmt: skip

    def link(**changed: object) -> str:
        wanted = {name: value for name, value in (said | changed).items() if value not in (None, "")}
        if wanted.get("page") == 1:
            del wanted["page"]
        return "/market/search" + (f"?{urlencode(wanted)}" if wanted else "")

    return link


def _in_market(
    session: Database, who: Asking, course: UUID | None, show: Callable[[MarketCourse], Response]
) -> Response:
    """The page of a market; a visitor whose address names none chooses one first."""
    market = market_course(session, actor_of(who), course)
    return RedirectResponse("/market", 303) if market is None else show(market)


def _cleared(text: str) -> str:
    return _UNSEARCHABLE.sub(" ", text)


def _usd(text: str) -> Decimal | None:
    """A price to narrow by; what is no price narrows nothing."""
    return Decimal(text) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", text.strip()) else None
