"""What the door keeps for itself: the log's head, running numbers, used keys, and the agenda.

None of it stands in a record, and nearly every deed writes all of it. So it goes past the session's flush, by
statements that are built once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Executable,
    TextClause,
    Uuid,
    bindparam,
    func,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlmodel import Session, col

from app.core.course_session import kept as in_transaction
from app.core.guard import doing
from app.models.agenda import AgendaEntry
from app.models.base import Plain
from app.models.course import Course
from app.models.evidence import KeyUsed, LogHead

_COURSE = select(Course).where(col(Course.id) == bindparam("course"))
_COURSE_LOCKED = _COURSE.with_for_update()
_COURSE_IF_FREE = _COURSE.with_for_update(skip_locked=True)
_HEAD = select(col(LogHead.size), col(LogHead.frontier), col(LogHead.last_at)).where(
    col(LogHead.course_id) == bindparam("course")
)
_GROWING = ("size", "frontier", "root", "last_at")
_GROW = (
    update(LogHead)
    .where(col(LogHead.course_id) == bindparam("course"))
    .values({name: bindparam(f"new_{name}") for name in _GROWING})
)
_BEGIN_LOG, _USE_KEY, _PUT = insert(LogHead), insert(KeyUsed), insert(AgendaEntry)
_KEY = select(col(KeyUsed.asked), col(KeyUsed.number), col(KeyUsed.made_id), col(KeyUsed.refusal)).where(
    col(KeyUsed.course_id) == bindparam("course"), col(KeyUsed.actor) == bindparam("by"),
    col(KeyUsed.key) == bindparam("of_key"),
)  # fmt: skip
_FIRST_DUE = select(func.min(AgendaEntry.due_at)).where(
    col(AgendaEntry.course_id) == bindparam("course"), col(AgendaEntry.is_done).is_(False)
)
# The first is 1; one statement for as many names as there are, `%s` being their places.
_NEXT = """INSERT INTO running_number (course_id, name, last) VALUES %s
    ON CONFLICT (course_id, name) DO UPDATE SET last = running_number.last + 1 RETURNING name, last"""
_TAKE = """INSERT INTO running_number (course_id, name, last) VALUES %s
    ON CONFLICT (course_id, name) DO UPDATE SET last = running_number.last + excluded.last
    RETURNING name, last"""
_SETTLE = update(AgendaEntry).where(col(AgendaEntry.id) == bindparam("entry")).values(is_done=True)
_DECIDE = (
    update(AgendaEntry)
    .where(col(AgendaEntry.id) == bindparam("entry"))
    .values(decided=bindparam("intents", type_=Plain), name=literal("0:").concat(col(AgendaEntry.name)))
)
_CANCEL = (
    update(AgendaEntry)
    .where(
        col(AgendaEntry.course_id) == bindparam("course"), col(AgendaEntry.subject_id) == bindparam("about"),
        col(AgendaEntry.kind) == bindparam("of_kind"), col(AgendaEntry.is_done).is_(False),
    )
    .values(is_done=True, is_cancelled=True)
)  # fmt: skip


def locked_course(
    session: Session, course_id: UUID, *, is_embedded: bool, waits: bool = True
) -> Course | None:
    """The course, its row locked on PostgreSQL so that its log has one writer and no fork. A lock lasts until
    the transaction ends, so the later deeds of one are given the same object again.

    waits False: None when somebody else holds it now.
    """
    held = in_transaction(session, "locked_course", dict[UUID, Course])
    if course_id not in held:
        locked = _COURSE_LOCKED if waits else _COURSE_IF_FREE
        course = session.scalars(_COURSE if is_embedded else locked, {"course": course_id}).first()
        if course is None:
            return None
        held[course_id] = course
    return held[course_id]


def log_head(connection: Connection, course_id: UUID) -> Any:
    """size, frontier and last_at of a course's log; None before its first record."""
    return connection.execute(_HEAD, {"course": course_id}).first()


