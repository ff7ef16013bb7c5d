"""Rows of the reference that were read, held by the process: they are the same for every course and day.

Nothing is held longer than it is true: what is held belongs to one database and one edition of its reference,
which is asked for every few seconds, and a write to a table of the reference by this process drops all.
"""

import re
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event
from sqlmodel import Session, SQLModel, select

from app.models import rate

T, M = TypeVar("T"), TypeVar("M", bound=SQLModel)
_MOST, _SECONDS = 20_000, 5  # rows held; until the edition is asked for again
_TABLES = [
    model.__tablename__ for model in vars(rate).values()
    if isinstance(model, type) and issubclass(model, SQLModel) and hasattr(model, "__table__")
]  # fmt: skip
_WRITES = re.compile(rf"\s*(INSERT|UPDATE|DELETE)\b[^(]*?\b({'|'.join(sorted(_TABLES))})\b", re.I)
_EDITION = select(rate.ReferenceLoad.name, rate.ReferenceLoad.sha256).order_by(rate.ReferenceLoad.name)
_held: dict[tuple[Any, ...], Any] = {}
_ABSENT = object()
_addresses: WeakKeyDictionary[Engine, str] = WeakKeyDictionary()
_editions: dict[str, tuple[float, int]] = {}  # by database: when it was asked for, and what it was


def held(session: Session, name: tuple[Any, ...], make: Callable[[], T]) -> T:
    """What `make` reads of the reference, read once. name: its own, with all that it depends on; the value
    is shared, so nobody changes it.
    """
    of = (edition(session), name)
    found = _held.get(of, _ABSENT)
    if found is _ABSENT:
        found = _held[of] = make()
        if len(_held) > _MOST:
            _held.clear()
    value: T = found
    return value


def held_row(session: Session, model: type[M], key: Any) -> M | None:
    """The row of a table of the reference by its key, as a value beside the session, or None."""

    def read() -> M | None:
        row = session.get(model, key)
        return None if row is None else apart(row)

    return held(session, (model.__tablename__, key), read)


def apart(row: M) -> M:
    """A copy of a row that belongs to no session."""
    return type(row)(**row.model_dump())


def edition(session: Session) -> tuple[str, int]:
    """The database, and a hash of what its reference was loaded from."""
    address = _address(session.get_bind().engine)
    asked_at, loaded = _editions.get(address, (0.0, 0))
    if not asked_at or monotonic() - asked_at > _SECONDS:
        loaded = hash(tuple(map(tuple, session.connection().execute(_EDITION))))
        _editions[address] = monotonic(), loaded
    return address, loaded


def _address(engine: Engine) -> str:
    if engine not in _addresses:
        _addresses[engine] = str(engine.url)
    return _addresses[engine]


def _note_write(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
    if statement[:6].upper() in ("INSERT", "UPDATE", "DELETE") and _WRITES.match(statement):
        _held.clear()
        _editions.clear()


event.listen(Engine, "before_cursor_execute", _note_write)
