"""What cannot wait for the worker: on the telephone the other side answers at once.

The entry is due at the very moment of the deed that put it on the agenda, and nothing that is due lies before
it (the course's clock never passes an entry that is not performed). So whoever performs it, the request that
waits for the answer or the worker, the world is the same.
"""

from uuid import UUID

from sqlmodel import Session, col, select

from app.actions import kept
from app.actions.perform import together
from app.actions.refusals import Busy
from app.core.db import is_sqlite
from app.models.agenda import AgendaEntry
from app.world.agenda import perform_deeds

_SPEAK = "call.speak"


def let_speak(session: Session, course_id: UUID, call_id: UUID) -> None:
    """Let the buyer of this call say its next line now, if the worker has not done so before."""
    due = (
        select(AgendaEntry)
        .where(col(AgendaEntry.course_id) == course_id, col(AgendaEntry.kind) == _SPEAK)
        .where(col(AgendaEntry.subject_id) == call_id, col(AgendaEntry.is_done).is_(False))
        .order_by(col(AgendaEntry.due_at), col(AgendaEntry.name))
    )
    try:
        # The course is in this request's hand from the look to the deed: nobody performs the entry twice.
        with together(session, course_id):
            kept.locked_course(session, course_id, is_embedded=is_sqlite(session.connection()))
            entry = session.exec(due).first()
            for _ in perform_deeds(session, entry) if entry is not None else ():
                pass
    except Busy:  # the worker will: the page shows the line when it is there
        session.rollback()
