"""The rows of one deed: those that it makes and those that it changes.

Most verbs read, change and make rows, and never read again what they have written. Such a deed is done *at
once*: nothing is written while it runs, and what it made and changed is noted and handed over at its end, to
be written with that of other deeds. Where it is refused, there is nothing to undo.

A verb that does read what it has written says so by trying to (`ReadsBack`), and runs again, in a savepoint,
where each row is written as it is made. The door remembers which verbs these are.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Table, event
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import get_history, instance_state
from sqlmodel import SQLModel

from app.actions.holding import let_go
from app.actions.recorder import Recorder
from app.core.unwritten import Unwritten

_AT_ONCE = "deed_at_once"  # in a session's info, while a deed is done at once


class ReadsBack(BaseException):
    """A deed that is done at once would read what it has written, or writes by itself: it needs a savepoint.

    No Exception, so that no verb catches it.
    """


class DeedRows:
    """What one deed has made so far. is_at_once: nothing of it is written before the end."""

    def __init__(self, session: Session, *, is_at_once: bool) -> None:
        self._session, self.is_at_once = session, is_at_once
        self._made: list[SQLModel] = []
        if is_at_once:
            session.info[_AT_ONCE] = True

    def add(self, rows: Iterable[SQLModel]) -> None:
        """New rows, each with its id; none of them names another."""
        for row in rows:
            self._session.add(row)
            if self.is_at_once:
                self._made.append(row)
        # Rows name each other by id alone, so the order of inserts is ours to keep: parents are flushed
        # first.
        if not self.is_at_once:
            self._session.flush()

    def made(self, model: type[SQLModel], row_id: Any) -> Any:
        """A row that the deed has made and not yet written."""
        return next((row for row in self._made if type(row) is model and row.id == row_id), None)  # type: ignore[attr-defined]

    def needs_savepoint(self) -> None:
        """The deed is about to write by itself. Raises: ReadsBack, if it is done at once."""
        if self.is_at_once:
            raise ReadsBack

    def is_as_read(self, model: type[Any]) -> bool:
        """Whether no row of this model was made or changed by the deed."""
        touched = (*self._session.new, *self._session.dirty, *self._session.deleted)
        return not any(isinstance(row, model) for row in touched)

    def hand_over(self, recorder: Recorder, unwritten: Unwritten) -> list[Any]:
        """Note what the deed made and changed, and leave it to be written. Returns the rows that changed, to
        be let go of when the deed is sealed. Raises: ReadsBack, for rows without an id and rows that go.
        """
        session = self._session
        changed = list(session.dirty)
        if session.deleted or not all(_has_id(_mapper_of(row)) for row in (*self._made, *changed)):
            raise ReadsBack
        for row in self._made:
            recorder.note(row, "new")
            table, columns = _columns(_mapper_of(row))
            values = row.__dict__
            unwritten.add(table, [{name: _given(values.get(name), made) for name, made in columns}])
            session.expunge(row)
        for row in changed:
            recorder.note(row, "changed")
            if names := _changed(row):
                unwritten.change(_columns(_mapper_of(row))[0], row.__dict__, names)
        self._made = []
        return changed

    def drop(self) -> None:
        """Forget all of it: the deed is refused, or begins again."""
        if self.is_at_once:
            for row in self._made:
                self._session.expunge(row)
            for row in self._session.deleted:
                self._session.add(row)  # it stays
            for row in self._session.dirty:
                self._session.expire(row)
        else:
            self._session.expire_all()
        self._made = []

    def end(self) -> None:
        """The verb has run."""
        self._session.info.pop(_AT_ONCE, None)


def let_go_of(session: Session, rows: Iterable[Any]) -> None:
    """Rows that a deed changed: whoever uses them next reads them as the database gives them."""
    for row in rows:
        let_go(session, row)
        session.expire(row)


def _changed(row: Any) -> list[str]:
    """The columns whose value is another than the one that was read, by name."""
    state = instance_state(row)
    return sorted(name for name in state.committed_state if get_history(row, name).has_changes())


def _given(value: Any, made: Any) -> Any:
    """A column's value; where there is none, what a new row has."""
    return made() if value is None and made is not None else value


def _mapper_of(row: Any) -> Mapper[Any]:
    mapper: Mapper[Any] = instance_state(row).mapper
    return mapper


@cache
def _has_id(mapper: Mapper[Any]) -> bool:
    table: Any = mapper.local_table
    return [column.name for column in table.primary_key] == ["id"]


@cache
def _columns(mapper: Mapper[Any]) -> tuple[Table, tuple[tuple[str, Any], ...]]:
    """The table of a model, and its columns by name, each with what makes its value where none is given."""
    table: Any = mapper.local_table
    return table, tuple((column.name, _maker(column.default)) for column in table.columns)


def _maker(default: Any) -> Any:
    if default is None:
        return None
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


def _before_flush(session: Session, context: Any, instances: Any) -> None:
    if _AT_ONCE in session.info:
        raise ReadsBack


event.listen(Session, "before_flush", _before_flush, insert=True)
