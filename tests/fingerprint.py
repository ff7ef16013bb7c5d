"""What a database holds, as one hash for each table: whether two are the same, and if not, where."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine, Table, select
from sqlmodel import SQLModel

import app.models  # noqa: F401

# Of the wall's clock and of chance, which two runs of one world do not share: columns of the log's head, and
# of people's words (a party's salts come from the seed).
_OF_CHANCE = {
    "record": {"leaf"}, "log_head": {"frontier", "root"}, "text_of_record": {"salt", "digest"},
    "person": {"password_hash"},
}  # fmt: skip
_IN_RECORDS = re.compile(rb'"wall_at":"[^"]*"|"sha256":"[^"]*"')


def fingerprint(engine: Engine) -> dict[str, str]:
    """Every column of every row."""
    return {table.name: _hash(engine, table, set(), lambda value: value) for table in _tables()}


def world_fingerprint(engine: Engine) -> dict[str, str]:
    """Everything that the same seed and the same actions give again: no wall times, no salts."""
    found = {}
    for table in _tables():
        left_out = {
            column.name for column in table.columns if column.name.startswith(("wall_", "clock_wall"))
        }
        found[table.name] = _hash(
            engine, table, left_out | _OF_CHANCE.get(table.name, set()), _without_chance
        )
    return found


def _tables() -> list[Table]:
    return sorted(SQLModel.metadata.tables.values(), key=lambda table: table.name)


def _without_chance(value: Any) -> Any:
    return _IN_RECORDS.sub(b"", value) if isinstance(value, bytes) else value


def _hash(engine: Engine, table: Table, left_out: set[str], shown: Callable[[Any], Any]) -> str:
    columns = [column for column in table.columns if column.name not in left_out]
    hashed = sha256()
    with engine.connect() as connection:
        for row in connection.execute(select(*columns).order_by(*table.primary_key.columns)):
            hashed.update(repr([shown(value) for value in row]).encode())
    return hashed.hexdigest()
