"""One answer for three kinds of reader: a page for a browser, a fragment for htmx, JSON for a program."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader
from lucide.jinja import lucide
from markupsafe import Markup
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.core import words
from app.core.canonical import plain
from app.core.clock import home_date, wall_now
from app.core.holiday_words import holiday_name
from app.core.words import N_
from app.queries.knowledge.glossary import PAPER_TERMS
from app.queries.markets.card import Card
from app.queries.markets.foreign_words import foreign_language
from app.queries.rates.rate_missing import Missing, rate_missing
from app.routers.deps import form_token_of
from app.routers.navigation import Navigation, navigation, waiting
from app.routers.term import term

APP = Path(__file__).resolve().parent.parent


@lru_cache(512)
def icon(name: str, size: int = 20, cls: str = "icon") -> Markup:
    """A Lucide icon as inline SVG."""
    return Markup(lucide(name, size=size, stroke_width=1.75, **{"class": cls, "aria-hidden": "true"}))  # noqa: S704


@lru_cache(1)
def _manifest() -> dict[str, str]:
    path = APP / "static/vendor/manifest.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


@lru_cache(64)
def asset(name: str) -> str:
    """The address of a browser file, with its hash so that it can be cached for good."""
    if name in _manifest():
        return f"/static/vendor/{name}?v={_manifest()[name]}"
    own = APP / "static" / name
    return f"/static/{name}?v={int(own.stat().st_mtime)}"


def _templates() -> Jinja2Templates:
    env = Environment(
        loader=FileSystemLoader(APP / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )  # fmt: skip
    env.install_gettext_callables(  # type: ignore[attr-defined]
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext
    )
    env.policies["ext.i18n.trimmed"] = True
    env.globals.update(
        icon=icon, asset=asset, locales=words.LOCALES, term=term, paper_terms=PAPER_TERMS, card=_card,
        _=_said, foreign=foreign_language,
    )  # fmt: skip
    env.filters.update(
        money=words.money, num=words.number, pct=words.percent, day=words.day, clock=words.clock,
        ago=words.ago, span=words.span, there=words.there, country=words.country, tongue=words.language_name,
        holiday=holiday_name, boxed=words.boxed, t=words.gettext,
        sentence=_sentence, category=_category, missing=_missing, excerpt=words.excerpt,
    )  # fmt: skip
    return Jinja2Templates(env=env)


def _missing(finding: Mapping[str, Any]) -> list[Missing]:
    """The rates that a kept refusal lacks, for `parts/missing.html`."""
    found = rate_missing(str(finding.get("code", "")), finding.get("figures"))
    return [found] if found else []


def _said(message: str, **figures: Any) -> Markup:
    """A message in the reader's language with its figures; what Jinja's own `_` does in three calls more."""
    locale = words.current.get()
    return _message(message, locale) % figures if figures else _plain_message(message, locale)


@lru_cache(8192)
def _message(message: str, locale: str) -> Markup:
    return Markup(words.gettext(message))  # noqa: S704


@lru_cache(8192)
def _plain_message(message: str, locale: str) -> Markup:
    return _message(message, locale) % {}


@lru_cache(2048)
def _card(item: Card, guest: str, locale: str) -> Markup:
    """A listing's card, kept by all that it shows: the same values in the same language look the same."""
    return part("market/_card.html", {"item": item, "guest": guest})


def _sentence(finding: Mapping[str, Any]) -> str:
    return words.sentence(finding["code"], finding.get("figures") or {})


def _category(path: str) -> str:
    """`Home > Mugs`, each part by its own name; one that we hold no word for stands as it is."""
    parts = (N_("Home and living") if part == "Home" else part for part in path.split(" > "))
    return " › ".join(map(words.gettext, parts))


TEMPLATES = _templates()


