"""Runs a plan's world day by day, by one worker or several, and reports on it."""

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, event
from sqlmodel import Session, select

from app.actions.actor import operator
from app.actions.perform import perform
from app.core.db import make_engine
from app.core.settings import Settings
from app.models.course import Course
from app.queries.teaching.fingerprint import fingerprint
from app.queries.teaching.simulated import simulated
from app.world.worker import Worker, make_ready
from seed.simulate import Plan, found_simulation, open_world

_WAIT_SECONDS = 0.002


class Transactions:
    """The longest writing transaction of an engine, CPU and wall, in milliseconds."""

    def __init__(self, engine: Engine) -> None:
        self.count, self.cpu_ms, self.wall_ms = 0, 0.0, 0.0
        self._began = (0.0, 0.0)
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "commit", self._commit)

    def _begin(self, connection: Connection) -> None:
        self._began = (time.thread_time(), time.perf_counter())

    def _commit(self, connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            self.count += 1
            self.cpu_ms = max(self.cpu_ms, (time.thread_time() - self._began[0]) * 1000)
            self.wall_ms = max(self.wall_ms, (time.perf_counter() - self._began[1]) * 1000)


def run(
    folder: Path, plan: Plan, *, workers: int = 1, with_parts: bool = False,
    told: Callable[[int], None] = lambda day: None,
) -> dict[str, Any]:  # fmt: skip
    """Make the world of a plan in an empty folder, let its days pass, and say what came of it.

    Args: told, called with the number of days that have passed, after each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(data_folder=folder)
    engine, clock = make_engine(settings.url, is_lasting=False), _Clock()
    found_simulation(engine, plan.seed)
    with Session(engine) as session:
        course_id = open_world(session, plan)
    engine.dispose()
    clock.note("set up")
    engine = make_engine(settings.url)
    seen = Transactions(engine)
    with at_work(engine, folder, workers, is_alone=True) as crew:
        days = []
        for day in range(1, plan.days + 1):
            days.append(pass_day(engine, [course_id], crew))
            told(day)
    clock.note("days")
    with Session(engine) as session:
        print_of = fingerprint(session, course_id)
        clock.note("fingerprint")
        happened = simulated(session, course_id)
    engine.dispose()
    seconds = sorted(days)
    times = clock.told() | {
        "CPU s a day": _shown(clock.cpu("days") / plan.days),
        "wall s of the longest day": _shown(seconds[-1]),
        "transactions": seen.count + crew.count,
        "longest transaction, CPU ms": round(max(seen.cpu_ms, crew.cpu_ms), 1),
        "longest transaction, wall ms": round(max(seen.wall_ms, crew.wall_ms), 1),
    }
    world = {"seed": plan.seed, "days": plan.days, "teams": len(plan.teams), "workers": workers}
    parts = {"tables": dict(print_of.tables), "teams": dict(print_of.teams)} if with_parts else {}
    times = {name: str(value) for name, value in times.items()}
    return {
        "world": world, **happened, "times": times, **parts,
        "stored": print_of.stored, "fingerprint": print_of.whole,
    }  # fmt: skip


class Crew:
    """Who lets the time pass: this process, or workers in processes of their own."""

    def __init__(self, worker: Worker | None, processes: Sequence[BaseProcess] = ()) -> None:
        self._worker = worker
        self.processes = processes
        self.count, self.cpu_ms, self.wall_ms = 0, 0.0, 0.0

    def turn(self) -> None:
        """Do what is due, or wait a moment until the others have."""
        if self._worker is None:
            if not any(process.is_alive() for process in self.processes):
                raise RuntimeError("all workers have gone")
            time.sleep(_WAIT_SECONDS)
        else:
            self._worker.turn()


@contextmanager
def at_work(engine: Engine, folder: Path, workers: int, *, is_alone: bool = False) -> Iterator[Crew]:
    """A crew of so many workers; it has gone home afterwards and its figures are added up.

    is_alone: nobody else uses the database, so that one worker takes long transactions; several wait for each
    other and never do.
    """
    if workers == 1:
        make_ready()
        yield Crew(Worker(engine, folder, is_alone=is_alone))
        return
    context, hired = get_context("spawn"), []
    for _ in range(workers):
        mine, theirs = context.Pipe()
        process = context.Process(target=_work, args=(address_of(engine), folder, theirs), daemon=True)
        process.start()
        theirs.close()
        hired.append((process, mine))
    crew = Crew(None, [process for process, _ in hired])
    try:
        yield crew
    finally:
        for process, mine in hired:
            with suppress(OSError, EOFError):  # a worker that was killed says nothing more
                mine.send("stop")
                count, cpu_ms, wall_ms = mine.recv()
                crew.count += count
                crew.cpu_ms, crew.wall_ms = max(crew.cpu_ms, cpu_ms), max(crew.wall_ms, wall_ms)
            process.join(10)


def address_of(engine: Engine) -> str:
    """The database's address, its password shown."""
    return engine.url.render_as_string(hide_password=False)


def _work(address: str, folder: Path, told: Pipe) -> None:
    """One worker's process: turns until it is told to stop."""
    engine = make_engine(address)
    make_ready()
    seen, worker = Transactions(engine), Worker(engine, folder)
    while not told.poll(0):
        if not worker.turn():
            time.sleep(_WAIT_SECONDS)
    told.send((seen.count, seen.cpu_ms, seen.wall_ms))
    engine.dispose()


def pass_day(engine: Engine, course_ids: Sequence[UUID], crew: Crew) -> float:
    """Let one day pass, as a teacher does who steps to the next morning. Returns seconds by the wall."""
    began = time.perf_counter()
    begin_day(engine, course_ids)
    end_day(engine, crew)
    return time.perf_counter() - began


def begin_day(engine: Engine, course_ids: Sequence[UUID]) -> None:
    """Ask for the next morning of these courses."""
    with Session(engine) as session:
        for course_id in course_ids:
            perform(session, operator(course_id), "clock.step", course_id).must()


def end_day(engine: Engine, crew: Crew) -> None:
    """Let the time pass until every course stands at the morning that it was asked for."""
    stepping = select(Course.id).where(Course.clock_state == "stepping")
    with Session(engine) as session:
        while session.exec(stepping).first() is not None:
            session.rollback()
            crew.turn()


class _Clock:
    """CPU of this process and its children, and wall time, by phase."""

    def __init__(self) -> None:
        self._at = self._now()
        self._phases: dict[str, tuple[float, float]] = {}

    @staticmethod
    def _now() -> tuple[float, float]:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime, time.perf_counter()

    def note(self, phase: str) -> None:
        """A phase has ended."""
        now = self._now()
        self._phases[phase] = (now[0] - self._at[0], now[1] - self._at[1])
        self._at = now

    def cpu(self, phase: str) -> float:
        """CPU seconds of a phase."""
        return self._phases[phase][0]

    def told(self) -> dict[str, str]:
        """CPU and wall seconds of each phase."""
        return {
            name: f"{_shown(cpu)} s CPU, {_shown(wall)} s wall" for name, (cpu, wall) in self._phases.items()
        }


def _shown(seconds: float) -> str:
    return f"{seconds:.2f}"
