"""Time passes only by performing what is due: entries in fixed order -> views -> decisions -> actions.

Every action carries the key `agenda:entry:n`, and the last one settles its entry in its own transaction, so
a run that was broken anywhere can be run again with no double effect.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from pydantic import ValidationError
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.actions.actor import Actor, party, player
from app.actions.perform import perform
from app.actions.refusals import Forbidden, Missing
from app.core.canonical import plain
from app.core.course_session import read_for
from app.core.db import housekeeping
from app.core.parameters import lay_over
from app.models.agenda import AgendaEntry
from app.models.course import Course
from app.world.agent import agent_for
from app.world.dice import Dice
from app.world.intent import Intent

log = structlog.get_logger("world")


_NEXT_DUE = (
    select(AgendaEntry)
    .where(col(AgendaEntry.course_id) == bindparam("course"), col(AgendaEntry.is_done).is_(False))
    .where(col(AgendaEntry.due_at) <= bindparam("until"))
    .order_by(col(AgendaEntry.due_at), col(AgendaEntry.name))
    .limit(1)
)


def next_due(session: Session, course_id: UUID, until: datetime) -> AgendaEntry | None:
    """The first entry of the course that is due and not yet performed."""
    return session.scalars(_NEXT_DUE, {"course": course_id, "until": until}).first()


def perform_entry(session: Session, entry: AgendaEntry) -> int:
    """Let the entry's agent decide, and perform what it wants. Returns the number of actions performed."""
    session.rollback()
    entry_id, course_id, due_at, caused_by = entry.id, entry.course_id, entry.due_at, entry.caused_by
    intents = _decided(session, entry)
    for position, intent in enumerate(intents):
        is_last = position == len(intents) - 1
        try:
            perform(
                session,
                _actor(intent, course_id),
                intent.action,
                intent.subject_id,
                intent.given,
                key=f"agenda:{entry_id}:{position}",
                caused_by=caused_by,
                at=due_at,
                settles=entry_id if is_last else None,
            )
        except (Missing, Forbidden, ValidationError):
            # An agent that wants what cannot be is a fault of ours; the world goes on, and the log tells.
            log.exception("agenda.intent_impossible", action=intent.action, entry=str(entry_id))
            if is_last:
                _look(session, entry_id, course_id, due_at)
    return len(intents)


def _decided(session: Session, entry: AgendaEntry) -> list[Intent]:
    """The intents of an entry. Several are kept with it before the first is performed: a run that breaks off
    in between goes on with the same ones, though the world has changed since.
    """
    if entry.decided:
        return [_read(kept) for kept in entry.decided]
    entry_id, course_id, due_at = entry.id, entry.course_id, entry.due_at
    read_for(session, course_id)
    agent = agent_for(entry.kind)
    seed, house = session.exec(select(Course.seed, Course.house).where(col(Course.id) == course_id)).one()
    lay_over(session, house)
    view = agent.view(session, entry)
    intents = agent.decide(view, Dice(seed, due_at.isoformat(), _stable_name(entry, view)))
    if not intents:
        return [Intent("clock", "agenda.look", entry_id)]
    if len(intents) == 1:
        return intents
    kept = [plain(intent) for intent in intents]
    with housekeeping(session):
        session.get_one(AgendaEntry, entry_id).decided = kept
    return [_read(each) for each in kept]


def _read(kept: dict[str, Any]) -> Intent:
    team_id = UUID(kept["team_id"]) if kept["team_id"] else None
    return Intent(kept["party"], kept["action"], UUID(kept["subject_id"]), kept["given"], team_id)


def _look(session: Session, entry_id: UUID, course_id: UUID, at: datetime) -> None:
    perform(session, party("clock", course_id), "agenda.look", entry_id, at=at, settles=entry_id).must()


def _actor(intent: Intent, course_id: UUID) -> Actor:
    if intent.team_id is not None:
        return player(intent.team_id, course_id)
    return party(intent.party, course_id)


def _stable_name(entry: AgendaEntry, view: object) -> str:
    """The stable name of what the entry is about: the view's own, else the kind and what was given."""
    return f"{entry.kind}:{getattr(view, 'stable_name', None) or entry.given.get('stable_name', '')}"


def advance(session: Session, course_id: UUID, until: datetime) -> int:
    """Perform everything due up to a simulated time, in order. Returns the number of actions performed.

    The course's clock itself is moved by the caller (`clock.reach`), so that people and the world agree on
    it.
    """
    done = 0
    while (entry := next_due(session, course_id, until)) is not None:
        done += perform_entry(session, entry)
    return done
