"""Connections that say nothing, too little or too much are cut off, and nobody else waits for them."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from sqlalchemy import Engine

from app.core.limits import HEAD_BYTES
from app.core.settings import Settings
from app.main import build
from app.routers import wire
from app.routers.connection import Connection
from tests.clients import Client, application

SILENT = 300


class Hasty(Connection):
    """The same with little patience."""

    head_seconds = 1.0


@contextmanager
def running(app: object, protocol: type[Connection]) -> Iterator[int]:
    """The application at a port of its own, in this process."""
    config = uvicorn.Config(app, http=protocol, port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(20)


@pytest.fixture
def port(sqlite_engine: Engine, tmp_path: Path) -> Iterator[int]:
    with running(application(sqlite_engine, tmp_path), Hasty) as found:
        yield found


def said(connection: socket.socket) -> bytes:
    """Everything until the server hangs up."""
    connection.settimeout(30)
    heard = b""
    while more := connection.recv(4096):
        heard += more
    return heard


def test_silent_and_slow_connections_are_cut_and_others_are_served_meanwhile(port: int) -> None:
    with ExitStack() as held:
        silent = [held.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(SILENT)]
        for slow in silent[::3]:
            slow.sendall(b"GET /sign-in HTTP/1.1\r\nHost: x\r\nX-One: ")
        assert httpx.get(f"http://127.0.0.1:{port}/sign-in", timeout=30).status_code == 200
        assert all(said(each).startswith(b"HTTP/1.1 408 ") for each in silent)


def test_a_head_that_comes_by_the_byte_on_a_kept_connection_is_cut_too(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as kept:
        kept.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert kept.recv(65536).startswith(b"HTTP/1.1 ")
        kept.sendall(b"GET /he")
        assert b"HTTP/1.1 408 " in said(kept)


@pytest.mark.parametrize(("size", "is_cut"), [(HEAD_BYTES - 100, False), (HEAD_BYTES + 200, True)])
def test_a_head_of_more_than_64_kilobytes_is_refused(port: int, size: int, is_cut: bool) -> None:
    with socket.create_connection(("127.0.0.1", port)) as talker:
        head = b"GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: "
        talker.sendall(head + b"a" * (size - len(head)) + b"\r\n\r\n")
        answer = said(talker)
        assert answer.startswith(b"HTTP/1.1 431 " if is_cut else b"HTTP/1.1 200 ")


def test_a_body_that_never_ends_is_refused_in_words_and_the_connection_closed(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "FORM_SECONDS", 0.3)
    with socket.create_connection(("127.0.0.1", port)) as slow:
        head = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nContent-Length: 100\r\n"
        slow.sendall(head + b"Content-Type: application/json\r\n\r\n{")
        answer = said(slow)
        assert answer.startswith(b"HTTP/1.1 408 ") and b'"code":"door.too_slow"' in answer


def test_a_machine_learns_that_the_server_is_alive_and_ready_and_figures_only_where_set(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    plain = Client(application(sqlite_engine, tmp_path))
    assert [plain.json(path).status_code for path in ("/healthz", "/readyz", "/metrics")] == [200, 200, 404]
    counting = Client(build(Settings(data_folder=tmp_path, world=False, metrics=True), sqlite_engine))
    counting.page("/sign-in")
    assert counting.page("/nowhere").status_code == 404
    told = counting.http.get("/metrics").text
    assert 'requests_total{status="2xx"} 1' in told and 'requests_total{status="4xx"} 1' in told
