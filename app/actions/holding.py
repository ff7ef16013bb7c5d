"""Rows that the deeds of one transaction have read, held until it ends; by the world, as long as they are so.

A session holds what it has read only as long as somebody else does, so a deed would read again the rows that
its own view had read a moment ago.

A row that a deed changes is let go of: the next deed reads it as the database gives it, and not as the last
one left it (a decimal with its decimals, a list where a tuple was put), wherever a transaction ends.

The world works off a course by hundreds of transactions, each of which would read the same rows. Rows of a
course change by deeds alone, and every deed grows the log of its course or of the site. So a session that
`holds_on` looks at both logs when a transaction begins: where they stand as this session left them, what it
holds is still so. Where they do not, and after each rollback, it holds nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, Uuid, bindparam, event, select
from sqlalchemy.orm import InstanceState, Session, SessionTransaction
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.util import identity_key
from sqlmodel import SQLModel, col

from app.core.course_session import course_of, forget, hold_on, holds_on, let_go_again
from app.models.course import SITE, Course
from app.models.evidence import LogHead

M = TypeVar("M", bound=SQLModel)
_HELD, _LASTING = "rows_held", "rows_lasting"  # in a session's info
_MOST, _MOST_LASTING = 500, 2_000  # a deed that reads thousands of rows holds what it needs by itself
_HEADS = select(col(LogHead.course_id), col(LogHead.size), col(LogHead.frontier), col(LogHead.last_at)).where(
    col(LogHead.course_id).in_([bindparam("course", type_=Uuid()), bindparam("site", type_=Uuid())])
)


class Head(NamedTuple):
    """A course's log after a deed: size, the roots of its full subtrees, and when its last record was."""

    size: int
    frontier: bytes
    last_at: datetime | None


@dataclass(slots=True)
class Lasting:
    """What a session holds on to: the logs as it left them, by course, and what is next on the agenda.

    passing: rows that are no course's, which are held for the transaction alone; touched: states of rows that
    are not as the database gives them. Both are read anew when they are used after it.
    """

    heads: dict[UUID, Head] = field(default_factory=dict)
    agenda: Any = None
    passing: list[Any] = field(default_factory=list)
    touched: list[InstanceState[Any]] = field(default_factory=list)


def lasting_of(session: Session) -> Lasting | None:
    """What this session holds on to; None if nothing of it outlives a transaction."""
    found: Lasting | None = session.info.get(_LASTING)
    return found


def start_holding_on(session: Session) -> None:
    """From here on this session holds rows from one transaction to the next. It is its thread's alone, and
    works off one agenda after another.
    """
    hold_on(session)
    session.info[_HELD], session.info[_LASTING] = {}, Lasting()


@contextmanager
def holding_on(session: Session) -> Iterator[None]:
    """The same for a while."""
    if holds_on(session):
        yield
        return
    start_holding_on(session)
    try:
        yield
    finally:
        let_go_again(session)
        session.info.pop(_HELD, None)
        session.info.pop(_LASTING, None)


@contextmanager
def holding(session: Session) -> Iterator[None]:
    """Hold what this session reads for a while."""
    if holds_on(session):
        yield
        return
    session.info[_HELD] = {}
    try:
        yield
    finally:
        session.info.pop(_HELD, None)


def row_by_id(session: Session, model: type[M], row_id: UUID) -> M | None:
    """A row by its id, as `session.get` gives it, by a statement that is made once for its model."""
    if session.identity_map.get(identity_key(model, row_id)) is not None:
        return session.get(model, row_id)  # read anew if it was let go of
    return session.scalars(_by_id(model), {"row_id": row_id}).first()


@cache
def _by_id(model: type[Any]) -> Select[Any]:
    return select(model).where(model.id == bindparam("row_id"))


def let_go(session: Session, row: Any) -> None:
    """Hold this row no more: it was changed."""
    held = session.info.get(_HELD)
    if held:
        held.pop(id(row), None)
    _touched(session, [row])


def _touched(session: Session, rows: Iterable[Any]) -> None:
    lasting = lasting_of(session)
    if lasting is not None:
        lasting.touched += map(instance_state, rows)


def look_again(session: Session, connection: Connection) -> None:
    """Whether what the session holds on to is still so: it is asked when a transaction begins, and again
    where another may have done a deed before this one had the course in hand.
    """
    lasting, course_id = lasting_of(session), course_of(session)
    if lasting is None or course_id is None:
        return
    asked = {"course": course_id, "site": SITE}
    heads = {row.course_id: Head(*row[1:]) for row in connection.execute(_HEADS, asked)}
    if lasting.heads != heads:
        let_go_of_all(session)
        lasting.heads = heads


def let_go_of_all(session: Session, *_: object) -> None:
    """Hold nothing of what was read so far."""
    lasting = lasting_of(session)
    if lasting is not None:
        session.info[_HELD].clear()
        lasting.heads, lasting.agenda, lasting.passing, lasting.touched = {}, None, [], []
        session.expire_all()
        forget(session)


def _look_at_begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if not transaction.nested:
        look_again(session, connection)


def _hold_at_commit(session: Session) -> None:
    """Rows of the course are held on to; all others are read anew, as after every commit."""
    lasting = lasting_of(session)
    if lasting is None or session.in_nested_transaction():
        return
    for row in (*lasting.passing, *(state.obj() for state in lasting.touched)):
        if row is not None and row in session:
            session.expire(row)
    lasting.passing, lasting.touched = [], []


def _loaded(session: Session, row: Any) -> None:
    held = session.info.get(_HELD)
    if held is None:
        return
    lasting = lasting_of(session)
    if len(held) >= (_MOST if lasting is None else _MOST_LASTING):
        _touched(session, held.values())
        held.clear()
    if lasting is None or _course_of(row) == course_of(session):
        held[id(row)] = row
    else:
        lasting.passing.append(row)


def _course_of(row: Any) -> UUID | None:
    found: UUID | None = row.__dict__.get("id" if type(row) is Course else "course_id")
    return found


def _before_flush(session: Session, context: Any, instances: Any) -> None:
    held = session.info.get(_HELD)
    if held is not None:
        _touched(session, session.new)
        for row in (*session.dirty, *session.deleted):
            let_go(session, row)


def _let_go_at_rollback(session: Session, previous: SessionTransaction) -> None:
    if not previous.nested:
        let_go_of_all(session)


event.listen(Session, "loaded_as_persistent", _loaded)
event.listen(Session, "before_flush", _before_flush)
event.listen(Session, "after_begin", _look_at_begin)
event.listen(Session, "after_commit", _hold_at_commit)
event.listen(Session, "after_soft_rollback", _let_go_at_rollback)
