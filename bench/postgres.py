"""A PostgreSQL server of the bench's own, with the SQLite site's rows in it; it commits to the disk."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import Engine, create_engine, delete, insert, select
from sqlmodel import SQLModel

from app.core.db import make_engine
from app.core.guard import doing
from app.core.migrate import migrate

_SITE = "site"


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server that holds one filled database to copy from."""

    port: int

    def url(self, database: str) -> str:
        """The address of a database, with our driver."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def copied(self) -> Iterator[str]:
        """A copy of the site, dropped afterwards. Gives its address."""
        name = f"copy_{uuid4().hex[:12]}"
        self.administer(f"CREATE DATABASE {name} TEMPLATE {_SITE}")
        yield self.url(name)
        self.administer(f"DROP DATABASE {name} WITH (FORCE)")

    def administer(self, statement: str) -> None:
        """Run a statement that stands outside of transactions."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


@contextmanager
def postgres_database(sqlite_file: Path) -> Iterator[Postgres | None]:
    """A server filled from a SQLite site; None where this machine has no PostgreSQL to start."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
               *map(Path, os.get_exec_path())]  # fmt: skip
    binaries = next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)
    if binaries is None:
        yield None
        return
    home = tempfile.TemporaryDirectory(prefix="five-truths-bench-pg-")
    with home, _running(binaries, Path(home.name)) as port:
        server = Postgres(port)
        server.administer(f"CREATE DATABASE {_SITE}")
        _fill(sqlite_file, server.url(_SITE))
        yield server


@contextmanager
def _running(binaries: Path, home: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(home, "postgres", "postgres")
    cluster = home / "cluster"
    quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    made = [*as_user, binaries / "initdb", "-D", cluster, "-U", "postgres", "--auth=trust", "-E", "UTF8"]
    subprocess.run([*made, "-N"], cwd="/", **quiet)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
    control = [*as_user, binaries / "pg_ctl", "-D", cluster, "-w", "-l", home / "log"]
    subprocess.run([*control, "-o", options, "start"], cwd="/", **quiet)
    try:
        yield port
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], cwd="/", **quiet)


def _fill(sqlite_file: Path, url: str) -> None:
    """The tables of the migrations with every row of the SQLite site."""
    source, target = make_engine(f"sqlite+pysqlite:///{sqlite_file}"), make_engine(url)
    migrate(target)
    with source.connect() as reading, doing("housekeeping"), target.begin() as writing:
        for table in SQLModel.metadata.sorted_tables:
            rows = [dict(row) for row in reading.execute(select(table)).mappings()]
            if rows:
                writing.execute(delete(table)) if table.name == "course" else None
                writing.execute(insert(table), rows)
    source.dispose()
    _settle(target)


def _settle(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def raw_postgres(url: str, deeds: Sequence[Sequence[tuple[str, Any]]]) -> float:
    """Deeds a second of a loop that writes these rows with the bare driver."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        began = time.perf_counter()
        for deed in deeds:
            for statement, given in deed:
                connection.execute(statement, given)
            connection.commit()
        return len(deeds) / (time.perf_counter() - began)