class Forms:
    """What the forms of one page need: the token, a fresh key each, and after a refusal what was typed."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._typed: dict[str, Any] = getattr(request.state, "again_typed", {})
        self._wrong: dict[str, str] = getattr(request.state, "again_wrong", {})
        self._action: str = getattr(request.state, "again_action", "")
        self._key: str | None = getattr(request.state, "again_key", None)
        self._now = ""
        self._focused = False
        self.message: str = getattr(request.state, "again_message", "")
        self.missing: list[dict[str, str]] = getattr(request.state, "again_missing", [])

    def begin(self, action: str) -> str:
        """A form begins: its fields take back what was typed if it is the one that was refused."""
        self._now = action
        return ""

    @property
    def is_again(self) -> bool:
        """Whether the present form is the one that was refused."""
        return bool(self._action) and self._action == self._now

    def value(self, name: str, default: Any = "") -> Any:
        """What the field shows."""
        return self._typed.get(name, default) if self.is_again else default

    def wrong(self, name: str) -> str:
        """The sentence beside the field, if it was wrong."""
        return self._wrong.get(name, "") if self.is_again else ""

    def focus(self, name: str) -> bool:
        """True for the first wrong field of the page."""
        if self._focused or not self.wrong(name):
            return False
        self._focused = True
        return True

    @property
    def token(self) -> str:
        """The token that shows that this form is ours."""
        return form_token_of(self._request)

    @property
    def key(self) -> str:
        """A fresh idempotency key; a form that failed before the door keeps its own, so pressing again is
        safe.
        """
        return self._key if self.is_again and self._key else str(uuid4())

    @property
    def page(self) -> str:
        """The page that the form is on, shown again if it is refused."""
        query = self._request.url.query
        return self._request.url.path + (f"?{query}" if query else "")


def wants_json(request: Request) -> bool:
    """Whether the asker is a program: it accepts JSON and not HTML, or carries a bearer token."""
    accept = request.headers.get("accept", "")
    if "text/html" in accept:
        return False
    return "json" in accept or "authorization" in request.headers


def json_of(page: Any) -> bytes:
    """A page model as a program reads it."""
    return json.dumps(plain(page), ensure_ascii=False, separators=(",", ":")).encode()


def part(template: str, shown: Mapping[str, Any]) -> Markup:
    """A part of a page, drawn with what is given alone: nothing of the request or of who is asking."""
    return Markup(TEMPLATES.env.get_template(template).render(shown))  # noqa: S704


@lru_cache(1024)
def _menu(nav: Navigation, here: str, counts: tuple[tuple[str, int], ...], locale: str) -> Markup:
    """The entries of an area's menu with their badges, kept by all that they show."""
    return part("parts/menu.html", {"nav": nav, "here": here, "counts": dict(counts)})


def menu(nav: Navigation, path: str, counts: Mapping[str, int]) -> Markup:
    """The entries of an area's menu as they stand on the page of this address. counts: what waits by area."""
    here = next((entry.key for entry in nav.entries if entry.holds(path)), "")
    return _menu(nav, here, tuple(counts.items()), words.current.get())


def course_clock(request: Request) -> dict[str, Any] | None:
    """What the bar above each page says of the course's time; None without a course."""
    who = getattr(request.state, "who", None)
    if who is None or who.clock is None:
        return None
    now = who.clock.now(wall_now())
    return {
        "state": who.clock.state,
        "now": now,
        "day": (home_date(now) - who.course_starts_on).days + 1,
        "days": who.course_days,
    }


def render(request: Request, template: str, page: Any, status: int = 200, **more: Any) -> Response:
    """A template with a page model and what every page shows."""
    locale = words.current.get()
    context = {
        "page": page,
        "who": getattr(request.state, "who", None),
        "course_clock": course_clock(request),
        "nav": navigation(request),
        "menu": menu,
        "forms": Forms(request),
        "locale": locale,
        "html_lang": locale.replace("_", "-"),
        "csp_nonce": getattr(request.state, "nonce", ""),
        "path": request.url.path,
        "in_language": _in_language(request),
        **more,
    }
    response = TEMPLATES.TemplateResponse(request, template, context, status_code=status)
    response.headers["vary"] = "Accept, Accept-Language, Cookie, HX-Request"
    response.headers.setdefault("cache-control", "private, no-store")
    return response


def _in_language(request: Request) -> str:
    """This page's address up to the code of a language: what it was asked with stays."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"/{quote(request.url.path).lstrip('/')}?{urlencode([*kept, ('lang', '')])}"


class AnswerOf:
    """Answers this request in the asker's kind."""

    def __init__(self, request: Request) -> None:
        self.request = request

    def page(self, page: Any, template: str, *, fragment: str | None = None, **more: Any) -> Response:
        """A page model: as JSON, as a fragment for htmx (if one is named), or as a whole page."""
        if wants_json(self.request):
            return Response(json_of(page), media_type="application/json", headers={"vary": "Accept"})
        boosted = self.request.headers.get("hx-boosted")
        if fragment and self.request.headers.get("hx-request") and not boosted:
            return render(self.request, fragment, page, **more)
        return render(self.request, template, page, waiting=lambda: waiting(self.request), **more)

    def done(self, to: str, outcome: Any = None, *, status: int = 200) -> Response:
        """After a deed: a program gets the outcome, a browser is sent to the page that shows it."""
        if wants_json(self.request):
            body = {"see": to}
            if outcome is not None:
                body |= {
                    "record": outcome.number, "made_id": plain(outcome.made_id),
                    "facts": plain(outcome.facts),                    "replayed": outcome.replayed,
                }  # fmt: skip
            return JSONResponse(body, status_code=status)
        if self.request.headers.get("hx-request") and not self.request.headers.get("hx-boosted"):
            return Response(status_code=204, headers={"hx-redirect": to})
        return RedirectResponse(to, status_code=303)


def find_answer(request: Request) -> AnswerOf:
    """The answer for this request."""
    return AnswerOf(request)


Answer = Annotated[AnswerOf, Depends(find_answer)]
