"""Text to search words, one way for what is kept and for what is asked, the same on every database.

A word is brought to NFKC, lower case, without accents and without the English plural. Runs of Han, kana
or Hangul, which have no spaces, become overlapping pairs of characters. What is not ASCII is spelt in hex
(`u4e2d6587`), so that no database's own idea of letters, collation or language comes into it.
"""

import re
import unicodedata

WORDS_ASKED = 12  # more words than this narrow nothing
_RUN = re.compile(r"[^\W_]+")
_SIZE_OF_WORD = 40
_EMPTY_WORDS = frozenset({"a", "an", "and", "for", "in", "of", "or", "the", "to", "with"})


def kept_words(text: str) -> str:
    """The words of a text, separated by blanks, for the index."""
    return " ".join(word for run in _runs(text) for word in _words(run))


def asked_words(text: str) -> list[list[str]]:
    """What somebody searches for: phrases that must all be there, each a list of words that stand together.

    The signs of a query language mean nothing here: they are parted off like any other sign.
    """
    runs = _runs(text)
    telling = [run for run in runs if run not in _EMPTY_WORDS] or runs
    return [_words(run) for run in telling][:WORDS_ASKED]


def _runs(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    parts: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFC", bare)):
        parts += _by_writing(run)
    return parts


def _by_writing(run: str) -> list[str]:
    """Part `USB数据线` into what has spaces between words and what has not."""
    parts, start = [], 0
    for at in range(1, len(run) + 1):
        if at == len(run) or _is_spaceless(run[at]) != _is_spaceless(run[start]):
            parts.append(run[start:at])
            start = at
    return parts


def _is_spaceless(character: str) -> bool:
    """Han, kana and Hangul."""
    code = ord(character)
    return 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7AF or code >= 0x20000


def _words(run: str) -> list[str]:
    if _is_spaceless(run[0]):
        pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
        return [_spelt(pair) for pair in pairs]
    return [_spelt(_singular(run[:_SIZE_OF_WORD]))]


def _singular(word: str) -> str:
    """`mugs` -> `mug`, `batteries` -> `battery`: the plural in s is what shoppers type either way."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _spelt(word: str) -> str:
    return word if word.isascii() else "u" + "".join(f"{ord(character):04x}" for character in word)
