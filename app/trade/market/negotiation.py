"""How a simulated business buyer answers a quotation: yes, no, or a counter-offer that is worth enough to it.

Source: P. Faratin, C. Sierra, N. R. Jennings, "Negotiation decision functions for autonomous agents",
Robotics and Autonomous Systems 24 (1998); the choice among counter-offers of equal worth follows their "Using
similarity criteria to make issue trade-offs in automated negotiations", Artificial Intelligence 142 (2002). A
buyer's figures are stated assumptions; a lower price is never refused where a higher one would be accepted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from app.trade.bounds import above_zero, not_negative
from app.trade.market.concession import Memory, demanded_utility
from app.trade.market.negotiation_issues import (
    FOUR,
    ISSUES,
    ONE,
    SOURCE,
    ZERO,
    Proposal,
    Stance,
    part_of,
    utility,
)
from app.trade.workings import Workings, one_line

_CENT = Decimal("0.01")

Verdict = Literal["accept", "counter", "reject"]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that grows evenly with the unit price: at_zero + slope * price."""

    at_zero: Decimal
    slope: Decimal

    def at(self, price: Decimal) -> Decimal:
        """The figure at a unit price."""
        return self.at_zero + self.slope * price

    def price_for(self, figure: Decimal) -> Decimal:
        """The unit price at which the figure is reached."""
        return (figure - self.at_zero) / self.slope

    @staticmethod
    def through(first: tuple[Decimal, Decimal], second: tuple[Decimal, Decimal]) -> "Line":
        """The line through two (price, figure) points of different prices."""
        slope = (second[1] - first[1]) / (second[0] - first[0])
        return Line(first[1] - slope * first[0], slope)


@one_line(
    "(wanted_landed - at_zero) / slope, cut to the cent and below the offer", "USD/piece",
    wanted_landed="USD/piece", at_zero=("landed.at_zero", "USD/piece"), slope=("landed.slope", "USD/USD"),
    offered="USD/piece",
)  # fmt: skip
def counter_price(landed: Line, wanted_landed: Decimal, offered: Decimal) -> Decimal:
    """The unit price that the buyer names, in the term of the offer: below the offer, cut to the cent."""
    named = landed.price_for(wanted_landed).quantize(_CENT, rounding=ROUND_DOWN)
    return max(min(named, offered - _CENT), _CENT)


