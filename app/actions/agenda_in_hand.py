"""The agenda of a course, held for one transaction: what is due next, and what deeds did to it."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Integer, bindparam, insert, literal, select, true, update
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, col

from app.actions.holding import lasting_of
from app.core.unwritten import Unwritten, write_rows
from app.models.agenda import AgendaEntry
from app.models.base import Plain

_LEAST_AT_ONCE, _MOST_AT_ONCE = 4, 16  # entries that are read at once: twice as many each time
_NEXT = (
    select(AgendaEntry)
    .where(col(AgendaEntry.course_id) == bindparam("course"), col(AgendaEntry.is_done).is_(False))
    .where(col(AgendaEntry.due_at) <= bindparam("until"))
    .order_by(col(AgendaEntry.due_at), col(AgendaEntry.name))
    .limit(bindparam("at_once", type_=Integer()))
)
_PUT = insert(AgendaEntry)
_SETTLE = update(AgendaEntry).where(col(AgendaEntry.id) == bindparam("entry")).values(is_done=true())
_DECIDE = (
    update(AgendaEntry)
    .where(col(AgendaEntry.id) == bindparam("entry"))
    .values(decided=bindparam("intents", type_=Plain), name=literal("0:").concat(col(AgendaEntry.name)))
)
_CANCEL = (
    update(AgendaEntry)
    .where(
        col(AgendaEntry.course_id) == bindparam("course"), col(AgendaEntry.subject_id) == bindparam("about"),
        col(AgendaEntry.kind) == bindparam("of_kind"), col(AgendaEntry.is_done).is_(False),
    )
    .values(is_done=True, is_cancelled=True)
)  # fmt: skip
About = tuple[str, UUID]  # kind and subject of an entry


class _Due(NamedTuple):
    """An entry that is due, and what must be known of it though its row is to be read anew."""

    entry: AgendaEntry
    entry_id: UUID
    due_at: datetime
    about: About


class Coming:
    """What is next on the agenda, as far as it was read. It may last longer than a transaction, as long as
    the course's log stands where it stood: the agenda changes by deeds alone.
    """

    def __init__(self) -> None:
        self.due: deque[_Due] = deque()
        self._at_once = _LEAST_AT_ONCE
        self._until: datetime | None = None  # what is due until then has been read
        self._is_all = False  # ... and nothing else is due
        self._first_put: datetime | None = None  # of what was put on since

    def read(self, session: Session, course_id: UUID, until: datetime) -> None:
        """Read the first entries that are due."""
        found = session.scalars(_NEXT, {"course": course_id, "until": until, "at_once": self._at_once}).all()
        self.due = deque(_Due(each, each.id, each.due_at, (each.kind, each.subject_id)) for each in found)
        self._first_put, self._until, self._is_all = None, until, len(found) < self._at_once
        self._at_once = min(2 * self._at_once, _MOST_AT_ONCE)

    def tells(self, until: datetime) -> bool:
        """Whether it is known what comes first of what is due until then."""
        put = self._first_put
        if put is not None and put <= until and not (self.due and self.due[0].due_at < put):
            return False  # what was put on only now may be the next
        return bool(self.due) or (self._is_all and self._until is not None and until <= self._until)

    def first(self, until: datetime) -> AgendaEntry | None:
        """The first entry that is due until then."""
        return self.due[0].entry if self.due and self.due[0].due_at <= until else None

    def put(self, due_at: datetime) -> None:
        """An entry was put on."""
        if self._first_put is None or due_at < self._first_put:
            self._first_put = due_at

    def about(self, entry_id: UUID) -> About | None:
        """What an entry is about, if it is known."""
        return next((each.about for each in self.due if each.entry_id == entry_id), None)

    def drop(self, is_gone: Callable[[_Due], bool]) -> list[UUID]:
        """Take entries out of what is due. Nearly always it is the first one alone."""
        gone = [each.entry_id for each in self.due if is_gone(each)]
        if gone:
            self.due = deque(each for each in self.due if each.entry_id not in gone)
        return gone


class AgendaInHand:
    """Entries that are put on, taken off, decided and fulfilled, in that order of writing: decided, taken
    off, fulfilled, put on.
    """

    tables = frozenset({"agenda_entry"})

    def __init__(self, session: Session, course_id: UUID, unwritten: Unwritten) -> None:
        self._session, self._course_id, self._unwritten = session, course_id, unwritten
        self._coming: Coming | None = None
        self._forget()

    def _forget(self) -> None:
        self._put: list[dict[str, Any]] = []
        self._cancelled: list[About] = []
        self._settled: dict[UUID, About | None] = {}
        self._decided: list[tuple[UUID, list[Any]]] = []
        self._off: list[UUID] = []  # taken off, of those that are next

    @property
    def coming(self) -> Coming:
        """What is next; first asked for when the course is in hand."""
        if self._coming is None:
            lasting = lasting_of(self._session)
            self._coming = (lasting and lasting.agenda) or Coming()
        return self._coming

    def next_due(self, until: datetime) -> AgendaEntry | None:
        """The first entry that is due and not yet performed."""
        if not self.coming.tells(until):
            self.coming.read(self._session, self._course_id, until)
        return self.coming.first(until)

    def put(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Put entries on the agenda. rows: columns of AgendaEntry."""
        for row in rows:
            self._put.append({**row, "is_done": False, "is_cancelled": False})
            self.coming.put(row["due_at"])

    def cancel(self, kind: str, subject_id: UUID) -> None:
        """Whatever the agenda still holds of this kind for the subject will not be performed."""
        about = (kind, subject_id)
        if self._settled and (about in self._settled.values() or None in self._settled.values()):
            self._unwritten.write()  # what is fulfilled cannot be cancelled any more
        for row in self._put:
            if row["subject_id"] == subject_id and row["kind"] == kind and not row["is_done"]:
                row["is_done"] = row["is_cancelled"] = True
        self._off += self.coming.drop(lambda each: each.about == about)
        self._cancelled.append(about)

    def settle(self, entry_id: UUID) -> None:
        """An entry is fulfilled."""
        self._settled[entry_id] = self.coming.about(entry_id)
        self.coming.drop(lambda each: each.entry_id == entry_id)

    def decide(self, entry_id: UUID, intents: list[Any]) -> None:
        """Keep with an entry what was decided about it, before the first of several deeds is performed.

        From then on it comes before all others of its moment, also those that its own first deeds bring
        about: a transaction may end between its deeds.
        """
        self._decided.append((entry_id, intents))

    def is_waiting(self) -> bool:
        """Whether there is something to write."""
        return bool(self._put or self._settled or self._cancelled or self._decided)

    def write(self, connection: Connection) -> None:
        """Write what deeds did; entries that the session holds are read again when they are used again."""
        put, cancelled, settled, decided = self._put, self._cancelled, self._settled, self._decided
        changed = [*settled, *self._off, *(each for each, _ in decided)]
        self._forget()
        if decided:
            connection.execute(_DECIDE, [{"entry": each, "intents": intents} for each, intents in decided])
        if cancelled:
            course = {"course": self._course_id}
            off = [course | {"of_kind": kind, "about": about} for kind, about in dict.fromkeys(cancelled)]
            connection.execute(_CANCEL, off)
        if settled:
            write_rows(connection, _SETTLE, [{"entry": each} for each in settled])
        if put:
            write_rows(connection, _PUT, put)
        for entry_id in changed:
            entry = self._session.identity_map.get(identity_key(AgendaEntry, entry_id))
            if entry is not None:
                self._session.expire(entry)
