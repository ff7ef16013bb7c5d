"""How a simulated business buyer answers a quotation: utility, a concession in time, and the counter-offer.

Source: P. Faratin, C. Sierra, N. R. Jennings, "Negotiation decision functions for autonomous agents",
Robotics and Autonomous Systems 24 (1998): additive utility, time-dependent concession. A buyer's figures are
stated assumptions of the simulation; a lower price is never refused where a higher one would be accepted.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from app.trade.bounds import above_zero, not_negative, within_whole, zero_or_more
from app.trade.workings import Workings, one_line

_SOURCE = "Faratin, Sierra, Jennings 1998"
_ZERO, _ONE, _CENT = Decimal(0), Decimal(1), Decimal("0.01")
_FOUR = Decimal("0.0001")

Verdict = Literal["accept", "counter", "reject"]


@dataclass(frozen=True, slots=True)
class Stance:
    """What a buyer wants. Prices are landed USD per piece, days count from order to door.

    limit: above it the buyer never buys (already no worse than the best alternative); target: what the buyer
    hopes for, below limit; weights of price, time, payment and service sum to 1; concession: 1 gives way
    evenly, below 1 late, above 1 early; least_utility: what is still worth a deal at the very end.
    """

    limit: Decimal
    target: Decimal
    price_weight: Decimal
    time_weight: Decimal
    payment_weight: Decimal
    service_weight: Decimal
    wanted_days: Decimal
    most_days: Decimal
    patience_days: Decimal
    concession: Decimal
    first_utility: Decimal
    least_utility: Decimal
    rounds_most: int

    def __post_init__(self) -> None:
        above_zero(self, "limit", "concession")
        not_negative(self, "target", "wanted_days", "most_days", "patience_days", "rounds_most")
        within_whole(self, "price_weight", "time_weight", "payment_weight", "service_weight")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A quotation in the buyer's eyes. prepaid_share: of the price before shipment; shares of 0 to 1.

    reply_share: 1 for an answer in half of the time allowed, 0 for one at twice; answered_share: of the asks.
    """

    landed: Decimal
    days: Decimal
    prepaid_share: Decimal
    reply_share: Decimal
    answered_share: Decimal

    def __post_init__(self) -> None:
        not_negative(self, "landed", "days")
        within_whole(self, "prepaid_share", "reply_share", "answered_share")


@dataclass(frozen=True, slots=True)
class Answer:
    """The buyer's answer. wanted_landed: the price that would do now; weakest: the part that lacks most."""

    verdict: Verdict
    utility: Decimal
    wanted_utility: Decimal
    wanted_landed: Decimal
    weakest: str
    workings: Workings


def utility(stance: Stance, proposal: Proposal) -> tuple[Decimal, Workings]:
    """How much the buyer likes a proposal: a weighted sum of four parts, each 1 at the buyer's wish; below 0
    above the limit.

    Source: additive scoring, Faratin et al. 1998, section 2.
    """
    span = stance.limit - stance.target
    price = min((stance.limit - proposal.landed) / span, _ONE) if span > 0 else _ZERO
    room = stance.most_days - stance.wanted_days
    time = _share((stance.most_days - proposal.days) / room) if room > 0 else _ZERO
    service = (proposal.reply_share + proposal.answered_share) / 2
    workings = Workings()
    parts = {
        "price": (price, stance.price_weight),
        "time": (time, stance.time_weight),
        "payment": (_ONE - proposal.prepaid_share, stance.payment_weight),
        "service": (service, stance.service_weight),
    }
    whole = _ZERO
    for name, (part, weight) in parts.items():
        part = part.quantize(_FOUR)
        whole += workings.add(
            f"negotiation.{name}", part * weight, "share", "part * weight", _SOURCE,
            part=(part, "share"), weight=(weight, "share"),
        )  # fmt: skip
    return workings.add("negotiation.utility", whole, "share", " + ".join(parts), _SOURCE), workings


