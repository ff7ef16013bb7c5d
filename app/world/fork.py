"""The fork: a talk that is over, replayed from any of its turns with other offers. It writes nothing.

All of a practice is in what is asked (turn and offers), and is reckoned anew each time from the rows of the
deal; whoever may see the deal's hindsight may see it, and nobody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.actions.quotation_choices import Choices
from app.core.clock import home_date
from app.models.course import Course
from app.models.inquiry import Inquiry
from app.models.quotation import Quotation
from app.queries.deals.inquiry import Letter, letters_of
from app.queries.deals.quotation_price import Subject, subject_of, wanted_of
from app.queries.goods.consignment import consignment_basis
from app.queries.scope import Reader
from app.trade.letters.letter_certificates import holds_certificate
from app.trade.price.consignment_costs import Basis
from app.trade.price.quoting import Quoted, Terms, judged, quote
from app.trade.refusal import NotOpenNow, RuleBroken
from app.world.dice import Dice
from app.world.fork_offer import SHOWN, Offered, Tried
from app.world.replay import Replied, Stood, gone_on, offered, replied, stood_at
from app.world.views.inquiry import known_buyer, talk_from

MOST_OFFERS = 8
_FOUR, _CENT = Decimal("0.0001"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ForkPage:
    """A talk, the turn that it is replayed from, what really happened and what was tried instead.

    letters: up to the turn; happened: the turns that can be replayed, by place from 1; missing_papers: papers
    that the goods do not hold, by name.
    """

    inquiry_id: UUID
    number: int
    subject: str
    state: str
    reason: str
    buyer_id: UUID
    buyer_name: str
    buyer_company: str
    limit: Decimal | None
    target: Decimal | None
    opened_at: datetime
    letters: tuple[Letter, ...]
    turn: int
    happened: tuple[Offered, ...]
    tried: tuple[Offered, ...]
    made: tuple[Mapping[str, Any], ...]
    start: Mapping[str, Any]
    missing_papers: tuple[str, ...]
    is_over: bool

    @property
    def real(self) -> Offered | None:
        """What was really offered at the turn."""
        return next((each for each in self.happened if each.place == self.turn), None)


class Fork:
    """One talk that is over, with its rows. Raises: Absent; NotOpenNow("inquiry.still_hidden")."""

    def __init__(self, session: Session, reader: Reader, inquiry_id: UUID) -> None:
        self.session = session
        self.subject: Subject = subject_of(session, reader, inquiry_id)
        inquiry = self.inquiry
        if not inquiry.closing or inquiry.state in ("waiting", "answered"):
            raise NotOpenNow("inquiry.still_hidden", state=inquiry.state, verb="fork", open=[])
        self.path = [dict(turn) for turn in inquiry.closing.get("path", ())]
        query = select(Quotation).where(Quotation.inquiry_id == inquiry.id).order_by(col(Quotation.revision))
        self.quotations = {each.revision: each for each in session.exec(query)}
        self.seed = session.get_one(Course, inquiry.course_id).seed
        self.talk = talk_from(
            inquiry, known_buyer(self.subject.buyer), self.subject.product.name_en, inquiry.opened_at,
            is_quoted=True, stable_name=inquiry.stable_name,
        )  # fmt: skip

    @property
    def inquiry(self) -> Inquiry:
        """The inquiry's row."""
        return self.subject.inquiry

    @property
    def turns(self) -> tuple[int, ...]:
        """The places, from 1, of the turns that can be replayed."""
        return tuple(
            place for place, turn in enumerate(self.path, 1)
            if turn.get("seen", {}).get("revision") in self.quotations
        )  # fmt: skip

    def quotation_at(self, place: int) -> Quotation:
        """What the team had really sent."""
        return self.quotations[self.path[place - 1]["seen"]["revision"]]

    def stood(self, place: int) -> Stood:
        """The talk as it stood at a turn."""
        return stood_at(self.talk, self.path, place - 1)

    def terms_of(self, row: Quotation, tried: Tried | None = None) -> Terms:
        """What the team entered, with what is tried instead."""
        entered = {name: value for name, value in row.build_up.items() if name != "basis"}
        if tried:
            changed = tried.plain()
            entered |= {name: changed[name] for name in SHOWN if name not in ("papers", "days_later")}
        return Choices.model_validate(entered).terms()

    def basis_of(self, row: Quotation, terms: Terms) -> Basis:
        """The figures of the day on which the real quotation was priced; looked up anew where another
        quantity, place or payment needs others. Raises as the consignment's reckoning does.
        """
        held = (row.quantity, row.named_place, row.payment_terms)
        if (terms.quantity, terms.named_place, terms.payment_terms) == held:
            return Basis.from_plain(row.build_up["basis"])
        on = home_date(row.sent_at or self.inquiry.opened_at)
        return consignment_basis(self.session, self.subject.product, wanted_of(self.subject, terms, on))

    def expected(self, terms: Terms, basis: Basis, quoted: Quoted) -> Decimal:
        """The expected profit on what could be seen, USD."""
        least, most = (Decimal(str(each)) for each in self.inquiry.need["tolerance"])
        return judged(terms, basis, quoted, least, most).expected

    def missing_papers(self, place: int) -> tuple[str, ...]:
        """The first name of each paper that was asked for and wanting at a turn."""
        if place and "papers_wanting" in self.path[place - 1].get("seen", {}):
            return tuple(self.path[place - 1]["seen"]["papers_wanting"])
        held = self.subject.product.certificates
        needed = self.inquiry.need.get("papers", ())
        return tuple(
            codes[0].upper() for codes in needed
            if not any(holds_certificate(code, held) for code in codes)
        )  # fmt: skip


