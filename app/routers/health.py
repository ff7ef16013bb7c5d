"""What a machine asks: is the program alive, can it serve, and a few figures for Prometheus.

`/metrics` is there only where the setting asks for it; it holds counts, and nothing of anybody's course.
"""

import sys
import time
from collections import Counter

from fastapi import APIRouter, Request
from sqlalchemy import text
from starlette.responses import JSONResponse, PlainTextResponse, Response

from app.routers.deps import Database
from app.routers.one_thread import OneThread

router = APIRouter(include_in_schema=False, route_class=OneThread)
metrics_router = APIRouter(include_in_schema=False, route_class=OneThread)
_PLAIN = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return JSONResponse({"status": "alive"})


@router.get("/readyz")
def ready(session: Database) -> Response:
    """The database answers too; 503 where it does not."""
    session.execute(text("SELECT 1"))
    return JSONResponse({"status": "ready"})


@metrics_router.get("/metrics")
def figures(request: Request) -> Response:
    """Requests by kind of answer, processor seconds and memory of this process."""
    served: Counter[str] = request.state.served
    lines = [
        "# TYPE five_truths_requests_total counter",
        *(f'five_truths_requests_total{{status="{kind}"}} {count}' for kind, count in sorted(served.items())),
        "# TYPE process_cpu_seconds_total counter",
        f"process_cpu_seconds_total {time.process_time():.3f}",
        *_memory(),
    ]
    return PlainTextResponse("\n".join(lines) + "\n", media_type=_PLAIN)


def _memory() -> list[str]:
    """The most memory that this process has used, where the system tells it."""
    try:
        import resource
    except ImportError:  # Windows
        return []
    scale = 1 if sys.platform == "darwin" else 1024  # macOS says bytes, Linux kilobytes
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale
    return ["# TYPE process_peak_memory_bytes gauge", f"process_peak_memory_bytes {peak}"]
