"""When two wordings on papers say the same: slips that do not change the meaning are no discrepancy.

Source: ISBP 821, paragraph A23; UCP 600 article 14(d), (e).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_SLIP_LETTERS = 5
_LONGEST_WORD = 40  # beyond it a run of letters is no word, and is compared whole
# Trade words one slip apart, in the singular: one written for the other is another thing, not a slip.
_PAIRS = (
    {"skirt", "shirt"},
    {"coat", "boat"},
    {"gloss", "glass"},
    {"jacket", "packet"},
    {"metal", "medal"},
    {"watch", "match"},
    {"block", "black"},
    {"brown", "crown"},
    {"plant", "plate"},
    {"pant", "paint"},
    {"print", "point"},
    {"glove", "clove"},
    {"candle", "handle"},
    {"table", "cable"},
    {"chair", "chain"},
    {"sheet", "sheer"},
    {"sock", "lock"},
)
# Usual short forms, and what they stand for (ISBP 821, A1 and A2).
_SHORT_FORMS = {
    "ltd": "limited", "co": "company", "corp": "corporation", "inc": "incorporated", "intl": "international",
    "mfg": "manufacturing", "rd": "road", "pcs": "pieces", "pc": "piece", "ctns": "cartons", "ctn": "carton",
    "pct": "percent",
}  # fmt: skip
# Words that make of any goods other goods.
_OF_OTHER_NATURE = frozenset(
    {"used", "secondhand", "second", "imitation", "artificial", "faux", "refurbished", "reconditioned",
     "damaged", "defective", "sample", "samples", "substandard"}
)  # fmt: skip
# Of each group the goods have one: a paper that names another one speaks of other goods.
_EXCLUSIVE = (
    {"men", "mens", "women", "womens", "children", "childrens", "boys", "girls", "ladies"},
    {"cotton", "polyester", "wool", "silk", "linen", "nylon", "viscose", "acrylic", "leather"},
    {"knitted", "woven", "crocheted"},
    {"steel", "aluminium", "plastic", "wooden", "bamboo", "ceramic", "glass", "iron", "brass"},
    {"new", "used", "secondhand"},
)
_IDLE = frozenset({"with", "from", "pieces", "piece", "sets", "pairs", "cartons", "total", "goods", "packed"})


@lru_cache(maxsize=4096)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text, without case, accents of width, or punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "")
    return tuple(re.findall(r"\w+", folded))


def same_exactly(left: str, right: str) -> bool:
    """Equal but for case, spaces and punctuation: for numbers, marks, codes, ships."""
    return "".join(plain_words(left)) == "".join(plain_words(right))


def same_wording(left: str, right: str) -> bool:
    """Equal word by word; slips of typing, other spacing and usual short forms (Co., Ltd., &) forgiven.

    Source: ISBP 821, A1, A2 and A23.
    """
    one, two = _meant(left), _meant(right)
    if "".join(one) == "".join(two):
        return True
    return len(one) == len(two) and all(same_word(a, b) for a, b in zip(one, two, strict=True))


def same_bank(left: str, right: str) -> bool:
    """The same bank by name: one of them may add its branch or town."""
    one, two = sorted((_meant(left), _meant(right)), key=len)
    return len(one) > 1 and len(one) <= len(two) and all(map(same_word, one, two))


def corresponds(stated: str, asked: str) -> bool:
    """Whether a description says all that was asked for, in its order, and nothing of another nature.

    More detail is welcome (colours, sizes), other goods are not: "second hand", "imitation".
    Source: UCP 600 article 18(c); ISBP 821, C3 to C5.
    """
    said, wanted = _meant(stated), _meant(asked)
    if "".join(wanted) == "".join(said):
        return True
    rest = iter(said)
    is_whole = all(any(same_word(word, each) for each in rest) for word in wanted)
    return is_whole and not _other_nature(said, wanted)


def same_place(left: str, right: str) -> bool:
    """The same port or place; the country after a comma may be missing from one.

    No slips: a letter less is another town. A name in Chinese and one in Latin letters cannot be compared and
    are let pass. Where a credit leaves the port open (ANY CHINESE PORT), an actual one must be named; where
    it names several, one of them.
    """
    if left.casefold().startswith("any "):
        return not right.casefold().startswith("any ")
    choices = re.split(r"(?i)\s+or\s+|\s*/\s*", left)
    if len(choices) > 1:
        return any(same_place(choice, right) for choice in choices if choice.strip())
    one, two = (
        re.sub(r"(?i)^\s*(?:sea|air)?port of\s+|\s+(?:sea|air)?port\s*$", "", text.split(",")[0])
        for text in (left, right)
    )
    return one.isascii() != two.isascii() or same_exactly(one, two)


def same_word(left: str, right: str) -> bool:
    """Equal, or one letter dropped, doubled, changed or two swapped in a word that stays recognisable.

    Figures, short words and words that are themselves other goods are never forgiven.
    """
    if left == right:
        return True
    shorter, longer = (left, right) if len(left) <= len(right) else (right, left)
    if len(shorter) < _SLIP_LETTERS or len(longer) > len(shorter) + 1:
        return False
    if not (left.isalpha() and right.isalpha()):
        return False
    if {_stem(left), _stem(right)} in _PAIRS:
        return False
    return _is_one_slip(shorter, longer)


def in_conflict(general: str, exact: Iterable[str]) -> bool:
    """Whether goods described in general terms cannot be the goods described exactly.

    Returns: True if no word of weight is common to both, or if the general words name another kind of wearer,
    material or make than the exact ones.
    """
    said, goods = set(plain_words(general)), _goods_words(tuple(exact))
    for group in _EXCLUSIVE:
        if said & group and goods.words & group and not said & group & goods.words:
            return True
    weighty = [word for word in said if len(word) > 3 and word not in _IDLE and not word.isdigit()]
    return not any(goods.has(word) for word in weighty)


@dataclass(frozen=True, slots=True)
class _GoodsWords:
    """Words of exact descriptions; near, the words by what is left of them without one letter.

    Two words that are one slip apart have such a rest in common, so that long lists are not compared pair by
    pair.
    """

    words: frozenset[str]
    stems: frozenset[str]
    near: Mapping[str, tuple[str, ...]]

    def has(self, word: str) -> bool:
        """Whether the word, or one a slip or a plural away, is among them."""
        if word in self.words or _stem(word) in self.stems:
            return True
        near = (each for rest in _rests(word) for each in self.near.get(rest, ()))
        return any(same_word(word, each) for each in near)


@lru_cache(maxsize=8)
def _goods_words(exact: tuple[str, ...]) -> _GoodsWords:
    words = frozenset(word for text in exact for word in plain_words(text))
    near: dict[str, list[str]] = {}
    for word in words:
        for rest in _rests(word):
            near.setdefault(rest, []).append(word)
    stems = frozenset(map(_stem, words))
    return _GoodsWords(words, stems, {rest: tuple(near[rest]) for rest in near})


def _rests(word: str) -> set[str]:
    """The word, and the word without each of its letters."""
    if not word.isalpha() or not _SLIP_LETTERS <= len(word) <= _LONGEST_WORD:
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@lru_cache(maxsize=4096)
def _meant(text: str) -> tuple[str, ...]:
    return tuple(_SHORT_FORMS.get(word, word) for word in plain_words(text.replace("&", " and ")))


def _other_nature(said: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    extra, known = set(said) - set(wanted), set(wanted)
    for group in _EXCLUSIVE:
        if extra & group and known & group:
            return True
    return bool(extra & _OF_OTHER_NATURE)


def _stem(word: str) -> str:
    return word.removesuffix("s")


def _is_one_slip(shorter: str, longer: str) -> bool:
    start = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    rest, other = shorter[start:], longer[start:]
    if len(shorter) < len(longer):
        return rest == other[1:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:]
