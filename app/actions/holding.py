"""Rows that the deeds of one transaction have read, held until it ends.

A session holds what it has read only as long as somebody else does, so a deed would read again the rows that
its own view had read a moment ago.

A row that a deed changes is let go of: the next deed reads it as the database gives it, and not as the last
one left it (a decimal with its decimals, a list where a tuple was put), wherever a transaction ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

_HELD = "rows_held"
_MOST = 500  # a deed that reads thousands of rows holds what it needs by itself


@contextmanager
def holding(session: Session) -> Iterator[None]:
    """Hold what this session reads for a while."""
    session.info[_HELD] = {}
    try:
        yield
    finally:
        session.info.pop(_HELD, None)


def let_go(session: Session, row: Any) -> None:
    """Hold this row no more: it was changed."""
    held = session.info.get(_HELD)
    if held:
        held.pop(id(row), None)


def _loaded(session: Session, row: Any) -> None:
    held = session.info.get(_HELD)
    if held is not None:
        if len(held) >= _MOST:
            held.clear()
        held[id(row)] = row


def _before_flush(session: Session, context: Any, instances: Any) -> None:
    held = session.info.get(_HELD)
    if held:
        for rows in (session.dirty, session.deleted):
            for row in rows:
                held.pop(id(row), None)


event.listen(Session, "loaded_as_persistent", _loaded)
event.listen(Session, "before_flush", _before_flush)
