"""How a product's name is read: word by word, each as itself or by the tariff's words for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.trade.tariff.hs_nomenclature import Nomenclature, Synonym
from app.trade.tariff.hs_words import han_runs, pairs, said_words, stems


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading a word of the product: the tariff's words that it wants met, or wants left out."""

    asked: str
    how: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()


def read(held: Nomenclature, text: str) -> list[list[Way]]:
    """The product's words in turn, each with every way of reading it: itself, or the synonyms of it."""
    asked: list[list[Way]] = []
    for word in sorted(_han_synonyms(held, text), key=len, reverse=True):
        if word in text:
            text = text.replace(word, " ")
            asked.append([_by_synonym(each) for each in held.han[word]])
    for run in han_runs(text):
        known = tuple(pair for pair in pairs(run) if pair in held.words)
        if known:
            asked.append([Way(run, "same", (), pairs=known)])
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


def _english(held: Nomenclature, rest: list[str]) -> tuple[int, list[Way]]:
    """The longest synonym that begins here, else the one word; and how many words that takes."""
    for length in (4, 3, 2):
        found = held.english.get(tuple(rest[:length])) if len(rest) >= length else None
        if found:
            return length, [_by_synonym(each) for each in found]
    word = rest[0]
    parts = sum(1 for part in word.split("-") if part in rest[1:3]) if "-" in word else 0
    ways = [way for each in held.english.get((word,), ()) if (way := _by_synonym(each)).wanted != (word,)]
    if word in held.words:
        ways.append(Way(word, "same", (word,)))
    elif not ways and parts == 0:
        ways = list(_unknown(held, word))
    return (1 + parts if ways and parts else 1), ways


def _unknown(held: Nomenclature, word: str) -> Iterator[Way]:
    """A word that the tariff has not: words that begin with it, else those one slip of the pen away."""
    if len(word) >= 4:
        begun = sorted(each for each in held.words if each.startswith(word) and each.isascii())[:6]
        yield from (Way(word, "start", (each,)) for each in begun)
        if not begun:
            near = sorted(_slips(word) & held.words.keys())
            yield from (Way(word, "spelling", (each,)) for each in near[:3])
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


def _by_synonym(synonym: Synonym) -> Way:
    said = said_words(synonym.tariff_words)
    wanted, unwanted = tuple(sorted(said.taken_in)), tuple(sorted(said.left_out))
    return Way(synonym.word, "synonym", wanted, unwanted, synonym.headings)
