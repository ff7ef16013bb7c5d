"""The power goes in the middle: what was confirmed is there, the rest is as if it had never been asked."""

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event, local
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.actions.actor import Actor, operator
from app.actions.perform import perform
from app.core.clock import home_time
from app.core.db import make_engine
from app.models.course import SITE, Course
from app.models.evidence import KeyUsed, Record
from app.models.ledger import LedgerEntry, LedgerPosting
from app.models.team import Team
from app.queries.teaching.verify import verify_course
from tests.builders import a_course
from tests.builders_world import DAYS, Site
from tests.databases import build_schema, new_postgres
from tests.fingerprint import world_fingerprint
from tests.journeys.running import ROOT, Browser, Server, engine_of, environment

DEEDS, PRESSERS, CONFIRMED_BEFORE_THE_END = 200, 16, 60


@dataclass
class Class:
    """An instructor at a server whose power will go."""

    told: dict[str, str]
    engine: Engine
    course_id: UUID
    person_id: UUID
    token: str
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def browser(self, url: str) -> Browser:
        """The instructor's browser."""
        browser = Browser(url)
        browser.http.cookies.set("session", self.token)
        return browser


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def gathered(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Class]:
    if request.param == "sqlite":
        yield from _gather(environment(tmp_path))
        return
    with new_postgres(request.getfixturevalue("postgres_server")) as url:
        yield from _gather(environment(tmp_path, url))


def _gather(told: dict[str, str]) -> Iterator[Class]:
    engine = engine_of(told)
    build_schema(engine)
    with Session(engine) as session:
        world = a_course(session)
        person_id = world.instructor.person_id
        assert person_id
        itself = Actor("person", str(person_id), SITE, person_id=person_id)
        perform(session, itself, "person.sign_in", person_id, {"token": "the-instructors-browser"}).must()
    yield Class(told, engine, world.course_id, person_id, "the-instructors-browser")
    engine.dispose()


def test_what_the_server_confirmed_before_it_was_killed_is_there_and_nothing_is_half_done(
    gathered: Class,
) -> None:
    server = Server(gathered.told)
    server.begin()
    server.await_answer()
    press(gathered, server, [f"key-{number}" for number in range(DEEDS)], kill=True)
    confirmed = dict(gathered.answers)
    assert CONFIRMED_BEFORE_THE_END <= len(confirmed) < DEEDS
    check_stored(gathered, confirmed)
    with Server(gathered.told) as again:
        press(gathered, again, [f"key-{number}" for number in range(DEEDS)], kill=False)
    for key, before in confirmed.items():
        now = gathered.answers[key]
        assert (now["record"], now["made_id"], now["replayed"]) == (before["record"], before["made_id"], True)
    check_stored(gathered, gathered.answers)
    assert len(gathered.answers) == len(rows(gathered, Team)) == DEEDS


def press(gathered: Class, server: Server, keys: list[str], *, kill: bool) -> None:
    """Each key makes one team, from many threads at once; `kill` ends the server while they press."""
    enough, mine = Event(), local()

    def one(key: str) -> None:
        if not hasattr(mine, "browser"):
            mine.browser = gathered.browser(server.url)
            mine.token = mine.browser.token()
        headers = {"accept": "application/json", "x-form-token": mine.token, "idempotency-key": key}
        path = f"/courses/{gathered.course_id}/teams/create"
        answer = mine.browser.http.post(path, json={"name": f"Team {key}"}, headers=headers)
        assert answer.status_code == 200, answer.text
        gathered.answers[key] = answer.json()
        if len(gathered.answers) >= CONFIRMED_BEFORE_THE_END:
            enough.set()

    with ThreadPoolExecutor(PRESSERS) as pressers:
        asked = [pressers.submit(one, key) for key in keys]
        if kill:
            assert enough.wait(120)
            assert server.end(signal.SIGKILL) == -signal.SIGKILL
        faults = [each.exception() for each in asked]
    wrong = [fault for fault in faults if fault and not (kill and isinstance(fault, httpx.TransportError))]
    assert wrong == []


