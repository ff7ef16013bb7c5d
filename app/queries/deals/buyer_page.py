"""One buyer in the teacher's view: its truth, what it will do next, and each talk as offers over time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from app.core.words import join_notes, percent
from app.models.agenda import AgendaEntry
from app.models.buyer import Buyer
from app.models.call import Call
from app.models.inquiry import Inquiry, Message
from app.models.instruction import Instruction
from app.models.order import Order
from app.models.quotation import Quotation
from app.models.sample import Sample
from app.models.team import Team
from app.queries.deals.buyer import Truth, truth_of
from app.queries.deals.buyer_need_words import need_label, need_value
from app.queries.scope import Reader, found
from app.queries.words.value_words import is_shown, said
from app.trade.price.consignment_costs import Basis, landed_estimate
from app.trade.refusal import Refusal
from app.trade.tariff.goods_features import papers_wanting

_LETTERS, _CENT, _DAY = 8, Decimal("0.01"), Decimal(86400)


@dataclass(frozen=True, slots=True)
class Turn:
    """One offer of the team, or price that the buyer named. landed: USD per piece at the buyer's door."""

    by: str
    at: datetime
    days: Decimal
    unit_usd: Decimal
    landed_usd: Decimal
    revision: int
    state: str


@dataclass(frozen=True, slots=True)
class Note:
    """One letter, or the summary of a call."""

    side: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WatchedTalk:
    """One talk of the buyer. told: the need, label and value, all that the world has noted; credits: id and
    number of each letter of credit that it proposed.
    """

    inquiry_id: UUID
    number: int
    team_id: UUID
    team: str
    subject: str
    state: str
    opened_at: datetime
    closed_at: datetime | None
    reply_due_at: datetime | None
    open_asks: tuple[str, ...]
    truth: Truth | None
    told: tuple[tuple[str, str], ...]
    turns: tuple[Turn, ...]
    letters: tuple[Note, ...]
    coming: tuple[tuple[str, datetime], ...]
    call_id: UUID | None
    call_state: str
    sample_state: str
    credits: tuple[tuple[UUID, int], ...] = ()
    is_truth_told: bool = False


@dataclass(frozen=True, slots=True)
class BuyerPage:
    """One buyer. told: what the world keeps of the buyer itself."""

    id: UUID
    name: str
    company_name: str
    country: str
    city: str
    time_zone: str
    language_register: str
    told: tuple[tuple[str, str], ...]
    talks: tuple[WatchedTalk, ...]


def buyer_page(
    session: Session, reader: Reader, buyer_id: UUID, now: datetime, *, is_truth_shown: bool
) -> BuyerPage:
    """One buyer of the reader's course with every talk, the newest first. Raises: Absent."""
    buyer = found(
        session.execute(
            select(
                Buyer.id, Buyer.name, Buyer.company_name, Buyer.country, Buyer.city, Buyer.time_zone,
                Buyer.language_register, Buyer.truth,
            ).where(Buyer.course_id == reader.course_id, Buyer.id == buyer_id)
        ).first()
    )  # fmt: skip
    talks = session.execute(
        select(Inquiry, Team.name)
        .join(Team, Team.id == Inquiry.team_id)
        .where(Inquiry.course_id == reader.course_id, Inquiry.buyer_id == buyer_id)
        .order_by(Inquiry.opened_at.desc(), Inquiry.stable_name)
    ).all()
    rows = _Rows.of(session, [inquiry.id for inquiry, _ in talks])
    return BuyerPage(
        buyer.id, buyer.name, buyer.company_name, buyer.country, buyer.city, buyer.time_zone,
        buyer.language_register, told_of(buyer.truth) if is_truth_shown else (),
        tuple(
            _talk(inquiry, team, rows, (buyer.truth, now) if is_truth_shown else None)
            for inquiry, team in talks
        ),
    )  # fmt: skip


