"""Candidates of the Harmonized System for a product's name, with the words that speak for and against each.

Nothing is chosen here: choosing the code is the classifier's work (General Interpretative Rules 1 to 6). A
candidate says which word of the product met which word of the tariff, and where: in the subheading's own
text, in its heading's or chapter's, by a synonym, or in a Chinese name; and which words its text leaves out.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from app.trade.hs_words import folded, han_runs, pairs, said_words, stems

# Where a word can be met, and what that weighs: the subheading's own words decide before its heading's.
OWN, HEADING, CHAPTER, LABEL, CHINESE = "own", "heading", "chapter", "label", "chinese"
WEIGHTS = {OWN: 1.0, LABEL: 0.9, HEADING: 0.6, CHAPTER: 0.25, CHINESE: 0.8}
_LEFT_OUT = -0.9
# A synonym that names headings puts their codes forward even where few of its words are met.
_HINTED = 0.55
# A text that asks for more than the product says is less supported by it.
_UNASKED = 0.12
_WORDS_ASKED = 16
ASKED_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One chapter, heading or subheading: code of 2, 4 or 6 digits, its section and its text."""

    code: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Synonym:
    """A shop's word and the tariff's words for it; headings: the codes under which they are meant."""

    word: str
    tariff_words: str
    headings: tuple[str, ...] = ()
    source: str = ""
    noted_on: str = ""


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


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of reading a word of the product: the tariff's words that it wants met, or wants left out."""

    asked: str
    how: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()


Found = dict[int, tuple[str, bool]]  # subheading's place -> where the word stands, and whether it is left out


@dataclass(slots=True)
class Nomenclature:
    """The nomenclature made ready to be searched; built once by `nomenclature`."""

    entries: dict[str, Entry] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    children: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    chinese: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    words: dict[str, Found] = field(default_factory=lambda: defaultdict(dict))
    own_words: list[frozenset[str]] = field(default_factory=list)
    english: dict[tuple[str, ...], list[Synonym]] = field(default_factory=lambda: defaultdict(list))
    han: dict[str, list[Synonym]] = field(default_factory=lambda: defaultdict(list))

    def rarity(self, word: str) -> float:
        """How telling a word is: the fewer subheadings have it, the more."""
        return log(1 + len(self.codes) / (1 + len(self.words.get(word, ()))))


def nomenclature(
    entries: Iterable[Entry], synonyms: Iterable[Synonym], labels: dict[str, str], chinese: dict[str, str]
) -> Nomenclature:
    """The nomenclature made ready: every telling word, and where each subheading has it.

    Args: labels and chinese, by 6-digit code: the shop's label and the Chinese name, where they are known.
    """
    made = Nomenclature(labels=labels, chinese=chinese)
    for entry in entries:
        made.entries[entry.code] = entry
        if len(entry.code) > 2:
            made.children[entry.code[:-2]].append(entry.code)
    made.codes = sorted(code for code in made.entries if len(code) == 6)
    made.own_words = [said_words(made.entries[code].text).taken_in for code in made.codes]
    for place, code in enumerate(made.codes):
        for digits, where in ((2, CHAPTER), (4, HEADING), (6, OWN)):
            parent = made.entries.get(code[:digits])
            _note(made, place, where, parent.text if parent else "")
        _note(made, place, LABEL, labels.get(code, ""))
        for pair in (pair for run in han_runs(chinese.get(code, "")) for pair in pairs(run)):
            made.words[pair][place] = (CHINESE, False)
    for synonym in synonyms:
        if han_runs(synonym.word):
            made.han[folded(synonym.word)].append(synonym)
        else:
            made.english[tuple(stems(synonym.word))].append(synonym)
    return made


def _note(made: Nomenclature, place: int, where: str, text: str) -> None:
    said = said_words(text)
    for word in said.taken_in:
        held = made.words[word].get(place)
        if held is None or held[1] or WEIGHTS[held[0]] < WEIGHTS[where]:
            made.words[word][place] = (where, False)
    for word in said.left_out:
        # What the own text leaves out outweighs that a heading or chapter names it.
        if where in (OWN, CHAPTER) and (where == OWN or place not in made.words[word]):
            made.words[word][place] = (where, True)


