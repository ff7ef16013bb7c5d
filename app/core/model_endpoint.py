"""A language model behind an OpenAI-compatible address: one question, one answer, within bounds.

Off unless an address is set. Whatever goes wrong there is one kind of failure with a short code; after
some of them in a row nothing is asked for a while, so that a broken endpoint slows nothing down.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import httpx

from app.core.settings import Settings

_FAILURES_MOST = 3  # in a row; then the endpoint rests
_REST_SECONDS = 300
_GRACE_SECONDS = 0.5  # so that an answer that is only late ends by itself
_BYTES_MOST = 64 * 1024


class ModelFailed(Exception):
    """No answer of use. code: resting, unreachable, timeout, status, too_long or garbage."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is, and its bounds: seconds for a whole answer, tokens that it may have."""

    url: str
    key: str = field(repr=False)
    model: str
    seconds: int
    tokens: int


def endpoint_of(settings: Settings) -> Endpoint | None:
    """The endpoint that the settings name; None where there is none."""
    if not settings.model_url:
        return None
    return Endpoint(
        settings.model_url.rstrip("/"), settings.model_key, settings.model_name, settings.model_seconds,
        settings.model_tokens,
    )  # fmt: skip


class Model:
    """Asks one endpoint. Not shared between threads."""

    def __init__(self, endpoint: Endpoint, clock: Callable[[], float] = time.monotonic) -> None:
        self._endpoint, self._clock = endpoint, clock
        self._client = self._new_client()
        self._failures, self._rests_until = 0, float("-inf")

    def answer(self, messages: Sequence[Mapping[str, str]]) -> str:
        """The model's answer to a chat. Raises: ModelFailed."""
        if self._clock() < self._rests_until:
            raise ModelFailed("resting")
        try:
            text = self._text(self._in_time(messages))
        except ModelFailed:
            self._failures += 1
            if self._failures >= _FAILURES_MOST:
                self._failures, self._rests_until = 0, self._clock() + _REST_SECONDS
            raise
        self._failures = 0
        return text

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _new_client(self) -> httpx.Client:
        return httpx.Client(timeout=httpx.Timeout(self._endpoint.seconds), follow_redirects=False)

    def _in_time(self, messages: Sequence[Mapping[str, str]]) -> bytes:
        """The body of the answer. A name that is not resolved and headers that drip end no single wait: they
        are waited for on a thread of their own, which is left to itself with its connection when time is up.
        """
        found: list[bytes | ModelFailed] = []
        client = self._client

        def ask() -> None:
            try:
                found.append(self._body(client, messages))
            except ModelFailed as failure:
                found.append(failure)

        asking = Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self._endpoint.seconds + _GRACE_SECONDS)
        if not found:
            self._client = self._new_client()
            raise ModelFailed("timeout")
        if isinstance(found[0], ModelFailed):
            raise found[0]
        return found[0]

    def _body(self, client: httpx.Client, messages: Sequence[Mapping[str, str]]) -> bytes:
        asked = {
            "model": self._endpoint.model, "messages": list(messages), "stream": False,
            "max_tokens": self._endpoint.tokens,
        }  # fmt: skip
        headers = {"Authorization": f"Bearer {self._endpoint.key}"} if self._endpoint.key else {}
        until, read = self._clock() + self._endpoint.seconds, bytearray()
        try:
            with client.stream(
                "POST", f"{self._endpoint.url}/chat/completions", json=asked, headers=headers
            ) as response:
                if response.status_code != httpx.codes.OK:
                    raise ModelFailed("status")
                for part in response.iter_bytes():
                    read += part
                    if len(read) > _BYTES_MOST:
                        raise ModelFailed("too_long")
                    if self._clock() > until:  # an answer that drips keeps every single wait short
                        raise ModelFailed("timeout")
        except httpx.TimeoutException as fault:
            raise ModelFailed("timeout") from fault
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise ModelFailed("unreachable") from fault
        return bytes(read)

    def _text(self, body: bytes) -> str:
        try:
            choice: Any = json.loads(body)["choices"][0]
            text = choice["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError) as fault:
            raise ModelFailed("garbage") from fault
        if not isinstance(text, str) or not text.strip():
            raise ModelFailed("garbage")
        if choice.get("finish_reason") == "length":
            raise ModelFailed("too_long")
        return text.strip()
