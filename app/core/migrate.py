"""Bringing a database to the program's schema, in one transaction and by one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from app.core.db import is_sqlite, write_queue
from app.core.guard import doing

ROOT = Path(__file__).resolve().parent.parent.parent
_LOCK = 7_051_972  # the key of PostgreSQL's advisory lock while one process migrates


class DatabaseNewer(Exception):
    """The database was made by a newer program: upgrade the program instead."""


def _config() -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "alembic"))
    return config


def newest_revision() -> str | None:
    """The revision that this program wants."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def present_revision(connection: Connection) -> str | None:
    """The revision that the database has; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine) -> bool:
    """Bring the schema up to date. Returns whether anything was done; a second process waits for the first.

    Raises: DatabaseNewer.
    """
    config = _config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with doing("housekeeping"):
        if is_sqlite(engine):
            with write_queue(engine).turn(), engine.execution_options(writing=True).begin() as connection:
                return _upgrade(config, connection, known)
        with engine.begin() as connection:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            return _upgrade(config, connection, known)


def _upgrade(config: Config, connection: Connection, known: set[str]) -> bool:
    present = present_revision(connection)
    if present is not None and present not in known:
        raise DatabaseNewer(present)
    if present == newest_revision():
        return False
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True
