"""A real database for every test that needs one: SQLite always, PostgreSQL where a server can be had."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.core import words
from app.core.course_session import read_for_none
from app.core.db import make_engine
from tests.builders_world import Site, build_site
from tests.databases import administer, build_schema, new_postgres, postgres_url


@pytest.fixture(autouse=True)
def _no_reading_session() -> None:
    """Each test begins as a new thread does: figures asked for without a session are the site's, though the
    session of the test before it may still be in memory; and words are English, though a command that
    it ran may have spoken Chinese.
    """
    read_for_none()
    words.current.set("en")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty site with its tables, made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    engine = make_engine(f"sqlite+pysqlite:///{path}")
    build_schema(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str | None]:
    """The address of a PostgreSQL server that the tests start themselves; None where none can be had."""
    named = os.environ.get("TEST_POSTGRES_URL")
    if named:
        yield named
        return
    folders = [
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
        *map(Path, os.get_exec_path()),
    ]
    binaries = next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)
    if binaries is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="five-truths-pg-") as home:
        yield from _serve(binaries, Path(home))


def _serve(binaries: Path, home: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(home, "postgres", "postgres")
    cluster = home / "cluster"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(
        [*as_user, binaries / "initdb", "-D", cluster, "-U", "postgres", "--auth=trust", "-E", "UTF8", "-N"],
        **quiet,
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories={home}"
    control = [*as_user, binaries / "pg_ctl", "-D", cluster, "-w", "-l", home / "log"]
    subprocess.run([*control, "-o", options, "start"], **quiet)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str | None) -> str | None:
    """A database on that server with the tables, to be copied for each test."""
    if postgres_server is None:
        return None
    name = f"template_{uuid4().hex[:12]}"
    administer(postgres_server, f"CREATE DATABASE {name}")
    engine = make_engine(postgres_url(postgres_server, name))
    build_schema(engine)
    engine.dispose()
    return name


@pytest.fixture
def sqlite_engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """An empty site on SQLite."""
    path = tmp_path / "site.sqlite3"
    shutil.copyfile(sqlite_template, path)
    engine = make_engine(f"sqlite+pysqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine(postgres_server: str | None, postgres_template: str | None) -> Iterator[Engine]:
    """An empty site on PostgreSQL; skipped with its reason where no server can be had."""
    with new_postgres(postgres_server, postgres_template or "template1") as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty site on either database: the test runs twice."""
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on either database."""
    with Session(engine, expire_on_commit=False) as found:
        yield found


@pytest.fixture
def sqlite_session(sqlite_engine: Engine) -> Iterator[Session]:
    """A session on SQLite, for what does not depend on the database."""
    with Session(sqlite_engine, expire_on_commit=False) as found:
        yield found


@pytest.fixture(scope="session")
def site_template(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site with running deals, made once and copied for each test."""
    return build_site(tmp_path_factory.mktemp("site") / "template.sqlite3")


@pytest.fixture
def site(site_template: Site, tmp_path: Path) -> Site:
    """The small site with running deals in a file of the test's own."""
    return site_template.copied_to(tmp_path / "site.sqlite3")
