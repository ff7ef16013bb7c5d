"""The one door: every change of state goes through `perform`, which writes its evidence in the same
transaction.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.actions import kept
from app.actions.act import Act
from app.actions.actor import Actor
from app.actions.deed_rows import DeedRows, ReadsBack, let_go_of
from app.actions.holding import Head, holding, row_by_id
from app.actions.in_hand import InHand, KeyRow, in_hand, taking_in_hand
from app.actions.policies import is_visible
from app.actions.recorder import Recorder, recording
from app.actions.refusals import Busy, CourseArchived, Forbidden, KeyReused, Missing
from app.actions.registry import Action, Given, find
from app.actions.seal import About, Deed, fields_left_out, seal
from app.core.canonical import canonical
from app.core.clock import wall_now
from app.core.course_session import forget_changed, read_for
from app.core.db import is_sqlite, writing
from app.core.guard import doing
from app.core.parameters import lay_over
from app.models.course import Course
from app.trade.refusal import NotOpenNow, RateUnknown, Refusal, RuleBroken, Stale

_KINDS: dict[str, type[Refusal]] = {
    kind.__name__: kind for kind in (RuleBroken, RateUnknown, NotOpenNow, Stale)
}
_TOGETHER = "deeds_together"  # in a session's info: the course whose deeds share the transaction in hand
# Verbs that were seen to read what they have written: they run in a savepoint from the beginning.
_read_back: set[str] = set()
# What an archived course still takes: to be opened again.
_OPEN_WHEN_ARCHIVED = frozenset({"course.reopen"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an asking. A refusal inside the door is evidence too, and is handed back here."""

    number: int
    made_id: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    refusal: Refusal | None = None
    replayed: bool = False

    def must(self) -> "Outcome":
        """This outcome; raises its refusal if there was one."""
        if self.refusal is not None:
            raise self.refusal
        return self


@dataclass(frozen=True, slots=True)
class _Asking:
    actor: Actor
    action: Action
    subject_id: UUID
    given: Given
    key: str | None
    caused_by: int | None
    at: datetime | None
    settles: UUID | None

    def digest(self) -> str:
        """What tells one asking from another under the same key."""
        asked = self.given.model_dump(exclude=fields_left_out(self.given))
        return hashlib.sha256(canonical([self.action.name, self.subject_id, asked])).hexdigest()


def perform(
    session: Session,
    actor: Actor,
    action: str,
    subject_id: UUID,
    given: Given | Mapping[str, Any] | None = None,
    *,
    key: str | None = None,
    caused_by: int | None = None,
    at: datetime | None = None,
    settles: UUID | None = None,
) -> Outcome:
    """Do one action of one actor to one subject, or refuse it; either way seal its evidence and commit.

    Args: key, the asker's idempotency key; caused_by, number of the record that led to this one; at, the
    simulated time (parties of the world only: people act at the course's clock); settles, the agenda entry
    that this action fulfils.
    Raises (nothing written): Missing, Forbidden, KeyReused, CourseArchived, Busy, pydantic.ValidationError.
    """
    verb = find(action)
    read = given if isinstance(given, Given) else verb.given.model_validate(dict(given or {}))
    asking = _Asking(actor, verb, subject_id, read, key, caused_by, at, settles)
    if session.info.get(_TOGETHER) == actor.course_id:
        return _perform(session, asking)
    with together(session, actor.course_id):
        return _perform(session, asking)


@contextmanager
def together(session: Session, course_id: UUID) -> Iterator[None]:
    """One transaction for several deeds of one course, each with its own record; they are all written and
    kept at its end, or none of them.

    Raises: Busy.
    """
    if session.info.get(_TOGETHER) == course_id:
        yield
        return
    read_for(session, course_id)
    try:
        with doing("act"), writing(session), holding(session), taking_in_hand(session, course_id):
            session.info[_TOGETHER] = course_id
            yield
    except OperationalError as fault:
        raise Busy from fault
    finally:
        session.info.pop(_TOGETHER, None)


