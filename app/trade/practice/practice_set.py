"""Practice sets of the document workshop: a contract or a credit and its papers, and what an answer is worth.

Either faults are to be found in the papers, or one paper is left to be made out.

Pure and made from a seed: the same seed, kind, level and number give the same set.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.trade.examining.examination import examine
from app.trade.finding import Finding
from app.trade.papers.documents import PAPERS, Values, readable
from app.trade.practice.practice_case import Case, case_of, choice, draw
from app.trade.practice.practice_credit import credit_papers, presented_on
from app.trade.practice.practice_fault import FAULTS, Fault
from app.trade.practice.practice_papers import Papers, clean_papers
from app.trade.refusal import RuleBroken

FIND, MAKE = "find", "make"
KINDS = (FIND, MAKE)
SETS = 12


@dataclass(frozen=True, slots=True)
class Level:
    """How hard a set is. has_credit: a bank examines it under a letter of credit; faults: planted ones;
    is_subtle: slips that are easily passed over are among them.
    """

    has_credit: bool
    faults: int
    is_subtle: bool


LEVELS: dict[int, Level] = {
    1: Level(False, 2, False),
    2: Level(False, 4, True),
    3: Level(True, 3, False),
    4: Level(True, 5, True),
}
_TO_MAKE = ("commercial_invoice", "packing_list", "bill_of_lading")
_TO_MAKE_FOR_CREDIT = (*_TO_MAKE, "draft", "beneficiary_certificate")
# What rules the others carries no fault itself, and is never asked for.
RULING = ("sales_contract", "letter_of_credit")


@dataclass(frozen=True, slots=True)
class PracticeSet:
    """One set. papers: as they are given, the faults in them; paper: the kind that is to be made out, "" if
    faults are to be found; presented_on: under a credit; right: the whole clean deal, never to be shown.
    """

    kind: str
    level: int
    number: int
    case: Case
    papers: Papers
    paper: str
    presented_on: date | None
    right: Papers


def practice_set(seed: str, kind: str, level: int, number: int) -> PracticeSet:
    """The set of a seed. Raises: RuleBroken("practice.unknown_set").

    Source: practice of teaching; the rules broken are those of the examination.
    """
    if kind not in KINDS or level not in LEVELS or not 1 <= number <= SETS:
        raise RuleBroken("practice.unknown_set", kind=kind, level=level, number=number)
    name = f"{kind}/{level}/{number}"
    case, chosen = case_of(seed, name), LEVELS[level]
    clean = credit_papers(case) if chosen.has_credit else clean_papers(case)
    day = presented_on(case) if chosen.has_credit else None
    if kind == FIND:
        return PracticeSet(kind, level, number, case, _spoilt(seed, name, clean, day), "", day, clean)
    paper = choice(seed, f"{name}/paper", _TO_MAKE_FOR_CREDIT if chosen.has_credit else _TO_MAKE)
    left = {each: values for each, values in clean.items() if each != paper}
    return PracticeSet(kind, level, number, case, left, paper, day, clean)


def _spoilt(seed: str, name: str, clean: Papers, day: date | None) -> Papers:
    """The papers with the faults of the level, each of which the examination finds beside the others."""
    papers, planted, level = _copied(clean), 0, LEVELS[int(name.split("/")[1])]
    for fault in _shuffled(seed, name, level.is_subtle):
        if planted == level.faults:
            break
        if any(kind not in papers for kind in fault.kinds):
            continue
        tried = _copied(papers)
        fault.spoil(tried)
        if len(examine(tried, day)) == planted + 1:
            papers, planted = tried, planted + 1
    return papers


def _shuffled(seed: str, name: str, is_subtle: bool) -> list[Fault]:
    """The faults in the set's own order, those of its level first."""
    order = sorted(FAULTS, key=lambda fault: draw(seed, f"{name}/fault/{fault.name}", 10**9))
    return sorted(order, key=lambda fault: fault.is_subtle and not is_subtle)


def _copied(papers: Papers) -> Papers:
    return {kind: dict(values) for kind, values in papers.items()}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a student marks: a box of a paper as at odds with another, and the rule. code "": not said."""

    kind: str
    field: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An answer beside the examination. hits: found, and whether the rule was named; misses; false_alarms:
    marked boxes about which nothing is found.
    """

    hits: tuple[tuple[Finding, bool], ...]
    misses: tuple[Finding, ...]
    false_alarms: tuple[Mark, ...]

    @property
    def share_found(self) -> Decimal:
        """Hits less false alarms, as a share of all faults; never below 0."""
        faults = len(self.hits) + len(self.misses)
        net = Decimal(max(len(self.hits) - len(self.false_alarms), 0))
        return net / faults if faults else Decimal(0)


def findings_of(given: PracticeSet, made: Values | None = None) -> list[Finding]:
    """What the examination finds in a set, with the paper that was made out if one was asked for.

    Source: trade rules, section 8.
    """
    papers: dict[str, Values] = dict(given.papers)
    if given.paper and made is not None:
        papers[given.paper] = readable(given.paper, {**_by_others(given), **made})
    found = examine(papers, given.presented_on)
    return [each for each in found if not given.paper or given.paper in _kinds(each)]


def compared(given: PracticeSet, marks: Iterable[Mark]) -> Comparison:
    """An answer to a set with faults beside what the examination finds.

    A mark hits a finding if it names one of the boxes that disagree; several on one finding are one hit.
    Source: practice of teaching.
    """
    marked = list(marks)
    hits: list[tuple[Finding, bool]] = []
    misses: list[Finding] = []
    used: set[Mark] = set()
    for finding in findings_of(given):
        places = {_box(place) for place in finding.places}
        mine = [mark for mark in marked if (mark.kind, mark.field) in places]
        used |= set(mine)
        if mine:
            hits.append((finding, any(mark.code == finding.code for mark in mine)))
        else:
            misses.append(finding)
    return Comparison(tuple(hits), tuple(misses), tuple(mark for mark in marked if mark not in used))


def marks_of(answer: Mapping[str, Any]) -> tuple[Mark, ...]:
    """Marks as a form sends them, `{kind: {field: code}}`; what names no box of a paper is left out.

    Source: none, a reader of forms.
    """
    read = []
    for kind, boxes in answer.items():
        if kind not in PAPERS or not isinstance(boxes, Mapping):
            continue
        fields = {each.name for each in PAPERS[kind].fields}
        read += [
            Mark(kind, name, code)
            for name, code in boxes.items()
            if name in fields and isinstance(code, str) and code
        ]
    return tuple(read)


def _by_others(given: PracticeSet) -> dict[str, Any]:
    """The boxes of the asked paper that others fill in: the carrier's on a bill of lading."""
    others = {each.name for each in PAPERS[given.paper].fields if each.filled_by != "student"}
    return {name: value for name, value in given.right[given.paper].items() if name in others}


def _kinds(finding: Finding) -> set[str]:
    return {place.partition(".")[0] for place in finding.places}


def _box(place: str) -> tuple[str, str]:
    """A place by paper and box: "commercial_invoice.lines.0.unit_price" is the invoice's goods."""
    kind, _, path = place.partition(".")
    return kind, path.partition(".")[0]
