"""One talk between a scripted seller and a business buyer: the buyer is the product's own agents."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from app.core.clock import home_date
from app.core.parameters import stated
from app.models.inquiry import Inquiry
from app.queries.goods.consignment import unit_purchase_price
from app.trade.price.consignment_costs import Basis
from app.trade.price.price_build_up import Price
from app.trade.price.quoting import Terms, quote
from app.trade.working_time import answer_due, next_working_moment
from app.world.agents.quotation import consider
from app.world.deal_letters import reply_share_of
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.views.inquiry import Talk, talk_from
from app.world.views.quotation import QuotationView, view_of
from tools.realism.desk import quotation_row, rivals_of
from tools.realism.ground import Ground
from tools.realism.sellers import Seller
from tools.realism.writing import Letter, reading_of

_TURNS = (1, 7)  # 09:00 and 15:00 in China: when a seller without hours of its own looks at its letters
_GREED = Decimal(30)  # per cent on top of the margin where a first quotation is slipped
_BOOKING = 8  # days that a lead time needs beyond the factory's, as app/world/players/deal.py
_LAST = timedelta(hours=1)  # who answers at the last hour does so with this left
_LONGEST = 60
_ROUNDS_HELD = 2
_WAITED_BY_SPAM = timedelta(hours=24)
_CENT = Decimal("0.01")


Priced = tuple[Price, Terms, Basis]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a talk ended. reason: won, or why not; profit and total in USD; over_cost: landed price over the
    seller's own cost, as a ratio less one; silences: reminders and the leaving for silence.
    """

    reason: str
    on: date
    rounds: int
    silences: int
    contradictions: int
    reply_hours: Decimal
    answered: Decimal
    profit: Decimal = Decimal(0)
    total: Decimal = Decimal(0)
    over_cost: Decimal = Decimal(0)
    visit: Decimal = Decimal(0)
    ship_by: date | None = None
    reply_share: Decimal = Decimal(0)

    @property
    def is_won(self) -> bool:
        """Whether the buyer accepted."""
        return self.reason == "won"