def search(held: Nomenclature, text: str, limit: int = 12, under: str = "") -> list[Candidate]:
    """Subheadings that a product's name puts forward, the best reasoned first; empty where no word is met.

    Args: text, at most ASKED_LENGTH characters of it are read; under, a chapter, heading or "" for all.
    """
    asked = _read(held, folded(text[:ASKED_LENGTH]))[:_WORDS_ASKED]
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
    ways = [way for ways in _read(held, folded(text[:ASKED_LENGTH])) for way in ways]
    return frozenset(word for way in ways for word in (*way.wanted, *stems(way.asked)))


def _support(own: frozenset[str], wanted: set[str]) -> float:
    return 1 - _UNASKED * len(own - wanted) / (4 + len(own))


def _weights(held: Nomenclature, way: _Way) -> Iterator[tuple[int, float]]:
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


def _read(held: Nomenclature, text: str) -> list[list[_Way]]:
    """The product's words in turn, each with every way of reading it: itself, or the synonyms of it."""
    asked: list[list[_Way]] = []
    for word in sorted(_han_synonyms(held, text), key=len, reverse=True):
        if word in text:
            text = text.replace(word, " ")
            asked.append([_by_synonym(each) for each in held.han[word]])
    for run in han_runs(text):
        known = tuple(pair for pair in pairs(run) if pair in held.words)
        if known:
            asked.append([_Way(run, "same", (), pairs=known)])
    rest = stems(text)
    while rest:
        length, ways = _english(held, rest)
        asked.append(ways)
        rest = rest[length:]
    return asked


def _han_synonyms(held: Nomenclature, text: str) -> Iterator[str]:
    """The Chinese synonyms that stand in a text, found by its pieces of up to eight characters."""
    tight = text.replace(" ", "")
    for start in range(len(tight)):
        for end in range(start + 1, min(len(tight), start + 8) + 1):
            if tight[start:end] in held.han:
                yield tight[start:end]


def _english(held: Nomenclature, rest: list[str]) -> tuple[int, list[_Way]]:
    """The longest synonym that begins here, else the one word; and how many words that takes."""
    for length in (4, 3, 2):
        found = held.english.get(tuple(rest[:length])) if len(rest) >= length else None
        if found:
            return length, [_by_synonym(each) for each in found]
    word = rest[0]
    parts = sum(1 for part in word.split("-") if part in rest[1:3]) if "-" in word else 0
    ways = [way for each in held.english.get((word,), ()) if (way := _by_synonym(each)).wanted != (word,)]
    if word in held.words:
        ways.append(_Way(word, "same", (word,)))
    elif not ways and parts == 0:
        ways = list(_unknown(held, word))
    return (1 + parts if ways and parts else 1), ways


def _unknown(held: Nomenclature, word: str) -> Iterator[_Way]:
    """A word that the tariff has not: words that begin with it, else those one slip of the pen away."""
    if len(word) >= 4:
        begun = sorted(each for each in held.words if each.startswith(word) and each.isascii())[:6]
        yield from (_Way(word, "start", (each,)) for each in begun)
        if not begun:
            near = sorted(_slips(word) & held.words.keys())
            yield from (_Way(word, "spelling", (each,)) for each in near[:3])
            known = (key for key in sorted((each,) for each in _slips(word)) if key in held.english)
            yield from (_by_synonym(each) for key in known for each in held.english[key][:1])


def _slips(word: str) -> set[str]:
    """All words that one letter left out, added, changed or swapped makes of this one."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    out = {left + right[1:] for left, right in parts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in parts if right for letter in letters}
    added = {left + letter + right for left, right in parts for letter in letters}
    return out | swapped | changed | added


def _by_synonym(synonym: Synonym) -> _Way:
    said = said_words(synonym.tariff_words)
    wanted, unwanted = tuple(sorted(said.taken_in)), tuple(sorted(said.left_out))
    return _Way(synonym.word, "synonym", wanted, unwanted, synonym.headings)


def _candidate(held: Nomenclature, asked: Sequence[list[_Way]], place: int, weight: float) -> Candidate:
    met: list[Met] = []
    unmet: list[str] = []
    for ways in asked:
        reasons = list(dict.fromkeys(reason for way in ways for reason in _reasons(held, way, place)))
        met += reasons
        if ways and not any(not reason.is_left_out for reason in reasons):
            unmet.append(ways[0].asked)
    return Candidate(held.codes[place], weight, tuple(met), tuple(dict.fromkeys(unmet)))


def _reasons(held: Nomenclature, way: _Way, place: int) -> Iterator[Met]:
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
