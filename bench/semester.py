"""A course day of 60 teams: what the world does in it, apart from what players do in people's place."""

import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlmodel import Session

from app.core.db import make_engine
from app.core.settings import Settings
from app.core.unwritten import Unwritten
from app.world import agenda
from app.world.intent import Intent
from bench.table import Line
from bench.world import World
from seed.simulate import found_simulation, open_world, plan_of
from seed.simulation_run import Transactions, at_work, pass_day

TEAMS, WARM_DAYS, DAYS = 60, 8, 1
_MOST_SECONDS, _MOST_MS = 0.5, 100
_PLAYERS = "team.play"


class _Share:
    """CPU seconds and deeds by kind of agenda entry, looks and deeds together."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.deeds: dict[str, int] = defaultdict(int)
        self._unwritten: dict[str, int] = defaultdict(int)
        self._is_in_deed = False

    def noted(self, work: Any) -> Any:
        """`perform_deeds` that adds up what each entry took."""

        def perform_deeds(session: Session, entry: Any, *rest: Any) -> Iterator[int]:
            kind, steps = entry.kind, work(session, entry, *rest)
            while True:
                began, self._is_in_deed = time.thread_time(), True
                position = next(steps, None)
                self.seconds[kind] += time.thread_time() - began
                self._is_in_deed = False
                if position is None:
                    return
                self.deeds[kind] += 1
                self._unwritten[kind] += 1
                yield position

        return perform_deeds

    def written(self, write: Any) -> Any:
        """The writing at the end of a transaction, of all its deeds: each kind has its share by their number.
        What a deed makes be written before it is its own.
        """

        def written(unwritten: Unwritten) -> None:
            began = time.thread_time()
            write(unwritten)
            if not self._is_in_deed and (deeds := sum(self._unwritten.values())):
                each = (time.thread_time() - began) / deeds
                for kind, count in self._unwritten.items():
                    self.seconds[kind] += each * count
                self._unwritten.clear()

        return written

    def looked(self, look: Any) -> Any:
        """The look before a transaction, of entries whose view takes long."""

        def intents(session: Session, entry: Any) -> list[Intent]:
            began = time.thread_time()
            found: list[Intent] = look(session, entry)
            if agenda.agent_for(entry.kind).is_long:
                self.seconds[entry.kind] += time.thread_time() - began
            return found

        return intents


def semester_day(world: World) -> Iterator[Line]:
    """The mean of some days of a course of 60 teams that are all at work. The site is made anew."""
    share = _Share()
    with TemporaryDirectory(prefix="five-truths-bench-") as made:
        folder = Path(made)
        engine = make_engine(Settings(data_folder=folder).url)
        plan = plan_of("bench", WARM_DAYS + DAYS, TEAMS)
        found_simulation(engine, plan.seed)
        with Session(engine) as session:
            course_id = open_world(session, plan)
        with at_work(engine, folder, 1) as crew:
            for _ in range(WARM_DAYS):
                pass_day(engine, [course_id], crew)
            seen = Transactions(engine)
            kept = agenda.perform_deeds, agenda._intents, Unwritten.write
            agenda.perform_deeds, agenda._intents = share.noted(kept[0]), share.looked(kept[1])
            Unwritten.write = share.written(kept[2])  # type: ignore[method-assign]
            began = time.process_time()
            for _ in range(DAYS):
                pass_day(engine, [course_id], crew)
            whole = (time.process_time() - began) / DAYS
            agenda.perform_deeds, agenda._intents, Unwritten.write = kept  # type: ignore[method-assign]
        engine.dispose()
    yield from _lines(share, whole, seen)


def _lines(share: _Share, whole: float, seen: Transactions) -> Iterator[Line]:
    players, deeds = share.seconds[_PLAYERS] / DAYS, share.deeds[_PLAYERS] / DAYS
    theirs = sum(share.deeds.values()) / DAYS - deeds
    yield Line(
        f"one course day, {TEAMS} teams: the world's side",
        f"{whole - players:.2f} s CPU, {theirs:.0f} deeds",
        cpu_ms=(whole - players) / theirs * 1000, bar=f"<= {_MOST_SECONDS} s",
        is_met=whole - players <= _MOST_SECONDS,
    )  # fmt: skip
    yield Line(
        "the same: what players do in people's place", f"{players:.2f} s CPU, {deeds:.0f} deeds",
        cpu_ms=players / deeds * 1000,
    )  # fmt: skip
    yield Line(
        "its longest transaction", f"{seen.cpu_ms:.0f} ms CPU", bar=f"<= {_MOST_MS} ms",
        is_met=seen.cpu_ms <= _MOST_MS,
    )  # fmt: skip
