"""The public market: front page, categories, search, products, shops. Nobody needs to sign in to look."""

import re
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.core.limits import PAGE_NUMBER
from app.queries.market import MarketCourse, market_course, market_home, open_markets
from app.queries.market_product import listing_course, product_page
from app.queries.reference import markets
from app.queries.search import SORTS, SearchAsked, search_page
from app.queries.storefront import storefront
from app.routers.answer import Answer
from app.routers.deps import Asking, Database, actor_of
from app.routers.page_cache import kept_page
from app.trade.refusal import Absent

router = APIRouter(tags=["market"])
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
    return kept_page(
        request,
        market,
        "",
        lambda: answer.page(market_home(session, market), "market/home.html", **_shown(market)),
    )


@router.get("/market/search")
def search(
    request: Request, session: Database, who: Asking, answer: Answer, course: UUID | None = None, q: str = "",
    category: Annotated[str, Query(max_length=120)] = "", country: Annotated[str, Query(max_length=2)] = "",
    price_min: Annotated[str, Query(max_length=20)] = "", price_max: Annotated[str,
    Query(max_length=20)] = "",
    sort: Annotated[str, Query(max_length=20)] = "best", page: Annotated[int, Query(ge=1,
    le=PAGE_NUMBER)] = 1,
) -> Response:  # fmt: skip
    """Search by words, narrowed by category, country to ship to and price (USD)."""
    asked = SearchAsked(
        _UNSEARCHABLE.sub(" ", q).strip(), _UNSEARCHABLE.sub(" ", category), country.upper(), _usd(price_min),
        _usd(price_max), sort if sort in SORTS else SORTS[0], page,
    )  # fmt: skip
    return _results(request, session, who, answer, course, asked)


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
    asked = SearchAsked(category=_UNSEARCHABLE.sub(" ", category)[:120])
    return _results(request, session, who, answer, course, asked)


@router.get("/market/products/{listing_id}")
def product(
    request: Request, listing_id: UUID, session: Database, who: Asking, answer: Answer,
    to: Annotated[str, Query(max_length=2)] = "",
) -> Response:  # fmt: skip
    """One product: pictures, price, delivery to a country (`to`), reviews, the shop."""
    market = _market(session, who, listing_course(session, listing_id))
    country = (to or request.cookies.get(_SHIP_TO, ""))[:2].upper()

    def make() -> Response:
        page = product_page(session, actor_of(who), market, listing_id, country)
        return answer.page(page, "market/product.html", **_shown(market))

    response = kept_page(request, market, country, make)
    if to.upper() in markets():
        response.set_cookie(_SHIP_TO, to.upper(), max_age=31536000, samesite="lax", httponly=True)
    return response


@router.get("/shops/{slug}")
def shop(
    request: Request, slug: str, session: Database, who: Asking, answer: Answer, course: UUID | None = None
) -> Response:
    """A shop and all that it shows."""
    market = _market(session, who, course)

    def make() -> Response:
        page = storefront(session, market, _UNSEARCHABLE.sub(" ", slug)[:60])
        return answer.page(page, "market/shop.html", **_shown(market))

    return kept_page(request, market, "", make)


def _results(
    request: Request, session: Database, who: Asking, answer: Answer, course: UUID | None, asked: SearchAsked
) -> Response:
    market = _market(session, who, course)

    def make() -> Response:
        page = search_page(session, market, asked)
        return answer.page(page, "market/search.html", fragment="market/_results.html", **_shown(market))

    return kept_page(request, market, "", make)


def _market(session: Database, who: Asking, course: UUID | None) -> MarketCourse:
    market = market_course(session, actor_of(who), course)
    if market is None:
        raise Absent
    return market


def _shown(market: MarketCourse) -> dict[str, object]:
    """What every page of the market shows besides its own: whose market, and what was searched for."""
    return {"market": market, "guest": f"course={market.id}" if market.is_guest else ""}


def _usd(text: str) -> Decimal | None:
    """A price to narrow by; what is no price narrows nothing."""
    return Decimal(text) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", text.strip()) else None
