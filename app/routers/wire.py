"""What every request passes: an id, the reader's language, the body's limit, and headers that keep a page
safe.

Plain ASGI, so that it costs little and a body is counted while it streams.
"""

import asyncio
import secrets
from collections import Counter
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core import words
from app.core.limits import FORM_BYTES, FORM_SECONDS, MEGABYTE, PACK_ARCHIVE, UPLOAD_SECONDS
from app.core.settings import Settings
from app.routers.problems import TooLarge, TooSlow

UPLOAD_BYTES = PACK_ARCHIVE.stored_bytes + MEGABYTE  # the file and the form around it
UPLOADS = ("/packs/upload", "/class-list/check", "/class-list/import")
_WITHOUT_VISITOR = ("/static/", "/pictures/", "/healthz", "/readyz", "/metrics")


class Wire:
    """The outermost layer of our own."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._served: Counter[str] = Counter()  # answers by kind: "2xx", "4xx"; for /metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "again_action" in scope.get("state", {}):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        state = scope.setdefault("state", {})
        state["request_id"] = secrets.token_hex(8)
        state["nonce"] = secrets.token_urlsafe(16)
        state["served"] = self._served
        cookies = SimpleCookie(headers.get("cookie", "")) if "cookie" in headers else SimpleCookie()
        wanted = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [None])[0]
        chosen = cookies["lang"].value if "lang" in cookies else None
        words.current.set(words.pick(wanted or chosen, headers.get("accept-language")))
        set_cookies = self._cookies(scope, wanted, cookies)
        is_upload = scope["path"].endswith(UPLOADS)
        limits = (UPLOAD_BYTES, UPLOAD_SECONDS) if is_upload else (FORM_BYTES, FORM_SECONDS)
        await self._limited(scope, receive, self._dressed(send, scope, set_cookies), limits)

    def _cookies(self, scope: Scope, wanted: str | None, cookies: SimpleCookie) -> list[str]:
        tls = self._settings.behind_tls
        tail = "; Path=/; SameSite=Lax; HttpOnly" + ("; Secure" if tls else "")
        made = []
        if wanted in words.LOCALES:
            made.append(f"lang={wanted}; Max-Age=31536000{tail}")
        name = "__Host-visitor" if tls else "visitor"
        if name not in cookies and not scope["path"].startswith(_WITHOUT_VISITOR):
            scope["state"]["new_visitor"] = secrets.token_urlsafe(32)
            made.append(f"{name}={scope['state']['new_visitor']}{tail}")
        return made

    def _dressed(self, send: Send, scope: Scope, set_cookies: list[str]) -> Send:
        state = scope["state"]

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._served[f"{message['status'] // 100}xx"] += 1
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = state["request_id"]
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "same-origin"
                headers["x-frame-options"] = "SAMEORIGIN"
                headers.setdefault(
                    "content-security-policy",
                    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
                    f"script-src 'self' 'nonce-{state['nonce']}'; object-src 'none'; base-uri 'none'; "
                    "form-action 'self'; frame-ancestors 'self'",
                )
                if self._settings.behind_tls:
                    headers["strict-transport-security"] = "max-age=31536000"
                if scope["path"].startswith("/static/"):
                    headers["cache-control"] = "public, max-age=31536000, immutable"
                for cookie in set_cookies:
                    headers.append("set-cookie", cookie)
            await send(message)

        return dressed

    async def _limited(
        self, scope: Scope, receive: Receive, send: Send, limits: tuple[int, float]
    ) -> None:
        """Count the body while it streams; over the limit the answer is 413, whatever the header claimed, and
        408 when it has not come whole in time.
        """
        limit, seconds = limits
        seen, is_whole = 0, False
        declared = Headers(scope=scope).get("content-length", "0")
        over = declared.isdigit() and int(declared) > limit
        until = asyncio.get_running_loop().time() + seconds

        async def counted() -> Message:
            nonlocal seen, is_whole
            if is_whole:  # what is awaited now is that the reader goes away
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise TooSlow("door.too_slow", seconds=seconds) from None
            seen += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if over or seen > limit:
                raise TooLarge("door.too_large", megabytes=max(1, limit // MEGABYTE), kilobytes=limit // 1024)
            return message

        await self._app(scope, counted, send)
