"""The fingerprint of a course's world: one hash over everything that happened in it.

Two hashes tell two things. *As stored*: every column of every row by its key; the same when one world is run
by other workers, or is killed and gone on with. *By stable names*: every id is replaced by what its row says,
and rows count as a set; the same also when teams were made in another order, and on another site. Both leave
out what a world does not repeat: the wall's clock, salts, and the digests that follow from them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, select
from sqlmodel import Session, SQLModel

import app.models  # noqa: F401
from app.core.canonical import plain

# Of the wall's clock and of chance: of the log's head, and of people's words.
_OF_CHANCE = {
    "record": {"leaf"}, "log_head": {"frontier", "root"}, "text_of_record": {"salt", "digest"},
    "person": {"password_hash"},
}  # fmt: skip
# Of the order in which like things were made, and what follows from ids: not in the hash by stable names.
_OF_ORDER = {
    "record": {"number", "actor_number"},
    "text_of_record": {"number", "position"},
    "agenda_entry": {"name"},
    "key_used": {"asked", "number"},
    "funnel_count": {"number"},
}
# Columns that name a record by its number: its stable name stands in their place.
_RECORD_NUMBERS = {
    "agenda_entry": ("caused_by",), "record": ("caused_by",),
    "text_of_record": ("number",), "key_used": ("number",), "funnel_count": ("number",),
}  # fmt: skip
_OF_PEOPLE = {"login_session", "api_token", "invitation"}  # how people come in: no part of a world
_IN_RECORDS = re.compile(rb'"wall_at":"[^"]*"|"sha256":"[^"]*"')
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ROUNDS = 3  # how far a row is told from its like by what it names: team, order, product


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Hashes in hexadecimal. whole, tables and teams (by team name) by stable names; stored: as stored."""

    whole: str
    stored: str
    tables: Mapping[str, str]
    teams: Mapping[str, str]
    stored_tables: Mapping[str, str]


@dataclass(slots=True)
class _Row:
    """A row on its way to its stable name. named: the ids in its columns, in the columns' order."""

    table: Table
    values: dict[str, Any]
    named: list[str] = field(default_factory=list)
    name: str = ""


def fingerprint(session: Session, course_id: UUID) -> Fingerprint:
    """The fingerprint of one course."""
    stored = {table.name: _stored(session, table, course_id) for table in course_tables()}
    rows = _named(session, course_id)
    names = _names(rows)
    digests = [(row, _digest(row, names)) for row in rows]
    tables = {
        table.name: _all(digest for row, digest in digests if row.table is table) for table in course_tables()
    }
    titles = {row.values["id"]: row.values["name"] for row in rows if row.table.name == "team"}
    teams = {
        title: _all(digest for row, digest in digests if _team_of(row) == team_id)
        for team_id, title in sorted(titles.items(), key=lambda each: str(each[1]))
    }
    whole, as_stored = (_all(f"{name} {found[name]}" for name in found) for found in (tables, stored))
    return Fingerprint(whole, as_stored, tables, teams, stored)


def stable_history(session: Session, course_id: UUID) -> list[tuple[str, ...]]:
    """Every record by stable names, in the log's order: time, party, action, subject, outcome, digest.

    Where two worlds part is the first place at which these differ.
    """
    rows = _named(session, course_id)
    names = _names(rows)
    records = sorted(
        (row for row in rows if row.table.name == "record"), key=lambda row: row.values["number"]
    )
    shown = []
    for row in records:
        told = row.values
        who = _ID.sub("", f"{told['actor_kind']} {told['actor']}")
        facts = (str(told["at"]), who, told["action"], told["subject_type"], told["outcome"])
        shown.append((*facts, _digest(row, names)))
    return shown


def course_tables() -> list[Table]:
    """The tables that hold a world: the course's own row, and all that name a course."""
    held = [table for table in SQLModel.metadata.tables.values() if table.name not in _OF_PEOPLE]
    return sorted(
        (table for table in held if "course_id" in table.c or table.name == "course"),
        key=lambda table: table.name,
    )


def of_wall(table: Table) -> set[str]:
    """Columns that the wall's clock or chance decides."""
    by_clock = {column.name for column in table.columns if column.name.startswith(("wall_", "clock_wall"))}
    return by_clock | _OF_CHANCE.get(table.name, set())


