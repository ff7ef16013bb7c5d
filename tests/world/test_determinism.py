"""The same seed and the same actions give the same world, however it is let run."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.actions import perform as door
from app.actions.registry import load_all
from app.core.db import make_engine
from app.models.evidence import LogHead
from app.queries.teaching.fingerprint import Fingerprint, fingerprint
from app.queries.teaching.verify import verify_course
from app.world import agenda
from app.world.dice import Dice
from seed.simulate import Plan, found_simulation, open_world
from seed.simulation_run import at_work, begin_day, end_day, pass_day
from tests.databases import new_postgres
from tests.fingerprint import history, where_worlds_part

DAYS, FEW_DAYS = 8, 3
KILLED_ON, MIDDLE = 6, 0.93  # the day of the kill, and at which share of all records until its end
LEAST_DRAWS = 200
PLAN = Plan(
    "the seed of the tests", DAYS, [("Heron", "strong"), ("Plum", "middling"), ("Anchor", "weak")],
    {"buyers_per_day": "2.5", "consumers_per_day": "1"}, ("lanmei-home",),
)  # fmt: skip
LETTERS_ALONE = replace(PLAN, days=6, house={"buyers_per_day": "3", "consumers_per_day": "0"})
Told = tuple[Fingerprint, list[tuple[str, ...]]]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty site whose own clock stands at the first day, made once."""
    path = tmp_path_factory.mktemp("founded") / "site.sqlite3"
    engine = make_engine(f"sqlite+pysqlite:///{path}")
    found_simulation(engine, PLAN.seed)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@contextmanager
def a_site(founded: Path, folder: Path) -> Iterator[Engine]:
    """A copy of that site in a folder of its own, which need not outlive the machine."""
    folder.mkdir(parents=True)
    shutil.copyfile(founded, folder / "site.sqlite3")
    engine = make_engine(f"sqlite+pysqlite:///{folder / 'site.sqlite3'}", is_lasting=False)
    yield engine
    engine.dispose()


def run(founded: Path, folder: Path, plan: Plan) -> list[Told]:
    """The world of a plan, let run by one worker: what is told of it after each day."""
    with a_site(founded, folder) as engine, at_work(engine, folder, 1) as crew:
        course_id = opened(engine, plan)
        days = []
        for _ in range(plan.days):
            pass_day(engine, [course_id], crew)
            days.append(told(engine, course_id))
        return days


def opened(engine: Engine, plan: Plan) -> UUID:
    """The plan's course on its first morning."""
    with Session(engine) as session:
        return open_world(session, plan)


def told(engine: Engine, course_id: UUID) -> Told:
    """Fingerprint and history of a course, whose log is whole."""
    with Session(engine) as session:
        assert verify_course(session, course_id).first_fault is None
        return fingerprint(session, course_id), history(engine, course_id)


@pytest.fixture(scope="module")
def world(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """The world, day by day, that ran with one worker and was never broken off."""
    days = run(founded, tmp_path_factory.mktemp("world") / "site", PLAN)
    done = {action for _, _, action, _, _, _ in days[-1][1]}
    assert {"listing.publish", "inquiry.reply", "quotation.draft", "retail.pass_day"} <= done
    return days


def check_same(one: Told, other: Told) -> None:
    """Two worlds are the same by stable names; says where they part if not."""
    if one[0].whole != other[0].whole:
        pytest.fail(where_worlds_part(one[0], other[0], (one[1], other[1])))


def test_the_order_of_teams_what_shares_a_transaction_and_when_rows_are_written_change_nothing(
    world: list[Told], founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda, "MOST_SECONDS", 0)  # each deed by itself
    monkeypatch.setattr(door, "_read_back", set(load_all()))  # ... and each row as it is made
    check_same(world[-1], run(founded, tmp_path / "turned", replace(PLAN, teams=PLAN.teams[::-1]))[-1])


def test_two_workers_on_two_courses_killed_in_the_middle_make_the_same_world_to_the_byte(
    world: list[Told], founded: Path, tmp_path: Path
) -> None:
    with a_site(founded, tmp_path / "site") as engine:
        ids = [opened(engine, PLAN), opened(engine, PLAN)]
        with at_work(engine, tmp_path, 2) as crew:
            for _ in range(KILLED_ON - 1):
                pass_day(engine, ids, crew)
            begin_day(engine, ids)
            while size(engine, ids[0]) < MIDDLE * len(world[KILLED_ON - 1][1]):
                crew.turn()
            for process in crew.processes:
                process.kill()
            crew.processes[0].join()
        assert size(engine, ids[0]) < len(world[KILLED_ON - 1][1])
        with at_work(engine, tmp_path, 1) as crew:
            end_day(engine, crew)
            for _ in range(KILLED_ON, DAYS):
                pass_day(engine, ids, crew)
        first, second = (told(engine, course_id) for course_id in ids)
    check_same(world[-1], first)
    check_same(world[-1], second)
    assert first[0].stored == world[-1][0].stored


def test_a_worker_for_whom_nobody_waits_makes_the_same_world_to_the_byte(
    world: list[Told], founded: Path, tmp_path: Path
) -> None:
    with a_site(founded, tmp_path / "site") as engine, at_work(engine, tmp_path, 1, is_alone=True) as crew:
        course_id = opened(engine, PLAN)
        for _ in range(DAYS):
            pass_day(engine, [course_id], crew)
        alone = told(engine, course_id)
    check_same(world[-1], alone)
    assert alone[0].stored == world[-1][0].stored


def size(engine: Engine, course_id: UUID) -> int:
    """How many records the course has."""
    with Session(engine) as session:
        return session.exec(select(LogHead.size).where(LogHead.course_id == course_id)).one()


@pytest.mark.postgres
def test_two_workers_on_two_courses_on_postgres_make_the_same_world(
    world: list[Told], postgres_server: str | None
) -> None:
    with new_postgres(postgres_server) as url:
        engine = make_engine(url)
        found_simulation(engine, PLAN.seed)
        ids = [opened(engine, PLAN), opened(engine, PLAN)]
        with at_work(engine, Path(), 2) as crew:
            for _ in range(FEW_DAYS):
                pass_day(engine, ids, crew)
        for course_id in ids:
            check_same(world[FEW_DAYS - 1], told(engine, course_id))
        engine.dispose()


def test_one_more_team_changes_no_draw_and_no_day_of_those_that_it_does_not_compete_with(
    founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws: list[dict[tuple[str, int], Decimal]] = []
    unit = Dice.unit

    def noted(dice: Dice) -> Decimal:
        drawn = unit(dice)
        draws[-1][dice._name, dice._drawn] = drawn
        return drawn

    monkeypatch.setattr(Dice, "unit", noted)
    found = []
    for name, teams in (("three", PLAN.teams), ("four", [("Newcomer", "strong"), *PLAN.teams])):
        draws.append({})
        found.append(run(founded, tmp_path / name, replace(LETTERS_ALONE, teams=teams))[-1])
    three, four = draws
    # A circular letter is one text for all whom it reaches, drawn by its month, whoever gets it first.
    own = {name: value for name, value in four.items() if "Newcomer" not in name[0]}
    assert {name for name in own if name not in three} <= {n for n in own if "\x1fcircular\x1f" in n[0]}
    assert three == {name: value for name, value in own.items() if name in three}
    teams = found[1][0].teams
    assert {name: teams[name] for name in found[0][0].teams} == found[0][0].teams
    assert len(three) > LEAST_DRAWS
