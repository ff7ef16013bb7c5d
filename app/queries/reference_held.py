"""Rows of the reference that were read, held by the process: they are the same for every course and day.

Nothing is held longer than it is true: what is held belongs to one database and one edition of its reference,
which is asked for once in a transaction, and a write to a table of the reference by this process drops all.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Engine, event
from sqlmodel import Session, SQLModel, select

from app.core.course_session import kept
from app.models import rate

T, M = TypeVar("T"), TypeVar("M", bound=SQLModel)
_MOST = 20_000
_TABLES = [
    model.__tablename__ for model in vars(rate).values()
    if isinstance(model, type) and issubclass(model, SQLModel) and hasattr(model, "__table__")
]  # fmt: skip
_WRITES = re.compile(rf"\s*(INSERT|UPDATE|DELETE)\b[^(]*?\b({'|'.join(sorted(_TABLES))})\b", re.I)
_EDITION = select(rate.ReferenceLoad.name, rate.ReferenceLoad.sha256).order_by(rate.ReferenceLoad.name)
_held: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_writes = [0]


def held(session: Session, name: tuple[Any, ...], make: Callable[[], T]) -> T:
    """What `make` reads of the reference, read once. name: its own, with all that it depends on; the value
    is shared, so nobody changes it.
    """
    of = (*kept(session, "reference_edition", lambda: _edition(session)), _writes[0], name)
    if of in _held:
        _held.move_to_end(of)
        found: T = _held[of]
        return found
    made = make()
    _held[of] = made
    if len(_held) > _MOST:
        _held.popitem(last=False)
    return made


def held_row(session: Session, model: type[M], key: Any) -> M | None:
    """The row of a table of the reference by its key, as a value beside the session, or None."""

    def read() -> M | None:
        row = session.get(model, key)
        return None if row is None else apart(row)

    return held(session, (model.__tablename__, key), read)


def apart(row: M) -> M:
    """A copy of a row that belongs to no session."""
    return type(row)(**row.model_dump())


def _edition(session: Session) -> tuple[Any, ...]:
    bind = session.get_bind()
    return str(bind.engine.url), hash(tuple(map(tuple, session.connection().execute(_EDITION))))


def _note_write(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
    if statement[:6].upper() in ("INSERT", "UPDATE", "DELETE") and _WRITES.match(statement):
        _writes[0] += 1
        _held.clear()


event.listen(Engine, "before_cursor_execute", _note_write)
