"""What the door and the world ask of a transaction: the course, locked, and what is on its agenda."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from app.actions.holding import look_again
from app.actions.in_hand import in_hand
from app.core.course_session import holds_on
from app.core.course_session import kept as in_transaction
from app.core.db import is_sqlite
from app.models.agenda import AgendaEntry
from app.models.course import Course

_COURSE = select(Course).where(col(Course.id) == bindparam("course"))
_COURSE_LOCKED = _COURSE.with_for_update()
_COURSE_IF_FREE = _COURSE.with_for_update(skip_locked=True)
_LOCK = select(col(Course.id)).where(col(Course.id) == bindparam("course")).with_for_update()
_LOCK_IF_FREE = _LOCK.with_for_update(skip_locked=True)


def locked_course(
    session: Session, course_id: UUID, *, is_embedded: bool, waits: bool = True
) -> Course | None:
    """The course, its row locked on PostgreSQL so that its log has one writer and no fork. A lock lasts until
    the transaction ends, so the later deeds of one are given the same object again.

    waits False: None when somebody else holds it now.
    """
    held = in_transaction(session, "locked_course", dict[UUID, Course])
    if course_id not in held:
        course = _lock(session, course_id, is_embedded=is_embedded, waits=waits)
        if course is None:
            return None
        held[course_id] = course
    return held[course_id]


def _lock(session: Session, course_id: UUID, *, is_embedded: bool, waits: bool) -> Course | None:
    asked = {"course": course_id}
    if not holds_on(session):
        locked = _COURSE_LOCKED if waits else _COURSE_IF_FREE
        return session.scalars(_COURSE if is_embedded else locked, asked).first()
    if not is_embedded:
        connection = session.connection()
        if connection.execute(_LOCK if waits else _LOCK_IF_FREE, asked).first() is None:
            return None
        look_again(session, connection)  # another may have done deeds until a moment ago
    return session.get(Course, course_id)


def next_due(session: Session, until: datetime) -> AgendaEntry | None:
    """The first entry of the course's agenda that is due and not yet performed. Several are read at once, so
    the course is locked before.
    """
    hand = in_hand(session)
    locked_course(session, hand.course_id, is_embedded=is_sqlite(hand.connection))
    return hand.agenda.next_due(until)


def decide(session: Session, entry_id: UUID, intents: list[Any]) -> None:
    """Keep with an entry what was decided about it, before the first of several deeds is performed.

    From then on it comes before all others of its moment, also those that its own first deeds bring about:
    a transaction may end between its deeds.
    """
    hand = in_hand(session)
    hand.agenda.decide(entry_id, intents)
    hand.is_unused(key_of(entry_id))


def key_of(entry_id: UUID) -> str:
    """What the keys of an entry's deeds begin with; `:0`, `:1`, ... follow."""
    return f"agenda:{entry_id}"
