"""Pages of the market, kept until anything happens in their course.

A market looks the same to everybody who sees it from the same side: what a page shows is kept once, and who
is signed in gets it in a frame of their own (menu, clock, name), which is made anew. For visitors without an
account, whose frame is the same for all, the page is kept whole, and for programs its JSON.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from sqlmodel import Session
from starlette.responses import Response

from app.core import words
from app.core.standing import while_log_stands
from app.queries.markets.market import MarketCourse
from app.routers.answer import TEMPLATES, AnswerOf, json_of, wants_json

_FRAME = "market/frame.html"


@dataclass(frozen=True, slots=True)
class Kept:
    """One page of a market.

    template: its middle, which may show nothing but `page`, the market and `more`; make: its page model;
    chosen: what it depends on besides its address, the day, the language and whether the reader is a guest;
    fragment: a template for htmx.
    """

    market: MarketCourse
    template: str
    make: Callable[[], Any]
    chosen: Hashable = None
    more: Mapping[str, Any] = field(default_factory=dict)
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class _Middle:
    title: Markup
    body: Markup


def kept_page(session: Session, answer: AnswerOf, kept: Kept) -> Response:
    """The page for this reader. Raises: what making it raises."""
    request, market, locale = answer.request, kept.market, words.current.get()
    name = (request.url.path, request.url.query, kept.chosen, market.is_guest, market.today, locale)
    if wants_json(request):
        body = _standing(session, kept, ("json", *name), lambda: json_of(kept.make()))
        return Response(body, media_type="application/json", headers={"vary": "Accept"})
    if kept.fragment and request.headers.get("hx-request") and not request.headers.get("hx-boosted"):
        return answer.page(kept.make(), kept.template, fragment=kept.fragment, **_shown(kept))
    if getattr(request.state, "who", None) is not None or request.headers.get("hx-request"):
        return _framed(session, answer, kept, name)
    whole = _standing(
        session, kept, ("visitor", *name), lambda: _parts(_framed(session, answer, kept, name))
    )
    body, headers = whole
    return Response(body, media_type="text/html", headers=headers)


def _standing(session: Session, kept: Kept, name: Hashable, make: Callable[[], Any]) -> Any:
    return while_log_stands(session, kept.market.id, ("market", name), make)


def _framed(session: Session, answer: AnswerOf, kept: Kept, name: tuple[Hashable, ...]) -> Response:
    middle = _standing(session, kept, ("middle", *name), lambda: _middle(kept))
    return answer.page(None, _FRAME, middle=middle)


def _middle(kept: Kept) -> _Middle:
    shown = _shown(kept) | {"page": kept.make(), "locale": words.current.get()}
    module = TEMPLATES.env.get_template(kept.template).make_module(shown)
    return _Middle(module.title, Markup(str(module)))  # noqa: S704


def _shown(kept: Kept) -> dict[str, Any]:
    """What every page of the market shows besides its own: whose market it is, and what its links carry."""
    market = kept.market
    return {"market": market, "guest": f"course={market.id}" if market.is_guest else "", **kept.more}


def _parts(response: Response) -> tuple[bytes, dict[str, str]]:
    return bytes(response.body), {name: response.headers[name] for name in ("vary", "cache-control")}
