"""How one deed is judged: what its facts say of the decision, and what came of it.

A decision is judged by what could be seen when it was taken: the facts that the verb wrote then. What the
other side did later makes a correct decision consequential, but never a wrong one right: luck is not skill.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.grading.facts import Observation
from app.grading.rubric_table import RULES, Check, Rule

AGAINST, MENDED, HAPPENED, CORRECT, CONSEQUENTIAL = -1, 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One check of a deed: its fact's value, and whether it holds (None: the fact is missing)."""

    check: Check
    value: Any
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A deed with its level and why. `proved_by`: number of the record that made it consequential."""

    observation: Observation
    level: int
    reasons: tuple[Reason, ...] = ()
    proved_by: int | None = None


def judged_all(observations: Sequence[Observation], *, is_simulated: bool = False) -> list[Judged]:
    """Judge every deed of people that has a rule, in order; what came later is looked up among all of them.

    Args: observations, oldest first, of one team with what the parties of the world did to it; is_simulated,
    judge what the player that runs the team did, in people's place.
    """
    later = _Later(observations)
    whose = (one for one in observations if (one.is_simulated if is_simulated else one.is_own))
    return [_judged(one, RULES[one.action], later) for one in whose if one.action in RULES]


def _judged(seen: Observation, rule: Rule, later: "_Later") -> Judged:
    if seen.outcome == "refused":
        mended = later.done(seen.action, seen.subject, seen.number)
        return Judged(seen, AGAINST if mended is None else MENDED, (), mended)
    reasons = tuple(_reason(check, seen) for check in rule.correct)
    if any(reason.holds is False for reason in reasons):
        return Judged(seen, AGAINST, reasons)
    if not reasons or any(reason.holds is None for reason in reasons):
        return Judged(seen, HAPPENED, reasons)
    proved_by = later.follows(rule, seen)
    return Judged(seen, CORRECT if proved_by is None else CONSEQUENTIAL, reasons, proved_by)


def _reason(check: Check, seen: Observation) -> Reason:
    value = seen.facts.get(check.fact)
    is_known = value is not None and (not check.also or seen.facts.get(check.also) is not None)
    return Reason(check, value, check.holds(seen.facts) if is_known else None)


class _Later:
    """Looks up what happened after a deed: to the same subject, or in the same deal."""

    def __init__(self, observations: Sequence[Observation]) -> None:
        self._by: dict[tuple[str, str], list[int]] = {}
        for one in observations:
            if one.outcome == "done":
                for where in {one.subject, one.deal} - {""}:
                    self._by.setdefault((one.action, where), []).append(one.number)

    def done(self, action: str, where: str, number: int) -> int | None:
        """The first record after `number` of this action done to this subject or in this deal."""
        return next((found for found in self._by.get((action, where), ()) if found > number), None)

    def follows(self, rule: Rule, seen: Observation) -> int | None:
        """The first record that shows that the deed changed the outcome for the better."""
        found = [self.done(action, seen.subject, seen.number) for action in rule.on_it]
        found += [self.done(action, seen.deal, seen.number) for action in rule.in_deal if seen.deal]
        return min((number for number in found if number is not None), default=None)
