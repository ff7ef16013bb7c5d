"""What an action holds while it runs: its time, its actor, and the few ways to make rows."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, func, insert, update
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel, col, select

from app.actions.actor import Actor
from app.actions.deed_rows import DeedRows
from app.actions.holding import row_by_id
from app.actions.in_hand import InHand
from app.actions.refusals import Missing
from app.core.clock import home_date
from app.core.guard import doing
from app.core.ids import named_id
from app.models.course import Course
from app.models.ledger import LedgerEntry, LedgerPosting
from app.trade.books.bookkeeping import Entry

M = TypeVar("M", bound=SQLModel)


@cache
def _rows(model: type[Any], equal: tuple[tuple[str, bool], ...]) -> Any:
    """The select of `Act.rows`, built once for the columns that it names (name, whether it is NULL)."""
    query = select(model).where(model.course_id == bindparam("course"))
    for name, is_null in equal:
        column = getattr(model, name)
        query = query.where(column.is_(None) if is_null else column == bindparam(f"given_{name}"))
    return query.order_by(col(model.id))


@dataclass
class Act:
    """One performance of an action. Times are simulated; `number` is the record that will be written.

    deed: the rows that it makes and changes; hand: what the door keeps for itself.
    """

    session: Session
    actor: Actor
    course: Course
    now: datetime
    number: int
    deed: DeedRows
    hand: InHand
    made_id: UUID | None = None
    _made: int = field(default=0)
    _agenda: list[dict[str, Any] | tuple[str, UUID]] = field(default_factory=list)

    @property
    def today(self) -> Any:
        """The course's calendar day where the sellers are."""
        return home_date(self.now)

    def add(self, row: M, *, course_id: UUID | None = None) -> M:
        """Put a new row into the session, with its id and course; the first one is the action's `made`."""
        self.add_all([row], course_id=course_id)
        return row

    def add_all(self, rows: Iterable[SQLModel], *, course_id: UUID | None = None) -> None:
        """Put new rows into the session, as `add` does; none of them may name another."""
        listed = list(rows)
        for row in listed:
            self._made += 1
            if getattr(row, "id", None) is None:
                row.id = named_id(self.now, self.course.id, self.number, self._made)
            if hasattr(row, "course_id") and row.course_id is None:
                row.course_id = course_id or self.course.id
            if self.made_id is None:
                self.made_id = row.id  # type: ignore[attr-defined]
        self.deed.add(listed)

    def find(self, model: type[M], row_id: UUID | None) -> M:
        """A row of this course by id. Raises Missing, also when another course has it."""
        row: M | None = self.deed.made(model, row_id) if row_id else None
        if row is None and row_id:
            with self.session.no_autoflush:  # what is changed so far is not asked for
                row = row_by_id(self.session, model, row_id)
        if row is None or getattr(row, "course_id", self.course.id) != self.course.id:
            raise Missing
        return row

    def rows(self, model: type[M], **equal: Any) -> list[M]:
        """Rows of this course whose columns equal the given values, in the order of their ids."""
        query = _rows(model, tuple((name, value is None) for name, value in equal.items()))
        given = {f"given_{name}": value for name, value in equal.items() if value is not None}
        given |= {"course": self.course.id}
        if not self.deed.is_as_read(model):
            self.deed.needs_savepoint()
            return list(self.session.scalars(query, given))
        with self.session.no_autoflush:
            return list(self.session.scalars(query, given))

    def insert(self, model: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> list[UUID]:
        """Insert many like rows past the recorder, each with its course and, where rows have one, its id: the
        caller's facts carry their count and root. rows: columns by name, all the same ones. Returns the ids.
        """
        made = [{"course_id": self.course.id, **row} for row in rows]
        if hasattr(model, "id"):
            for row in made:
                self._made += 1
                row["id"] = named_id(self.now, self.course.id, self.number, self._made)
        if made:
            self.deed.needs_savepoint()
            with doing("bulk"):
                self.hand.connection.execute(insert(model), made)
        return [row["id"] for row in made if "id" in row]

    def take_numbers(self, counts: Mapping[str, int]) -> dict[str, int]:
        """The first of so many running numbers of each name in the course."""
        return self.hand.numbers.take(counts)

    def next_number(self, name: str) -> int:
        """The next running number of this name in the course, such as the papers of a team."""
        return self.hand.numbers.take({name: 1})[name]

    def later(
        self, due_at: datetime, kind: str, subject_id: UUID, given: Mapping[str, Any] | None = None
    ) -> None:
        """Put an entry on the agenda: the world performs it when the course's clock reaches `due_at`.

        Entries of one moment come by kind, then in an order that chance draws from their stable names: the
        same whichever team was made first, and no team is always the first one.
        """
        self._made += 1
        drawn = hashlib.sha256(f"{due_at.isoformat()}\x1f{(given or {}).get('stable_name')}".encode())
        self._agenda.append(
            {
                "id": named_id(due_at, self.course.id, self.number, "agenda", self._made),
                "course_id": self.course.id,
                "due_at": max(due_at, self.now),
                "name": f"{kind}:{drawn.hexdigest()[:16]}:{self.number:09d}:{self._made:04d}",
                "kind": kind,
                "subject_id": subject_id,
                "given": dict(given or {}),
                "caused_by": self.number,
            }
        )

    def never(self, kind: str, subject_id: UUID) -> None:
        """Cancel what the agenda still holds of this kind for the subject."""
        self._agenda.append((kind, subject_id))

    def hand_over_agenda(self) -> None:
        """The action is done: what it put on the agenda and took off it, in that order."""
        agenda, self._agenda = self._agenda, []
        for each in agenda:
            if isinstance(each, tuple):
                self.hand.agenda.cancel(*each)
            else:
                self.hand.agenda.put([each])

    def drop(self) -> None:
        """Forget what is noted: the action was refused, or begins again."""
        self.deed.drop()
        self.hand.numbers.give_back()
        self.made_id, self._made, self._agenda = None, 0, []

    def post(self, team_id: UUID, entry: Entry, **links: UUID) -> LedgerEntry:
        """Write a balanced entry into a team's books (`order_id=` or `consumer_order_id=` names its deal)."""
        row = self.add(
            LedgerEntry(
                team_id=team_id,
                number=self.next_number(f"ledger:{team_id}"),
                code=entry.code,
                at=self.now,
                **links,
            )
        )
        self.add_all(
            LedgerPosting(
                team_id=team_id,
                entry_id=row.id,
                account=posting.account,
                currency=posting.currency,
                amount=posting.amount,
            )
            for posting in entry.postings
        )
        return row

    def bank_balance(self, team_id: UUID, currency: str) -> Decimal:
        """What a team has at the bank in one currency, by its books."""
        postings = select(func.sum(LedgerPosting.amount)).where(
            col(LedgerPosting.course_id) == self.course.id,
            col(LedgerPosting.team_id) == team_id,
            col(LedgerPosting.account) == "bank",
            col(LedgerPosting.currency) == currency,
        )
        return self.session.exec(postings).one() or Decimal(0)

    def bulk(self, rows: Iterable[SQLModel]) -> int:
        """Insert many like rows at once, past the recorder: the caller's facts carry their count and root."""
        listed = list(rows)
        self.deed.needs_savepoint()
        with doing("bulk"):
            self.session.bulk_save_objects(listed)
        return len(listed)

    def bulk_change(self, model: type[M], rows: Iterable[Mapping[str, Any]]) -> int:
        """Change many like rows at once, each by its `id`, past the recorder: as with `bulk`, facts carry
        their count and root. Objects of these rows are read anew when they are used again.
        """
        listed = [dict(row) for row in rows]
        if listed:
            self.deed.needs_savepoint()
            with doing("bulk"):
                self.session.execute(update(model), listed)
        for row in listed:
            held = self.session.identity_map.get(identity_key(model, row["id"]))
            if held is not None:
                self.session.expire(held)
        return len(listed)
