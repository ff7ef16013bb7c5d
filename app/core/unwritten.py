"""Rows that a writing transaction has yet to write, so that many deeds write all of a kind by one statement.

Nobody has to remember that they are there. They are written before the first statement that may read one of
them or refer to it, and before the transaction ends. A statement that asks for rows by ids that none of them
has (its own, or of what it belongs to) does not read them, though it reads their table.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache
from typing import Any, NamedTuple, Protocol, cast
from uuid import UUID

from sqlalchemy import (
    ClauseElement,
    Connection,
    Dialect,
    Engine,
    Executable,
    Insert,
    Table,
    Update,
    bindparam,
    event,
    insert,
    update,
)
from sqlalchemy.sql.compiler import SQLCompiler
from sqlmodel import SQLModel

from app.core.guard import doing

# A statement with this option reads past what is unwritten: who asks has looked there already.
PAST_UNWRITTEN = "past_unwritten"
_UNWRITTEN = "unwritten"  # in a connection's info
_WORD = re.compile(r"\w+")
_JOINED = re.compile(r"\b(OR|NOT|UNION|OUTER|LEFT|RIGHT|FULL|EXCEPT|INTERSECT|WITH|CASE)\b|!=|<>")
_READ = r'\b(?:FROM|JOIN) "?%s"?(?![\w,])(?!\s*,)'
_END = re.compile(r"\)(?!s\b)")  # of a select within another; %(name)s is a parameter
_GIVEN = r"(?:\?|%%\(\w+\)s)"
_BY_OWN_ID = r'(?<![\w.])"?%s"?\.id = ' + _GIVEN
_BY_ID = r'(?<![\w.])"?%s"?\.(?!course_id\b)(?:id|\w+_id) = (?:' + _GIVEN + r'|"?(?:{owners})"?\.id\b)'
_STATEMENTS = 4096  # whose tables are remembered


class Store(Protocol):
    """Somebody who keeps rows of some tables by other means until they are written."""

    tables: frozenset[str]

    def is_waiting(self) -> bool:
        """Whether there is something to write."""
        ...

    def write(self, connection: Connection) -> None:
        """Write it, and keep it no more."""
        ...


class Unwritten:
    """What one transaction on one connection has yet to write."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._new: dict[Table, list[Mapping[str, Any]]] = {}
        self._changed: dict[tuple[Table, tuple[str, ...]], list[dict[str, Any]]] = {}
        self._stores: list[Store] = []
        self._ids: dict[str, set[Any]] = {}  # table -> every id that an unwritten row of it has or names
        self._is_writing = False
        self._info = connection.info  # asked for now: a connection that is lost tells nothing
        self._info[_UNWRITTEN] = self

    def keep(self, store: Store) -> None:
        """From here on, ask this store too."""
        self._stores.append(store)

    def add(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """New rows, by column; all rows of a table have the same columns."""
        listed, ids = list(rows), self._ids.setdefault(table.name, set())
        self._new.setdefault(table, []).extend(listed)
        for row in listed:
            ids.update(_ids_of(row))

    def change(self, table: Table, row: Mapping[str, Any], names: Sequence[str]) -> None:
        """A row, by column, as it is now, and the columns that are not as they were written."""
        given = {f"new_{name}": row[name] for name in names}
        self._changed.setdefault((table, tuple(names)), []).append(given | {"of_id": row["id"]})
        self._ids.setdefault(table.name, set()).update(_ids_of(row))

    def write(self) -> None:
        """Write everything, parents first."""
        tables = (*self._new, *(table for table, _ in self._changed))
        self._write({table.name for table in tables}, self._stores)

    def _write(self, names: Set[str], stores: Iterable[Store]) -> None:
        """Write the rows of these tables, parents first, and what these stores keep."""
        if self._is_writing:
            return
        self._is_writing = True
        try:
            with doing("bulk"):
                for table in sorted((each for each in self._new if each.name in names), key=_rank):
                    write_rows(self.connection, _insert_into(table), self._new.pop(table))
                for kind in [each for each in self._changed if each[0].name in names]:
                    write_rows(self.connection, _change_of(*kind), self._changed.pop(kind))
                for name in names:
                    self._ids.pop(name, None)
                for store in stores:
                    if store.is_waiting():
                        store.write(self.connection)
        finally:
            self._is_writing = False

    def end(self) -> None:
        """The transaction is over: what was not written is dropped."""
        self._info.pop(_UNWRITTEN, None)
        self._new, self._changed, self._stores = {}, {}, []

    def before(self, statement: str, parameters: Any) -> None:
        """Somebody is about to execute this: write first what it may read or refer to, and what that refers
        to; all else goes on waiting for more of its kind.
        """
        if self._is_writing:
            return
        named = tables_named(statement)
        read = [name for name in named if name in self._ids and self._is_read(name, statement, parameters)]
        stores = [each for each in self._stores if each.is_waiting() and not each.tables.isdisjoint(named)]
        if read or stores:
            self._write(frozenset().union(*map(_with_parents, read)), stores)

    def _is_read(self, name: str, statement: str, parameters: Any) -> bool:
        """Whether a statement may read or write an unwritten row of the table of this name."""
        if isinstance(parameters, list) or name not in tables_by_id(statement):
            return True
        values = parameters.values() if isinstance(parameters, Mapping) else parameters
        return not self._ids[name].isdisjoint(values)


@lru_cache(_STATEMENTS)
def tables_named(statement: str) -> frozenset[str]:
    """The tables that a statement may read, and those that a row which it writes may refer to."""
    tables = SQLModel.metadata.tables
    named = {word for word in _WORD.findall(statement) if word in tables}
    if not statement.lstrip().startswith("SELECT"):
        named |= {key.column.table.name for name in list(named) for key in tables[name].foreign_keys}
    return frozenset(named)


@lru_cache(_STATEMENTS)
def tables_by_id(statement: str) -> frozenset[str]:
    """The tables of which a statement reads only rows whose id, or that of something that they belong to, is
    among its parameters; also where it asks for what belongs to a row that it reads by such an id. Where it
    is not plain that this is so, none.
    """
    if not statement.lstrip().startswith("SELECT") or _JOINED.search(statement):
        return frozenset()
    named = tables_named(statement)
    owners = [name for name in named if _always_says(_BY_OWN_ID, name, statement)]
    by_id = _BY_ID.replace("{owners}", "|".join(owners) or "(?!)")
    return frozenset(name for name in named if _always_says(by_id, name, statement))


def _always_says(what: str, name: str, statement: str) -> bool:
    """Each time that the statement reads from the table, it says this of it."""
    parts = re.split(_READ % name, statement)[1:]
    return bool(parts) and all(re.search(what % name, _END.split(part)[0]) for part in parts)


def _ids_of(row: Mapping[str, Any]) -> Iterable[Any]:
    """The ids in a row, but for its course's, as a driver may write them."""
    for name, value in row.items():
        if type(value) is UUID and name != "course_id":
            yield from (value, value.hex, str(value))


def write_rows(connection: Connection, statement: ClauseElement, rows: Sequence[Mapping[str, Any]]) -> None:
    """Execute a writing statement of a module once for each row; all have the same columns."""
    form = _form_of(statement, connection.dialect, tuple(rows[0]))
    if form is None:
        connection.execute(cast(Executable, statement), rows[0] if len(rows) == 1 else rows)
    else:
        made = [form.row(row) for row in rows]
        connection.exec_driver_sql(form.text, made if len(made) > 1 else made[0])


class _Form(NamedTuple):
    """A statement as its driver takes it. Made once, for to be told anew for each row how a column's values
    are turned into the driver's takes longer than to write them.
    """

    text: str
    is_positional: bool
    turns: tuple[tuple[str, Callable[[Any], Any] | None], ...]  # each value's name, and what turns it

    def row(self, values: Mapping[str, Any]) -> Any:
        """A row as the driver takes it."""
        if self.is_positional:
            return tuple(values[name] if turn is None else turn(values[name]) for name, turn in self.turns)
        return {name: values[name] if turn is None else turn(values[name]) for name, turn in self.turns}


_forms: dict[tuple[ClauseElement, str, tuple[str, ...]], _Form | None] = {}


def _form_of(statement: ClauseElement, dialect: Dialect, names: tuple[str, ...]) -> _Form | None:
    """The form of a statement for rows of these columns; None where it holds other values besides."""
    key = statement, dialect.name, names
    if key not in _forms:
        if isinstance(statement, Insert):
            compiled = statement.compile(dialect=dialect, column_keys=list(names))
        else:
            compiled = cast(SQLCompiler, statement.compile(dialect=dialect))
        _forms[key] = _form(compiled, dialect) if compiled.params.keys() == {*names} else None
    return _forms[key]


def _form(compiled: SQLCompiler, dialect: Dialect) -> _Form:
    order = compiled.positiontup if compiled.positional else list(compiled.params)
    types = {name: compiled.binds[name].type.dialect_impl(dialect) for name in order or ()}
    turns = tuple((name, kind.bind_processor(dialect)) for name, kind in types.items())
    if compiled.positional:
        turns = tuple((name, dict(turns)[name]) for name in order or ())  # a value may stand there twice
    return _Form(str(compiled), bool(compiled.positional), turns)


@cache
def _order() -> Mapping[Table, int]:
    return {table: place for place, table in enumerate(SQLModel.metadata.sorted_tables)}


def _rank(table: Table) -> int:
    return _order()[table]


@cache
def _with_parents(name: str) -> frozenset[str]:
    """A table and all that a row of it may refer to, directly or not."""
    found, ahead = {name}, [name]
    while ahead:
        keys = SQLModel.metadata.tables[ahead.pop()].foreign_keys
        parents = {key.column.table.name for key in keys} - found
        found |= parents
        ahead += parents
    return frozenset(found)


@cache
def _insert_into(table: Table) -> Insert:
    return insert(table)


@cache
def _change_of(table: Table, names: tuple[str, ...]) -> Update:
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam("of_id")).values(values)


def _before_statement(
    conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
) -> None:
    unwritten = conn.info.get(_UNWRITTEN)
    if unwritten is None or (context is not None and PAST_UNWRITTEN in context.execution_options):
        return
    unwritten.before(statement, parameters)


def keep_order(engine: Engine) -> None:
    """Let every statement of an engine see what its transaction has yet to write."""
    event.listen(engine, "before_cursor_execute", _before_statement)