def check_stored(gathered: Class, answers: dict[str, dict[str, Any]]) -> None:
    """Each answer's record and team are there, every stored deed is whole, and the log verifies."""
    keys = {row.key: row for row in rows(gathered, KeyUsed)}
    records = {row.number: row for row in rows(gathered, Record)}
    teams = {str(row.id): row for row in rows(gathered, Team)}
    for key, answer in answers.items():
        assert keys[key].number == answer["record"]
        assert records[answer["record"]].action == "team.create"
        assert teams[answer["made_id"]].name == f"Team {key}"
    assert len(keys) == len(records) == len(teams) == len(rows(gathered, LedgerEntry))
    assert len(rows(gathered, LedgerPosting)) == 2 * len(teams)  # the opening capital of each
    assert sorted(records) == list(range(len(records)))
    with Session(gathered.engine) as session:
        assert verify_course(session, gathered.course_id).first_fault is None


def rows(gathered: Class, model: type[Any]) -> list[Any]:
    """The course's rows of a table."""
    with Session(gathered.engine) as session:
        return list(session.exec(select(model).where(model.course_id == gathered.course_id)))


# Lets the course's mornings come until a day, and is killed before its n-th statement (0: never).
WORLD = """
import os, signal, sys
from datetime import datetime
from uuid import UUID
from sqlalchemy import event
from sqlmodel import Session
from app.core.clock import next_morning
from app.core.db import make_engine
from app.models.course import Course
from app.world.worker import step_to
url, course_id = sys.argv[1], UUID(sys.argv[2])
until, left = datetime.fromisoformat(sys.argv[3]), [int(sys.argv[4])]
engine = make_engine(url)
def count(connection, cursor, statement, *rest):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(engine, "before_cursor_execute", count)
with Session(engine) as session:
    while (now := session.get_one(Course, course_id).clock_at) < until:
        step_to(session, course_id, next_morning(now))
        session.expunge_all()
"""
WORLD_DAYS, KILLS = 12, 7


def test_a_world_that_was_killed_again_and_again_is_the_world_that_never_was(
    site: Site, tmp_path: Path
) -> None:
    course_id = UUID(site.ids["course_one"])
    _let_a_player_begin(site, course_id)
    broken = site.copied_to(tmp_path / "broken.sqlite3")
    assert _run(site.path, course_id, 0) == 0
    chance, killed = random.Random(20261123), 0
    while killed < KILLS and _run(broken.path, course_id, chance.randint(20, 1500)) == -signal.SIGKILL:
        killed += 1
    assert killed == KILLS
    assert _run(broken.path, course_id, 0) == 0
    whole, mended = (make_engine(f"sqlite+pysqlite:///{path}") for path in (site.path, broken.path))
    assert world_fingerprint(mended) == world_fingerprint(whole)
    with Session(mended) as session:
        assert verify_course(session, course_id).first_fault is None
    whole.dispose()
    mended.dispose()


def _let_a_player_begin(site: Site, course_id: UUID) -> None:
    """A strong player trades for the team that has deals running, in a busier market."""
    engine = make_engine(f"sqlite+pysqlite:///{site.path}")
    with Session(engine) as session:
        actor = operator(course_id)
        for name in ("buyers_per_day", "consumers_per_day"):
            perform(session, actor, "course.set_house", course_id, {"name": name, "value": "2"}).must()
        perform(session, actor, "team.play", UUID(site.ids["team_one"]), {"skill": "strong"}).must()
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _run(path: Path, course_id: UUID, dies_at: int) -> int:
    """Let the world pass in a process of its own. Returns how it ended."""
    url = f"sqlite+pysqlite:///{path}"
    engine = make_engine(url)
    with Session(engine) as session:
        starts_on = session.get_one(Course, course_id).starts_on
    engine.dispose()
    until = home_time(starts_on + timedelta(days=DAYS + WORLD_DAYS))
    told = [sys.executable, "-c", WORLD, url, str(course_id), until.isoformat(), str(dies_at)]
    return subprocess.run(told, cwd=ROOT, check=False, timeout=300).returncode
