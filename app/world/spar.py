"""A buyer to spar with: the product's own agents over one talk that stands in no database.

The letter is written by `arrive`, an answer in words is read as a team's letter is, an offer is answered by
`replied`, silence by `overdue`. Chance from the seed alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any
from uuid import UUID

from app.models.buyer import Buyer
from app.models.product import Product
from app.models.quotation import Quotation
from app.trade.letters.letter_claims import ProductFacts
from app.trade.letters.letter_reading import LetterReading, read_letter
from app.trade.market.concession import wanted_utility
from app.trade.market.negotiation import best_worth
from app.trade.market.negotiation_issues import Proposal
from app.trade.price.consignment_costs import Basis
from app.trade.price.quoting import Quoted, Terms, quote
from app.trade.refusal import RuleBroken
from app.trade.tariff.goods_features import papers_held, papers_wanting
from app.trade.working_time import answer_due
from app.world.agents.inquiry import consider, overdue
from app.world.bargaining import offer_of, proposal_of, stance_of, what_decided
from app.world.deal_letters import closing_of
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import market_habits
from app.world.replay import Replied, Stood, gone_on, offered, replied
from app.world.views.inquiry import Talk, known_buyer
from app.world.views.quotation import QuotationView

_CENT = Decimal("0.01")
_NOBODY = UUID(int=0)
BasisOf = Callable[[Terms], Basis]


@dataclass(frozen=True, slots=True)
class Move:
    """What the seller does in a turn, hours after the last one. Without a unit price it is a letter alone.

    certificates: those that it says the goods hold, None: what their papers say.
    """

    hours: Decimal
    unit_price_usd: Decimal | None
    quantity: int
    incoterm: str
    named_place: str
    payment_terms: str
    lead_time_days: int
    sample: str
    certificates: tuple[str, ...] | None
    body: str


@dataclass(frozen=True, slots=True)
class Goods:
    """What is sold, and what its consignment costs on the day."""

    product: Product
    facts: ProductFacts
    basis_of: BasisOf


class Spar:
    """One talk between a program and a buyer. letter: the buyer's first one, as `arrive` wishes it."""

    def __init__(self, letter: Mapping[str, Any], at: datetime, goods: Goods, held: list[Proposal]) -> None:
        self.letter, self.goods, self.at = letter, goods, at
        told = Buyer(
            id=UUID(int=1), course_id=_NOBODY, kind="business", truth=letter["truth"], **letter["buyer"]
        )
        self.buyer, self._answers_at = told, told.answers_at
        asks = tuple(letter["asks"])
        self.due_at: datetime = letter["reply_due_at"]
        self.reading: LetterReading | None = None
        self.untrue: tuple[str, ...] = ()
        self.last: tuple[QuotationView, Replied, Quoted] | None = None
        self.reason = ""
        talk = Talk(
            stable_name=letter["stable_name"], at=at, inquiry_id=_NOBODY, state="waiting", opened_at=at,
            reply_due_at=self.due_at, first_reply_at=None, quantity=letter["quantity"],
            incoterm=letter["incoterm"], named_place=letter["named_place"],
            product_name=goods.product.name_en, asks=len(asks), open_asks=asks, asked_again=0, reminders=0,
            counters=0, is_quoted=False, is_closed=False, need=letter["need"], buyer=known_buyer(told),
            request=letter["request"],
        )  # fmt: skip
        self.stood = Stood(talk, tuple(held), carton_pieces=goods.product.carton_pieces)

    @property
    def talk(self) -> Talk:
        """The talk as the buyer sees it."""
        return self.stood.talk

    @property
    def is_over(self) -> bool:
        """Whether the buyer has said its last word."""
        return bool(self.reason)

    def wait(self, hours: Decimal, dice: Dice) -> list[Intent]:
        """Let hours pass before the seller moves: the buyer reminds once, then leaves."""
        self.at += timedelta(seconds=int(hours * 3600))
        said: list[Intent] = []
        while not self.is_over and self.at > self.due_at:
            late = replace(self.talk, at=self.due_at, state="waiting", reply_due_at=self.due_at)
            (intent,) = overdue(late, dice.under("overdue", len(said)))
            said.append(intent)
            if intent.action == "inquiry.lose":
                self.reason, self.at = "silence", self.due_at
            else:
                self.due_at = intent.given["reply_due_at"]
                self.stood = replace(self.stood, talk=replace(self.talk, reminders=self.talk.reminders + 1))
        return said

    def read(self, move: Move) -> None:
        """Read what the seller wrote: which asks it answers, and what it says that the goods do not bear
        out.
        """
        talk = self.talk
        self.reading = None
        if move.body:
            self.reading = reading = read_letter(move.body, talk.open_asks, self.goods.facts, self.buyer.name)
            wrong = reading.topics_of("contradicted") + list(reading.unsupported)
            self.untrue = tuple(dict.fromkeys((*self.untrue, *wrong)))
            talk = replace(
                talk, open_asks=reading.open, unclear_asks=dict(reading.unclear), untrue=self.untrue,
                told_of_samples=talk.told_of_samples or reading.found.get("samples", ""),
            )  # fmt: skip
        self.stood = replace(self.stood, talk=replace(talk, first_reply_at=talk.first_reply_at or self.at))

    def ask_back(self, dice: Dice) -> list[Intent]:
        """What the buyer answers to a letter without an offer."""
        at = self._answers_at(self.at)
        talk = replace(self.talk, at=at, state="answered", is_quoted=False, has_call=True)
        self.at = at
        said = [intent for intent in consider(talk, dice) if intent.action in ("inquiry.ask", "inquiry.lose")]
        for intent in said:
            if intent.action == "inquiry.lose":
                self.reason = str(intent.given["reason"])
                break
            self.due_at = intent.given["reply_due_at"]
            again = talk.asked_again + (intent.given["kind"] == "again")
            self.stood = replace(self.stood, talk=replace(talk, asked_again=again))
        return said

    def check(self, move: Move) -> tuple[Terms, Basis, Quoted]:
        """An offer as it is reckoned. Raises: RuleBroken, RateUnknown of one that could not be sent."""
        terms = _terms(move, self.letter["destination_port"])
        basis = self.goods.basis_of(terms)
        quoted = quote(terms, basis)
        for finding in quoted.findings:
            if finding.severity == "error":
                raise RuleBroken(finding.code, finding.places[0], **finding.figures)
        return terms, basis, quoted

    def answer(self, move: Move, dice: Dice) -> Replied:
        """What the buyer answers to an offer. Raises as `check`."""
        terms, basis, quoted = self.check(move)
        self.read(move)
        self.at = self._looks_at()
        talk = replace(self.talk, at=self.at, state="answered", is_quoted=True)
        needed, papers = talk.need.get("papers", ()), self._papers(move)
        stood = replace(
            self.stood, talk=talk, papers_held=papers_held(needed, papers),
            papers_wanting=papers_wanting(needed, papers),
        )  # fmt: skip
        view = offered(stood, _row(move, terms, basis, quoted))
        stood = replace(stood, is_taken=self._would_take_another(view))
        found = replied(stood, view, dice)
        self.stood, self.last = gone_on(stood, found, timedelta(0)), (view, found, quoted)
        if found.is_over:
            self.reason = "won" if found.verdict == "accept" else found.reason
        self.due_at = answer_due(talk.buyer.office, self.at, market_habits()[self.buyer.country].reply_hours)
        return found

    def _looks_at(self) -> datetime:
        day = self.letter["need"].get("decides_at")
        reads_at = self._answers_at(self.at)
        return max(reads_at, datetime.fromisoformat(day)) if day else reads_at

    def _papers(self, move: Move) -> list[str]:
        """The certificates that count: what the seller names, as far as the goods' papers bear it out."""
        held = list(self.goods.product.certificates)
        if move.certificates is None:
            return held
        named = {each.casefold() for each in move.certificates}
        self.untrue = tuple(
            dict.fromkeys((*self.untrue, *sorted(named - {word for each in held for word in _words(each)})))
        )
        return [each for each in held if named & _words(each)]

    def _would_take_another(self, view: QuotationView) -> bool:
        """Whether a rival's offer is good enough for the buyer now: then it need not wait for this one."""
        stance = stance_of(view.talk.need)
        best = best_worth(stance, self.stood.held)
        gone = view.talk.at - view.talk.opened_at
        days = Decimal(int(gone.total_seconds())) / 86400
        return best is not None and best >= wanted_utility(stance, days)

    def hindsight(self) -> dict[str, Any]:
        """What the buyer hid: limit, weights, the way of the talk, the rival offers, what decided."""
        shown = closing_of(self.talk, reason=self.reason or "left")
        shown["rivals"] = [
            {"landed": each.landed.quantize(_CENT), "days": each.days, "prepaid_share": each.prepaid_share}
            for each in self.stood.held
        ]
        shown["path"] = [{name: turn[name] for name in turn if name != "seen"} for turn in shown["path"]]
        if self.last and self.last[1].found:
            view, said, quoted = self.last
            found = said.found
            assert found is not None  # noqa: S101 looked at above
            needed = max(found.wanted_utility, found.best_held or found.wanted_utility)
            decided = what_decided(view, needed)
            if decided and decided["issue"] == "price":
                decided["unit_price_usd"] = _price_for(view, Decimal(decided["turns_at"]))
            shown |= {
                "decided": decided, "landed": view.landed.quantize(_CENT), "offer": proposal_of(view),
                "unit_price_at_limit_usd": _price_for(view, Decimal(shown["limit"])),
                "profit_if_taken_usd": quoted.price.profit.quantize(_CENT),
            }  # fmt: skip
        return shown


