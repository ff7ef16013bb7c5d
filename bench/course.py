"""One day of a course with everything that the world and its players do in it, in CPU seconds."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event
from sqlmodel import Session, select

from app.models.course import Course
from app.models.evidence import LogHead
from app.models.team import Team
from app.world.worker import step_to
from bench.table import Line
from bench.world import World, copied, engine_of

_DAYS, _MOST_SECONDS, _MOST_MS = 4, 0.5, 100


class _Transactions:
    """The CPU time of each writing transaction."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._began = 0.0

    def begin(self, connection: Connection) -> None:
        self._began = time.thread_time()

    def commit(self, connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            self.longest_ms = max(self.longest_ms, (time.thread_time() - self._began) * 1000)


def day(world: World) -> Iterator[Line]:
    """The mean of some days of the demo course."""
    with copied(world.demo()) as folder:
        engine, transactions = engine_of(folder), _Transactions()
        event.listen(engine, "begin", transactions.begin)
        event.listen(engine, "commit", transactions.commit)
        course_id = UUID(world.course_id)
        with Session(engine) as session:
            teams = len(session.exec(select(Team.id).where(Team.course_id == course_id)).all())
            at = session.get_one(Course, course_id).clock_at
            step_to(session, course_id, at + timedelta(days=1))
            before, began = _records(session, course_id), time.process_time()
            for number in range(2, _DAYS + 2):
                step_to(session, course_id, at + timedelta(days=number))
                session.expire_all()
            seconds = (time.process_time() - began) / _DAYS
            deeds = (_records(session, course_id) - before) / _DAYS
        engine.dispose()
    yield Line(
        f"one course day, {teams} teams with their players", f"{seconds:.2f} s CPU, {deeds:.0f} records",
        cpu_ms=seconds / deeds * 1000, bar=f"<= {_MOST_SECONDS} s", is_met=seconds <= _MOST_SECONDS,
    )  # fmt: skip
    longest = transactions.longest_ms
    yield Line(
        "its longest transaction",
        f"{longest:.0f} ms CPU",
        bar=f"<= {_MOST_MS} ms",
        is_met=longest <= _MOST_MS,
    )


def _records(session: Session, course_id: UUID) -> Any:
    return session.exec(select(LogHead.size).where(LogHead.course_id == course_id)).one()
