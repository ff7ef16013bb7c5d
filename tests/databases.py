"""How tests build a database: as the product does."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlmodel import Session

from app.core.migrate import migrate
from seed.site import found_site


def build_schema(engine: Engine) -> None:
    """The migrated schema and course zero."""
    migrate(engine)
    with Session(engine) as session:
        found_site(session)


def postgres_url(server: str, database: str) -> str:
    """The address of a database on the server that the tests run, with our driver."""
    return server.rpartition("/")[0].replace("postgresql://", "postgresql+psycopg://") + "/" + database


def administer(server: str, statement: str) -> None:
    """Run a statement that stands outside of transactions, such as CREATE DATABASE."""
    engine = create_engine(postgres_url(server, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@contextmanager
def new_postgres(server: str | None, template: str = "template1") -> Iterator[str]:
    """A database of a test's own, dropped at its end; skips with the reason where no server can be had."""
    if server is None:
        pytest.skip("no PostgreSQL server binaries on this machine: install the package postgresql")
    name = f"site_{uuid4().hex[:12]}"
    administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield postgres_url(server, name)
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")