def told_of(hidden: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Hidden values as (label, words), whatever the world keeps."""
    shown = {name: value for name, value in hidden.items() if is_shown(name, value)}
    pairs = [(need_label(name), _said(name, value)) for name, value in shown.items()]
    return tuple((name, words) for name, words in pairs if words)


def _said(name: str, value: Any) -> str:
    if name == "weights":
        return join_notes(f"{need_label(key)} {percent(Decimal(share))}" for key, share in value.items())
    if name == "papers":
        return ", ".join(papers_wanting(value, ()))
    if isinstance(value, dict):
        return join_notes(f"{need_label(key)} {_said(key, inner)}" for key, inner in value.items())
    if isinstance(value, list) and value and not isinstance(value[0], dict | list):
        return " – ".join(map(str, value)) if name == "tolerance" else join_notes(map(need_value, value))
    return need_value(said(name, value, {}))


@dataclass(frozen=True, slots=True)
class _Rows:
    """What belongs to the talks, each kind read at once; by inquiry."""

    quotations: dict[UUID, list[Any]]
    letters: dict[UUID, list[Any]]
    calls: dict[UUID, Any]
    samples: dict[UUID, Any]
    coming: dict[UUID, list[Any]]
    credits: dict[UUID, list[tuple[UUID, int]]]

    @staticmethod
    def of(session: Session, ids: list[UUID]) -> "_Rows":
        quotations: dict[UUID, list[Any]] = {}
        offered = select(
            Quotation.id, Quotation.inquiry_id, Quotation.revision, Quotation.state, Quotation.incoterm,
            Quotation.quantity, Quotation.unit_price_usd, Quotation.total_usd, Quotation.sent_at,
            Quotation.answer, Quotation.build_up,
        ).where(Quotation.inquiry_id.in_(ids), Quotation.sent_at.is_not(None))  # fmt: skip
        for row in session.execute(offered.order_by(Quotation.revision)):
            quotations.setdefault(row.inquiry_id, []).append(row)
        letters: dict[UUID, list[Any]] = {}
        written = select(Message.inquiry_id, Message.side, Message.body, Message.sent_at)
        written = written.where(Message.inquiry_id.in_(ids)).order_by(Message.sent_at, Message.id)
        for row in session.execute(written):
            letters.setdefault(row.inquiry_id, []).append(row)
        calls, samples = (
            {row.inquiry_id: row for row in session.execute(_of(model, ids))} for model in (Call, Sample)
        )
        about = {row.id: one for one, rows in quotations.items() for row in rows}
        about |= {row.id: one for kind in (calls, samples) for one, row in kind.items()}
        about |= {one: one for one in ids}
        coming: dict[UUID, list[Any]] = {}
        due = select(AgendaEntry.subject_id, AgendaEntry.kind, AgendaEntry.due_at)
        due = due.where(AgendaEntry.subject_id.in_(list(about)), AgendaEntry.is_done.is_(False))
        for row in session.execute(due.order_by(AgendaEntry.due_at, AgendaEntry.name)):
            coming.setdefault(about[row.subject_id], []).append(row)
        return _Rows(quotations, letters, calls, samples, coming, _credits(session, ids))


def _credits(session: Session, ids: list[UUID]) -> dict[UUID, list[tuple[UUID, int]]]:
    query = select(Order.inquiry_id, Instruction.id, Instruction.number)
    query = query.join(Order, Order.id == Instruction.order_id)
    query = query.where(Order.inquiry_id.in_(ids), Instruction.purpose == "credit")
    found: dict[UUID, list[tuple[UUID, int]]] = {}
    for inquiry_id, letter_id, number in session.execute(query.order_by(Instruction.number)):
        found.setdefault(inquiry_id, []).append((letter_id, number))
    return found


def _of(model: Any, ids: list[UUID]) -> Any:
    return select(model.id, model.inquiry_id, model.state).where(model.inquiry_id.in_(ids))


def _talk(
    inquiry: Inquiry, team: str, rows: _Rows, shown: tuple[Mapping[str, Any], datetime] | None
) -> WatchedTalk:
    call, sample = rows.calls.get(inquiry.id), rows.samples.get(inquiry.id)
    letters = rows.letters.get(inquiry.id, [])[-_LETTERS:]
    return WatchedTalk(
        inquiry_id=inquiry.id, number=inquiry.number, team_id=inquiry.team_id, team=team,
        subject=inquiry.subject, state=inquiry.state, opened_at=inquiry.opened_at,
        closed_at=inquiry.closed_at, reply_due_at=inquiry.reply_due_at, open_asks=tuple(inquiry.open_asks),
        truth=truth_of(inquiry.need, shown[0], inquiry.opened_at, shown[1]) if shown else None,
        told=told_of(inquiry.need) if shown else (),
        turns=tuple(_turns(inquiry, rows.quotations.get(inquiry.id, []), rows.letters.get(inquiry.id, []))),
        letters=tuple(Note(row.side, row.body, row.sent_at) for row in reversed(letters) if row.body),
        coming=tuple((row.kind, row.due_at) for row in rows.coming.get(inquiry.id, [])),
        call_id=call.id if call else None, call_state=call.state if call else "",
        sample_state=sample.state if sample else "", credits=tuple(rows.credits.get(inquiry.id, ())),
        is_truth_told=bool(inquiry.closing),
    )  # fmt: skip


def _turns(inquiry: Inquiry, quotations: list[Any], letters: list[Any]) -> Iterator[Turn]:
    """Offers and the prices that the buyer named in its next letter, brought to the buyer's door alike."""
    for row in quotations:
        yield _turn("team", inquiry, row, row.unit_price_usd, row.sent_at)
        if named := row.answer.get("unit_price_usd"):
            later = (one.sent_at for one in letters if one.side == "buyer" and one.sent_at > row.sent_at)
            yield _turn("buyer", inquiry, row, Decimal(str(named)), next(later, row.sent_at))


def _turn(by: str, inquiry: Inquiry, row: Any, unit: Decimal, at: datetime) -> Turn:
    try:
        basis = Basis.from_plain(row.build_up["basis"])
        landed = landed_estimate(basis, row.incoterm, unit * row.quantity, row.quantity)[0]
    except (Refusal, KeyError):  # nothing to reckon with: the price itself is all that is known
        landed = unit
    days = Decimal(int((at - inquiry.opened_at).total_seconds())) / _DAY
    return Turn(by, at, days.quantize(_CENT), unit, landed.quantize(_CENT), row.revision, row.state)
