import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlmodel import Session, SQLModel

import app.models  # noqa: F401
from app.core.db import make_engine
from app.core.guard import doing
from app.core.migrate import DatabaseNewer, migrate, newest_revision, present_revision
from app.core.schema import append_only
from app.core.search_index import search_index
from tests.builders import a_course
from tests.databases import new_postgres

# A process that migrates and is killed before its n-th statement: as by the power, it can do nothing about
# it.
KILLED = """
import os, signal, sys
from sqlalchemy import event
from app.core.db import make_engine
from app.core.migrate import migrate
engine, left = make_engine(sys.argv[1]), [int(sys.argv[2])]
def count(connection, cursor, statement, *rest):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(engine, "before_cursor_execute", count)
migrate(engine)
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table."""
    if request.param == "sqlite":
        yield f"sqlite+pysqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    with new_postgres(request.getfixturevalue("postgres_server")) as made:
        yield made


@pytest.fixture
def empty(url: str) -> Iterator[Engine]:
    """An engine over it."""
    engine = make_engine(url)
    yield engine
    engine.dispose()


def test_a_migrated_database_is_what_the_models_say(empty: Engine) -> None:
    assert migrate(empty) is True
    with empty.connect() as connection:
        opened = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": _is_of_the_models}
        )
        differences = compare_metadata(opened, SQLModel.metadata)
        assert [each for each in differences if "search_vector" not in repr(each)] == []
        assert present_revision(connection) == newest_revision()
    assert migrate(empty) is False


def _is_of_the_models(name: str | None, kind: str, parents: object) -> bool:
    """The search index stands beside the models: a table on SQLite, a column on PostgreSQL."""
    return kind != "table" or name in SQLModel.metadata.tables


def test_a_migrated_database_keeps_evidence_and_finds_words(empty: Engine) -> None:
    migrate(empty)
    kind = empty.dialect.name
    named = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if kind == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with empty.connect() as connection:
        there = set(connection.execute(text(named)).scalars())
    wanted = {
        each.split()[2]
        for each in [*append_only(kind), *search_index(kind)]
        if each.startswith("CREATE TRIGGER")
    }
    assert wanted and wanted <= there


def test_two_that_migrate_at_once_do_it_once(url: str) -> None:
    start, done = Barrier(2), []

    def one() -> None:
        engine = make_engine(url)
        start.wait()
        done.append(migrate(engine))
        engine.dispose()

    both = [Thread(target=one) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(done) == [False, True]


@pytest.mark.parametrize("statement", [5, 70, -3])
def test_a_migration_that_is_killed_leaves_nothing_half_done(url: str, empty: Engine, statement: int) -> None:
    if statement < 0:
        statement += statements_of_a_migration(empty.dialect.name)
    killed = subprocess.run([sys.executable, "-c", KILLED, url, str(statement)], check=False, timeout=120)
    assert killed.returncode == -9
    assert migrate(empty) is True  # PostgreSQL notices the death by now: the lock was waited for
    assert set(SQLModel.metadata.tables) <= set(inspect(empty).get_table_names())
    with empty.connect() as connection:
        assert present_revision(connection) == newest_revision()


def statements_of_a_migration(kind: str) -> int:
    """About how many there are: tables, their indexes, triggers and the search index."""
    tables = SQLModel.metadata.tables.values()
    indexes = sum(len(table.indexes) for table in tables)
    return len(tables) + indexes + len(append_only(kind)) + len(search_index(kind))


def test_a_database_of_a_newer_program_is_not_touched(empty: Engine) -> None:
    migrate(empty)
    with doing("housekeeping"), empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match="9999"):
        migrate(empty)


def test_a_migrated_database_works(empty: Engine) -> None:
    from seed.site import found_site

    migrate(empty)
    with Session(empty) as session:
        assert found_site(session) is True and found_site(session) is False
        assert a_course(session).course_id
