"""The stars of a review: what was promised against what happened, each reason with its weight.

The weights and steps are assumptions of the simulation, the same for every buyer, so that a review can be
recomputed from the order's own facts. Source: assumptions of the simulation, not a quoted figure.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.trade.bounds import not_negative, within_whole, zero_or_more
from app.trade.workings import Workings, one_line

# Share of each part in the whole: assumptions of the simulation.
WEIGHTS = {
    "promise": Decimal("0.35"),
    "quality": Decimal("0.35"),
    "replies": Decimal("0.15"),
    "documents": Decimal("0.15"),
}
_DAY_LATE = Decimal("0.08")  # each day late takes this share of the promise
_DEFECT = Decimal("10")  # each per cent of faulty pieces takes a tenth of quality
_FAULT = Decimal("0.25")  # each fault in the papers takes a quarter
_ZERO, _ONE, _CENT = Decimal(0), Decimal(1), Decimal("0.01")
_FOUR = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Experience:
    """What the buyer lived through. defect_rate: share of pieces; reply_share: 1 quick to 0 slow;
    is_unsettled: it complained, and the seller did not settle it.
    """

    days_late: int
    defect_rate: Decimal
    reply_share: Decimal
    document_faults: int
    is_unsettled: bool = False

    def __post_init__(self) -> None:
        not_negative(self, "days_late", "document_faults")
        within_whole(self, "defect_rate", "reply_share")


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of the judgement: a stable code, its score from 0 to 1, its weight, and whether it pleased."""

    code: str
    score: Decimal
    weight: Decimal

    @property
    def has_pleased(self) -> bool:
        """Whether it speaks for the seller."""
        return self.score >= Decimal("0.75")


def stars(experience: Experience) -> tuple[int, list[Reason], Workings]:
    """Stars from 1 to 5 and the reasons: 1 + 4 * weighted score, rounded half up; one less where a complaint
    was not settled, as a refused return costs one.

    Source: weights that the simulation assumes.
    """
    scores = {
        "promise": _share(_ONE - max(experience.days_late, 0) * _DAY_LATE),
        "quality": _share(_ONE - experience.defect_rate * _DEFECT),
        "replies": _share(experience.reply_share),
        "documents": _share(_ONE - experience.document_faults * _FAULT),
    }
    workings = Workings()
    whole = _ZERO
    for name, score in scores.items():
        whole += workings.add(
            f"review.{name}", (score * WEIGHTS[name]).quantize(_FOUR), "share", "score * weight",
            score=(score.quantize(_CENT), "share"), weight=(WEIGHTS[name], "share"),
        )  # fmt: skip
    given = int((1 + 4 * whole).quantize(_ONE, rounding=ROUND_HALF_UP))
    workings.add("review.stars", Decimal(given), "stars", "1 + 4 * weighted score")
    if experience.is_unsettled:
        given = max(given - 1, 1)
        workings.add("review.unsettled", Decimal(given), "stars", "stars - 1, at least 1")
    return given, [Reason(name, score, WEIGHTS[name]) for name, score in scores.items()], workings


@one_line("(2 - hours / allowed_hours) / 1.5, from 0 to 1", "share", hours="hours", allowed_hours="hours")
def reply_share(hours: Decimal, allowed_hours: Decimal) -> Decimal:
    """How quick an answer was: 1 within half of the time allowed, evenly down to 0 at twice that time."""
    zero_or_more("hours", hours)
    if allowed_hours <= 0:
        return _ZERO
    return _share((2 - hours / allowed_hours) / Decimal("1.5")).quantize(_CENT)


def _share(value: Decimal) -> Decimal:
    return min(max(value, _ZERO), _ONE)
