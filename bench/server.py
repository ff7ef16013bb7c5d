"""A server in a process of its own, with its CPU time and memory read from the system."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path


class Server:
    """uvicorn with one application, on a free port of the loopback address."""

    def __init__(self, factory: str, data_folder: Path, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        variables = (
            os.environ | {"FIVE_TRUTHS_DATA": str(data_folder), "FIVE_TRUTHS_WORLD": "0"} | environment
        )
        command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(self.port)]
        self._process = subprocess.Popen(
            [*command, "--log-level", "error", "--no-access-log"], env=variables, stdout=subprocess.DEVNULL
        )
        self.cold_start_cpu = self._wait()

    def _wait(self) -> float:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self.cpu_seconds()
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("the server did not start")

    def cpu_seconds(self) -> float:
        """CPU time that the server has used, user and system."""
        parts = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mib(self) -> float:
        """Resident memory."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait(timeout=20)


def hello() -> object:
    """The baseline of every page: a bare Starlette application that says hello from a worker thread."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    def say(request: object) -> PlainTextResponse:
        return PlainTextResponse("hello")

    return Starlette(routes=[Route("/", say)])