@dataclass(frozen=True, slots=True)
class OtherTerm:
    """The term that was asked for. landed: the door's price by a unit price in it; steps: to the offered."""

    incoterm: str
    landed: Line
    steps: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A quotation as it lies before the buyer, in its own figures.

    landed: the price at the door as the unit price grows; transit_days: from the factory's gate to the door;
    payments: terms that can be agreed on, code -> share paid before shipment; more_pieces: a greater quantity
    that the buyer could take for a better price, 0 for none, and more_share, how far it meets the wish;
    other_term: the one that was asked for, where another was offered.
    """

    proposal: Proposal
    unit_price: Decimal
    landed: Line
    quantity: int = 1
    transit_days: Decimal = ZERO
    payments: Mapping[str, Decimal] = field(default_factory=dict)
    more_pieces: int = 0
    more_share: Decimal = ZERO
    other_term: OtherTerm | None = None

    def __post_init__(self) -> None:
        above_zero(self, "unit_price", "quantity")
        not_negative(self, "transit_days", "more_pieces")


@dataclass(frozen=True, slots=True)
class Ask:
    """One way in which the buyer would agree. issue: what it changes beside the price ("price": nothing).

    unit_price in the offer's term, or in `incoterm` where it asks for that one; days from order to door;
    payment_terms: a code of the offer's payments, "" as offered; quantity 0 as offered; given_up: what the
    buyer believes the seller gives up, a share of the price; is_enough: whether the buyer would accept it;
    gained: how much utility the change itself gives back to the buyer.
    """

    issue: str
    unit_price: Decimal
    days: Decimal
    payment_terms: str
    quantity: int
    is_sample_free: bool
    given_up: Decimal
    is_enough: bool
    incoterm: str = ""
    gained: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Answer:
    """The buyer's answer. wanted_landed: the price that would do now, all else as offered; weakest: the part
    that lacks most; asks: counter-offers, the dearest to the buyer's heart first; best_held: what the best
    other offer is worth to it, None without one.
    """

    verdict: Verdict
    utility: Decimal
    wanted_utility: Decimal
    wanted_landed: Decimal
    weakest: str
    asks: tuple[Ask, ...]
    best_held: Decimal | None
    workings: Workings

    @property
    def holds_better(self) -> bool:
        """Whether the buyer may say in truth that it holds a better offer."""
        return self.best_held is not None and self.best_held > self.utility


def answer(
    stance: Stance, memory: Memory, offer: Offer, held_offers: Sequence[Proposal], days_gone: Decimal
) -> Answer:
    """The buyer's answer to an offer: accept, counter or reject.

    Accept when the landed price is within the limit and the utility reaches what is wanted now and what the
    best other offer is worth. Never where papers are wanting without which this buyer does not order: it asks
    for these. Reject when patience or rounds are used up. Otherwise counter.
    Args: held_offers, of others that the buyer really holds, on this offer's own scale; days_gone since the
    inquiry.
    """
    is_last = memory.rounds >= stance.rounds_most or days_gone >= stance.patience_days
    liked, workings = utility(stance, offer.proposal)
    gone = max(days_gone, stance.patience_days) if is_last else days_gone
    wanted = demanded_utility(stance, memory, liked, gone, offer.proposal.landed)
    workings.add("negotiation.wanted", wanted, "share", "first - (first - least) * (days / patience)", SOURCE)
    best = best_worth(stance, held_offers)
    needed = wanted if best is None else max(wanted, best)
    if best is not None:
        workings.add("negotiation.best_held", best, "share", "", SOURCE)
    if _is_open(stance, offer.proposal) and liked >= needed:
        verdict: Verdict = "accept"
    else:
        verdict = "reject" if is_last else "counter"
    asks = _asks(stance, offer, needed) if verdict == "counter" else ()
    alone = _landed_for(stance, offer.proposal, needed)[0]
    return Answer(verdict, liked, wanted, alone, _weakest(stance, workings), asks, best, workings)


def best_worth(stance: Stance, held_offers: Sequence[Proposal]) -> Decimal | None:
    """What the best of the offers within the limit is worth to the buyer; None without any."""
    return max((utility(stance, held)[0] for held in held_offers if _is_open(stance, held)), default=None)


def _is_open(stance: Stance, proposal: Proposal) -> bool:
    """Whether the buyer may take it at all: within the limit, with all papers that it must have."""
    return proposal.landed <= stance.limit and not proposal.papers_missing


def on_scale(held: Proposal, own: Stance, other: Stance) -> Proposal:
    """An offer of other goods for the same need, its price moved to where it is worth as much on this scale.

    For the same goods in the same quantity limits and targets are equal, and the price stays as it is.
    """
    span = other.limit - other.target
    if span <= 0 or (own.limit, own.target) == (other.limit, other.target):
        return held
    landed = own.limit - (other.limit - held.landed) / span * (own.limit - own.target)
    return replace(held, landed=max(landed, ZERO))


def _weakest(stance: Stance, workings: Workings) -> str:
    """The part that costs the most utility: its weight less what it gave."""
    lost = {
        name: stance.weight(name) - workings.amount(f"negotiation.{name}")
        for name in ISSUES
        if stance.weight(name)
    }
    return max(lost, key=lambda name: lost[name], default="price")


def _landed_for(stance: Stance, proposal: Proposal, needed: Decimal) -> tuple[Decimal, bool]:
    """The landed price at which a proposal is worth what is needed, and whether any price down to the
    hoped-for one does it.
    """
    rest = sum(
        (
            part_of(stance, proposal, name).quantize(FOUR) * stance.weight(name)
            for name in ISSUES
            if name != "price"
        ),
        ZERO,
    )
    part = (needed - rest) / stance.price_weight if stance.price_weight > 0 else ONE
    price = stance.limit - min(max(part, ZERO), ONE) * (stance.limit - stance.target)
    return min(price, stance.limit).quantize(FOUR, rounding=ROUND_DOWN), part <= 1


@dataclass(frozen=True, slots=True)
class _Change:
    """What may change beside the price; cost: of the seller, as a share of the price; term: another one."""

    issue: str
    then: Proposal
    cost: Decimal
    payment_terms: str = ""
    quantity: int = 0
    term: OtherTerm | None = None


def _asks(stance: Stance, offer: Offer, needed: Decimal) -> tuple[Ask, ...]:
    """Two counter-offers of the same worth to the buyer. The first mends what it loses most by; the other is
    the one that it believes costs the seller least. Where papers are wanting that it must have, these alone.
    """
    found = [_priced(stance, offer, needed, change) for change in _changes(stance, offer)]
    enough = [ask for ask in found if ask.is_enough]
    if not enough:
        return (found[0],)
    cheapest = sorted(enough, key=lambda ask: (ask.given_up, ISSUES.index(ask.issue)))
    sorest = max(cheapest, key=lambda ask: ask.gained)
    first = sorest if sorest.gained > 0 else cheapest[0]
    return first, *[ask for ask in cheapest if ask.issue != first.issue][:1]


def _changes(stance: Stance, offer: Offer) -> Iterator[_Change]:
    now, beliefs = offer.proposal, stance.beliefs
    if not now.papers_missing:
        yield _Change("price", now, ZERO)
    if now.papers_missing or (now.certificates_share < 1 and stance.certificates_weight):
        then = replace(now, certificates_share=ONE, papers_missing=ZERO)
        yield _Change("certificates", then, (1 - now.certificates_share) * beliefs.certificates_rate)
    if now.papers_missing:
        return
    soonest = max(stance.wanted_days, offer.transit_days + beliefs.shortest_days)
    if soonest < now.days and stance.time_weight:
        yield _Change("time", replace(now, days=soonest), (now.days - soonest) * beliefs.day_rate)
    for code, prepaid in sorted(offer.payments.items()):
        later = now.prepaid_share - prepaid  # below nought: the buyer pays sooner, for a better price
        if later and stance.payment_weight:
            then = replace(now, prepaid_share=prepaid)
            yield _Change("payment", then, later * beliefs.prepaid_rate, payment_terms=code)
    if now.sample_share < 1 and stance.sample_weight:
        yield _Change("sample", replace(now, sample_share=ONE), beliefs.sample_rate)
    if offer.other_term is not None and stance.term_weight:
        cost = offer.other_term.steps * beliefs.term_rate
        yield _Change("term", replace(now, term_share=ONE), cost, term=offer.other_term)
    if offer.more_pieces > offer.quantity:
        saved = (Decimal(offer.more_pieces) / offer.quantity - 1) * beliefs.volume_rate
        then = replace(now, quantity_share=offer.more_share)
        yield _Change("quantity", then, -saved, quantity=offer.more_pieces)


def _priced(stance: Stance, offer: Offer, needed: Decimal, change: _Change) -> Ask:
    """A change with the price at which the whole is worth what is needed."""
    landed, is_enough = _landed_for(stance, change.then, needed)
    line, most = offer.landed, offer.unit_price
    if change.term is not None:  # the same price at the door, in the other term
        line = change.term.landed
        most = max(line.price_for(offer.landed.at(offer.unit_price)), _CENT)
    if change.issue == "price":
        named = counter_price(line, landed, offer.unit_price)
    else:
        named = max(min(line.price_for(landed), most).quantize(_CENT, rounding=ROUND_DOWN), _CENT)
    given_up = ((most - named) / most + change.cost).quantize(FOUR)
    gained = _part(stance, change.then, change.issue) - _part(stance, offer.proposal, change.issue)
    return Ask(
        change.issue, named, change.then.days, change.payment_terms, change.quantity,
        change.issue == "sample", given_up, is_enough and line.at(named) <= landed,
        change.term.incoterm if change.term else "", gained,
    )  # fmt: skip


def _part(stance: Stance, proposal: Proposal, issue: str) -> Decimal:
    """What an issue gives of the buyer's utility; the price is what all changes are paid in, and counts 0."""
    return ZERO if issue == "price" else part_of(stance, proposal, issue) * stance.weight(issue)
