"""One connection of the server: a request's head must come whole, soon, and within a size.

A visitor who opens connections and says nothing, or a byte a second, is cut off; nobody else waits for them.
"""

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.core.limits import HEAD_BYTES, HEAD_SECONDS

_AND_CLOSE = b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_TOO_SLOW = b"408 Request Timeout"
_TOO_LARGE = b"431 Request Header Fields Too Large"


class Connection(HttpToolsProtocol):
    """uvicorn's own protocol with an end to how long and how large a head may be."""

    head_seconds: float = HEAD_SECONDS
    _timer: TimerHandle | None = None
    _head_bytes = 0
    _is_in_head = True

    def connection_made(self, transport: Transport) -> None:
        """The clock of the first head begins with the connection."""
        super().connection_made(transport)
        self._begin_head()

    def on_message_begin(self) -> None:
        """The clock of a later head begins with its first byte."""
        super().on_message_begin()
        if not self._is_in_head:
            self._begin_head()

    def data_received(self, data: bytes) -> None:
        """Count what comes before the head is whole."""
        if self._is_in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._is_in_head and self._head_bytes > HEAD_BYTES:
            self._cut(_TOO_LARGE)

    def on_headers_complete(self) -> None:
        """The head is whole: the clock stops; a body has its own limits in `wire.py`."""
        self._end_head()
        if sum(len(name) + len(value) for name, value in self.headers) + len(self.url) > HEAD_BYTES:
            self._cut(_TOO_LARGE)
        else:
            super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is timed any more."""
        self._end_head()
        super().connection_lost(exc)

    def _begin_head(self) -> None:
        self._is_in_head, self._head_bytes = True, 0
        self._timer = self.loop.call_later(self.head_seconds, self._cut, _TOO_SLOW)

    def _end_head(self) -> None:
        self._is_in_head = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _cut(self, status: bytes) -> None:
        self._end_head()
        if not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 " + status + _AND_CLOSE)
            self.transport.close()
