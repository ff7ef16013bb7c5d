"""The program as an operator runs it: its command line and its server, each a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine

from app.core.db import make_engine
from app.core.settings import settings_from
from tests.clients import Client

ROOT = Path(__file__).resolve().parents[2]
_LONGEST_START_SECONDS = 90  # on a machine that does much else


def environment(data_folder: Path, database_url: str = "", **more: str) -> dict[str, str]:
    """What the program reads of its settings; time stands still unless `FIVE_TRUTHS_WORLD="1"`."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    said = {"FIVE_TRUTHS_DATA": str(data_folder), "DATABASE_URL": database_url, "FIVE_TRUTHS_WORLD": "0"}
    return kept | said | more


def engine_of(told: Mapping[str, str]) -> Engine:
    """An engine over the same database."""
    return make_engine(settings_from(told).url)


def cli(told: Mapping[str, str], *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments], cwd=ROOT, env=dict(told), input=typed, text=True,
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip


class Server:
    """A running server; use it in a `with`, and it stops as a service does."""

    def __init__(self, told: Mapping[str, str]) -> None:
        self.told = dict(told)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        self.begin()
        self.await_answer()
        return self

    def __exit__(self, *fault: object) -> None:
        self.end(signal.SIGTERM)

    def begin(self) -> None:
        """Start the process, without waiting for it."""
        folder = Path(self.told["FIVE_TRUTHS_DATA"])
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "server.log").open("ab") as log:
            self.child = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve", "--port", str(self.port)], cwd=ROOT,
                env=self.told, stdout=log, stderr=log,
            )  # fmt: skip

    def await_answer(self) -> None:
        """Wait until it answers."""
        assert self.child
        until = time.monotonic() + _LONGEST_START_SECONDS
        while time.monotonic() < until:
            assert self.child.poll() is None, self.said()
            try:
                httpx.get(f"{self.url}/sign-in", timeout=5).raise_for_status()
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"no answer within {_LONGEST_START_SECONDS} s: {self.said()}")

    def end(self, how: signal.Signals) -> int:
        """End the process: politely (SIGTERM) or at once (SIGKILL). Returns its exit code."""
        assert self.child
        self.child.send_signal(how)
        return self.child.wait(timeout=60)

    def said(self) -> str:
        """What it wrote to its log."""
        return (Path(self.told["FIVE_TRUTHS_DATA"]) / "server.log").read_text("utf-8", "replace")[-3000:]


class Browser(Client):
    """A person's browser at a running server."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, follow_redirects=False, timeout=120)

    def sign_in(self, email: str, password: str) -> httpx.Response:
        """Sign in as the page's form does."""
        return self.form("/sign-in", "/sign-in", email=email, password=password)


def as_form(given: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """A body's values by the names that the fields of a form have: `lines.0.quantity`."""
    fields: dict[str, str] = {}
    for name, value in given.items():
        path = f"{before}{name}"
        if isinstance(value, Mapping):
            fields |= as_form(value, f"{path}.")
        elif isinstance(value, list | tuple):
            fields |= as_form({str(place): each for place, each in enumerate(value)}, f"{path}.")
        elif value is not None:
            fields[path] = str(value)
    return fields
