"""What the door keeps for itself, held in hand for one transaction: the log's head, running numbers, used
keys and the agenda.

None of it stands in a record, and nearly every deed changes all of it. So it is read once, grows in memory,
and is written once, before the transaction ends or somebody else reads it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    TextClause,
    Uuid,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlmodel import Session, col

from app.actions.agenda_in_hand import AgendaInHand
from app.actions.holding import Head, Lasting, lasting_of
from app.core.merkle_log import Frontier
from app.core.unwritten import PAST_UNWRITTEN, Unwritten, write_rows
from app.models.agenda import AgendaEntry
from app.models.evidence import KeyUsed, LogHead

_IN_HAND = "in_hand"  # in a session's info
_HEAD = select(col(LogHead.size), col(LogHead.frontier), col(LogHead.last_at)).where(
    col(LogHead.course_id) == bindparam("course")
)
_GROWING = ("size", "frontier", "root", "last_at")
_GROW = (
    update(LogHead)
    .where(col(LogHead.course_id) == bindparam("course"))
    .values({name: bindparam(f"new_{name}") for name in _GROWING})
)
_BEGIN_LOG = insert(LogHead)
_KEY = (
    select(col(KeyUsed.asked), col(KeyUsed.number), col(KeyUsed.made_id), col(KeyUsed.refusal))
    .where(
        col(KeyUsed.course_id) == bindparam("course"), col(KeyUsed.actor) == bindparam("by"),
        col(KeyUsed.key) == bindparam("of_key"),
    )
    .execution_options(**{PAST_UNWRITTEN: True})
)  # fmt: skip
_FIRST_DUE = select(func.min(AgendaEntry.due_at)).where(
    col(AgendaEntry.course_id) == bindparam("course"), col(AgendaEntry.is_done).is_(False)
)
_COUNTED = "SELECT name, last FROM running_number WHERE course_id = :course AND name IN (%s)"
_COUNT = text(
    """INSERT INTO running_number (course_id, name, last) VALUES (:course, :name, :last)
    ON CONFLICT (course_id, name) DO UPDATE SET last = excluded.last"""
).bindparams(bindparam("course", type_=Uuid()))


class KeyRow(NamedTuple):
    """What an idempotency key was used for, and the outcome that it had."""

    asked: str
    number: int
    made_id: UUID | None
    refusal: str


class Log:
    """The head of a course's log."""

    tables = frozenset({"log_head"})

    def __init__(self, connection: Connection, course_id: UUID, lasting: Lasting | None) -> None:
        self._connection, self._course_id, self._lasting = connection, course_id, lasting
        self._is_read = self._is_grown = self._is_new = False
        self._head: Head | None = None

    def head(self) -> Head | None:
        """The head; None before the first record."""
        if not self._is_read:
            self._head = self._lasting.heads.get(self._course_id) if self._lasting else self._read()
            self._is_read, self._is_new = True, self._head is None
        return self._head

    def _read(self) -> Head | None:
        row = self._connection.execute(_HEAD, {"course": self._course_id}).first()
        return Head(row.size, row.frontier, row.last_at) if row else None

    def grow(self, head: Head) -> None:
        """The log has one more record."""
        self._head, self._is_grown = head, True

    def is_waiting(self) -> bool:
        """Whether the log has grown since its head was written."""
        return self._is_grown

    def write(self, connection: Connection) -> None:
        """Write the head, with the log's root."""
        head = self._head
        if head is None:
            return
        root = Frontier.read(head.size, head.frontier).root()
        columns = head._asdict() | {"root": root}
        if self._is_new:
            connection.execute(_BEGIN_LOG, {"course_id": self._course_id, **columns})
        else:
            given = {f"new_{name}": columns[name] for name in _GROWING}
            write_rows(connection, _GROW, [given | {"course": self._course_id}])
        self._is_grown = self._is_new = False


class Numbers:
    """Running numbers of a course: who has how many records, or papers of a kind. The first is 1.

    last: those that are known, as they are now.
    """

    tables = frozenset({"running_number"})

    def __init__(self, connection: Connection, course_id: UUID, last: dict[str, int]) -> None:
        self._connection, self._course_id, self._last = connection, course_id, last
        self._changed: set[str] = set()
        self._before: dict[str, int] = {}

    def begin(self) -> None:
        """A deed begins, whose numbers may be given back."""
        self._before = {}

    def give_back(self) -> None:
        """The deed was refused: its numbers are for the next one."""
        self._last |= self._before
        self._before = {}

    def take(self, counts: Mapping[str, int]) -> dict[str, int]:
        """The first of so many numbers of each name."""
        unknown = sorted(name for name in counts if name not in self._last)
        if unknown:
            given = {f"name_{n}": name for n, name in enumerate(unknown)}
            rows = self._connection.execute(_counted(len(unknown)), given | {"course": self._course_id})
            self._last |= dict.fromkeys(unknown, 0) | {row.name: row.last for row in rows}
        first = {}
        for name, count in counts.items():
            last = self._last[name]
            self._before.setdefault(name, last)
            self._last[name], first[name] = last + count, last + 1
        self._changed.update(counts)
        return first

    def is_waiting(self) -> bool:
        """Whether numbers were taken since they were written."""
        return bool(self._changed)

    def write(self, connection: Connection) -> None:
        """Write the last number of each name that was taken; none of one that was given back whole."""
        changed, self._changed = sorted(self._changed), set()
        rows = [{"course": self._course_id, "name": name, "last": self._last[name]} for name in changed]
        if rows := [row for row in rows if row["last"]]:
            write_rows(connection, _COUNT, rows)


