"""Calls with buyers: the list of appointments, one call with its lines, and how long an answer has taken."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from app.models.buyer import Buyer
from app.models.call import Call, CallLine
from app.models.evidence import Record
from app.models.inquiry import Inquiry
from app.models.person import Person
from app.models.team import Team
from app.queries.deals.call_words import HEARD_AGAIN, KINDS, OUTCOMES, STATES
from app.queries.deals.deal_labels import UNCLEAR
from app.queries.scope import Reader, found, has_duty, own
from app.queries.words.code_words import CODE_WORDS
from app.trade.letters.letter_reading import ALL_ASKS
from app.trade.lifecycles import CALL

TOPICS = {ask: CODE_WORDS.get(ask, ask) for ask in ALL_ASKS}
LABELS = SimpleNamespace(
    states=STATES, outcomes=OUTCOMES, kinds=KINDS, topics=TOPICS, unclear=UNCLEAR, heard_again=HEARD_AGAIN
)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Appointment:
    """One call in the list."""

    id: UUID
    number: int
    state: str
    team: str
    buyer_name: str
    company_name: str
    country: str
    time_zone: str
    subject: str
    opens_at: datetime | None
    starts_at: datetime | None
    waits_until: datetime | None
    promised: int
    topics: int

    def may_open(self, now: datetime) -> bool:
        """Whether the team may come in now."""
        in_time = self.opens_at is not None and self.opens_at <= now
        return self.state == "arranged" and in_time and (self.waits_until is None or now <= self.waits_until)


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line. seconds: the team's time to answer by the server; page_seconds: by the page."""

    number: int
    side: str
    kind: str
    ask: str
    author: str
    body: str
    origin: str
    seconds_given: int
    seconds: Decimal | None
    page_seconds: Decimal | None
    is_late: bool
    said_at: datetime


@dataclass(frozen=True, slots=True)
class CallPage:
    """One call with everything that was said. seconds_left: of the line that waits for an answer."""

    call: Appointment
    inquiry_id: UUID
    asked_by: str
    outcome: str
    voice: str
    voice_rate: str
    topics: tuple[dict[str, str], ...]
    lines: tuple[SaidLine, ...]
    seconds_left: int
    seconds_taken: Decimal
    open: frozenset[str]
    may_sales: bool

    @property
    def last(self) -> SaidLine | None:
        """The last line."""
        return self.lines[-1] if self.lines else None

    @property
    def raised(self) -> list[dict[str, str]]:
        """The topics that have come up: what else the buyer will ask is heard on the line."""
        asked = {line.ask for line in self.lines}
        is_over = self.call.state not in ("asked", "arranged", "live")
        return [each for each in self.topics if is_over or each["ask"] in asked or each["found"]]

    @property
    def answers(self) -> list[SaidLine]:
        """The team's lines that hold an answer."""
        return [line for line in self.lines if line.side == "team" and line.kind == "answer"]

    @property
    def mean_seconds(self) -> Decimal | None:
        """How long the team took for an answer, on the average."""
        taken = [line.seconds for line in self.answers if line.seconds is not None]
        return (sum(taken, Decimal(0)) / len(taken)).quantize(_TENTH) if taken else None


_CALLS = (
    select(
        Call.id, Call.number, Call.state, Team.name.label("team"), Buyer.name.label("buyer_name"),
        Buyer.company_name, Buyer.country, Buyer.time_zone, Inquiry.subject, Call.opens_at, Call.starts_at,
        Call.waits_until, Call.topics, Call.inquiry_id, Call.asked_by, Call.outcome, Call.voice,
        Call.voice_rate, Call.team_id,
    )
    .join(Team, Team.id == Call.team_id)
    .join(Buyer, Buyer.id == Call.buyer_id)
    .join(Inquiry, Inquiry.id == Call.inquiry_id)
)  # fmt: skip


