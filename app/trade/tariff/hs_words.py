"""Words of the tariff: how a heading's text and a product's name become words that can meet each other.

A tariff says in one text what it takes in and what it leaves out ("of textile materials (other than
cotton)"), so the words of a text are of two kinds. Chinese has no spaces: its runs are compared by pairs of
characters.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_SIGN = re.compile(r"[a-z0-9]+(?:[-'’.][a-z0-9]+)*|[();,]", re.ASCII)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_IRREGULAR = {"knives": "knife", "scarves": "scarf", "shelves": "shelf", "leaves": "leaf", "woman": "women",
              "man": "men", "teeth": "tooth", "feet": "foot"}  # fmt: skip
# What stands in nearly every text, or only refers to another one.
_EMPTY = """
a al an and any are article as at but by chapter each e.g et except excluding for from goods having
heading however if in including is it item its kind less like made more n.e.c n.e.s no nor not of on or
other out over per same similar so subheading such suitable than that the thereof they this those to up
used whether which with within without
"""
EMPTY = frozenset(_EMPTY.split())
_NOT_A_DENIAL = frozenset({"exceeding", "more", "less", "elsewhere", "specified", "only", "over", "limited"})


@dataclass(frozen=True, slots=True)
class SaidWords:
    """What a text takes in and what it leaves out, as word stems."""

    taken_in: frozenset[str]
    left_out: frozenset[str]


def folded(text: str) -> str:
    """One writing for what people type: full width to half width, lower case, without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def stem(word: str) -> str:
    """A word without the possessive and the English plural: `women's` -> `women`, `brushes` -> `brush`."""
    word = word.replace("’", "'").removesuffix("'s").rstrip("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def stems(text: str) -> list[str]:
    """The telling words of a text in their order; a hyphened word also gives its parts."""
    found: list[str] = []
    for sign in _SIGN.findall(folded(text)):
        found += _telling(sign)
    return found


def han_runs(text: str) -> list[str]:
    """The runs of Chinese characters in a text."""
    return _HAN.findall(folded(text))


def pairs(run: str) -> list[str]:
    """Overlapping pairs of characters of a Chinese run; a single character stands for itself."""
    return [left + right for left, right in pairwise(run)] or [run]


@lru_cache(8192)
def said_words(text: str) -> SaidWords:
    """The words of a tariff text, parted into what it takes in and what it leaves out.

    Left out is what follows "other than", "excluding", "except" or "not" (but not "not exceeding"), up to the
    end of the brackets, the next comma or semicolon.
    """
    taken: set[str] = set()
    left: set[str] = set()
    depth, denied_at = 0, -1
    for sign in _with_denials(_SIGN.findall(folded(text))):
        if sign == "(":
            depth += 1
        elif sign in (")", ";", ","):
            if sign == ")":
                depth = max(0, depth - 1)
            if denied_at >= 0 and (depth < denied_at or (denied_at == 0 and depth == 0)):
                denied_at = -1
        elif sign == "!":
            denied_at = depth if denied_at < 0 else denied_at
        else:
            (left if denied_at >= 0 else taken).update(_telling(sign))
    return SaidWords(frozenset(taken), frozenset(left - taken))


def _with_denials(signs: list[str]) -> list[str]:
    """The signs with a "!" where a denial begins."""
    marked: list[str] = []
    following = [*signs[1:], ""][: len(signs)]
    for sign, after in zip(signs, following, strict=True):
        previous = marked[-1] if marked else ""
        whether = sign == "not" and previous in ("or", "whether")
        denies = sign in ("excluding", "except") or (sign == "than" and previous == "other")
        denies = denies or (sign == "not" and not whether and after not in _NOT_A_DENIAL)
        marked.append("!" if denies else sign)
    return marked


def _telling(sign: str) -> list[str]:
    if sign in "();,":
        return []
    parts = [sign, *sign.split("-")] if "-" in sign else [sign]
    told = [stem(part) for part in parts if part not in EMPTY]
    return [word for word in told if word not in EMPTY and (len(word) > 1 or word.isdigit())]