def _perform(session: Session, asking: _Asking) -> Outcome:
    hand = in_hand(session)
    course = kept.locked_course(session, asking.actor.course_id, is_embedded=is_sqlite(hand.connection))
    if course is None:
        raise Missing
    lay_over(session, course.house)
    earlier = _earlier_outcome(hand, asking)
    if earlier is not None:
        return earlier
    if course.state == "archived" and asking.action.name not in _OPEN_WHEN_ARCHIVED:
        raise CourseArchived
    subject = _subject(session, asking, course)
    head = hand.log.head()
    number = head.size if head else 0
    now = _moment(hand, asking, course, head)
    is_at_once = asking.action.name not in _read_back
    act = Act(session, asking.actor, course, now, number, DeedRows(session, is_at_once=is_at_once), hand)
    facts, refusal, recorder, changed = _run(act, asking, subject)
    action, changes = asking.action.name, recorder.changes()
    deed = Deed(action, About.of(subject), asking.given, facts, refusal, changes, asking.caused_by)
    let_go_of(session, changed)
    act.hand_over_agenda()
    seal(act, deed)
    if asking.settles is not None:
        hand.agenda.settle(asking.settles)
    outcome = Outcome(number, act.made_id, facts, refusal)
    _remember(hand, asking, outcome)
    forget_changed(session, {name.partition(":")[0] for name in changes})
    return outcome


_Done = tuple[dict[str, Any], Refusal | None, Recorder, list[Any]]


def _run(act: Act, asking: _Asking, subject: Any) -> _Done:
    """Run the verb: a refusal rolls its changes back and is evidence without changes.

    Returns: its facts, its refusal, the changes that it made, and the rows that are to be let go of.
    """
    act.hand.numbers.begin()
    if act.deed.is_at_once:
        try:
            return _run_at_once(act, asking, subject)
        except ReadsBack:
            _read_back.add(asking.action.name)
            act.deed = DeedRows(act.session, is_at_once=False)
    return _run_in_savepoint(act, asking, subject)


def _run_at_once(act: Act, asking: _Asking, subject: Any) -> _Done:
    recorder = Recorder()
    try:
        facts = dict(asking.action.run(act, subject, asking.given) or {})
        changed = act.deed.hand_over(recorder, act.hand.unwritten)
        return facts, None, recorder, changed
    except Refusal as refusal:
        act.drop()
        return {}, refusal, Recorder(), []
    except BaseException:  # a fault of ours: other deeds may share the transaction and go on
        act.drop()
        raise
    finally:
        act.deed.end()


def _run_in_savepoint(act: Act, asking: _Asking, subject: Any) -> _Done:
    """Each row is written as it is made. What is unwritten of deeds before this one is not its own."""
    act.hand.unwritten.write()
    savepoint = act.session.begin_nested()
    with recording(act.session) as recorder:
        try:
            facts = dict(asking.action.run(act, subject, asking.given) or {})
            act.session.flush()
        except Refusal as refusal:
            savepoint.rollback()
            act.drop()
            return {}, refusal, Recorder(), []
        except BaseException:  # a fault of ours: other deeds may share the transaction and go on
            savepoint.rollback()
            act.drop()
            raise
        savepoint.commit()
        return facts, None, recorder, []


def _subject(session: Session, asking: _Asking, course: Course) -> Any:
    """The row that is acted on: in the actor's course, visible to the actor, and the policy says yes."""
    model = asking.action.subject
    row = course if model is Course else row_by_id(session, model, asking.subject_id)
    if row is None or row.id != asking.subject_id or getattr(row, "course_id", course.id) != course.id:
        raise Missing
    if not is_visible(asking.actor, row):
        raise Missing
    if not asking.action.allow.may(asking.actor, row):
        raise Forbidden("door.forbidden", who=", ".join(asking.action.allow.names))
    return row


def _moment(hand: InHand, asking: _Asking, course: Course, head: Head | None) -> datetime:
    """The simulated time of this deed: the entry's own for a party, the clock's for a person; never
    backwards.
    """
    now = asking.at if asking.at is not None else course.clock.now(wall_now(), hand.first_due())
    return max(now, head.last_at) if head and head.last_at else now


def _earlier_outcome(hand: InHand, asking: _Asking) -> Outcome | None:
    """What the same key had before. Raises KeyReused if it was used for another asking."""
    if asking.key is None:
        return None
    used = hand.key_used(asking.actor.name, asking.key)
    if used is None:
        return None
    if used.asked != asking.digest():
        raise KeyReused
    return Outcome(used.number, used.made_id, {}, _read_refusal(used.refusal), replayed=True)


def _remember(hand: InHand, asking: _Asking, outcome: Outcome) -> None:
    if asking.key is None:
        return
    row = KeyRow(asking.digest(), outcome.number, outcome.made_id, _refusal_text(outcome.refusal))
    hand.use_key(asking.actor.name, asking.key, row)


def _refusal_text(refusal: Refusal | None) -> str:
    if refusal is None:
        return ""
    parts = [type(refusal).__name__, refusal.code, refusal.field, dict(refusal.figures)]
    return canonical(parts).decode()


def _read_refusal(text: str) -> Refusal | None:
    if not text:
        return None
    kind, code, name, figures = json.loads(text)
    return _KINDS.get(kind, RuleBroken)(code, name, **figures)
