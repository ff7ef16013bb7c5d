"""Candidates of the Harmonized System for a product's name, with the words that speak for and against each.

Nothing is chosen here: choosing the code is the classifier's work (General Interpretative Rules 1 to 6). A
candidate says which word of the product met which word of the tariff, and where: in the subheading's own
text, in its heading's or chapter's, by a synonym, or in a Chinese name; and which words its text leaves out.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from app.trade.tariff.hs_nomenclature import CHINESE, WEIGHTS, Nomenclature
from app.trade.tariff.hs_reading import Way, read
from app.trade.tariff.hs_words import folded, stems

_LEFT_OUT = -0.9
# A synonym that names headings puts their codes forward even where few of its words are met.
_HINTED = 0.55
# A text that asks for more than the product says is less supported by it.
_UNASKED = 0.12
_WORDS_ASKED = 16
ASKED_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Met:
    """One word of the product that met the tariff.

    asked: as the product says it; word: the tariff's; where: of WEIGHTS; how: "same", "start", "spelling" or
    "synonym"; is_left_out: the text names the word only to leave it out.
    """

    asked: str
    word: str
    where: str
    how: str
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subheading that the words put forward, with its reasons; weight orders, and means nothing else."""

    code: str
    weight: float
    met: tuple[Met, ...]
    unmet: tuple[str, ...]


def search(held: Nomenclature, text: str, limit: int = 12, under: str = "") -> list[Candidate]:
    """Subheadings that a product's name puts forward, the best reasoned first; empty where no word is met.

    Args: text, at most ASKED_LENGTH characters of it are read; under, a chapter, heading or "" for all.
    """
    asked = read(held, folded(text[:ASKED_LENGTH]))[:_WORDS_ASKED]
    scores: dict[int, float] = defaultdict(float)
    covered: dict[int, int] = defaultdict(int)
    for ways in asked:
        best: dict[int, float] = {}
        for way in ways:
            for place, weight in _weights(held, way):
                if place not in best or weight > best[place]:
                    best[place] = weight
        for place, weight in best.items():
            scores[place] += weight
            covered[place] += weight > 0
    whole = len(asked) or 1
    wanted = {word for ways in asked for way in ways for word in way.wanted}
    ranked = [
        (score * (0.4 + 0.6 * covered[place] / whole) * _support(held.own_words[place], wanted), place)
        for place, score in scores.items()
        if score > 0 and held.codes[place].startswith(under)
    ]
    ranked.sort(key=lambda pair: (-pair[0], held.codes[pair[1]]))
    return [_candidate(held, asked, place, weight) for weight, place in ranked[:limit]]


def read_words(held: Nomenclature, text: str) -> frozenset[str]:
    """The stems by which a product's name is read: its own words, and the tariff's words of its synonyms."""
    ways = [way for ways in read(held, folded(text[:ASKED_LENGTH])) for way in ways]
    return frozenset(word for way in ways for word in (*way.wanted, *stems(way.asked)))


def _support(own: frozenset[str], wanted: set[str]) -> float:
    return 1 - _UNASKED * len(own - wanted) / (4 + len(own))


def _weights(held: Nomenclature, way: Way) -> Iterator[tuple[int, float]]:
    """What one way of reading a word weighs for each subheading that it touches."""
    sums: dict[int, float] = defaultdict(float)
    for word in (*way.wanted, *way.pairs):
        rarity = held.rarity(word)
        for place, (where, is_left_out) in held.words.get(word, {}).items():
            sums[place] += rarity * (_LEFT_OUT if is_left_out else WEIGHTS[where])
    for word in way.unwanted:
        rarity = held.rarity(word)
        for place, (where, is_left_out) in held.words.get(word, {}).items():
            sums[place] += rarity * (WEIGHTS[where] if is_left_out else _LEFT_OUT)
    several = max(1, len(way.wanted) + len(way.unwanted) + len(way.pairs)) ** 0.6
    if not way.headings:
        yield from ((place, weight / several) for place, weight in sums.items())
        return
    meant = [place for prefix in way.headings for place in _under(held, prefix)]
    hint = _HINTED * log(1 + len(held.codes) / (1 + len(meant)))
    for place in meant:
        yield place, hint + sums.get(place, 0.0) / several


def _under(held: Nomenclature, prefix: str) -> Iterator[int]:
    place = bisect_left(held.codes, prefix)
    while place < len(held.codes) and held.codes[place].startswith(prefix):
        yield place
        place += 1


def _candidate(held: Nomenclature, asked: Sequence[list[Way]], place: int, weight: float) -> Candidate:
    met: list[Met] = []
    unmet: list[str] = []
    for ways in asked:
        reasons = list(dict.fromkeys(reason for way in ways for reason in _reasons(held, way, place)))
        met += reasons
        if ways and not any(not reason.is_left_out for reason in reasons):
            unmet.append(ways[0].asked)
    return Candidate(held.codes[place], weight, tuple(met), tuple(dict.fromkeys(unmet)))


def _reasons(held: Nomenclature, way: Way, place: int) -> Iterator[Met]:
    if way.headings and not held.codes[place].startswith(way.headings):
        return
    for word in way.wanted:
        found = held.words.get(word, {}).get(place)
        if found:
            yield Met(way.asked, word, found[0], way.how, found[1])
    for word in way.unwanted:
        found = held.words.get(word, {}).get(place)
        if found and found[1]:
            yield Met(way.asked, f"not {word}", found[0], way.how)
    if any(pair in held.words and place in held.words[pair] for pair in way.pairs):
        yield Met(way.asked, held.chinese.get(held.codes[place], ""), CHINESE, way.how)