def grow_log(connection: Connection, course_id: UUID, head: Mapping[str, Any], *, is_first: bool) -> None:
    """Write the head that the log has now. head: columns of LogHead."""
    if is_first:
        _write(connection, _BEGIN_LOG, {"course_id": course_id, **head})
    else:
        _write(connection, _GROW, {"course": course_id} | {f"new_{name}": head[name] for name in _GROWING})


def next_numbers(connection: Connection, course_id: UUID, names: Sequence[str]) -> list[int]:
    """The next running number of each of these names in the course; no name twice."""
    given = {f"name_{n}": name for n, name in enumerate(names)}
    statement = _next_numbers(len(names))
    found = dict(_write(connection, statement, {"course": course_id} | given).all())
    return [found[name] for name in names]


def take_numbers(connection: Connection, course_id: UUID, counts: Mapping[str, int]) -> dict[str, int]:
    """The first of so many running numbers of each name in the course (count 1 or more)."""
    if not counts:
        return {}
    names = sorted(counts)
    rows = ", ".join(f"(:course, :name_{n}, :count_{n})" for n in range(len(names)))
    given: dict[str, Any] = {"course": course_id}
    for n, name in enumerate(names):
        given |= {f"name_{n}": name, f"count_{n}": counts[name]}
    statement = text(_TAKE % rows).bindparams(bindparam("course", type_=Uuid()))
    found = dict(_write(connection, statement, given).all())
    return {name: found[name] - counts[name] + 1 for name in names}


def key_used(connection: Connection, course_id: UUID, name: str, key: str) -> Any:
    """asked, number, made_id and refusal of an actor's key; None if it is new."""
    return connection.execute(_KEY, {"course": course_id, "by": name, "of_key": key}).first()


def use_key(connection: Connection, columns: Mapping[str, Any]) -> None:
    """Keep a key with the outcome that it had. columns: of KeyUsed."""
    _write(connection, _USE_KEY, columns)


def first_due(connection: Connection, course_id: UUID) -> datetime | None:
    """When the first entry of the agenda that is not yet performed falls due."""
    return connection.execute(_FIRST_DUE, {"course": course_id}).scalar()


def put_on_agenda(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put entries on the agenda. rows: columns of AgendaEntry."""
    if rows:
        _write(connection, _PUT, [{**row, "is_done": False, "is_cancelled": False} for row in rows])


def decide(session: Session, entry_id: UUID, intents: list[Any]) -> None:
    """Keep with an entry what was decided about it, before the first of several deeds is performed.

    From then on it comes before all others of its moment, also those that its own first deeds bring about:
    a transaction may end between its deeds.
    """
    _write(session.connection(), _DECIDE, {"entry": entry_id, "intents": intents})
    _read_anew(session)


def settle(session: Session, entry_id: UUID) -> None:
    """An entry of the agenda is fulfilled."""
    _write(session.connection(), _SETTLE, {"entry": entry_id})
    _read_anew(session)


def cancel(session: Session, course_id: UUID, kind: str, subject_id: UUID) -> None:
    """Whatever the agenda still holds of this kind for the subject will not be performed."""
    _write(session.connection(), _CANCEL, {"course": course_id, "of_kind": kind, "about": subject_id})
    _read_anew(session)


@cache
def _next_numbers(count: int) -> TextClause:
    places = ", ".join(f"(:course, :name_{n}, 1)" for n in range(count))
    return text(_NEXT % places).bindparams(bindparam("course", type_=Uuid()))


def _write(connection: Connection, statement: Executable, given: Any) -> Any:
    with doing("bulk"):
        return connection.execute(statement, given)


def _read_anew(session: Session) -> None:
    """Entries that the session holds are read again when they are used again."""
    for held in session.identity_map.values():
        if isinstance(held, AgendaEntry):
            session.expire(held)
