"""The guard that makes the action the only way to change state.

Every statement that inserts, updates or deletes is refused unless its thread said what it is doing:
`act` (an action is in progress, which may change rows only through the session's flush, where the recorder
sees them, or by `bulk`), or `housekeeping` (login sessions, reference tables, idempotency keys: what the
house keeps for itself and no trade depends on).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

_doing: ContextVar[str | None] = ContextVar("doing", default=None)
_WRITES = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|MERGE|COPY|WITH\b.*\b(INSERT|UPDATE|DELETE))", re.I | re.S
)


class StrayWrite(Exception):
    """Something tried to write outside of an action: a fault of ours, never of the person's."""


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Allow writes for a while: `act`, `bulk` or `housekeeping`."""
    if what not in ("act", "bulk", "housekeeping"):
        raise ValueError(what)
    token = _doing.set(what)
    try:
        yield
    finally:
        _doing.reset(token)


def is_housekeeping() -> bool:
    """Whether this thread writes what the house keeps for itself."""
    return _doing.get() == "housekeeping"


def _before_statement(
    conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
) -> None:
    if _doing.get() in ("flush", "bulk", "housekeeping"):
        return
    writes = context is not None and (context.isinsert or context.isupdate or context.isdelete)
    if writes or _WRITES.match(statement):
        raise StrayWrite(f"a write outside of an action: {statement[:80]}")


def _before_flush(session: Session, context: Any, instances: Any) -> None:
    what = _doing.get()
    if what is None:
        raise StrayWrite("a flush outside of an action")
    if what == "act":
        _doing.set("flush")


def _after_flush(session: Session, context: Any) -> None:
    if _doing.get() == "flush":
        _doing.set("act")


def keep_watch(engine: Engine) -> None:
    """Put the guard on an engine and on every session class that uses it."""
    event.listen(engine, "before_cursor_execute", _before_statement)


event.listen(Session, "before_flush", _before_flush)
event.listen(Session, "after_flush_postexec", _after_flush)
