"""One deed with its record over HTTP, against a raw loop that writes the same rows and commits as safely.

The rows are noted while the door performs the deeds on one copy of the site; the raw loop, with no more than
the driver, writes the very same statements on another copy.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, event, func
from sqlmodel import Session, col, select

from app.actions.perform import perform
from app.core.db import make_engine
from app.models.evidence import Record
from app.queries.teaching.verify import verify_course
from bench.load import request_bytes
from bench.pages import measured
from bench.postgres import postgres_database, raw_postgres
from bench.server import APPLICATION, Server
from bench.table import Line
from bench.world import FILE, World, copied, engine_of

_RAW, _DEEDS, _CLIENTS = 120, 320, 32
_LEAST_RATIO, _MOST_CPU_MS, _MOST_P99_MS = 0.08, 5, 300
Statement = tuple[str, Any]


@dataclass
class Notes:
    """The writing statements of each transaction, as the driver was given them."""

    deeds: list[list[Statement]] = field(default_factory=list)
    _open: list[Statement] = field(default_factory=list)

    def statement(self, connection: Any, cursor: Any, text: str, given: Any, *rest: Any) -> None:
        """Note one statement."""
        if text.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            many = rest[1]
            self._open += [(text, each) for each in (given if many else [given])]

    def commit(self, connection: Any) -> None:
        """What was written since the last commit is one deed."""
        if self._open:
            self.deeds.append(self._open)
        self._open = []


def noted(engine: Engine, world: World) -> list[list[Statement]]:
    """Perform deeds in this process and give what they wrote."""
    notes = Notes()
    event.listen(engine, "before_cursor_execute", notes.statement)
    event.listen(engine, "commit", notes.commit)
    with Session(engine, expire_on_commit=False) as session:
        for draft in world.drafts[:_RAW]:
            perform(session, world.seller(), "quotation.send", UUID(draft), {"version": 1}).must()
            session.expunge_all()
    engine.dispose()
    return notes.deeds


def _raw_sqlite(world: World) -> float:
    """Deeds a second of the raw loop on SQLite."""
    with copied(world.market()) as folder:
        deeds = noted(engine_of(folder), world)
    with copied(world.market()) as folder, closing(sqlite3.connect(folder / FILE)) as connection:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        began = time.perf_counter()
        for deed in deeds:
            connection.execute("BEGIN IMMEDIATE")
            for statement, given in deed:
                connection.execute(statement, given).fetchall()
            connection.execute("COMMIT")
        return len(deeds) / (time.perf_counter() - began)


def deeds(world: World) -> Iterator[Line]:
    """quotation.send over HTTP on SQLite, 32 clients, 1 and 2 workers."""
    for workers in (1, 2):
        with copied(world.market()) as folder:
            yield _line(f"quotation.send, SQLite, workers: {workers}", world, workers,
                        _Site(folder, "", engine_of(folder)), _raw_sqlite(world))  # fmt: skip


def postgres(world: World) -> Iterator[Line]:
    """The same on PostgreSQL with 2 workers; says so where no server can be started."""
    with postgres_database(world.market() / FILE) as server:
        if server is None:
            yield Line("quotation.send, PostgreSQL", "no PostgreSQL server on this machine")
            return
        with server.copied() as url:
            rows = noted(make_engine(url), world)
        with server.copied() as url:
            raw = raw_postgres(url, rows)
        with server.copied() as url:
            site = _Site(world.market(), url, make_engine(url))
            yield _line("quotation.send, PostgreSQL, workers: 2", world, 2, site, raw)


@dataclass(frozen=True, slots=True)
class _Site:
    folder: Path
    database_url: str
    engine: Engine


def _line(name: str, world: World, workers: int, site: _Site, raw: float) -> Line:
    with Server(APPLICATION, site.folder, workers=workers, database_url=site.database_url) as server:
        measured(server, _sending(world, 0), 32)  # each worker loads what it needs at the first deed
        found = measured(server, _sending(world, 32), _DEEDS, _CLIENTS)
    lost, is_whole = _kept(site.engine, world, 32 + _DEEDS - found.run.errors)
    site.engine.dispose()
    run, ratio = found.run, found.run.rate / raw
    words = f"{run.rate:.0f}/s, p99 {run.p99_ms:.0f} ms, {run.errors} errors, {lost} lost"
    is_met = (
        ratio >= _LEAST_RATIO and found.cpu_ms <= _MOST_CPU_MS and run.p99_ms <= _MOST_P99_MS
        and not run.errors and not lost and is_whole
    )  # fmt: skip
    bar = (
        f">= {_LEAST_RATIO * 100:g} %, <= {_MOST_CPU_MS} ms, p99 <= {_MOST_P99_MS} ms, 0 errors, lost, forks"
    )
    words += "" if is_whole else ", THE LOG DOES NOT VERIFY"
    return Line(name, words, f"raw loop {raw:.0f}/s", ratio, found.cpu_ms, bar, is_met)


def _sending(world: World, first: int) -> Callable[[int], bytes]:
    headers = {
        "Accept": "application/json", "Content-Type": "application/json",
        "Authorization": f"Bearer {world.bearer}",
    }  # fmt: skip
    body = json.dumps({"version": 1}).encode()

    def make(n: int) -> bytes:
        path = f"/quotations/{world.drafts[first + n]}/send"
        return request_bytes("POST", path, headers | {"Idempotency-Key": f"bench-{first + n}"}, body)

    return make


def _kept(engine: Engine, world: World, answered: int) -> tuple[int, bool]:
    """How many deeds were answered as done and are not in the log, and whether the log verifies."""
    course_id = UUID(world.course_id)
    with Session(engine) as session:
        ours = select(func.count()).where(
            col(Record.course_id) == course_id, col(Record.subject_id).in_(map(UUID, world.drafts)),
            col(Record.action) == "quotation.send", col(Record.outcome) == "done",
        )  # fmt: skip
        kept = session.exec(ours).one()
        verdict = verify_course(session, course_id, thorough=False)
    return answered - kept, verdict.first_fault is None
