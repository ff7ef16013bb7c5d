"""Time passes only by performing what is due: entries in fixed order -> views -> decisions -> actions.

Deeds of one course share a transaction of some milliseconds, each in a savepoint of its own with a record of
its own (decision 0012). A deed and that its entry is done are one transaction, so a run that was broken
anywhere can be run again with no double effect; where an entry leads to several deeds, they carry the keys
`agenda:entry:n` besides, for a transaction may end between them.
"""

from collections.abc import Iterator
from datetime import datetime
from time import perf_counter, thread_time
from typing import Any
from uuid import UUID

import structlog
from pydantic import ValidationError
from sqlmodel import Session

from app.actions import kept
from app.actions.actor import Actor, party, player
from app.actions.holding import holding, holding_on
from app.actions.perform import perform, together
from app.actions.refusals import Forbidden, Missing
from app.core.canonical import plain
from app.core.clock import wall_now
from app.core.db import is_sqlite
from app.core.parameters import lay_over
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.world.agent import agent_for
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.rewording import Rewording, is_a_letter

log = structlog.get_logger("world")
# A transaction of the world ends with the deed after so much work, for people wait behind it; and by the wall
# where the machine is loaded, on which less work is done in the same time.
MOST_SECONDS, MOST_BY_THE_WALL = 0.02, 0.06
ALONE_SECONDS = 0.5  # where nobody waits


def next_due(session: Session, course_id: UUID, until: datetime) -> AgendaEntry | None:
    """The first entry of the course that is due and not yet performed."""
    with together(session, course_id):
        return kept.next_due(session, until)


class Passing:
    """One course's agenda, worked off in transactions of some milliseconds.

    reword: puts letters into other words once they are decided; never given in a request. is_alone: nobody
    else uses the database, so transactions may be long.
    """

    def __init__(
        self, session: Session, course_id: UUID, reword: Rewording | None = None, *, is_alone: bool = False
    ) -> None:
        self._session, self._reword, self._is_alone = session, reword, is_alone
        self._course_id = course_id
        self._begun: tuple[UUID, int] | None = None  # an entry that the last transaction broke off in
        self._kept = 0  # deeds of whole entries in the transaction in hand
        self._long: UUID | None = None  # an entry whose view is to be read before a transaction
        self._ahead: tuple[UUID, list[Intent]] | None = None  # what was decided about it

    def some(self, until: datetime | None = None) -> int:
        """One transaction of what is due up to `until`. Returns the number of deeds; 0: nothing is due.

        until None: by the course's own clock, with the end of its step; 0 also when another worker has the
        course in hand. What fails is rolled back with all that shares its transaction; then what went well
        before is done again by itself, so that a faulty entry holds up nothing but what comes after it.
        """
        self._kept = 0
        try:
            # Where the last transaction ended before a long view, none is begun only to see it.
            done = 0 if self._long else self._transaction(until, None)
            return done or self._after_a_long_look(until)
        except Exception:
            self._begun = self._ahead = None
            if not self._kept:
                raise
            return self._transaction(until, self._kept)

    def _after_a_long_look(self, until: datetime | None) -> int:
        """The first entry has a long view: it is read now, with nobody waiting, and then acted on."""
        if self._long is None:
            return 0
        self._session.connection()  # what is held of an earlier transaction is looked at again
        entry = self._session.get(AgendaEntry, self._long)
        if entry is not None and not entry.is_done:
            with holding(self._session):
                intents = _intents(self._session, entry)
            if self._reword is not None and any(map(is_a_letter, intents)):
                intents = self._reworded(self._reword, entry.id, intents)
            self._ahead = entry.id, intents
        return self._transaction(until, None)

    def _reworded(self, reword: Rewording, entry_id: UUID, intents: list[Intent]) -> list[Intent]:
        """The intents with the words in which letters go out, asked for outside of any transaction and kept
        with the entry, so that a run that breaks off goes on with them. Where the world has changed
        meanwhile, what is wanted now, in the grammar's words.
        """
        self._session.rollback()
        reworded = reword(intents)
        with together(self._session, self._course_id):
            kept.locked_course(
                self._session, self._course_id, is_embedded=is_sqlite(self._session.connection())
            )
            entry = self._session.get_one(AgendaEntry, entry_id)
            wanted = _intents(self._session, entry)
            if entry.is_done or wanted != intents:
                return wanted
            kept.decide(self._session, entry_id, [plain(each) for each in reworded])
            return reworded

    def _transaction(self, until: datetime | None, most: int | None) -> int:
        done, began, began_work = 0, perf_counter(), thread_time()
        with together(self._session, self._course_id):
            course = self._course() if until is None else None
            if until is None and course is None:
                return 0
            last = until or _now_of(course)
            while (entry := kept.next_due(self._session, last)) is not None:
                if self._is_to_be_looked_at(entry):
                    return done
                for _ in self._deeds(entry):
                    done += 1
                    if self._is_long(began, began_work):
                        return done
                self._begun, self._kept = None, done
                if most is not None and done >= most:
                    return done
            if course is not None and course.clock_state == "stepping":
                done += reach(self._session, self._course_id, last)
        return done

    def _is_to_be_looked_at(self, entry: AgendaEntry) -> bool:
        is_looked_at = entry.decided or (self._ahead and self._ahead[0] == entry.id)
        has_long_view = agent_for(entry.kind).is_long and not self._is_alone
        is_long = not is_looked_at and (has_long_view or self._is_to_be_reworded(entry))
        self._long = entry.id if is_long else None
        return is_long

    def _is_to_be_reworded(self, entry: AgendaEntry) -> bool:
        return self._reword is not None and any(map(is_a_letter, _intents(self._session, entry)))

    def _deeds(self, entry: AgendaEntry) -> Iterator[int]:
        """Perform an entry deed by deed; goes on where the last transaction broke off."""
        entry_id = entry.id
        first = self._begun[1] if self._begun and self._begun[0] == entry_id else 0
        ahead = self._ahead[1] if self._ahead and self._ahead[0] == entry_id else None
        for position in perform_deeds(self._session, entry, first, ahead):
            self._begun = entry_id, position + 1
            yield position

    def _is_long(self, began: float, began_work: float) -> bool:
        if self._is_alone:
            return thread_time() - began_work > ALONE_SECONDS
        return thread_time() - began_work > MOST_SECONDS or perf_counter() - began > MOST_BY_THE_WALL

    def _course(self) -> Course | None:
        """The course, if its time moves and no other worker has it in hand."""
        is_embedded = is_sqlite(self._session.connection())
        course = kept.locked_course(self._session, self._course_id, is_embedded=is_embedded, waits=False)
        return course if course and course.state == "open" and course.clock_state != "paused" else None


