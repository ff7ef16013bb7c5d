"""What a price was worth expecting on what could be seen, beside the best that could be had.

Source: expected value under an even spread of the buyer's limit; the spread is an assumption of the
simulation.
"""

from dataclasses import dataclass
from decimal import Decimal

from app.trade.market.negotiation import Line
from app.trade.market.negotiation_issues import FOUR, ZERO, share_of

_CENT = Decimal("0.01")


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
        return max(self.best_expected - self.expected, ZERO)


def expectation(price: Decimal, profit: Line, landed: Line, surely: Decimal, never: Decimal) -> Expectation:
    """The expected profit of a unit price when all that is known of the buyer's limit is a span.

    The limit is taken as even between surely (all accept) and never (nobody does), landed USD per piece, so
    the chance falls evenly and expected profit is a parabola, whose top is the best price.
    Args: profit in USD in total and landed per piece, each as a line in the unit price; surely < never.
    """

    def chance(at: Decimal) -> Decimal:
        return share_of((never - landed.at(at)) / (never - surely))

    # chance * profit is (never - landed) * profit / span: its top lies midway between its two roots.
    top = (landed.price_for(never) + profit.price_for(ZERO)) / 2
    best = max(top, landed.price_for(surely), profit.price_for(ZERO)).quantize(_CENT)
    return Expectation(
        chance(price).quantize(FOUR),
        (chance(price) * profit.at(price)).quantize(_CENT),
        best,
        max(chance(best) * profit.at(best), ZERO).quantize(_CENT),
    )
