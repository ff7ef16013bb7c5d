"""What each buyer of a course is doing: the teacher's view, which alone shows the truth behind the letters.

Nothing of it is for students, enterprises or exports: the routes ask for an instructor, and a program gets
the open side only (`is_truth_shown`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlmodel import Session

from app.core.words import N_, excerpt
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.call import Call
from app.models.inquiry import Inquiry, Message
from app.models.quotation import Quotation
from app.models.sample import Sample
from app.models.team import Team
from app.queries.scope import Reader

ROWS = 60
SHOWN = {"open": ("waiting", "answered"), "waiting": ("waiting",), "answered": ("answered",),
         "over": ("won", "lost", "declined")}  # fmt: skip
_OFFERS = ("sent", "countered", "accepted")
# What falls due for a buyer -> what it does then.
DOINGS: dict[str, str] = {
    "inquiry.consider": N_("reads the letter and writes"),
    "inquiry.overdue": N_("reminds, or leaves"),
    "quotation.consider": N_("weighs the quotation"),
    "quotation.lapse": N_("the quotation lapses"),
    "call.arrange": N_("names the hour of a call"),
    "call.miss": N_("gives up waiting on the line"),
    "call.speak": N_("speaks on the line"),
    "call.idle": N_("hangs up: the line is dead"),
    "sample.wish": N_("asks for a sample"),
    "sample.weigh": N_("weighs the terms of the sample"),
    "sample.overdue": N_("stops waiting for the sample"),
    "sample.examine": N_("judges the sample"),
    "sample.arrive": N_("receives the sample"),
    "sample.travel": N_("the sample travels"),
}
OTHER_DOING = N_("acts")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to. words: in buyer, firm or subject; show: a key of SHOWN, or all."""

    words: str = ""
    team: UUID | None = None
    market: str = ""
    show: str = "open"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Truth:
    """The hidden side of one talk, USD per piece at the buyer's door. None where the need does not say."""

    limit: Decimal | None
    target: Decimal | None
    alternative: Decimal | None
    patience_left_days: int | None
    annoyance: Decimal | None
    kind: str


@dataclass(frozen=True, slots=True)
class Watched:
    """One talk in the list. next_doing: an agenda kind; offers: quotations that the buyer holds from it."""

    inquiry_id: UUID
    buyer_id: UUID
    buyer_name: str
    company_name: str
    country: str
    team_id: UUID
    team: str
    subject: str
    number: int
    state: str
    opened_at: datetime
    reply_due_at: datetime | None
    next_doing: str
    next_at: datetime | None
    last_side: str
    last_body: str
    last_at: datetime | None
    offers: int
    offered_usd: Decimal | None
    truth: Truth | None


@dataclass(frozen=True, slots=True)
class Watch:
    """The list, `ROWS` talks a page."""

    rows: tuple[Watched, ...]
    total: int
    page: int
    pages: int