class TalkOf:
    """One talk, from the letter to its end."""

    def __init__(self, ground: Ground, seller: Seller, letter: Letter, dice: Dice) -> None:
        self._ground, self._seller, self._letter, self._dice = ground, seller, letter, dice
        given = letter.given
        self._inquiry = Inquiry(
            course_id=ground.course_id, id=uuid5(NAMESPACE_URL, letter.name), stable_name=letter.name,
            quantity=given["quantity"], incoterm=given["incoterm"], named_place=given["named_place"],
            asks=[{"ask": ask, "found": ""} for ask in given["asks"]], need=given["need"],
            request=given["request"], opened_at=letter.at, reply_due_at=given["reply_due_at"],
            market=letter.market, product_id=letter.product.id, state="waiting", untrue=[], noted={},
            asked_again=0, reminders=0, counters=0, closing={}, team_id=UUID(int=1), buyer_id=UUID(int=2),
            number=1, subject="",
        )  # fmt: skip
        self._silences, self._turn = 0, 0
        self._rivals = rivals_of(ground, letter, dice.under("rivals")) if given["request"] else ()

    def run(self) -> Ended:
        """Answer, quote, and meet what the buyer says until it takes or leaves the goods."""
        inquiry, letter = self._inquiry, self._letter
        due = letter.given["reply_due_at"]
        at = self._acts(letter.at, due)
        if at is None:
            return self._ended("silence", due)
        self._reply(at)
        offered = self._first()
        for revision in range(1, _LONGEST):
            price, terms, basis = offered
            reads_at = self._reads_at(at)
            view = self._view(price, terms, basis, reads_at, revision)
            (said, *_) = consider(view, self._dice.under("consider", revision))
            if said.action == "quotation.accept":
                if said.subject_id != view.quotation_id:
                    return self._ended("other_offer", reads_at)
                return self._won(view, price, basis, said)
            if said.action != "quotation.counter":
                return self._ended(str(said.given.get("reason", said.action)), reads_at)
            inquiry.counters += 1
            inquiry.note_turn(said.given["turn"])
            self._rivals = tuple(replace(each, state="countered") for each in self._rivals)
            acted = self._acts(reads_at, said.given["reply_due_at"])
            if acted is None:
                return self._ended("silence", said.given["reply_due_at"])
            at, offered = acted, self._next(offered, said.given["asks"][0])
        raise LookupError("a talk that does not end")

    def _acts(self, at: datetime, due: datetime) -> datetime | None:
        """When the seller answers what came; None if the buyer has left before."""
        seller, office, self._turn = self._seller, self._letter.buyer.office, self._turn + 1
        last = answer_due(office, due + timedelta(minutes=1), stated("buyer")["conduct"]["reminder_hours"])
        is_patient = (due - self._letter.at).days < int(self._inquiry.need["patience_days"])
        is_first = self._turn == 1
        if seller.conduct == "late" and not (is_first and seller.hours is None):
            acted = due - _LAST if self._inquiry.reminders or not is_patient else last - _LAST
        elif seller.hours is not None:
            acted = at + timedelta(minutes=int(seller.hours * 60))
        else:
            acted = self._next_turn(at)
        if acted <= due:
            return max(acted, at)
        if self._inquiry.reminders or not is_patient:
            return None
        self._inquiry.reminders += 1
        self._silences += 1
        return acted if acted <= last else None

    def _next_turn(self, at: datetime) -> datetime:
        dice, day = self._dice.under("turn", self._turn), home_date(at)
        for _ in range(_LONGEST):
            for hour in _TURNS:
                turn = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
                if turn > at and dice.chance(self._seller.act_rate):
                    return turn
            day += timedelta(days=1)
        return at + timedelta(days=_LONGEST)

    def _slips(self, what: str) -> bool:
        return self._dice.under("slip", what).chance(self._seller.slip_rate)

    def _reply(self, at: datetime) -> None:
        """The seller's letter, read as the product reads it."""
        kind = "poor" if self._seller.letter == "full" and self._slips("letter") else self._seller.letter
        inquiry, letter = self._inquiry, self._letter
        first_unit = self._first()[0].unit
        reading = reading_of(letter, kind, str(first_unit), self._lead(), self._seller.payment_terms)
        inquiry.asks = [
            {"ask": each["ask"], "found": reading.found.get(each["ask"], "")} for each in inquiry.asks
        ]
        wrong = [claim for claim in reading.claims if claim.verdict == "contradicted"]
        wrong += [
            claim
            for claim in reading.claims
            if claim.verdict == "unsupported" and claim.topic == "certificate"
        ]
        inquiry.untrue = [{"topic": claim.topic, "key": claim.key} for claim in wrong]
        inquiry.note_reply(at)

    def _lead(self) -> int:
        seller, product = self._seller, self._letter.product
        if seller.lead_days is not None:
            return seller.lead_days
        return product.lead_time_days + seller.slack_days

    def _reads_at(self, at: datetime) -> datetime:
        """When the buyer looks at what was sent: later if more quotations come before it does."""
        if self._seller.revises:
            at += self._seller.revises * _WAITED_BY_SPAM
        hours = timedelta(hours=self._letter.answer_hours)
        return self._inquiry.looks_at(next_working_moment(self._letter.buyer.office, at + hours))

    def _first(self) -> Priced:
        seller, inquiry = self._seller, self._inquiry
        margin = seller.margin + (_GREED if self._slips("quote") else 0)
        terms = Terms(
            inquiry.quantity, inquiry.incoterm, inquiry.named_place, date.max, self._lead(), margin / 100,
            payment_terms=seller.payment_terms,
        )  # fmt: skip
        priced = self._priced(terms)
        if seller.conduct != "falls":
            return priced
        return self._fallen(priced)

    def _fallen(self, offered: Priced) -> Priced:
        """What stands before the buyer after so many falling quotations."""
        price, terms, _ = offered
        unit = price.unit * (1 - self._seller.step) ** self._seller.revises
        return self._at(terms, max(unit, self._least(terms)))

    def _next(self, last: Priced, asked: dict[str, Any]) -> Priced:
        """The next offer, after the buyer has named what would do."""
        seller, (price, terms, _) = self._seller, last
        if seller.conduct == "holds" or self._slips(f"revision {self._inquiry.counters}"):
            return last
        if seller.conduct == "falls":
            return self._fallen(last)
        if seller.conduct == "late" and self._inquiry.counters < _ROUNDS_HELD:
            return last
        granted = self._granted(terms, asked)
        lowest = self._least(granted)
        if seller.conduct == "drops":
            return self._at(granted, lowest)
        named = Decimal(asked["unit_price_usd"])
        # Prices of two delivery terms have no middle.
        halfway = self._inquiry.counters == 1 and seller.conduct == "meets" and "incoterm" not in asked
        return self._at(granted, max(lowest, (named + price.unit) / 2 if halfway else named))

    def _granted(self, terms: Terms, asked: dict[str, Any]) -> Terms:
        """As rule-based players grant what is asked beside the price (app/world/players/deal.py)."""
        if not self._seller.grants:
            return terms
        lead = terms.lead_time_days
        if "lead_time_days" in asked:
            least = self._letter.product.lead_time_days + _BOOKING
            lead = min(lead, max(int(asked["lead_time_days"]), least))
        return replace(
            terms, lead_time_days=lead, quantity=int(asked.get("quantity", terms.quantity)),
            payment_terms=str(asked.get("payment_terms", terms.payment_terms)),
            incoterm=str(asked.get("incoterm", terms.incoterm)),
            named_place=str(asked.get("named_place", terms.named_place)),
        )  # fmt: skip

    def _least(self, terms: Terms) -> Decimal:
        """The unit price at the least margin."""
        margin = min(self._seller.least, self._seller.margin) / 100
        return self._priced(replace(terms, unit_price_usd=None, margin_rate=margin))[0].unit

    def _at(self, terms: Terms, unit: Decimal) -> Priced:
        return self._priced(replace(terms, unit_price_usd=max(unit, _CENT).quantize(_CENT)))

    def _priced(self, terms: Terms) -> Priced:
        letter, seller = self._letter, self._seller
        lot = unit_purchase_price(letter.product.tiers, terms.quantity) * terms.quantity
        basis = self._ground.basis(
            letter.product, letter.market, terms.quantity, letter.port, terms.payment_terms,
            with_inspection=seller.inspects and lot >= seller.inspects_from,
        )  # fmt: skip
        basis = letter.basis if basis is None else basis
        return quote(terms, basis).price, terms, basis

    def _talk(self, at: datetime) -> Talk:
        letter = self._letter
        return talk_from(
            self._inquiry, letter.buyer, letter.product.name_en, at, is_quoted=True, stable_name=letter.name
        )

    def _view(self, price: Price, terms: Terms, basis: Basis, at: datetime, revision: int) -> QuotationView:
        row = quotation_row(self._letter, price, terms, basis, f"{self._letter.name}:v{revision}")
        own = view_of(
            row, self._talk(at), self._letter.product.certificates, self._letter.product.carton_pieces
        )
        rivals = tuple(replace(each, on=own.on, talk=replace(each.talk, at=at)) for each in self._rivals)
        return replace(own, rivals=rivals, others=tuple(each.talk for each in rivals))

    def _won(self, view: QuotationView, price: Price, basis: Basis, said: Intent) -> Ended:
        own = self._ground.own_landed(self._letter.basis, self._inquiry.quantity)
        return replace(
            self._ended("won", view.talk.at), profit=price.profit, total=price.total.amount,
            over_cost=view.landed / own - 1, ship_by=said.given["ship_by"],
            reply_share=reply_share_of(view.talk), visit=basis.inspection_rmb / basis.rmb_per_usd,
        )  # fmt: skip

    def _ended(self, reason: str, at: datetime) -> Ended:
        inquiry = self._inquiry
        first = inquiry.first_reply_at or at
        hours = Decimal(int((first - inquiry.opened_at).total_seconds())) / 3600
        answered = Decimal(sum(bool(each["found"]) for each in inquiry.asks)) / max(len(inquiry.asks), 1)
        topics = len({each["topic"] for each in inquiry.untrue})
        silences = self._silences + (reason == "silence")
        return Ended(reason, home_date(at), inquiry.counters, silences, topics, hours, answered)
