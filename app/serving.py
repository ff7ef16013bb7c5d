"""Server processes: one as it is, several as copies of one that has loaded the application.

A process that loads the application for itself holds some 100 MiB of its own. Copies made by fork share what
was loaded before, and start at once. Where a system cannot fork safely (Windows, macOS), each loads it alone.
"""

import gc
import os
import signal
import sys
from multiprocessing import get_context
from typing import Any

import uvicorn
from uvicorn import _subprocess
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import SIGNALS

from app.core.settings import Settings


def run_server(settings: Settings, host: str, port: int) -> None:
    """Serve until a signal ends it. Raises: SystemExit, with a code, when the port is taken."""
    told: dict[str, Any] = {
        "host": host, "port": port, "log_level": "warning", "server_header": False,
        "proxy_headers": settings.behind_tls, "http": "app.routers.connection:Connection",
    }  # fmt: skip
    if settings.workers == 1 or sys.platform != "linux":
        uvicorn.run("app.main:from_environment", factory=True, workers=settings.workers, **told)
    else:
        _run_copies(settings, told)


def _run_copies(settings: Settings, told: dict[str, Any]) -> None:
    from app.main import build

    config = uvicorn.Config(build(settings), workers=settings.workers, **told)
    sockets = [config.bind_socket()]
    # uvicorn has no setting for how its processes come to be.
    _subprocess.spawn = get_context("fork")  # type: ignore[assignment]
    os.register_at_fork(after_in_child=_listen_to_signals)
    gc.collect()
    gc.freeze()  # the collector would write into every object, and so copy every page
    Multiprocess(config, sockets=sockets).run()


def _listen_to_signals() -> None:
    """A copy inherits the supervisor's ears; until its own server listens, a signal ends it."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