@one_line(
    "first - (first - least) * (days_gone / patience_days) ** (1 / concession)", "share", days_gone="days",
    first_utility=("stance.first_utility", "share"), least_utility=("stance.least_utility", "share"),
    patience_days=("stance.patience_days", "days"), concession=("stance.concession", "exponent"),
)  # fmt: skip
def wanted_utility(stance: Stance, days_gone: Decimal) -> Decimal:
    """What the buyer insists on after so many days: from first to least utility as patience runs out.

    Source: Faratin et al. 1998, polynomial decision function: (t / T) ** (1 / concession).
    """
    zero_or_more("days_gone", days_gone)
    gone = _share(days_gone / stance.patience_days) if stance.patience_days > 0 else _ONE
    given_way = gone ** (_ONE / stance.concession) if gone > 0 else _ZERO
    return (stance.first_utility - (stance.first_utility - stance.least_utility) * given_way).quantize(_FOUR)


def answer(stance: Stance, proposal: Proposal, days_gone: Decimal, rounds: int) -> Answer:
    """The buyer's answer to an offer: accept, counter or reject.

    Args: days_gone since the inquiry; rounds, counter-offers that the buyer has made before.
    Accept when the landed price is within the limit and the utility reaches what is wanted now. Reject when
    patience or rounds are used up. Otherwise counter at the landed price that would do.
    """
    is_last = rounds >= stance.rounds_most or days_gone >= stance.patience_days
    wanted = stance.least_utility if is_last else wanted_utility(stance, days_gone)
    liked, workings = utility(stance, proposal)
    workings.add(
        "negotiation.wanted", wanted, "share", "first - (first - least) * (days / patience)", _SOURCE
    )
    rest = liked - workings.amount("negotiation.price")
    needed = (wanted - rest) / stance.price_weight if stance.price_weight > 0 else _ONE
    span = stance.limit - stance.target
    price = min(stance.limit - min(max(needed, _ZERO), _ONE) * span, stance.limit).quantize(_FOUR)
    if proposal.landed <= stance.limit and liked >= wanted:
        verdict: Verdict = "accept"
    else:
        verdict = "reject" if is_last else "counter"
    return Answer(verdict, liked, wanted, price, _weakest(stance, workings), workings)


def _weakest(stance: Stance, workings: Workings) -> str:
    """The part that costs the most utility: its weight less what it gave."""
    lost = {
        name: getattr(stance, f"{name}_weight") - workings.amount(f"negotiation.{name}")
        for name in ("price", "time", "payment", "service")
    }
    return max(lost, key=lambda name: lost[name])


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
class Expectation:
    """Expected profit of a price on what could be seen, beside the best that could be had; USD."""

    chance: Decimal
    expected: Decimal
    best_price: Decimal
    best_expected: Decimal

    @property
    def regret(self) -> Decimal:
        """What the choice gives away in expectation; never below nought."""
        return max(self.best_expected - self.expected, _ZERO)


def expectation(price: Decimal, profit: Line, landed: Line, surely: Decimal, never: Decimal) -> Expectation:
    """The expected profit of a unit price when all that is known of the buyer's limit is a span.

    The limit is taken as even between surely (all accept) and never (nobody does), landed USD per piece, so
    the chance falls evenly and expected profit is a parabola, whose top is the best price.
    Args: profit in USD in total and landed per piece, each as a line in the unit price; surely < never.
    """

    def chance(at: Decimal) -> Decimal:
        return _share((never - landed.at(at)) / (never - surely))

    # chance * profit is (never - landed) * profit / span: its top lies midway between its two roots.
    top = (landed.price_for(never) + profit.price_for(_ZERO)) / 2
    best = max(top, landed.price_for(surely), profit.price_for(_ZERO)).quantize(_CENT)
    return Expectation(
        chance(price).quantize(_FOUR),
        (chance(price) * profit.at(price)).quantize(_CENT),
        best,
        max(chance(best) * profit.at(best), _ZERO).quantize(_CENT),
    )


def _share(value: Decimal) -> Decimal:
    return min(max(value, _ZERO), _ONE)
