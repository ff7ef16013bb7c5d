"""The site's reference tables in a test's database: read from their files once, then written as they are."""

from typing import Any

from sqlmodel import Session

from app.core.db import writing
from app.core.guard import doing
from seed.reference.load import TABLES_LOADED, load_reference

# How the rows of each table are written, and the rows, as SQLite keeps them.
_kept: dict[str, list[tuple[object, ...]]] = {}


def with_reference(session: Session) -> None:
    """Load the site's reference tables, which takes three times as long when they are read anew."""
    with doing("housekeeping"), writing(session):
        connection = session.connection()
        raw = connection.connection.driver_connection
        if connection.dialect.name != "sqlite" or not _is_empty(raw):
            load_reference(session)
            return
        if _kept:
            for statement, rows in _kept.items():
                connection.exec_driver_sql(statement, rows)  # the engine is to hear of it
            return
        load_reference(session)
        for name in TABLES_LOADED:
            found = raw.execute(f'SELECT * FROM "{name}"')
            columns = ", ".join(f'"{each[0]}"' for each in found.description)
            places = ", ".join("?" * len(found.description))
            _kept[f'INSERT INTO "{name}" ({columns}) VALUES ({places})'] = found.fetchall()


def _is_empty(raw: Any) -> bool:
    return not any(raw.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for name in TABLES_LOADED)
