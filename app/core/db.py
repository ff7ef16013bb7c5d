"""The database under the door: one engine, reading and writing sessions, and the writers' queue.

SQLite: WAL, synchronous FULL, foreign keys on; the driver begins nothing by itself (`isolation_level` None,
else a released savepoint outlives an outer rollback) and every writing transaction is BEGIN IMMEDIATE behind
one lock, because twenty writers waiting at SQLite's busy handler are ten times slower than in a queue.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlmodel import Session

from app.core.course_session import end_read
from app.core.guard import doing, is_housekeeping, keep_watch
from app.core.standing import forget_standing
from app.core.unwritten import keep_order

try:
    import fcntl
except ImportError:  # Windows: one server process only, where the thread lock is enough
    fcntl = None  # type: ignore[assignment]

_queues: dict[str, "WriteQueue"] = {}
_queues_lock = threading.Lock()
if hasattr(os, "register_at_fork"):
    # A file lock belongs to the opened file, which a copy of this process shares: it opens its own.
    os.register_at_fork(after_in_child=_queues.clear)


class WriteQueue:
    """One writer at a time in this process and, by a file lock, among all processes on one SQLite file."""

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.Lock()
        self._path = path
        self._file: IO[bytes] | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the right to write."""
        with self._lock:
            if fcntl is None or self._path is None:
                yield
                return
            if self._file is None:
                self._file = self._path.open("ab")
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


def is_sqlite(bind: Engine | Connection) -> bool:
    """Whether this is the embedded database."""
    return bind.dialect.name == "sqlite"


def make_engine(url: str, *, is_lasting: bool = True, lock_wait_seconds: int = 30) -> Engine:
    """An engine with the guard on, set up for its kind of database.

    is_lasting False: SQLite writes to the disk at checkpoints only, for a seeding that can be run again.
    lock_wait_seconds: how long a writer waits for another program that holds the SQLite file.
    """
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
        keep_watch(engine)
        keep_order(engine)
        return engine
    settings = {"check_same_thread": False, "timeout": lock_wait_seconds}
    engine = create_engine(url, pool_size=10, max_overflow=20, connect_args=settings)
    event.listen(engine, "connect", partial(_set_up_sqlite, "FULL" if is_lasting else "NORMAL"))
    event.listen(engine, "begin", _begin_sqlite)
    keep_watch(engine)
    keep_order(engine)
    return engine


def _set_up_sqlite(synchronous: str, connection: Any, record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # waits for nothing and reads nothing, so the driver is asked itself: each page begins so
        connection.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]


def write_queue(engine: Engine) -> WriteQueue:
    """The queue of this engine's database; PostgreSQL locks the course's row instead."""
    name = engine.url.render_as_string(hide_password=False)
    with _queues_lock:
        if name not in _queues:
            file = engine.url.database
            beside = Path(file + ".write-lock") if is_sqlite(engine) and file and file != ":memory:" else None
            _queues[name] = WriteQueue(beside)
        return _queues[name]


@contextmanager
def writing(session: Session) -> Iterator[None]:
    """One writing transaction on this session: in turn, immediate, committed at the end, rolled back on any
    fault.
    """
    end_read(session)  # a read begun before the turn came must not hold an old snapshot
    engine = session.get_bind()
    engine = engine.engine if isinstance(engine, Connection) else engine
    queue = write_queue(engine) if is_sqlite(engine) else None
    with queue.turn() if queue else _no_queue():
        session.connection(execution_options={"writing": True})
        try:
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise
        if is_housekeeping():
            forget_standing()  # no log tells of it


@contextmanager
def _no_queue() -> Iterator[None]:
    yield


@contextmanager
def housekeeping(session: Session) -> Iterator[None]:
    """A writing transaction for what the house keeps for itself, which is no evidence (see guard.py)."""
    with doing("housekeeping"), writing(session):
        yield
