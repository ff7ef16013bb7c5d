"""The same seed and the same actions give the same world, however it is let run."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.core.db import make_engine
from app.core.settings import Settings
from app.queries.fingerprint import Fingerprint, fingerprint
from app.world.worker import Worker
from seed.simulate import Plan, found_simulation, open_world
from seed.simulation_run import Crew, pass_day
from tests.fingerprint import history, where_worlds_part

DAYS = 9
PLAN = Plan(
    "the seed of the tests", DAYS, [("Heron", "strong"), ("Plum", "middling"), ("Anchor", "weak")],
    {"buyers_per_day": "1.5", "consumers_per_day": "1"}, ("lanmei-home",),
)  # fmt: skip


@contextmanager
def a_site(folder: Path) -> Iterator[Engine]:
    """An empty site in a folder of its own, that need not outlive the machine."""
    folder.mkdir(parents=True)
    engine = make_engine(Settings(data_folder=folder).url, is_lasting=False)
    found_simulation(engine, PLAN.seed)
    yield engine
    engine.dispose()


def run(folder: Path, plan: Plan) -> tuple[Fingerprint, list[tuple[str, ...]]]:
    """The world of a plan, let run by one worker: its fingerprint and its history."""
    with a_site(folder) as engine:
        course_id = opened(engine, plan)
        crew = Crew(Worker(engine, folder))
        for _ in range(plan.days):
            pass_day(engine, course_id, crew)
        return told(engine, course_id)


def opened(engine: Engine, plan: Plan) -> UUID:
    """The plan's course on its first morning."""
    with Session(engine) as session:
        return open_world(session, plan)


def told(engine: Engine, course_id: UUID) -> tuple[Fingerprint, list[tuple[str, ...]]]:
    """Fingerprint and history of a course."""
    with Session(engine) as session:
        return fingerprint(session, course_id), history(engine, course_id)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Fingerprint, list[tuple[str, ...]]]:
    """The world that ran with one worker and was never broken off."""
    found = run(tmp_path_factory.mktemp("whole") / "site", PLAN)
    done = {action for _, _, action, _, _, _ in found[1]}
    assert {"listing.publish", "inquiry.reply", "quotation.send", "retail.pass_day"} <= done
    return found


def same(
    one: tuple[Fingerprint, list[tuple[str, ...]]], other: tuple[Fingerprint, list[tuple[str, ...]]]
) -> bool:
    """Whether two worlds are the same by stable names; says where they part if not."""
    if one[0].whole != other[0].whole:
        pytest.fail(where_worlds_part(one[0], other[0], (one[1], other[1])))
    return True


def test_the_order_in_which_teams_were_made_changes_nothing(
    whole: tuple[Fingerprint, list[tuple[str, ...]]], tmp_path: Path
) -> None:
    assert same(whole, run(tmp_path / "turned", replace(PLAN, teams=PLAN.teams[::-1])))
