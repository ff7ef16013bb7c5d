"""A course day of 60 teams: what the world does in it, apart from what players do in people's place.

The players' part is their turns and their answers on the telephone, and by the number of their deeds what the
transactions take that hold them. All else is the world's, also what belongs to no deed.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlmodel import Session

from app.core.db import make_engine
from app.core.settings import Settings
from app.world import agenda
from app.world.agenda import Passing
from app.world.intent import Intent
from bench.table import Line
from bench.world import World
from seed.simulate import found_simulation, open_world, plan_of
from seed.simulation_run import Transactions, at_work, pass_day

TEAMS, WARM_DAYS, DAYS = 60, 8, 1
_MOST_SECONDS, _MOST_MS = 0.5, 100
_PLAYERS = ("team.play", "call.hear")  # turns, and what players say on the telephone


class _Share:
    """CPU seconds and deeds by kind of agenda entry.

    Looks and deeds are their kind's own. What a transaction takes besides (to begin it, to take the course in
    hand, to write its rows, to commit) is divided among the deeds that it holds, by their number; one without
    deeds is theirs whose look it was begun for.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.deeds: dict[str, int] = defaultdict(int)
        self._own, self._deeds = 0.0, Counter[str]()  # of the transaction in hand: looks and deeds
        self._looked_at = ""

    def noted(self, work: Any) -> Any:
        """`perform_deeds` that adds up what each entry took."""

        def perform_deeds(session: Session, entry: Any, *rest: Any) -> Iterator[int]:
            kind, steps = entry.kind, work(session, entry, *rest)
            while True:
                began = time.thread_time()
                position = next(steps, None)
                self._note(kind, time.thread_time() - began)
                if position is None:
                    return
                self.deeds[kind] += 1
                self._deeds[kind] += 1
                yield position

        return perform_deeds

    def _note(self, kind: str, seconds: float) -> None:
        self.seconds[kind] += seconds
        self._own += seconds

    def passed(self, some: Any) -> Any:
        """`Passing.some`, one transaction with the look before it: what is nobody's own is divided."""

        def passed(passing: Any, *rest: Any) -> int:
            began, self._own = time.thread_time(), 0.0
            self._deeds, self._looked_at = Counter(), ""
            done: int = some(passing, *rest)
            left = time.thread_time() - began - self._own
            shares = self._deeds or Counter([self._looked_at])
            for kind, count in shares.items():
                self.seconds[kind] += left * count / shares.total()
            return done

        return passed

    def looked(self, look: Any) -> Any:
        """The look before a transaction, of entries whose view takes long."""

        def intents(session: Session, entry: Any) -> list[Intent]:
            began = time.thread_time()
            found: list[Intent] = look(session, entry)
            if agenda.agent_for(entry.kind).is_long:
                self._note(entry.kind, time.thread_time() - began)
                self._looked_at = entry.kind
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
            kept = agenda.perform_deeds, agenda._intents, Passing.some
            agenda.perform_deeds, agenda._intents = share.noted(kept[0]), share.looked(kept[1])
            Passing.some = share.passed(kept[2])  # type: ignore[method-assign]
            began = time.process_time()
            for _ in range(DAYS):
                pass_day(engine, [course_id], crew)
            whole = (time.process_time() - began) / DAYS
            agenda.perform_deeds, agenda._intents, Passing.some = kept  # type: ignore[method-assign]
        engine.dispose()
    yield from _lines(share, whole, seen)


def _lines(share: _Share, whole: float, seen: Transactions) -> Iterator[Line]:
    players, deeds = (sum(of[kind] for kind in _PLAYERS) / DAYS for of in (share.seconds, share.deeds))
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