def fork_page(
    session: Session, reader: Reader, inquiry_id: UUID, turn: int | None, tries: Sequence[Tried]
) -> ForkPage:
    """A talk replayed from a turn with other offers, the first in the place of the turn's own.

    Args: turn from 1, None for the last one.
    Raises: Absent, NotOpenNow("inquiry.still_hidden"), RuleBroken("inquiry.no_such_turn"),
        RuleBroken("inquiry.practice_over") for an offer after the buyer's last word, and the refusals of a
        quotation.
    """
    fork = Fork(session, reader, inquiry_id)
    places = fork.turns
    if turn is not None and turn not in places:
        raise RuleBroken("inquiry.no_such_turn", "turn", turns=len(fork.path))
    place = turn or (places[-1] if places else 0)
    tried = _tried(fork, place, tries) if place else ()
    inquiry, closing, buyer = fork.inquiry, fork.inquiry.closing, fork.subject.buyer
    made = tuple(each.plain() for each in tries)
    start = made[-1] if made else _start(fork.quotation_at(place)) if place else {}
    until = datetime.fromisoformat(fork.path[place - 1]["seen"]["at"]) if place else inquiry.opened_at
    letters = (each for each in letters_of(session, inquiry.id) if each.sent_at <= until)
    return ForkPage(
        inquiry_id=inquiry.id, number=inquiry.number, subject=inquiry.subject, state=inquiry.state,
        reason=str(closing.get("reason", "")), buyer_id=buyer.id,
        buyer_name=buyer.name, buyer_company=buyer.company_name,
        limit=_figure(closing, "limit"), target=_figure(closing, "target"), opened_at=inquiry.opened_at,
        letters=tuple(letters), turn=place, tried=tried, made=made,
        happened=tuple(_happened(fork, each) for each in places),
        start=start, missing_papers=fork.missing_papers(place),
        is_over=bool(tried) and tried[-1].verdict in ("accept", "reject"),
    )  # fmt: skip