def calls(session: Session, reader: Reader) -> list[Appointment]:
    """The reader's calls: those to come by their hour, then the others, the newest first."""
    rows = session.execute(_CALLS.where(own(Call, reader))).all()
    listed = [_appointment(row) for row in rows]
    coming = [each for each in listed if each.state in ("asked", "arranged", "live")]
    past = [each for each in listed if each not in coming]
    coming.sort(key=lambda each: (each.state != "live", each.starts_at is None, each.starts_at, each.number))
    return coming + sorted(past, key=lambda each: (each.team, -each.number))


def _appointment(row: Any) -> Appointment:
    promised = sum(bool(each["found"]) for each in row.topics)
    return Appointment(
        row.id, row.number, row.state, row.team, row.buyer_name, row.company_name, row.country,
        row.time_zone, row.subject, row.opens_at, row.starts_at, row.waits_until, promised, len(row.topics),
    )  # fmt: skip


def call_page(session: Session, reader: Reader, call_id: UUID, wall: datetime) -> CallPage:
    """One call. Raises: Absent."""
    row = found(session.execute(_CALLS.where(own(Call, reader), Call.id == call_id)).first())
    lines = _lines(session, row.id)
    left, taken = 0, Decimal(0)
    if row.state == "live" and lines and lines[-1].side == "buyer":
        taken = seconds_since_line(session, reader.course_id, row.id, wall)
        left = max(0, lines[-1].seconds_given - int(taken))
    return CallPage(
        call=_appointment(row), inquiry_id=row.inquiry_id, asked_by=row.asked_by, outcome=row.outcome,
        voice=row.voice, voice_rate=row.voice_rate, topics=tuple(row.topics), lines=lines, seconds_left=left,
        seconds_taken=taken, open=CALL.open(row.state),
        may_sales=reader.team_id == row.team_id and has_duty(reader, "sales"),
    )  # fmt: skip


def _lines(session: Session, call_id: UUID) -> tuple[SaidLine, ...]:
    query = (
        select(
            CallLine.number, CallLine.side, CallLine.kind, CallLine.ask, Person.name, CallLine.body,
            CallLine.origin, CallLine.seconds_given, CallLine.wall_seconds, CallLine.wall_page_seconds,
            CallLine.said_at,
        )
        .outerjoin(Person, Person.id == CallLine.person_id)
        .where(CallLine.call_id == call_id)
        .order_by(CallLine.number)
    )  # fmt: skip
    listed: list[SaidLine] = []
    given = 0
    for row in session.execute(query):
        is_late = row.side == "team" and row.wall_seconds is not None and row.wall_seconds > given
        given = row.seconds_given or given
        listed.append(
            SaidLine(
                row.number,
                row.side,
                row.kind,
                row.ask,
                row.name or "",
                row.body,
                row.origin,
                row.seconds_given,
                row.wall_seconds,
                row.wall_page_seconds,
                is_late,
                row.said_at,
            )
        )
    return tuple(listed)


def seconds_since_line(session: Session, course_id: UUID, call_id: UUID, wall: datetime) -> Decimal:
    """How long ago, by the wall's clock, the buyer's last line of a call was said: its record says when."""
    newest = select(func.max(Record.number)).where(
        Record.course_id == course_id, Record.subject_id == call_id, Record.action == "call.say",
        Record.outcome == "done",
    )  # fmt: skip
    said = select(Record.wall_at).where(
        Record.course_id == course_id, Record.number == newest.scalar_subquery()
    )
    at = session.execute(said).scalar()
    return Decimal(0) if at is None else Decimal(int((wall - at).total_seconds() * 10)) / 10


def call_of_inquiry(session: Session, reader: Reader, inquiry_id: UUID) -> Appointment | None:
    """The call of one inquiry, if there is one."""
    row = session.execute(_CALLS.where(own(Call, reader), Call.inquiry_id == inquiry_id)).first()
    return _appointment(row) if row else None
