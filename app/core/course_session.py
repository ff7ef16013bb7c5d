"""Which course a session of the database reads for.

Reference data is the site's, but a course may read some of it otherwise. The course is told to the session
once, where it is known (the door, a request, an agenda entry), and asked where it matters; a session that
was told of none reads as the site. What is kept here lives for one transaction, so nothing is read twice in
it, and nothing outlives it, but for what a session holds on to that looks whether it is still so.

The thread, too, knows which session it reads with, for what is asked without one (`parameters.py`). It holds
the session weakly and asks it for the course each time, so it cannot know better than the session does.
"""

import weakref
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

T = TypeVar("T")
_COURSE, _KEPT, _LOGS, _SUPPOSING = "course_id", "kept_of_course", "log_sizes", "supposing"
# What a kept value is made of, by its name: a deed that changes no such row leaves it be.
_MADE_OF = {
    "figures": frozenset({"course"}),
    "locked_course": frozenset({"course"}),
    "log_head": frozenset(),  # the door keeps it as it grows
    "course_rates": frozenset({"course", "rate_override", "world_event"}),
    "course_rates_of_actions": frozenset({"course", "rate_override", "world_event"}),
}
# What a session that holds on keeps from one transaction to the next (see `hold_on`).
_LASTING = frozenset({"course_rates", "course_rates_of_actions"})
_HOLDS_ON = "holds_on"
_reading: ContextVar[weakref.ref[Session] | None] = ContextVar("reading_session", default=None)


def read_for(session: Session, course_id: UUID) -> None:
    """From here on the session reads for this course, and forgets what it kept of another."""
    if session.info.get(_COURSE) != course_id:
        session.info[_COURSE] = course_id
        session.info.pop(_KEPT, None)
    _reading.set(weakref.ref(session))


def read_for_none() -> None:
    """From here on this thread reads with no session: what is asked without one is the site's."""
    _reading.set(None)


def reading_session() -> Session | None:
    """The session that was last told of a course in this thread's context, if it is still there."""
    held = _reading.get()
    return held() if held is not None else None


def course_of(session: Session) -> UUID | None:
    """The course that the session reads for; None: the site alone."""
    found: UUID | None = session.info.get(_COURSE)
    return found


def kept(session: Session, name: str, make: Callable[[], T]) -> T:
    """What `make` gives, made once in a transaction of this course."""
    values = _values(session)
    if name not in values:
        values[name] = make()
    made: T = values[name]
    return made


def keep(session: Session, name: str, value: object) -> None:
    """From here on, in this transaction of this course, this value stands for what `kept` would make."""
    _values(session)[name] = value


def tell_log_size(session: Session, course_id: UUID, size: int) -> None:
    """From here on, in this transaction, the log of this course is known to hold so many deeds."""
    session.info.setdefault(_LOGS, {})[course_id] = size


def log_size(session: Session, course_id: UUID) -> int | None:
    """How many deeds the log of this course holds; None where this transaction was not told, and while it
    reads as if something were otherwise.
    """
    if session.info.get(_SUPPOSING):
        return None
    found: int | None = session.info.get(_LOGS, {}).get(course_id)
    return found


def _values(session: Session) -> dict[str, Any]:
    """What is kept in this transaction, which is begun here: beginning it later would forget."""
    if not session.in_transaction():
        session.connection()
    values: dict[str, Any] = session.info.setdefault(_KEPT, {})
    return values


@contextmanager
def kept_as(session: Session, name: str, value: object) -> Iterator[None]:
    """For a while, this value stands for what was kept under the name: to see what would be."""
    session.connection()
    values = _values(session)
    had = name in values
    before = values.get(name)
    values[name] = value
    session.info[_SUPPOSING] = session.info.get(_SUPPOSING, 0) + 1
    try:
        yield
    finally:
        session.info[_SUPPOSING] -= 1
        if had:
            values[name] = before
        else:
            values.pop(name, None)


def forget_changed(session: Session, tables: Set[str]) -> None:
    """After a deed that changed rows of these tables, in a transaction that goes on: what was made of them
    is made anew when it is asked for again. What is not listed in `_MADE_OF` always is.
    """
    values = session.info.get(_KEPT, {})
    for name in [name for name in values if _MADE_OF.get(name, tables | {name}) & (tables | {name})]:
        del values[name]


def hold_on(session: Session) -> None:
    """From here on what is read of a course may last longer than a transaction: whoever says so looks, when
    the next one begins, whether it is still so, and else calls `forget` (see actions/holding.py).
    """
    session.expire_on_commit = False
    session.info[_HOLDS_ON] = True


def let_go_again(session: Session) -> None:
    """From here on nothing outlives its transaction, as in every other session."""
    session.expire_on_commit = True
    session.info.pop(_HOLDS_ON, None)
    session.expire_all()
    forget(session)


def holds_on(session: Session) -> bool:
    """Whether this session holds what it has read from one transaction to the next."""
    return _HOLDS_ON in session.info


def end_read(session: Session) -> None:
    """End a transaction that only read."""
    if holds_on(session):
        session.commit()
    else:
        session.rollback()


def forget(session: Session, *_: object) -> None:
    """What was kept is made anew when it is asked for again."""
    session.info.pop(_KEPT, None)
    session.info.pop(_LOGS, None)


def _forget_at_begin(session: Session, transaction: SessionTransaction, _: object) -> None:
    if not transaction.nested and not holds_on(session):
        forget(session)


def _forget_at_commit(session: Session) -> None:
    if session.in_nested_transaction():
        return
    kept_so_far = session.info.pop(_KEPT, {})
    session.info.pop(_LOGS, None)
    if holds_on(session):
        session.info[_KEPT] = {name: each for name, each in kept_so_far.items() if name in _LASTING}


event.listen(Session, "after_begin", _forget_at_begin)
event.listen(Session, "after_commit", _forget_at_commit)
event.listen(Session, "after_soft_rollback", forget)
