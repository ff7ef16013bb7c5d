"""A stand-in for a language model's endpoint: a real server on this machine that answers as a test says."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from app.core.model_endpoint import Endpoint

Answers = Callable[[str], str]


@dataclass
class StandIn:
    """What the server was asked, and what it answers: words, a status, raw bytes, or a wait in seconds.

    drips, head_drips: signs sent one by one ahead of the answer, or of the end of its headers.
    """

    endpoint: Endpoint
    answers: Answers = lambda letter: letter
    status: int = 200
    raw: bytes | None = None
    wait: float = 0
    drips: int = 0
    head_drips: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def a_stand_in(answers: Answers = lambda letter: letter, seconds: int = 5) -> Iterator[StandIn]:
    """The server while the test runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append({"path": self.path} | asked)
            told.keys.append(self.headers.get("Authorization", ""))
            time.sleep(told.wait)
            if told.head_drips:
                self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Drip: ")
            for _ in range(told.head_drips):
                self.wfile.write(b"a")
                time.sleep(0.2)
            self.send_response(told.status)
            self.end_headers()
            for _ in range(told.drips):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.2)
            letter = asked["messages"][-1]["content"].removeprefix("<<<letter\n").removesuffix("\nletter>>>")
            said = {"choices": [{"message": {"content": told.answers(letter)}, "finish_reason": "stop"}]}
            self.wfile.write(json.dumps(said).encode() if told.raw is None else told.raw)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that hangs up is what some tests want."""

    server = Server(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    told = StandIn(Endpoint(address, "a key", "a model", seconds, 300), answers)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
