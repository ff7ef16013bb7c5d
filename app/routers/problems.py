"""Refusals and faults become answers: status, words, code (RFC 9457 in JSON), and never a stack trace.

A refused form comes back with what the person typed: the page that it stood on is rendered again, inside this
server, with the typed values and the sentence beside each field.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import Message

from app.actions import refusals
from app.core import words
from app.core.canonical import plain
from app.core.unreadable import NO_ROOM
from app.core.unreadable import Unreadable as FileUnreadable
from app.queries.rates.rate_missing import rate_missing
from app.routers.answer import render, wants_json
from app.routers.given import FormExpired, Unreadable, UnsupportedBody
from app.routers.rights import who_may
from app.trade.refusal import Absent, NotOpenNow, RateUnknown, Refusal, SeveralRefusals, Stale

log = structlog.get_logger("web")
STATUS: tuple[tuple[type[Exception], int], ...] = (
    (Unreadable, 400),
    (refusals.SignInNeeded, 401),
    (FormExpired, 403),
    (refusals.Forbidden, 403),
    (refusals.Missing, 404),
    (Absent, 404),
    (NotOpenNow, 409),
    (Stale, 409),
    (refusals.CourseArchived, 409),
    (UnsupportedBody, 415),
    (refusals.Busy, 503),
)


class TooOften(Refusal):
    """Asked too often. 429; `seconds` says how long to wait."""


class TooLarge(Refusal):
    """A body over its limit. 413."""


class TooSlow(Refusal):
    """A body that has not come whole in time. 408; the connection is closed."""


def status_of(refusal: Exception) -> int:
    """The HTTP status of a refusal; 422 where no other is named."""
    if isinstance(refusal, TooOften):
        return 429
    if isinstance(refusal, TooLarge):
        return 413
    if isinstance(refusal, TooSlow):
        return 408
    return next((status for kind, status in STATUS if isinstance(refusal, kind)), 422)


def install(app: FastAPI) -> None:
    """Put the handlers on the application."""
    handlers = (
        (Refusal, _refused), (FileUnreadable, _file_refused), (RequestValidationError, _wrong_address),
        (HTTPException, _http), (OperationalError, _busy), (OSError, _no_room), (Exception, _fault),
    )  # fmt: skip
    for kind, handler in handlers:
        app.add_exception_handler(kind, _in_their_language(handler))


def _in_their_language(handler: Callable[[Request, Any], Awaitable[Response]]) -> Any:
    """The handler, speaking as the page would have spoken."""

    async def handle(request: Request, fault: Exception) -> Response:
        words.current.set(getattr(request.state, "locale", words.current.get()))
        return await handler(request, fault)

    return handle


async def _refused(request: Request, refusal: Any) -> Response:
    status = status_of(refusal)
    if isinstance(refusal, refusals.Forbidden):
        refusal = refusals.Forbidden(refusal.code, who=who_may(str(refusal.figures["who"]).split(", ")))
    listed = refusal.refusals if isinstance(refusal, SeveralRefusals) else [refusal]
    errors = [_error(one) for one in listed]
    headers = {}
    if status in (429, 503):
        headers["retry-after"] = str(refusal.figures.get("seconds", 30))
    if status == 408:
        headers["connection"] = "close"
    return await problem(request, status, errors, headers)


def _error(refusal: Refusal) -> dict[str, Any]:
    """A refusal as one entry of the answer; of a rate that is missing, which one and where it is entered."""
    figures = refusal.figures
    error = {"field": refusal.field, "code": refusal.code, "detail": words.sentence(refusal.code, figures)}
    missing = rate_missing(refusal.code, figures) if isinstance(refusal, RateUnknown) else None
    return error | ({"missing": asdict(missing)} if missing else {})


async def _file_refused(request: Request, fault: Any) -> Response:
    error = {"field": "file", "code": fault.code, "detail": words.sentence(fault.code, fault.figures)}
    return await problem(request, fault.status, [error], {})


async def _wrong_address(request: Request, fault: Any) -> Response:
    """An id or a query value that cannot be read: an id of nothing is missing, a query value is wrong."""
    if any(error["loc"][0] == "path" for error in fault.errors()):
        return await _refused(request, refusals.Missing())
    fields = [str(error["loc"][-1]) for error in fault.errors()]
    errors = [
        {
            "field": name,
            "code": "form.field_wrong",
            "detail": words.sentence("form.field_wrong", {"name": name}),
        }
        for name in fields
    ]
    return await problem(request, 422, errors, {})


async def _http(request: Request, fault: Any) -> Response:
    if fault.status_code == 404:
        return await _refused(request, refusals.Missing())
    code = f"http.{fault.status_code}"
    code = code if words.has_sentence(code) else "http.other"
    error = {"field": None, "code": code, "detail": words.sentence(code, {})}
    return await problem(request, fault.status_code, [error], dict(fault.headers or {}))


async def _busy(request: Request, fault: Any) -> Response:
    log.error("database.busy", request_id=_request_id(request), fault=type(fault.orig).__name__)
    return await _refused(request, refusals.Busy())


async def _no_room(request: Request, fault: Any) -> Response:
    """The disk is full or does not write: nothing was kept. It works again by itself when there is room."""
    if fault.errno not in NO_ROOM:
        return await _fault(request, fault)
    log.error("disk.no_room", request_id=_request_id(request), errno=fault.errno)
    return await _refused(request, refusals.Busy())


async def _fault(request: Request, fault: Exception) -> Response:
    log.exception("fault", request_id=_request_id(request), path=request.url.path)
    error = {"field": None, "code": "door.fault", "detail": words.sentence("door.fault", {})}
    return await problem(request, 500, [error], {})


def _request_id(request: Request) -> str:
    return str(getattr(request.state, "request_id", ""))


async def problem(
    request: Request, status: int, errors: list[dict[str, Any]], headers: dict[str, str]
) -> Response:
    """The answer to whatever went wrong, in the asker's kind. Nothing was saved."""
    first = errors[0]
    if wants_json(request):
        body = {
            "type": f"urn:five-truths:{first['code']}",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": first["detail"],
            "code": first["code"],
            "errors": errors,
            "saved": False,
            "request_id": _request_id(request),
        }
        return JSONResponse(plain(body), status, headers, media_type="application/problem+json")
    if status == 401 and request.method == "GET":
        return Response(status_code=303, headers={"location": f"/sign-in?next={quote(request.url.path)}"})
    again = await _form_again(request, status, errors)
    if again is not None:
        again.headers.update(headers)
        return again
    fragment = request.headers.get("hx-request") and not request.headers.get("hx-boosted")
    page = {"status": status, "errors": errors, "request_id": _request_id(request)}
    template = "parts/problem.html" if fragment else "problem.html"
    if not hasattr(request.state, "who"):
        request.state.who = None
    response = render(request, template, page, status)
    response.headers.update(headers)
    return response


