"""By what a course's own practice sets are known again when somebody sends their papers elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.trade.practice.practice_case import case_of
from app.trade.practice.practice_credit import credit_papers
from app.trade.practice.practice_papers import clean_papers
from app.trade.practice.practice_set import KINDS, LEVELS, SETS

Place = tuple[str, int, int]
# Assumptions: so many figures of one set beside each other are no chance, and shorter ones say too little;
# what more sets have in common tells none of them apart; a number with its seller outweighs all figures.
_LEAST_FIGURES = 3
_NAMED = 100
_LEAST_LENGTH = 5
_MOST_SETS = 2
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_AMOUNT = re.compile(r"[\d.]+")
_BLANK = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class _Traces:
    """Of one set. numbers: of its papers; figures: amounts, weights, seals that hardly another set has."""

    seller: str
    numbers: frozenset[str]
    figures: frozenset[str]

    def count(self, sent: set[str]) -> int:
        """How many figures are among the texts. A number counts with the invented seller only: a team's own
        deal may have come to the same number.
        """
        is_named = self.seller in sent and not self.numbers.isdisjoint(sent)
        return len(self.figures & sent) + (_NAMED if is_named else 0)


def set_recognised(seed: str, papers: Any) -> Place | None:
    """The set (kind, level, number) whose figures these papers hold, in whatever order; None if of no set.

    Numbering the papers anew does not hide a whole set: amounts, weights and seals are known again as well.
    Source: practice of teaching.
    """
    sent = set(_texts(papers))
    alike = {place: traces.count(sent) for place, traces in _traces(seed).items()}
    best = max(alike, key=lambda place: alike[place])
    return best if alike[best] >= _LEAST_FIGURES else None


@lru_cache(maxsize=64)
def _traces(seed: str) -> Mapping[Place, _Traces]:
    places = [(kind, level, at + 1) for kind in KINDS for level in LEVELS for at in range(SETS)]
    held = {place: _held(seed, place) for place in places}
    known_to = Counter(text for each in held.values() for text in each.figures)
    return {
        place: _Traces(
            each.seller,
            each.numbers,
            frozenset(text for text in each.figures if known_to[text] <= _MOST_SETS),
        )
        for place, each in held.items()
    }


def _held(seed: str, place: Place) -> _Traces:
    kind, level, number = place
    case = case_of(seed, f"{kind}/{level}/{number}")
    texts = set(_texts(credit_papers(case) if LEVELS[level].has_credit else clean_papers(case)))
    numbers = frozenset(text for text in texts if case.number in text and not _AMOUNT.fullmatch(text))
    return _Traces(next(_texts(case.seller.name)), numbers, frozenset(filter(_is_figure, texts - numbers)))


def _is_figure(text: str) -> bool:
    """Whether it is an amount, a weight, a seal or an amount in words; a date is no figure of one deal."""
    is_long = len(text) >= _LEAST_LENGTH and any(sign.isdigit() for sign in text)
    return text.startswith("sayus") or (is_long and not _DATE.fullmatch(text))


def _texts(papers: Any) -> Iterator[str]:
    if isinstance(papers, Mapping):
        papers = list(papers.values())
    if isinstance(papers, (list, tuple)):
        for each in papers:
            yield from _texts(each)
    elif isinstance(papers, str):
        yield _BLANK.sub("", papers).casefold()
