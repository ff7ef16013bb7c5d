"""What a buyer makes of a sample: the goods themselves, what was claimed of them, and how long it took.

Weights and steps are assumptions of the simulation, the same for every buyer, so that an opinion can be
recomputed from the sample's own facts. Source: assumptions of the simulation, not a quoted figure.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.trade.bounds import not_negative, within_whole
from app.trade.workings import Workings

# Share of each part in the whole, and the steps between verdicts: assumptions of the simulation.
WEIGHTS = {"goods": Decimal("0.60"), "claims": Decimal("0.25"), "time": Decimal("0.15")}
_PASSABLE = Decimal("0.70")  # goods of this quality neither please nor put off
_POOR = Decimal("0.45")  # and of this one nobody wants them
_PROMPT_DAYS = Decimal(7)  # as good as it gets, from asking to the buyer's table
_SLOW_DAYS = Decimal(21)  # from here on as bad as it gets
_WARMER, _COOLER, _ENDS = Decimal("0.30"), Decimal("-0.10"), Decimal("-0.55")
_GREATEST_CHANGE = Decimal("0.04")  # of what the buyer would pay at most
_ONE, _FOUR = Decimal(1), Decimal("0.0001")

Verdict = Literal["warmer", "same", "cooler", "ends"]


@dataclass(frozen=True, slots=True)
class SampleSeen:
    """A sample on the buyer's table. quality: 0 to 1 of the goods; untrue_claims: statements of the team's
    letters that the goods contradict; days: from asking to delivery.
    """

    quality: Decimal
    untrue_claims: int
    days: Decimal

    def __post_init__(self) -> None:
        not_negative(self, "untrue_claims", "days")
        within_whole(self, "quality")


@dataclass(frozen=True, slots=True)
class SampleOpinion:
    """score: -1 to 1; limit_rate: by which share the buyer's limit moves; parts: score of each part."""

    verdict: Verdict
    score: Decimal
    limit_rate: Decimal
    parts: dict[str, Decimal]
    workings: Workings


def sample_opinion(seen: SampleSeen) -> SampleOpinion:
    """The buyer's opinion of a sample, and how it moves the talk.

    Source: weights and steps that the simulation assumes.
    """
    above = seen.quality - _PASSABLE
    goods = above / (_ONE - _PASSABLE) if above > 0 else above / (_PASSABLE - _POOR)
    parts = {
        "goods": _bounded(goods),
        "claims": _bounded(-Decimal(seen.untrue_claims)),
        "time": _bounded(_ONE - 2 * (seen.days - _PROMPT_DAYS) / (_SLOW_DAYS - _PROMPT_DAYS)),
    }
    workings = Workings()
    score = Decimal(0)
    for name, part in parts.items():
        score += workings.add(
            f"sample.{name}", (part * WEIGHTS[name]).quantize(_FOUR), "share", "part * weight",
            part=(part, "share"), weight=(WEIGHTS[name], "share"),
        )  # fmt: skip
    workings.add("sample.score", score, "share", "goods + claims + time")
    rate = (score * _GREATEST_CHANGE).quantize(_FOUR)
    return SampleOpinion(_verdict(score, seen), score, rate, parts, workings)


def _verdict(score: Decimal, seen: SampleSeen) -> Verdict:
    if score <= _ENDS or seen.untrue_claims > 1:
        return "ends"
    if score < _COOLER:
        return "cooler"
    return "warmer" if score >= _WARMER else "same"


def _bounded(value: Decimal) -> Decimal:
    return min(max(value, -_ONE), _ONE).quantize(_FOUR)
