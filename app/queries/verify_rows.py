"""The raw rows that a check of the log reads: ids and times as the canonical text writes them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

# number, body, leaf, action, actor_kind, actor, actor_number, team_id, team_number, at, wall_at,
# subject_type, subject_id, outcome, caused_by
Row = tuple[Any, ...]
_CHUNK = 2000


def _columns(dialect: str) -> str:
    return (
        "number, body, leaf, action, actor_kind, actor, actor_number, "
        f"{_id('team_id', dialect)}, team_number, {_time('at', dialect)}, {_time('wall_at', dialect)}, "
        f"subject_type, {_id('subject_id', dialect)}, outcome, caused_by"
    )


def _id(column: str, dialect: str) -> str:
    if dialect != "sqlite":
        return f"CAST({column} AS text)"
    parts = "||'-'||".join(f"substr({column},{at},{length})" for at, length in _UUID_PARTS)
    return f"({parts})"


_UUID_PARTS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))


def _time(column: str, dialect: str) -> str:
    """Microseconds are written only where there are any."""
    if dialect != "sqlite":
        shown = f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
    else:
        shown = f"replace({column}, ' ', 'T')"
    return f"(replace({shown}, '.000000', '') || 'Z')"


def record_rows(connection: Connection, course_id: UUID) -> Iterator[Row]:
    """Every record of the course in the order of its number, streamed."""
    dialect = connection.dialect.name
    query = text(
        f"SELECT {_columns(dialect)} FROM record WHERE course_id = :course ORDER BY number".replace(
            "'YYYY-MM-DD\"T\"HH24:MI:SS.US'", "'YYYY-MM-DD\"T\"HH24\\:MI\\:SS.US'"
        )
    )
    yield from _stream(connection, query, {"course": _stored(course_id, dialect)})


def text_rows(connection: Connection, course_id: UUID, before: int) -> Iterator[Row]:
    """number, digest, salt, body and the record's bytes of every text kept apart, up to a record."""
    query = text(
        "SELECT t.number, t.digest, t.salt, t.body, r.body FROM text_of_record t "
        "JOIN record r ON r.course_id = t.course_id AND r.number = t.number "
        "WHERE t.course_id = :course AND t.number < :before ORDER BY t.number, t.position"
    )
    given = {"course": _stored(course_id, connection.dialect.name), "before": before}
    yield from _stream(connection, query, given)


def _stored(course_id: UUID, dialect: str) -> Any:
    return course_id.hex if dialect == "sqlite" else course_id


def _stream(connection: Connection, query: Any, given: dict[str, Any]) -> Iterator[Row]:
    result = connection.execute(query, given, execution_options={"yield_per": _CHUNK})
    for chunk in result.partitions():
        yield from chunk
