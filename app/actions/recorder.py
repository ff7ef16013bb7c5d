"""Notes old and new of every field that changed while an action runs, so that nobody writes an audit line by
hand.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, inspect
from sqlmodel import Session

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
        state = inspect(row)
        table = state.mapper.local_table
        if table.name in _KEPT_OUT:
            return
        entry = self._rows.setdefault(f"{table.name}:{row.id}", {"is": kind, "fields": {}})
        if kind == "gone":
            entry["is"] = "gone"
        for attribute in state.mapper.column_attrs:
            mark = attribute.columns[0].info.get("mark")
            if mark in ("secret", "plumbing") or attribute.key in ("id", "course_id"):
                continue
            history = state.attrs[attribute.key].history
            new = getattr(row, attribute.key)
            if kind == "new":
                if new not in (None, "", [], {}):
                    entry["fields"][attribute.key] = [None, _shown(mark, new)]
            elif history.has_changes():
                old = history.deleted[0] if history.deleted else None
                first = entry["fields"].get(attribute.key, [_shown(mark, old)])[0]
                entry["fields"][attribute.key] = [first, _shown(mark, new)]

    def changes(self) -> dict[str, Any]:
        """All rows that changed, in the order of table and id, so that the record is the same each time."""
        kept = {name: row for name, row in self._rows.items() if row["fields"] or row["is"] != "changed"}
        return {name: kept[name] for name in sorted(kept)}


def _shown(mark: str | None, value: Any) -> Any:
    return Marked(mark, value) if mark in ("words", "hidden") and value not in (None, "") else value


@contextmanager
def recording(session: Session) -> Iterator[Recorder]:
    """Record every flush of this session for a while."""
    recorder = Recorder()

    def before(flushing: Session, context: Any, instances: Any) -> None:
        for row in flushing.new:
            recorder.note(row, "new")
        for row in flushing.dirty:
            if flushing.is_modified(row):
                recorder.note(row, "changed")
        for row in flushing.deleted:
            recorder.note(row, "gone")

    event.listen(session, "before_flush", before)
    try:
        yield recorder
    finally:
        event.remove(session, "before_flush", before)
