"""What a buyer sees of a call: the appointment, the lines so far, and the talk that it belongs to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.models.agenda import AgendaEntry
from app.models.call import Call, CallLine
from app.models.inquiry import Inquiry
from app.world.views.inquiry import Talk, talk_of


@dataclass(frozen=True, slots=True)
class Line:
    """One line that was said."""

    side: str
    kind: str
    ask: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class CallView:
    """A call as its buyer sees it. topics: ask -> (words that answer it, code of what is unclear)."""

    stable_name: str
    at: datetime
    call_id: UUID
    state: str
    starts_at: datetime | None
    topics: tuple[tuple[str, str, str], ...]
    lines: tuple[Line, ...]
    talk: Talk

    def found(self, ask: str) -> str:
        """The words that answer a topic, "" while it is open."""
        return next((words for topic, words, _ in self.topics if topic == ask), "")

    def unclear(self, ask: str) -> str:
        """What is unclear in the answer, by code."""
        return next((code for topic, _, code in self.topics if topic == ask), "")


@dataclass(frozen=True, slots=True)
class WishView:
    """An inquiry whose team asked for a call."""

    stable_name: str
    at: datetime
    call_id: UUID | None
    state: str
    talk: Talk


_SAID = (
    select(CallLine.side, CallLine.kind, CallLine.ask, CallLine.tone)
    .where(col(CallLine.call_id) == bindparam("call"))
    .order_by(col(CallLine.number))
)


def call_view(session: Session, entry: AgendaEntry) -> CallView:
    """The view for what happens in a call and around it; the entry's subject is the call."""
    call = session.get_one(Call, entry.subject_id)
    rows = session.execute(_SAID, {"call": call.id})
    name = entry.given["stable_name"]
    return CallView(
        stable_name=name,
        at=entry.due_at,
        call_id=call.id,
        state=call.state,
        starts_at=call.starts_at,
        topics=tuple((each["ask"], each["found"], each.get("unclear", "")) for each in call.topics),
        lines=tuple(Line(*row) for row in rows),
        talk=talk_of(session, call.inquiry_id, entry.due_at, name),
    )


def wish_view(session: Session, entry: AgendaEntry) -> WishView:
    """The view for "call.arrange"; the entry's subject is the inquiry."""
    inquiry = session.get_one(Inquiry, entry.subject_id)
    held = session.exec(select(Call).where(Call.inquiry_id == inquiry.id)).first()
    name = entry.given["stable_name"]
    return WishView(
        stable_name=name,
        at=entry.due_at,
        call_id=held.id if held else None,
        state=held.state if held else "",
        talk=talk_of(session, inquiry.id, entry.due_at, name),
    )
