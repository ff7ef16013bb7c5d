"""Whether a party's name stands on a list of denied parties, written as it may be in life.

Rule: both names lose case, accents, punctuation and the words of legal form and trade; what is left is
compared as sorted words by the share of letters that agree (Ratcliff and Obershelp, as in Python's difflib).
From 0.82 on a name is a possible match that a person must look at, from 0.93 on a strong one; a shorter name
all of whose words (two or more) stand in the other is a possible match too.
Source: the practice of screening by "fuzzy logic" with a stated threshold, as in OFAC's FAQ 249 to 251; the
thresholds are the house's own.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

POSSIBLE, STRONG = Decimal("0.82"), Decimal("0.93")
_FORM_WORDS = (
    "ltd limited llc inc incorporated corp corporation co company gmbh ag kg ug bv nv sa sas sarl srl spa sl "
    "as ab oy aps pty pte plc kk ltda lda eirl est fze fzc fzco sp z o oo pvt private general trading trade "
    "handel handels import export imports exports group holding holdings international and en y und et the "
    "of de la el al"
)
_FORMS = frozenset(_FORM_WORDS.split())
_FEWEST_WORDS = 2
_SURELY_BELOW = 0.81  # a ratio below it is no match, however it is rounded


@dataclass(frozen=True, slots=True)
class DeniedParty:
    """A row of the list. also: another spelling, "" if none is known."""

    name: str
    also: str = ""
    kind: str = "firm"
    country: str = ""
    program: str = ""
    listed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ScreeningMatch:
    """A listed party whose name is near the one that was asked. strength: strong or possible."""

    party: DeniedParty
    likeness: Decimal
    strength: str


def bare_name(name: str) -> str:
    """A name without case, accents, punctuation, legal form and words of trade; its words sorted."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(each if each.isalnum() else " " for each in plain if not unicodedata.combining(each))
    kept = [word for word in letters.split() if word not in _FORMS]
    return " ".join(sorted(kept or letters.split()))


def name_likeness(first: str, second: str) -> Decimal:
    """How alike two bare names are, 0 to 1, to two decimals; 1 letters that differ in spacing alone."""
    if first.replace(" ", "") == second.replace(" ", "") and first:
        return Decimal(1)
    shorter, longer = sorted((set(first.split()), set(second.split())), key=len)
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    likeness = Decimal(str(round(ratio, 2)))
    if len(shorter) >= _FEWEST_WORDS and shorter < longer:
        return max(likeness, POSSIBLE)
    return likeness


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A bare name, and what tells at a glance how alike two of them can be at most."""

    bare: str
    joined: str
    words: frozenset[str]
    letters: Counter[str]

    def may_be(self, other: "_Spelling") -> bool:
        """Whether the likeness may come to a possible match: all but a few names share too few letters."""
        if self.joined == other.joined or self.words < other.words or self.words > other.words:
            return True
        length = len(self.bare) + len(other.bare)
        if 2 * min(len(self.bare), len(other.bare)) < _SURELY_BELOW * length:
            return False
        return 2 * (self.letters & other.letters).total() >= _SURELY_BELOW * length


@lru_cache(4096)
def _spelt(name: str) -> _Spelling:
    bare = bare_name(name)
    return _Spelling(bare, bare.replace(" ", ""), frozenset(bare.split()), Counter(bare))


def screening_matches(name: str, listed: Iterable[DeniedParty]) -> list[ScreeningMatch]:
    """The listed parties that a name may be, the likest first; none for a name without letters.

    Source: see the module.
    """
    asked = _spelt(name)
    found = []
    for each in listed:
        spellings = [_spelt(spelling) for spelling in (each.name, each.also) if spelling]
        near = [spelling.bare for spelling in spellings if asked.bare and asked.may_be(spelling)]
        likeness = max((name_likeness(asked.bare, bare) for bare in near), default=Decimal(0))
        if likeness >= POSSIBLE:
            strength = "strong" if likeness >= STRONG else "possible"
            found.append(ScreeningMatch(each, likeness, strength))
    return sorted(found, key=lambda match: (-match.likeness, match.party.name))
