"""How a business buyer gives way: with time, and as the seller gives way.

Source: P. Faratin, C. Sierra, N. R. Jennings, "Negotiation decision functions for autonomous agents",
Robotics and Autonomous Systems 24 (1998): time-dependent and behaviour-dependent tactics.
"""

from dataclasses import dataclass
from decimal import Decimal

from app.trade.bounds import not_negative, zero_or_more
from app.trade.market.negotiation_issues import FOUR, ONE, ZERO, Stance, share_of
from app.trade.workings import one_line

_WINDOW = 2  # turns over which the seller's concessions are averaged: the paper's gamma


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn: what the seller's offer was worth to the buyer, what the buyer then wanted, and by
    what share of the limit the landed price stood above it.
    """

    worth: Decimal
    wanted: Decimal
    over: Decimal = ZERO

    def __post_init__(self) -> None:
        not_negative(self, "over")


@dataclass(frozen=True, slots=True)
class Memory:
    """What a buyer keeps of a talk. rounds: counter-offers made; turns: the offers answered, in order."""

    rounds: int = 0
    turns: tuple[Turn, ...] = ()

    def __post_init__(self) -> None:
        not_negative(self, "rounds")


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
    gone = share_of(days_gone / stance.patience_days) if stance.patience_days > 0 else ONE
    given_way = gone ** (ONE / stance.concession) if gone > 0 else ZERO
    return (stance.first_utility - (stance.first_utility - stance.least_utility) * given_way).quantize(FOUR)


@one_line(
    "least + (wanted_before - least) * (1 - worth_now) / (1 - worth_before), from least to first", "share",
    wanted_before="share", worth_before="share", worth_now="share",
    least_utility=("stance.least_utility", "share"),
)  # fmt: skip
def returned_utility(
    stance: Stance, wanted_before: Decimal, worth_before: Decimal, worth_now: Decimal
) -> Decimal:
    """What the buyer insists on in return for the seller's concessions: it gives up the same share of what it
    still can as the seller gave up of what lay between the offer and the buyer's wish.

    Args: worth_before, worth_now: utility of the seller's earlier and present offer, at most 1.
    Source: Faratin et al. 1998, relative and averaged tit-for-tat.
    """
    left_before, left_now = ONE - worth_before, ONE - worth_now
    ratio = left_now / left_before if left_before > 0 else ONE
    wanted = stance.least_utility + (wanted_before - stance.least_utility) * max(ratio, ZERO)
    return min(max(wanted, stance.least_utility), stance.first_utility).quantize(FOUR)


def demanded_utility(
    stance: Stance, memory: Memory, worth_now: Decimal, days_gone: Decimal, landed: Decimal = ZERO
) -> Decimal:
    """What the buyer insists on now: time and tit-for-tat, mixed by its reciprocity.

    A better offer never raises it, since its own concession counts. Before the seller has moved, time alone.
    The way from above the limit down to it is no concession, and who was far above it is met with reserve: a
    price that nobody could accept buys nothing (assumption of the simulation). landed: of the present offer.
    """
    wanted = wanted_utility(stance, days_gone)
    if memory.turns and stance.reciprocity:
        last, earlier = memory.turns[-1], memory.turns[-min(_WINDOW, len(memory.turns))]
        before = max(last.wanted - _reserve(stance, memory), stance.least_utility)
        worth_before = max(earlier.worth, min(_at_limit(stance, earlier), last.wanted))
        returned = returned_utility(stance, before, worth_before, worth_now)
        wanted = (ONE - stance.reciprocity) * wanted + stance.reciprocity * returned
    reserved = wanted + _reserve(stance, memory, landed)
    return min(reserved, max(wanted, stance.first_utility)).quantize(FOUR)


def _reserve(stance: Stance, memory: Memory, landed: Decimal = ZERO) -> Decimal:
    """What the highest price of the talk adds to the demand; nothing where the present offer, if one is
    given, is as low as the buyer hoped for.
    """
    if ZERO < landed <= stance.target:
        return ZERO
    over = max([landed / stance.limit - 1, *(turn.over for turn in memory.turns)])
    return max(over - stance.overreach_free, ZERO) * stance.overreach_weight


def _at_limit(stance: Stance, turn: Turn) -> Decimal:
    """What an earlier offer was worth, its price taken at the limit where it stood above it."""
    span = stance.limit - stance.target
    if not turn.over or span <= 0:
        return turn.worth
    return min(turn.worth + stance.price_weight * turn.over * stance.limit / span, ONE)