async def _form_again(request: Request, status: int, errors: list[dict[str, Any]]) -> Response | None:
    """Render the page that the form stood on again, with what was typed; None if there is no such page."""
    page = getattr(request.state, "form_page", None)
    if (
        request.method == "GET"
        or not isinstance(page, str)
        or not page.startswith("/")
        or page.startswith("//")
    ):
        return None
    if "\\" in page or status in (401, 404, 408, 413):
        return None
    split = urlsplit(page)
    typed = getattr(request.state, "typed_flat", {})
    scope = dict(request.scope)
    scope.pop("fastapi_inner_astack", None)
    scope.pop("fastapi_function_astack", None)
    scope.pop("fastapi_middleware_astack", None)
    kept = (b"cookie", b"accept", b"accept-language", b"host", b"user-agent")
    scope.update(
        method="GET", path=split.path, raw_path=split.path.encode(), query_string=split.query.encode(),
        headers=[(name, value) for name, value in request.scope["headers"] if name in kept],
        state={
            **{name: value for name, value in request.scope.get("state", {}).items() if name != "who"},
            "again_typed": typed,
            "again_wrong": {error["field"]: error["detail"] for error in errors if error["field"]},
            "again_message": " ".join(error["detail"] for error in errors[:5]),
            "again_missing": [error["missing"] for error in errors[:5] if "missing" in error],
            "again_action": request.url.path,
            "again_key": getattr(request.state, "form_key", None) if status == 503 else None,
        },
    )  # fmt: skip
    scope["state"].pop("form_page", None)
    caught = _Caught()
    await request.app(scope, _nothing, caught.take)
    if caught.status != 200:
        return None
    return Response(
        caught.body, status, media_type="text/html", headers={"cache-control": "private, no-store"}
    )


class _Caught:
    """Takes an inner answer's messages."""

    def __init__(self) -> None:
        self.status = 0
        self.body = b""

    async def take(self, message: Message) -> None:
        """One ASGI message."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
