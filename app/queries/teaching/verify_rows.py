"""The raw rows that a check of the log reads: ids and times as the canonical text writes them."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

# number, body, leaf, action, actor_kind, actor, actor_number, team_id, team_number, at, wall_at,
# subject_type, subject_id, outcome, caused_by
Row = tuple[Any, ...]
_CHUNK = 2000
_COLUMNS = (
    "number, body, leaf, action, actor_kind, actor, actor_number, {team}, team_number, {at}, {wall_at}, "
    "subject_type, {subject}, outcome, caused_by"
)


def record_rows(connection: Connection, course_id: UUID) -> Iterator[Row]:
    """Every record of the course in the order of its number, streamed."""
    if connection.dialect.name == "sqlite":
        columns = _COLUMNS.format(team="team_id", at="at", wall_at="wall_at", subject="subject_id")
        query = f"SELECT {columns} FROM record WHERE course_id = ? ORDER BY number"
        # The database's own text functions cost more here than the few slices below.
        raw = connection.connection.driver_connection.execute(query, (course_id.hex,))
        yield from map(_written, raw)
        return
    columns = _COLUMNS.format(
        team="CAST(team_id AS text)", at=_time("at"), wall_at=_time("wall_at"),
        subject="CAST(subject_id AS text)",
    )  # fmt: skip
    query = text(f"SELECT {columns} FROM record WHERE course_id = :course ORDER BY number")
    yield from _stream(connection, query, {"course": course_id})


def _time(column: str) -> str:
    """Microseconds are written only where there are any."""
    shown = f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24\\:MI\\:SS.US')"
    return f"(replace({shown}, '.000000', '') || 'Z')"


def _written(row: Row) -> Row:
    """SQLite's texts of ids (32 digits) and times (a space, microseconds) as the record writes them."""
    (number, body, leaf, action, kind, actor, actor_number, team, team_number, at, wall_at, subject,
     subject_id, outcome, caused_by) = row  # fmt: skip
    return (
        number, body, leaf, action, kind, actor, actor_number, _often(team) if team else None, team_number,
        _instant(at), _instant(wall_at), subject, _dashed(subject_id), outcome, caused_by,
    )  # fmt: skip


def _dashed(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _instant(stored: str) -> str:
    fraction = stored[19:]
    return f"{stored[:10]}T{stored[11:19]}{'' if fraction == '.000000' else fraction}Z"


_often = lru_cache(1000)(_dashed)


def text_rows(connection: Connection, course_id: UUID, before: int) -> Iterator[Row]:
    """number, digest, salt, body and the record's bytes of every text kept apart, up to a record."""
    query = text(
        "SELECT t.number, t.digest, t.salt, t.body, r.body FROM text_of_record t "
        "JOIN record r ON r.course_id = t.course_id AND r.number = t.number "
        "WHERE t.course_id = :course AND t.number < :before ORDER BY t.number, t.position"
    )
    course = course_id.hex if connection.dialect.name == "sqlite" else course_id
    yield from _stream(connection, query, {"course": course, "before": before})


def _stream(connection: Connection, query: Any, given: dict[str, Any]) -> Iterator[Row]:
    result = connection.execute(query, given, execution_options={"yield_per": _CHUNK})
    for chunk in result.partitions():
        yield from chunk
