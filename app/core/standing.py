"""What was read of a course, kept by this process while the course's log stands where it stood.

All that is a course's own changes only by deeds, and each deed, done or refused, grows the course's log in
the same transaction. So what was read at one size of the log is true for every reader at that size; what it
depends on besides (a team, a day, a language) is part of its name.

A reading session is told the size where it reads who is asking, and knows it for that one transaction
(`course_session.py`). A session that was not told (the world's, or one that is performing a deed) reads anew,
and so does one that reads as if something were otherwise.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.core.course_session import log_size

T = TypeVar("T")
_MOST = 400  # values of one database; the largest, a team's deals, is some 100 kB
_Held = OrderedDict[tuple[UUID, Hashable], tuple[int, object]]
_of_engines: WeakKeyDictionary[Engine, _Held] = WeakKeyDictionary()
_lock = Lock()


def while_log_stands(session: Session, course_id: UUID, name: Hashable, make: Callable[[], T]) -> T:
    """What `make` reads of a course, read once while its log stands.

    name: its own, with all that it depends on besides the course. The value is shared between threads and
    readers, so nobody changes it, and it belongs to no session.
    """
    size = log_size(session, course_id)
    if size is None:
        return make()
    engine, place = session.get_bind().engine, (course_id, name)
    with _lock:
        held = _of_engines.setdefault(engine, OrderedDict())
        found = held.get(place)
        if found is not None and found[0] == size:
            held.move_to_end(place)
            value: T = found[1]  # type: ignore[assignment]
            return value
    value = make()
    with _lock:
        held[place] = size, value
        held.move_to_end(place)
        while len(held) > _MOST:
            held.popitem(last=False)
    return value


def forget_standing() -> None:
    """After a write that no log tells of: all is read anew."""
    with _lock:
        _of_engines.clear()
