"""How a buyer thinks of a seller after what they have been through, from 0 to 1; 0.5 is a stranger.

Source: assumptions of the simulation, the same for every buyer; weights of what a review judges are those of
app/trade/market/satisfaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.trade.bounds import not_negative, within_whole
from app.trade.market.satisfaction import WEIGHTS
from app.trade.workings import Workings

STRANGER = Decimal("0.5")
STEPS = ("contradictions", "silences", "complaints", "reports")  # each takes something away
_PLEASED = Decimal("0.75")  # the score of a review's part above which it speaks for the seller
_ZERO, _ONE, _FOUR = Decimal(0), Decimal(1), Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class History:
    """What a buyer remembers of one seller.

    deals: reviewed so far; promise, quality, replies, documents: averages of their scores, 0 to 1;
    contradictions: statements that the goods' own papers contradicted; silences: times the buyer had to
    remind or left unanswered; complaints: that were not settled; reports: times the seller reported this
    buyer as a fraud, who was none.
    """

    deals: int = 0
    promise: Decimal = _ZERO
    quality: Decimal = _ZERO
    replies: Decimal = _ZERO
    documents: Decimal = _ZERO
    contradictions: int = 0
    silences: int = 0
    complaints: int = 0
    reports: int = 0

    def __post_init__(self) -> None:
        not_negative(self, "deals", "contradictions", "silences", "complaints", "reports")
        within_whole(self, *WEIGHTS)


def standing(history: History, steps: Mapping[str, Decimal]) -> tuple[Decimal, Workings]:
    """What the buyer thinks of the seller: half, and up or down by deals, contradictions, silence,
    complaints, reports.

    Args: steps: what each contradiction, silence, complaint and false report takes, 0 to 1.
    """
    workings = Workings()
    whole = workings.add("standing.stranger", STRANGER, "share")
    if history.deals:
        for name, weight in WEIGHTS.items():
            score = getattr(history, name)
            whole += workings.add(
                f"standing.{name}", ((score - _PLEASED) * 2 * weight).quantize(_FOUR), "share",
                "(score - pleased) * 2 * weight", score=(score, "share"), weight=(weight, "share"),
                pleased=(_PLEASED, "share"),
            )  # fmt: skip
    for name in STEPS:
        count = getattr(history, name)
        if count:
            step = steps[name]
            whole -= workings.add(
                f"standing.{name}", count * step, "share", "count * step", count=(Decimal(count), "times"),
                step=(step, "share"),
            )  # fmt: skip
    return workings.add("standing", min(max(whole, _ZERO), _ONE), "share"), workings