def _figure(closing: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(closing[name]) if name in closing else None


def _start(row: Quotation) -> dict[str, Any]:
    shown = {name: getattr(row, name) for name in SHOWN if hasattr(row, name)}
    shown["unit_price_usd"] = row.unit_price_usd.quantize(_CENT)
    return shown | {"sample": row.build_up.get("sample", ""), "papers": [], "days_later": 1}


def _happened(fork: Fork, place: int) -> Offered:
    """What was offered at a turn, and what the buyer really answered."""
    turn, row = fork.path[place - 1], fork.quotation_at(place)
    terms, basis = fork.terms_of(row), Basis.from_plain(row.build_up["basis"])
    quoted, at = quote(terms, basis), datetime.fromisoformat(turn["seen"]["at"])
    best = turn["best_held"]
    return Offered(
        place=place, at=at, days=_days(fork, at), offer=_start(row),
        profit_usd=quoted.price.profit.quantize(_CENT), expected_usd=fork.expected(terms, basis, quoted),
        verdict=turn["verdict"], reason="other_offer" if turn["seen"]["is_taken"] else "",
        landed=Decimal(turn["landed"]), wanted_landed=Decimal(turn["wanted_landed"]),
        worth=Decimal(turn["worth"]), wanted=Decimal(turn["wanted"]),
        best_held=None if best is None else Decimal(best), asked=tuple(turn["asked"]),
    )  # fmt: skip


def _days(fork: Fork, at: datetime) -> Decimal:
    seconds = Decimal(int((at - fork.inquiry.opened_at).total_seconds()))
    return (seconds / 86400).quantize(_CENT)


def _tried(fork: Fork, place: int, tries: Sequence[Tried]) -> tuple[Offered, ...]:
    """The offers of a practice, one after the other."""
    stood, found = fork.stood(place), []
    for step, tried in enumerate(tries[:MOST_OFFERS]):
        dice = Dice(fork.seed, "practice", fork.inquiry.stable_name, place, step)
        made, answer = _answered(fork, place, stood, tried, dice)
        found.append(replace(made, place=step + 1))
        if answer.is_over and step + 1 < len(tries):
            raise RuleBroken("inquiry.practice_over", "made")
        later = tries[step + 1].days_later if step + 1 < len(tries) else 0
        stood = gone_on(stood, answer, timedelta(days=later))
    return tuple(found)


def _answered(fork: Fork, place: int, stood: Stood, tried: Tried, dice: Dice) -> tuple[Offered, Replied]:
    """One offer in practice and the buyer's answer to it."""
    row = fork.quotation_at(place)
    terms = fork.terms_of(row, tried)
    basis = fork.basis_of(row, terms)
    quoted = quote(terms, basis)
    for finding in quoted.findings:
        if finding.severity == "error":
            raise RuleBroken(finding.code, finding.places[0], **finding.figures)
    papers = len(set(tried.papers) & set(fork.missing_papers(place)))
    view = offered(stood, _row(row, terms, basis, quoted, tried), papers)
    answer = replied(stood, view, dice)
    found = answer.found
    made = Offered(
        place=0, at=stood.talk.at, days=_days(fork, stood.talk.at), offer=tried.plain(),
        profit_usd=quoted.price.profit.quantize(_CENT), expected_usd=fork.expected(terms, basis, quoted),
        verdict=answer.verdict, reason=answer.reason, landed=view.landed.quantize(_FOUR),
        wanted_landed=found.wanted_landed if found else None, worth=found.utility if found else None,
        wanted=found.wanted_utility if found else None, best_held=found.best_held if found else None,
        asked=answer.asks, body=answer.body,
    )  # fmt: skip
    return made, answer


def _row(row: Quotation, terms: Terms, basis: Basis, quoted: Quoted, tried: Tried) -> Quotation:
    """The offer in the form of a quotation, for the buyer's eyes alone: it belongs to no session."""
    return Quotation(
        id=row.id, revision=row.revision, state="sent", product_id=row.product_id, quantity=terms.quantity,
        incoterm=terms.incoterm, named_place=terms.named_place, unit_price_usd=quoted.price.unit,
        total_usd=quoted.price.total.amount, payment_terms=terms.payment_terms,
        lead_time_days=terms.lead_time_days, valid_until=row.valid_until,
        build_up={"basis": basis.as_plain(), "sample": tried.sample},
    )  # fmt: skip
