"""A server in a process of its own, with its CPU time and memory read from the system."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

APPLICATION = "app.main:from_environment"
HELLO = "bench.server:hello"


class Server:
    """One application on a free port of the loopback, ours as `serve` starts it; a context manager."""

    def __init__(self, factory: str, data_folder: Path, *, workers: int = 1, database_url: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        variables = {
            "FIVE_TRUTHS_DATA": str(data_folder),
            "FIVE_TRUTHS_WORLD": "0",
            "FIVE_TRUTHS_WORKERS": str(workers),
        }
        bare = ["-m", "uvicorn", "--factory", factory, "--log-level", "error", "--no-access-log"]
        program = ["-m", "app.cli", "serve"] if factory == APPLICATION else bare
        command = [sys.executable, *program, "--port", str(self.port)]
        self._workers = workers
        self._process = subprocess.Popen(
            command, env=os.environ | variables | {"DATABASE_URL": database_url}, stdout=subprocess.DEVNULL
        )
        self.cold_start_cpu_seconds = self._wait()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *fault: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)

    def _wait(self) -> float:
        """Until it answers; where several processes listen, until each of them has loaded the application."""
        until = time.monotonic() + 60
        while time.monotonic() < until and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
                continue
            if self._workers == 1 or self._are_idle():
                return self.cpu_seconds()
        raise TimeoutError("the server did not start")

    def _are_idle(self) -> bool:
        """Whether the processes have nothing more to do: the supervisor takes connections before they can."""
        before = self.cpu_seconds()
        time.sleep(0.7)
        return before > 1 and self.cpu_seconds() - before < 0.03

    def cpu_seconds(self) -> float:
        """CPU time that the server has used, user and system, all its processes together."""
        return sum(map(_cpu_seconds, self._processes()))

    def memory_mib(self) -> float:
        """Memory of all its processes; what they share is parted among them (PSS)."""
        return sum(map(_memory_mib, self._processes()))

    def _processes(self) -> list[int]:
        return [self._process.pid, *_children(self._process.pid)]


def _children(parent: int) -> list[int]:
    """Processes that this one started, and theirs."""
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        try:
            said = (entry / "stat").read_text().rpartition(")")[2].split() if entry.name.isdigit() else None
        except OSError:  # it has ended meanwhile
            continue
        if said and int(said[1]) == parent:
            found += [int(entry.name), *_children(int(entry.name))]
    return found


def _cpu_seconds(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _memory_mib(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def hello() -> object:
    """The baseline of every page: a bare Starlette application that says hello from a worker thread."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    def say(request: object) -> PlainTextResponse:
        return PlainTextResponse("hello")

    return Starlette(routes=[Route("/", say)])
