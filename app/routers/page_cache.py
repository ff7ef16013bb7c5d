"""Public pages as visitors without an account see them, kept until anything happens in their course.

The key holds the course's log size,
so a page never outlives the record it shows; what a signed-in person sees
is never kept.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from fastapi import Request
from starlette.responses import Response

from app.core import words
from app.queries.markets.market import MarketCourse
from app.routers.answer import wants_json

_PAGES_KEPT = 400  # of some 30 kB each


class PageCache:
    """The last used pages, by key."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Response]) -> Response:
        """The page of this key, made if it is not kept."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is not None:
                self._pages.move_to_end(key)
        if kept is None:
            made = make()
            kept = bytes(made.body), {name: made.headers[name] for name in ("vary", "cache-control")}
            with self._lock:
                self._pages[key] = kept
                while len(self._pages) > _PAGES_KEPT:
                    self._pages.popitem(last=False)
        body, headers = kept
        return Response(body, media_type="text/html", headers=headers)


def kept_page(request: Request, market: MarketCourse, chosen: str, make: Callable[[], Response]) -> Response:
    """A page of the market, from the cache for a visitor. `chosen`: what a cookie adds to the address."""
    if getattr(request.state, "who", None) is not None or wants_json(request):
        return make()
    if request.headers.get("hx-request"):
        return make()
    if not hasattr(request.app.state, "public_pages"):
        request.app.state.public_pages = PageCache()
    address = request.url.path, request.url.query
    key = (market.id, market.log_size, market.today, words.current.get(), chosen, address)
    cache: PageCache = request.app.state.public_pages
    return cache.get(key, make)
