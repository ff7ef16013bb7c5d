"""What a database holds, as one hash for each table: whether two are the same, and if not, where."""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, Table, select
from sqlmodel import Session, SQLModel

import app.models  # noqa: F401
from app.queries.teaching.fingerprint import Fingerprint, of_wall, stable_history, without_wall


def fingerprint(engine: Engine) -> dict[str, str]:
    """Every column of every row."""
    return {table.name: _hash(engine, table, set(), lambda value: value) for table in _tables()}


def world_fingerprint(engine: Engine) -> dict[str, str]:
    """Everything that the same seed and the same actions give again: no wall times, no salts."""
    return {table.name: _hash(engine, table, of_wall(table), without_wall) for table in _tables()}


def where_worlds_part(one: Fingerprint, other: Fingerprint, histories: tuple[list[Any], list[Any]]) -> str:
    """In words: which tables and teams differ, and the first record at which the histories do."""
    tables = [name for name in one.tables if one.tables[name] != other.tables[name]]
    stored = [name for name in one.stored_tables if one.stored_tables[name] != other.stored_tables[name]]
    teams = [name for name in one.teams if one.teams[name] != other.teams.get(name)]
    # The order in which like things were made may differ: what only one of them holds does not.
    counts = [Counter(found) for found in histories]
    only = [sorted((counts[n] - counts[1 - n]).elements()) for n in (0, 1)]
    at = f"first among {len(only[0])} and {len(only[1])} records: {only[0][:1]} against {only[1][:1]}"
    return f"the worlds part in tables {tables} (as stored: {stored}), teams {teams}; {at}"


def history(engine: Engine, course_id: UUID) -> list[tuple[str, ...]]:
    """The course's records by stable names, in the log's order."""
    with Session(engine) as session:
        return stable_history(session, course_id)


def _tables() -> list[Table]:
    return sorted(SQLModel.metadata.tables.values(), key=lambda table: table.name)


def _hash(engine: Engine, table: Table, left_out: set[str], shown: Callable[[Any], Any]) -> str:
    columns = [column for column in table.columns if column.name not in left_out]
    hashed = sha256()
    with engine.connect() as connection:
        for row in connection.execute(select(*columns).order_by(*table.primary_key.columns)):
            hashed.update(repr([shown(value) for value in row]).encode())
    return hashed.hexdigest()
