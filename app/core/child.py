"""Read somebody's file in a process of its own, with an end to its memory, its time and its files.

The child gets and gives JSON only, so a reader that a hostile file has taken over cannot hand us an object.
Whatever goes wrong in it (crash, kill, out of memory, any exception) is one clean refusal here.
"""

import importlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.core.limits import CHILD, ChildLimits
from app.core.unreadable import NO_ROOM, Unreadable

_ROOT = Path(__file__).resolve().parent.parent.parent
_OURS = "app.core."
_log = logging.getLogger(__name__)


def read_in_child(function: str, given: Mapping[str, Any], *, limits: ChildLimits = CHILD) -> Any:
    """Call `module:function` of the core with keyword arguments in a child process and give back its answer.

    Args: function such as "app.core.pictures:keep"; given, JSON values; limits in bytes and seconds.
    Raises: Unreadable of the reader itself; Unreadable("file.unreadable") for any other failure;
        Unreadable("file.too_slow").
    """
    asked = json.dumps({"function": function, "given": dict(given), "memory_bytes": limits.memory_bytes,
                        "seconds": limits.seconds, "open_files": limits.open_files})  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "app.core.child"],
            input=asked.encode(), capture_output=True, timeout=limits.seconds, env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as fault:
        raise Unreadable("file.too_slow", seconds=limits.seconds) from fault
    try:
        answer = json.loads(done.stdout)
    except ValueError as fault:
        _log.warning("reader ended with %s: %s", done.returncode, done.stderr[-500:].decode(errors="replace"))
        raise Unreadable("file.unreadable") from fault
    if "code" in answer:
        raise Unreadable(answer["code"], answer["status"], **answer["figures"])
    return answer["result"]


def _bound(memory_bytes: int, seconds: int, open_files: int) -> None:
    """Set what the kernel enforces. Windows has no such limits: there only the parent's clock holds."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # macOS refuses some; the others still hold
            _log.debug("limit %s could not be set", kind)


def main() -> int:
    """The child's side: bound itself, read, answer in JSON."""
    asked = json.loads(sys.stdin.buffer.read())
    _bound(asked["memory_bytes"], asked["seconds"], asked["open_files"])
    module, _, name = asked["function"].partition(":")
    if not module.startswith(_OURS):
        return 2
    # The reader of spreadsheets takes numpy along where it is installed; nothing here needs it.
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
    try:
        answer = {"result": getattr(importlib.import_module(module), name)(**asked["given"])}
    except Unreadable as refusal:
        answer = {"code": refusal.code, "status": refusal.status, "figures": refusal.figures}
    except OSError as fault:
        code, status = ("door.busy", 503) if fault.errno in NO_ROOM else ("file.unreadable", 422)
        answer = {"code": code, "status": status, "figures": {}}
    except Exception as fault:  # the one place where any failure of any reader means the same
        _log.exception("reader failed: %s", type(fault).__name__)
        answer = {"code": "file.unreadable", "status": 422, "figures": {}}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