def _price_for(view: QuotationView, landed: Decimal) -> Decimal:
    """The unit price under the offer's own term at which the goods cost so much at the buyer's door."""
    return offer_of(view).landed.price_for(landed).quantize(_CENT, rounding=ROUND_DOWN)


def _words(certificate: str) -> set[str]:
    """A paper's name and its words: a seller who says LFGB means "LFGB food contact"."""
    folded = certificate.casefold()
    return {folded, *folded.replace(",", " ").split()}


def _terms(move: Move, port: str) -> Terms:
    return Terms(
        quantity=move.quantity, incoterm=move.incoterm, named_place=move.named_place,
        valid_until=date.max, lead_time_days=move.lead_time_days, unit_price_usd=move.unit_price_usd,
        payment_terms=move.payment_terms, destination_port=port,
    )  # fmt: skip


def _row(move: Move, terms: Terms, basis: Basis, quoted: Quoted) -> Quotation:
    """The offer in the form of a quotation, for the buyer's eyes alone."""
    return Quotation(
        id=_NOBODY, state="sent", product_id=_NOBODY, quantity=terms.quantity, incoterm=terms.incoterm,
        named_place=terms.named_place, unit_price_usd=quoted.price.unit, revision=1,
        total_usd=quoted.price.total.amount, payment_terms=terms.payment_terms,
        lead_time_days=terms.lead_time_days, valid_until=date.max,
        build_up={"basis": basis.as_plain(), "sample": move.sample},
    )  # fmt: skip