def buyers_watched(
    session: Session, reader: Reader, filters: Filters, now: datetime, *, is_truth_shown: bool
) -> Watch:
    """The talks of the course's buyers, those that move next first within the newest."""
    asked = _narrowed(reader, filters)
    total = session.execute(select(func.count()).select_from(asked.subquery())).scalar() or 0
    page = max(1, min(filters.page, -(-total // ROWS) or 1))
    order = (Inquiry.opened_at.desc(), Inquiry.stable_name)
    rows = session.execute(asked.order_by(*order).limit(ROWS).offset((page - 1) * ROWS)).all()
    ids = [row.id for row in rows]
    beside = Beside.of(session, reader.course_id, ids)
    watched = tuple(_watched(row, beside, now, is_truth_shown=is_truth_shown) for row in rows)
    return Watch(watched, total, page, -(-total // ROWS) or 1)


def _narrowed(reader: Reader, filters: Filters) -> Select[Any]:
    query = (
        select(
            Inquiry.id, Inquiry.buyer_id, Inquiry.number, Inquiry.subject, Inquiry.state, Inquiry.opened_at,
            Inquiry.reply_due_at, Inquiry.need, Inquiry.market, Buyer.name, Buyer.company_name, Buyer.country,
            Buyer.truth, Inquiry.team_id, Team.name.label("team"),
        )
        .join(Buyer, Buyer.id == Inquiry.buyer_id)
        .join(Team, Team.id == Inquiry.team_id)
        .where(Inquiry.course_id == reader.course_id)
    )  # fmt: skip
    if filters.show in SHOWN:
        query = query.where(Inquiry.state.in_(SHOWN[filters.show]))
    if filters.team:
        query = query.where(Inquiry.team_id == filters.team)
    if filters.market:
        query = query.where(Inquiry.market == filters.market)
    if filters.words:
        wanted = filters.words.lower()
        named = (Buyer.name, Buyer.company_name, Inquiry.subject)
        query = query.where(or_(*(func.lower(one).contains(wanted, autoescape=True) for one in named)))
    return query


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to some talks, read at once: next entries, last letters, offers. By inquiry."""

    next: Mapping[UUID, tuple[str, datetime]]
    last: Mapping[UUID, Any]
    offers: Mapping[UUID, list[Any]]

    @staticmethod
    def of(session: Session, course_id: UUID, ids: list[UUID]) -> "Beside":
        """Read it for these inquiries."""
        about = {inquiry_id: inquiry_id for inquiry_id in ids}
        offers: dict[UUID, list[Any]] = {}
        columns = (Quotation.id, Quotation.inquiry_id, Quotation.state, Quotation.unit_price_usd)
        for row in session.execute(
            select(*columns).where(Quotation.inquiry_id.in_(ids)).order_by(Quotation.revision)
        ):
            about[row.id] = row.inquiry_id
            if row.state in _OFFERS:
                offers.setdefault(row.inquiry_id, []).append(row)
        for model in (Call, Sample):
            for row in session.execute(
                select(model.id, model.inquiry_id).where(model.inquiry_id.in_(ids))  # type: ignore[attr-defined]
            ):
                about[row.id] = row.inquiry_id
        return Beside(_next(session, course_id, about), _last(session, ids), offers)


def _next(session: Session, course_id: UUID, about: Mapping[UUID, UUID]) -> dict[UUID, tuple[str, datetime]]:
    """The entry that falls due first for each talk, among all that belongs to it."""
    due = (
        select(AgendaEntry.subject_id, AgendaEntry.kind, AgendaEntry.due_at)
        .where(AgendaEntry.course_id == course_id, AgendaEntry.is_done.is_(False))
        .where(AgendaEntry.subject_id.in_(list(about)))
        .order_by(AgendaEntry.due_at.desc(), AgendaEntry.name.desc())
    )
    return {about[row.subject_id]: (row.kind, row.due_at) for row in session.execute(due)}


def _last(session: Session, ids: Iterable[UUID]) -> dict[UUID, Any]:
    written = (
        select(Message.inquiry_id, Message.side, Message.body, Message.sent_at)
        .where(Message.inquiry_id.in_(list(ids)))
        .order_by(Message.sent_at, Message.id)
    )
    return {row.inquiry_id: row for row in session.execute(written) if row.body}


def _watched(row: Any, beside: Beside, now: datetime, *, is_truth_shown: bool) -> Watched:
    doing, at = beside.next.get(row.id, ("", None))
    last, offers = beside.last.get(row.id), beside.offers.get(row.id, [])
    return Watched(
        inquiry_id=row.id, buyer_id=row.buyer_id, buyer_name=row.name, company_name=row.company_name,
        country=row.country, team_id=row.team_id, team=row.team, subject=row.subject, number=row.number,
        state=row.state, opened_at=row.opened_at, reply_due_at=row.reply_due_at, next_doing=doing, next_at=at,
        last_side=last.side if last else "", last_body=excerpt(last.body, 160) if last else "",
        last_at=last.sent_at if last else None, offers=len(offers),
        offered_usd=offers[-1].unit_price_usd if offers else None,
        truth=truth_of(row.need, row.truth, row.opened_at, now) if is_truth_shown else None,
    )  # fmt: skip


def truth_of(
    need: Mapping[str, Any], of_buyer: Mapping[str, Any], opened_at: datetime, now: datetime
) -> Truth:
    """The hidden figures of a talk, by their names in the need."""
    patience = need.get("patience_days")
    left = None
    if patience is not None:
        left = max(0, int(patience) - (now - opened_at).days)
    return Truth(
        _amount(need.get("limit")), _amount(need.get("target")), _amount(need.get("alternative")), left,
        _amount(need.get("annoyance")), str(of_buyer.get("kind") or of_buyer.get("fraud") or ""),
    )  # fmt: skip


def _amount(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def choices(session: Session, reader: Reader) -> tuple[list[tuple[UUID, str]], list[str]]:
    """What the filters offer: the course's teams by name, and the markets that have written."""
    teams = select(Team.id, Team.name).where(Team.course_id == reader.course_id).order_by(Team.name)
    markets = select(Inquiry.market).where(Inquiry.course_id == reader.course_id).distinct()
    return [tuple(row) for row in session.execute(teams)], sorted(session.scalars(markets))
