"""The nomenclature of the Harmonized System made ready to be searched: which word stands where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log

from app.trade.tariff.hs_words import folded, han_runs, pairs, said_words, stems

# Where a word can be met, and what that weighs: the subheading's own words decide before its heading's.
OWN, HEADING, CHAPTER, LABEL, CHINESE = "own", "heading", "chapter", "label", "chinese"
WEIGHTS = {OWN: 1.0, LABEL: 0.9, HEADING: 0.6, CHAPTER: 0.25, CHINESE: 0.8}


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