@cache
def _counted(count: int) -> TextClause:
    places = ", ".join(f":name_{n}" for n in range(count))
    found = text(_COUNTED % places).bindparams(bindparam("course", type_=Uuid()))
    return found.execution_options(**{PAST_UNWRITTEN: True})


# Of each database and course: the log's size and frontier after the last transaction of this process, and
# the running numbers that were known then. Every deed takes numbers and grows the log, so as long as the log
# stands where it stood, nobody has taken any.
_known: WeakKeyDictionary[Engine, dict[UUID, tuple[int, bytes, dict[str, int]]]] = WeakKeyDictionary()
_MOST_KNOWN = 20_000


class InHand:
    """All of it, for one course."""

    def __init__(self, session: Session, course_id: UUID) -> None:
        self.connection, self.course_id = session.connection(), course_id
        self.unwritten = Unwritten(self.connection)
        self._lasting = lasting_of(session)
        self.log = Log(self.connection, course_id, self._lasting)
        self.agenda = AgendaInHand(session, course_id, self.unwritten)
        self._numbers: Numbers | None = None
        self._last: dict[str, int] = {}
        self._keys: dict[tuple[str, str], KeyRow] = {}
        self._unused: set[str] = set()  # beginnings of keys that nobody has used
        for store in (self.log, self.agenda):
            self.unwritten.keep(store)

    @property
    def numbers(self) -> Numbers:
        """The course's running numbers; those that were known when the log stood here need not be read."""
        if self._numbers is None:
            known, head = _known.setdefault(self.connection.engine, {}), self.log.head()
            size, frontier, last = known.pop(self.course_id, (0, b"", {}))
            is_so = head is not None and (head.size, head.frontier) == (size, frontier)
            self._last = last if is_so and len(last) < _MOST_KNOWN else {}
            self._numbers = Numbers(self.connection, self.course_id, self._last)
            self.unwritten.keep(self._numbers)
        return self._numbers

    def end(self, *, is_written: bool) -> None:
        """The transaction is over, or about to be committed."""
        head = self.log.head() if is_written and self._numbers is not None else None
        if head is not None:
            known = _known.setdefault(self.connection.engine, {})
            known[self.course_id] = head.size, head.frontier, self._last
        if self._lasting is not None and is_written:
            self._lasting.agenda = self.agenda.coming
            if head is not None:
                self._lasting.heads[self.course_id] = head
        self.unwritten.end()

    def add(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """New rows, each with all columns that rows of this table are given."""
        self.unwritten.add(table, rows)

    def key_used(self, name: str, key: str) -> KeyRow | None:
        """What an actor's key was used for; None if it is new."""
        if (name, key) in self._keys or key.rpartition(":")[0] in self._unused:
            return self._keys.get((name, key))
        found = self.connection.execute(_KEY, {"course": self.course_id, "by": name, "of_key": key}).first()
        return KeyRow(*found) if found else None

    def is_unused(self, beginning: str) -> None:
        """No key `beginning:n` was used before this transaction, so none need be looked for."""
        self._unused.add(beginning)

    def use_key(self, name: str, key: str, row: KeyRow) -> None:
        """Keep a key with the outcome that it had."""
        self._keys[name, key] = row
        columns = {"course_id": self.course_id, "actor": name, "key": key, **row._asdict()}
        self.add(KeyUsed.__table__, [columns])  # type: ignore[attr-defined]

    def first_due(self) -> datetime | None:
        """When the first entry of the agenda that is not yet performed falls due."""
        found: datetime | None = self.connection.execute(_FIRST_DUE, {"course": self.course_id}).scalar()
        return found


def in_hand(session: Session) -> InHand:
    """What the door holds for the transaction of this session."""
    held: InHand = session.info[_IN_HAND]
    return held


@contextmanager
def taking_in_hand(session: Session, course_id: UUID) -> Iterator[InHand]:
    """Hold it for the transaction that has begun; written when all went well."""
    held, is_written = InHand(session, course_id), False
    session.info[_IN_HAND] = held
    try:
        yield held
        held.unwritten.write()
        is_written = True
    finally:
        held.end(is_written=is_written)
        session.info.pop(_IN_HAND, None)
