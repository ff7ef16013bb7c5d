"""Notes old and new of every field that changed while an action runs, so that nobody writes an audit line by
hand.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Mapper
from sqlalchemy.orm import Session as SessionOfRows
from sqlalchemy.orm.attributes import get_history, instance_state
from sqlmodel import Session

_RECORDER = "recorder"
_NOTHING: tuple[Any, ...] = (None, "", [], {})
Fields = tuple[tuple[str, str | None], ...]  # a row's fields that a record may name, each with its mark
_KEPT_OUT = frozenset({"record", "text_of_record", "log_head", "running_number", "key_used", "agenda_entry"})


class Marked:
    """A value that the record must not hold openly (see the marks in models/base.py)."""

    __slots__ = ("mark", "value")

    def __init__(self, mark: str, value: Any) -> None:
        self.mark = mark
        self.value = value


class Recorder:
    """Collects changes: {"quotation:<id>": {"is": "new"|"changed"|"gone", "fields": {name: [old, new]}}}."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Any]] = {}

    def note(self, row: Any, kind: str) -> None:
        """Note one row that is about to be written."""
        table, noted = _noted(instance_state(row).mapper)
        if table in _KEPT_OUT:
            return
        entry = self._rows.setdefault(f"{table}:{row.id}", {"is": kind, "fields": {}})
        if kind == "gone":
            entry["is"] = "gone"
        if kind == "new":
            _note_new(entry["fields"], row, noted)
        else:
            _note_changed(entry["fields"], row, noted, is_new=entry["is"] == "new")

    def changes(self) -> dict[str, Any]:
        """All rows that changed, in the order of table and id, so that the record is the same each time."""
        kept = {name: row for name, row in self._rows.items() if row["fields"] or row["is"] != "changed"}
        return {name: kept[name] for name in sorted(kept)}


def _note_new(fields: dict[str, Any], row: Any, noted: Fields) -> None:
    values = row.__dict__
    for name, mark in noted:
        new = values.get(name)
        if new not in _NOTHING:
            fields[name] = [None, _shown(mark, new)]


def _note_changed(fields: dict[str, Any], row: Any, noted: Fields, *, is_new: bool) -> None:
    """What has changed in all, however often the row was written meanwhile: a field that is again as it was
    has not changed, and a new row's had no value before.
    """
    state = instance_state(row)
    for name, mark in noted:
        if name not in state.committed_state:
            continue
        history = get_history(row, name)
        if not history.has_changes():
            continue
        old, new = history.deleted[0] if history.deleted else None, getattr(row, name)
        first = None if is_new else fields.get(name, [_shown(mark, old)])[0]
        if new in _NOTHING if is_new else _plain(first) == new:
            fields.pop(name, None)
        else:
            fields[name] = [first, _shown(mark, new)]


def _plain(shown: Any) -> Any:
    return shown.value if isinstance(shown, Marked) else shown


@cache
def _noted(mapper: Mapper[Any]) -> tuple[str, Fields]:
    """The table of these rows, and the fields that a record may name, each with its mark."""
    marks = {each.key: each.columns[0].info.get("mark") for each in mapper.column_attrs}
    kept = ((name, mark) for name, mark in marks.items() if mark not in ("secret", "plumbing"))
    return str(mapper.local_table), tuple(each for each in kept if each[0] not in ("id", "course_id"))


def _shown(mark: str | None, value: Any) -> Any:
    return Marked(mark, value) if mark in ("words", "hidden") and value not in (None, "") else value


@contextmanager
def recording(session: Session) -> Iterator[Recorder]:
    """Record every flush of this session for a while."""
    recorder = session.info[_RECORDER] = Recorder()
    try:
        yield recorder
    finally:
        del session.info[_RECORDER]


def _before_flush(flushing: Any, context: Any, instances: Any) -> None:
    recorder = flushing.info.get(_RECORDER)
    if recorder is None:
        return
    for kind, rows in (("new", flushing.new), ("changed", flushing.dirty), ("gone", flushing.deleted)):
        for row in rows:
            recorder.note(row, kind)


event.listen(SessionOfRows, "before_flush", _before_flush)