def without_wall(value: Any) -> Any:
    """A stored value without the wall's clock and the salted digests inside it."""
    return _IN_RECORDS.sub(b"", value) if isinstance(value, bytes) else value


def _columns(table: Table, left_out: Iterable[str]) -> list[Column[Any]]:
    return [column for column in table.columns if column.name not in left_out]


def _of_course(table: Table, course_id: UUID) -> Any:
    return table.c.id == course_id if table.name == "course" else table.c.course_id == course_id


def _stored(session: Session, table: Table, course_id: UUID) -> str:
    hashed = sha256()
    query = select(*_columns(table, of_wall(table))).where(_of_course(table, course_id))
    for row in session.execute(query.order_by(*table.primary_key.columns)):
        hashed.update(repr([without_wall(value) for value in row]).encode())
    return hashed.hexdigest()


def _named(session: Session, course_id: UUID) -> list[_Row]:
    """All rows of the course, each with its stable name."""
    rows = [row for table in course_tables() for row in _rows(session, table, course_id)]
    known = {str(row.values["id"]): row for row in rows if "id" in row.values}
    for row in rows:
        bare = {name: _ID.sub("", _text(value)) for name, value in _shown(row) if not _is_json(value)}
        row.name = _hash(row.table.name, *(f"{name}={value}" for name, value in sorted(bare.items())))
        row.named = [
            each for name, value in sorted(_shown(row)) if not _is_json(value)
            for each in _ID.findall(_text(value)) if each in known
        ]  # fmt: skip
    for _ in range(_ROUNDS):
        told = [_hash(row.name, *(known[each].name for each in row.named)) for row in rows]
        for row, name in zip(rows, told, strict=True):
            row.name = name
    return rows


def _names(rows: list[_Row]) -> dict[str, str]:
    """id -> the row's stable name, and "record:<number>" -> that of a record."""
    names = {str(row.values["id"]): row.name for row in rows if "id" in row.values}
    return names | {f"record:{row.values['number']}": row.name for row in rows if row.table.name == "record"}


def _rows(session: Session, table: Table, course_id: UUID) -> Iterator[_Row]:
    left_out = of_wall(table) | {
        column.name for column in table.columns if column.info.get("mark") == "plumbing"
    }
    columns = _columns(table, left_out)
    for found in session.execute(select(*columns).where(_of_course(table, course_id))):
        values = {column.name: value for column, value in zip(columns, found, strict=True)}
        if table.name == "record":
            values["body"] = _body(values["body"])
        yield _Row(table, values)


def _body(body: bytes) -> dict[str, Any]:
    """A record's body without what its other columns say already, or chance decides, or follows from ids: the
    roots over rows in bulk, which stand here themselves.
    """
    told: dict[str, Any] = json.loads(_IN_RECORDS.sub(b'"":""', body))
    for rows in told.get("facts", {}).get("bulk", {}).values():
        rows.pop("root")
    return {name: told[name] for name in ("given", "changes", "facts", "refusal") if name in told}


def _shown(row: _Row) -> Iterator[tuple[str, Any]]:
    """The columns that tell a row by stable names."""
    left_out = _OF_ORDER.get(row.table.name, set()) | {"id", "course_id", "caused_by"}
    return ((name, value) for name, value in row.values.items() if name not in left_out)


def _digest(row: _Row, names: Mapping[str, str]) -> str:
    """What a row says, every id in it by the stable name of its row."""
    told = {name: _renamed(plain(value), names) for name, value in _shown(row)}
    for column in _RECORD_NUMBERS.get(row.table.name, ()):
        told[f"record of {column}"] = names.get(f"record:{row.values[column]}", "")
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    return _hash(row.table.name, row.name, text)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _ID.sub(lambda found: names.get(found[0], "-"), value)
    if isinstance(value, Mapping):
        return {_renamed(key, names): _renamed(item, names) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(item, names) for item in value]
    return value


def _is_json(value: Any) -> bool:
    return isinstance(value, dict | list)


def _text(value: Any) -> str:
    return str(value)


def _team_of(row: _Row) -> Any:
    return row.values["id"] if row.table.name == "team" else row.values.get("team_id")


def _all(digests: Iterable[str]) -> str:
    return _hash(*sorted(digests))


def _hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()
