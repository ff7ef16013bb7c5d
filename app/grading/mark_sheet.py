"""From observations to a mark sheet: a level for each cell of Table 1, by the weakest link.

Rules of honest evidence: a level needs three observations or more, over two markets or products; each piece
of counter-evidence takes one away from every level above *happened*; volume alone never rises above
*happened*; *not observed* is a result; Q1 is never scored from a log.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.grading.bearing import bears_on, graded_families
from app.grading.criteria import ATTESTED_ONLY, CRITERIA, FIGURE_2, Index, family_of
from app.grading.facts import Observation
from app.grading.rubric import AGAINST, CONSEQUENTIAL, HAPPENED, Judged, judged_all

OBSERVATIONS_NEEDED = 3
PLACES_NEEDED = 2
TRANSFERRED = 4
NOT_OBSERVED = 0


@dataclass(frozen=True, slots=True)
class Link:
    """One family of deeds within a criterion: its level and the evidence behind it, for and against."""

    family: str
    level: int
    evidence: tuple[Judged, ...]

    @property
    def against(self) -> int:
        """How many pieces of counter-evidence there are."""
        return _count(judged for judged in self.evidence if judged.level == AGAINST)

    @property
    def places(self) -> int:
        """Over how many markets and products the deeds spread."""
        return len({judged.observation.place for judged in self.evidence if judged.level >= HAPPENED})

    @property
    def deeds(self) -> int:
        """How many deeds count for it."""
        return _count(judged for judged in self.evidence if judged.level >= HAPPENED)


@dataclass(frozen=True, slots=True)
class Cell:
    """A criterion's level, which is that of its weakest link; 0 is *not observed*."""

    criterion: str
    level: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MarkSheet:
    """The cells by their codes, and the indexes of Figure 2 by their names."""

    cells: dict[str, Cell]
    indexes: dict[str, int]


def mark_sheet(
    observations: Iterable[Observation], person: str | None = None, *, is_simulated: bool = False
) -> MarkSheet:
    """The mark sheet of a team from its records, oldest first; of one member if `person` names an actor; of
    the player that runs it if `is_simulated`, which is nobody's mark.

    What the parties of the world did afterwards decides which deeds were consequential.
    """
    judged = judged_all(sorted(observations, key=lambda seen: seen.number), is_simulated=is_simulated)
    own = [one for one in judged if person is None or one.observation.actor == person]
    cells = {code: _cell(code, own) for code in CRITERIA}
    indexes = {index.name: _index_level(index, own, cells) for group in FIGURE_2.values() for index in group}
    return MarkSheet(cells, indexes)


def _cell(criterion: str, judged: Sequence[Judged]) -> Cell:
    if criterion == ATTESTED_ONLY:
        return Cell(criterion, NOT_OBSERVED, ())
    bearing = [one for one in judged if criterion in bears_on(one.observation.action)]
    links = tuple(
        link_of(family, [one for one in bearing if family_of(one.observation.action) == family])
        for family in graded_families(criterion)
    )
    return Cell(criterion, min((link.level for link in links), default=NOT_OBSERVED), links)


def link_of(family: str, evidence: Sequence[Judged]) -> Link:
    """The link that this evidence makes: the highest level that enough of it carries."""
    against = _count(one for one in evidence if one.level == AGAINST)
    level = NOT_OBSERVED
    for wanted in range(HAPPENED, CONSEQUENTIAL + 1):
        carrying = [one for one in evidence if one.level >= wanted]
        if _is_enough(carrying, against if wanted > HAPPENED else 0):
            level = wanted
    if level == CONSEQUENTIAL and _is_enough(_done_again(evidence), against):
        level = TRANSFERRED
    return Link(family, level, tuple(evidence))


def _is_enough(carrying: Sequence[Judged], against: int) -> bool:
    places = {one.observation.place for one in carrying}
    return _count(carrying) - against >= OBSERVATIONS_NEEDED and len(places) >= PLACES_NEEDED


def _count(judged: Iterable[Judged]) -> int:
    """The same deed again in the same deal is no new observation: volume earns nothing."""
    return len({(one.observation.action, one.observation.deal or one.observation.subject) for one in judged})


def _done_again(evidence: Sequence[Judged]) -> list[Judged]:
    """Consequential deeds, unaided, on another market or product than the one where it first worked."""
    worked = [one for one in evidence if one.level >= CONSEQUENTIAL]
    first = worked[0].observation.place
    return [one for one in worked if one.observation.place != first and not one.observation.is_aided]


def _index_level(index: Index, judged: Sequence[Judged], cells: dict[str, Cell]) -> int:
    if index.criteria:
        return min(cells[code].level for code in index.criteria)
    seen = [one for one in judged if one.observation.action.partition(".")[0] in index.words]
    return link_of(index.name, seen).level