def _now_of(course: Course) -> datetime:
    if course.clock_state == "stepping" and course.clock_target_at:
        return course.clock_target_at
    return course.clock.now(wall_now())


def reach(session: Session, course_id: UUID, at: datetime) -> int:
    """Everything due up to a time has happened: the course's clock stands there. One deed."""
    perform(session, party("clock", course_id), "clock.reach", course_id, {"to": at}, at=at)
    return 1


def perform_entry(session: Session, entry: AgendaEntry) -> int:
    """Let the entry's agent decide, and perform all that it wants in one transaction. Returns how many."""
    with together(session, entry.course_id):
        return sum(1 for _ in perform_deeds(session, entry))


def perform_deeds(
    session: Session, entry: AgendaEntry, first: int = 0, ahead: list[Intent] | None = None
) -> Iterator[int]:
    """Let the entry's agent decide, and perform what it wants from the first-th intent on, one at a step.

    ahead: what it decided before the transaction began.
    """
    entry_id, course_id, due_at, caused_by = entry.id, entry.course_id, entry.due_at, entry.caused_by
    intents = _decided(session, entry, ahead)
    for position, intent in enumerate(intents[first:], first):
        is_last = position == len(intents) - 1
        try:
            perform(
                session,
                _actor(intent, course_id),
                intent.action,
                intent.subject_id,
                intent.given,
                key=f"{kept.key_of(entry_id)}:{position}" if len(intents) > 1 else None,
                caused_by=caused_by,
                at=due_at,
                settles=entry_id if is_last else None,
            )
        except (Missing, Forbidden, ValidationError):
            # An agent that wants what cannot be is a fault of ours; the world goes on, and the log tells.
            log.exception("agenda.intent_impossible", action=intent.action, entry=str(entry_id))
            if is_last:
                _look(session, entry_id, course_id, due_at)
        yield position


def _decided(session: Session, entry: AgendaEntry, ahead: list[Intent] | None) -> list[Intent]:
    """The intents of an entry. Several are kept with it before the first is performed: a run that breaks off
    in between goes on with the same ones, though the world has changed since.
    """
    if entry.decided:
        return [_read(each) for each in entry.decided]
    intents = ahead or _intents(session, entry)
    if len(intents) == 1:
        return intents
    decided = [plain(intent) for intent in intents]
    kept.decide(session, entry.id, decided)
    return [_read(each) for each in decided]


def _intents(session: Session, entry: AgendaEntry) -> list[Intent]:
    """What the entry's agent wants; to have looked, if it wants nothing."""
    agent = agent_for(entry.kind)
    course = session.get_one(Course, entry.course_id)
    lay_over(session, course.house)
    view = agent.view(session, entry)
    intents = agent.decide(view, Dice(course.seed, entry.due_at.isoformat(), _stable_name(entry, view)))
    return intents or [Intent("clock", "agenda.look", entry.id)]


def _read(decided: dict[str, Any]) -> Intent:
    team_id = UUID(decided["team_id"]) if decided["team_id"] else None
    subject_id, duty = UUID(decided["subject_id"]), decided.get("duty", "")
    return Intent(decided["party"], decided["action"], subject_id, decided["given"], team_id, duty)


def _look(session: Session, entry_id: UUID, course_id: UUID, at: datetime) -> None:
    perform(session, party("clock", course_id), "agenda.look", entry_id, at=at, settles=entry_id).must()


def _actor(intent: Intent, course_id: UUID) -> Actor:
    if intent.team_id is not None:
        return player(intent.team_id, course_id, intent.duty)
    return party(intent.party, course_id)


def _stable_name(entry: AgendaEntry, view: object) -> str:
    """The stable name of what the entry is about: the view's own, else the kind and what was given."""
    return f"{entry.kind}:{getattr(view, 'stable_name', None) or entry.given.get('stable_name', '')}"


def advance(
    session: Session,
    course_id: UUID,
    until: datetime,
    reword: Rewording | None = None,
    *,
    is_alone: bool = False,
) -> int:
    """Perform everything due up to a simulated time, in order. Returns the number of actions performed.

    The course's clock itself is moved by the caller (`clock.reach`), so that people and the world agree on
    it. Args: reword, is_alone, see Passing.
    """
    passing, done = Passing(session, course_id, reword, is_alone=is_alone), 0
    with holding_on(session):
        while some := passing.some(until):
            done += some
    return done
