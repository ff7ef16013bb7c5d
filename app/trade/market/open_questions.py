"""What a buyer misses while its questions stay open, and the hours in which it looks for goods elsewhere.

Assumptions of the simulation, the same for every buyer. That late answers lose buyers is known: Oldroyd,
McElheran and Elkington (2011), The short life of online sales leads, Harvard Business Review 89(3).
"""

from collections.abc import Collection, Sequence
from decimal import Decimal

from app.trade.bounds import zero_or_more

_ZERO, _ONE, _FOUR = Decimal(0), Decimal(1), Decimal("0.0001")


def open_share(asks: int, left: Collection[str], musts: Collection[str], must_weight: Decimal) -> Decimal:
    """The share of what a buyer asked that is not answered, 0 to 1.

    Args: asks: how many there were; left: those that are open; musts: those among all of them that must be
    known before anybody buys, each of which counts as `must_weight` others.
    """
    whole = asks + (must_weight - _ONE) * len(musts)
    missing = sum((must_weight if ask in musts else _ONE for ask in left), _ZERO)
    return min(missing / whole, _ONE).quantize(_FOUR) if whole > 0 else _ZERO


def hours_looking(waited: Decimal, idle: Decimal, since: Decimal, still_open: Decimal) -> Decimal:
    """How long a buyer has looked elsewhere: hours without an answer beyond those in which it only waits, and
    of the hours after the answer as great a share as that of its open questions.

    Args: waited: hours from the letter to the first answer; idle: hours in which it does not look yet; since:
    hours from the answer to now; still_open, 0 to 1.
    """
    for name, value in (("waited", waited), ("idle", idle), ("since", since), ("still_open", still_open)):
        zero_or_more(name, value)
    return (max(waited - idle, _ZERO) + since * still_open).quantize(_FOUR)


def dear_share(over: Decimal, full: Decimal) -> Decimal:
    """How much of an hour a price beyond what the buyer can pay leaves it looking elsewhere, 0 to 1.

    Args: over: by what share of its limit the price stands above it; full: from which share on the whole hour
    counts, above nought; below it evenly less.
    """
    return min(max(over, _ZERO) / full, _ONE).quantize(_FOUR)


def hours_before_dear_prices(spans: Sequence[tuple[Decimal, Decimal]], still_open: Decimal) -> Decimal:
    """The hours of looking that prices beyond reach add to those of open questions: of each hour the greater
    of the two counts.

    Args: spans: (hours, share of them spent on looking for the price's sake); still_open, 0 to 1.
    """
    zero_or_more("still_open", still_open)
    return sum((hours * max(share - still_open, _ZERO) for hours, share in spans), _ZERO).quantize(_FOUR)
