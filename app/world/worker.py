"""The worker that lets courses' time pass: one thread for all courses, one process at a time."""

import threading
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import IO
from uuid import UUID

import structlog
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.actions.holding import start_holding_on
from app.actions.registry import load_all as load_verbs
from app.core.course_session import end_read
from app.core.memory import settle_memory
from app.models.course import SITE, Course
from app.world.agenda import Passing, advance, reach
from app.world.agent import load_all as load_agents
from app.world.personas import prepare_personas
from app.world.rewording import Rewording

try:
    import fcntl
except ImportError:  # Windows: one process, which is then the only worker
    fcntl = None  # type: ignore[assignment]

log = structlog.get_logger("world")
_PAUSE_SECONDS = 0.5
_TURN_SECONDS = 0.5  # of one course before another course gets its turn
_BREATH_SECONDS = 0.001  # between two transactions, so that people who wait to write come in


class Worker:
    """Performs due entries while the server runs. `start` and `stop` are the server's.

    is_alone: nobody else uses the database, so that nobody waits behind its transactions.
    """

    def __init__(
        self, engine: Engine, data_folder: Path, reword: Rewording | None = None, *, is_alone: bool = False
    ) -> None:
        self._engine, self._reword, self._is_alone = engine, reword, is_alone
        self._lock_path = data_folder / "world.lock"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="world", daemon=True)
        self._session: Session | None = None  # holds on to what it has read, see actions/holding.py
        self._passings: dict[UUID, Passing] = {}

    def start(self) -> None:
        """Begin. A second process waits in the background until the first has gone."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the action in hand; what is left is due at the next start."""
        self._stop.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        make_ready()
        self._lock_path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock_path.open("ab") as lock:
            while not self._stop.is_set() and not _own(lock):
                self._stop.wait(1)
            while not self._stop.is_set():
                try:
                    worked = self.turn()
                except Exception:
                    log.exception("world.turn_failed")
                    worked = False
                if not worked:
                    self._stop.wait(_PAUSE_SECONDS)

    def turn(self) -> bool:
        """Give every moving course its turn. Returns whether there was anything to do."""
        session = self._session or self._new_session()
        try:
            moving = select(Course.id).where(col(Course.id) != SITE, col(Course.clock_state) != "paused")
            courses = list(session.exec(moving.where(col(Course.state) == "open").order_by(col(Course.id))))
            end_read(session)
            moved = [self._move(session, course_id) for course_id in courses]  # each gets its turn
        except BaseException:
            self._session = None
            session.close()
            raise
        self._passings = {each: self._passings[each] for each in courses}
        return any(moved)

    def _new_session(self) -> Session:
        self._session, self._passings = Session(self._engine), {}
        start_holding_on(self._session)
        return self._session

    def _move(self, session: Session, course_id: UUID) -> bool:
        """A turn of one course: transaction after transaction, people's own in between."""
        if course_id not in self._passings:
            self._passings[course_id] = Passing(session, course_id, self._reword, is_alone=self._is_alone)
        passing, ends, moved = self._passings[course_id], monotonic() + _TURN_SECONDS, False
        while monotonic() < ends and not self._stop.is_set() and passing.some():
            moved = True
            if not self._is_alone:
                self._stop.wait(_BREATH_SECONDS)
        return moved


def make_ready() -> None:
    """Load what agents and verbs need before somebody waits for the first of them."""
    load_verbs()
    load_agents()
    prepare_personas()
    settle_memory()


def step_to(session: Session, course_id: UUID, until: datetime, *, is_alone: bool = False) -> int:
    """Advance a course without a server: everything due up to `until`, then the clock stands there.

    is_alone: nobody else uses the database.
    """
    return advance(session, course_id, until, is_alone=is_alone) + reach(session, course_id, until)


def _own(lock: IO[bytes]) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
