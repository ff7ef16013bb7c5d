"""Whether a reworded letter says what the grammar's letter says: every fact, and nothing of its own. Pure.

The check is strict on purpose: what it cannot be sure of is refused, and the grammar's letter goes out.
"""

import re
import unicodedata
from decimal import Decimal
from functools import cache

from app.core.parameters import parameters
from app.trade.letters.letter_language import scored_language
from app.trade.letters.letter_numbers import with_digits
from app.trade.letters.letter_phrases import INJECTION, NEGATION, NO_DENIAL
from app.trade.letters.letter_text import normalised, sentences
from app.world.grammar import parsed, wording
from app.world.letter_check import figures_in_order, stated, terms_in_order, uncounted
from app.world.letters import rules_of

SAME = "kept"
_WORD = re.compile(r"[^\W\d_]{4,}")
_SPELT = re.compile(r"\d+")
_NO_WORDS = frozenset({"ja"})  # a language that puts no spaces between words


def verdict(old: str, new: str, language: str) -> str:
    """SAME where the new letter may stand for the old one, else what is wrong with it, by code.

    Args: old, the grammar's letter in `language`; new, the model's.
    """
    checks = (
        ("length", _has_other_length), ("leak", _leaks), ("language", _is_in_another_language),
        ("figures", _has_other_figures), ("terms", _has_other_terms), ("names", _has_other_names),
        ("signature", _is_signed_otherwise), ("asks", _asks_otherwise), ("denial", _denies_otherwise),
        ("claim", _claims), ("words", _has_too_many_new_words),
    )  # fmt: skip
    return next((code for code, is_wrong in checks if is_wrong(old, new, language)), SAME)


def is_safe_to_send(letter: str) -> bool:
    """Whether nothing in a letter, such as a text of a team that it quotes, speaks to a machine."""
    return not INJECTION.search(letter.lower())


def _has_other_length(old: str, new: str, language: str) -> bool:
    least, most = map(Decimal, parameters("rewording")["length_share"])
    return not least * len(old) <= len(new) <= most * len(old)


def _leaks(old: str, new: str, language: str) -> bool:
    signs = re.compile(parameters("rewording")["leak"]["signs"], re.I | re.M)
    is_strange = bool(set(filter(_is_unseen, new)) - set(old))
    return is_strange or bool(INJECTION.search(new.lower())) or not _found(signs, new) <= _found(signs, old)


def _is_unseen(sign: str) -> bool:
    """Whether a sign shows nothing, turns the direction of writing or is half of one: not a letter's."""
    return sign != "\n" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _found(pattern: re.Pattern[str], text: str) -> set[str]:
    return {found[0].lower() for found in pattern.finditer(text)}


def _is_in_another_language(old: str, new: str, language: str) -> bool:
    return scored_language(normalised(new))[0] != scored_language(normalised(old))[0]


def _has_other_figures(old: str, new: str, language: str) -> bool:
    """Figures in their order, so that asked and offered prices do not change places; and in words."""
    return (
        figures_in_order(old, language) != figures_in_order(new, language)
        or stated(old, language).measured != stated(new, language).measured
        or _spelt(old, language) != _spelt(new, language)
    )


def _spelt(text: str, language: str) -> set[str]:
    """Numbers above one, those in words too."""
    return set(_SPELT.findall(with_digits(normalised(uncounted(text)).lower(), language))) - {"0", "1"}


def _has_other_terms(old: str, new: str, language: str) -> bool:
    said, meant = stated(new, language), stated(old, language)
    return terms_in_order(old) != terms_in_order(new) or said.currencies != meant.currencies


def _has_other_names(old: str, new: str, language: str) -> bool:
    """German writes every noun with a capital: there new names are only found as new words."""
    said, meant = stated(new, language).names, stated(old, language).names
    if any(name not in new for name in meant - _vocabulary_as_written(language)):
        return True
    known = {word.casefold() for word in re.findall(r"[\w&'’.-]*\w", old)} | _vocabulary(language)
    return language != "de" and any(name.casefold() not in known for name in said)


def _is_signed_otherwise(old: str, new: str, language: str) -> bool:
    """The lines below the closing words: who writes, for which firm."""
    block = old.rstrip().rpartition("\n\n")[2].split("\n")[1:]
    return bool(block) and new.rstrip().split("\n")[-len(block) :] != block


def _asks_otherwise(old: str, new: str, language: str) -> bool:
    asked = stated(old, language).asks != stated(new, language).asks
    return asked or normalised(new).count("?") > normalised(old).count("?") + 1


def _denies_otherwise(old: str, new: str, language: str) -> bool:
    return _denials(old) != _denials(new)


def _denials(text: str) -> int:
    return len(NEGATION.findall(NO_DENIAL.sub(" ", normalised(text).lower())))


def _claims(old: str, new: str, language: str) -> bool:
    low, before = normalised(new).lower(), normalised(old).lower()
    classes = parameters("rewording")["claims"]
    if any(re.search(words, low) and not re.search(words, before) for words in classes.values()):
        return True
    kept = (classes["agree"], classes["refuse"])
    lost = (re.search(words, before) and not re.search(words, low) for words in kept)
    same = parameters("rewording")["same"].values()
    other = (bool(re.search(words, before)) != bool(re.search(words, low)) for words in same)
    return any(lost) or any(other) or _invents_a_sentence(old, new, language)


def _invents_a_sentence(old: str, new: str, language: str) -> bool:
    """A sentence most of whose words the buyer's language has not: it tells something."""
    most = Decimal(parameters("rewording")["new_words_sentence_share"])
    for sentence in sentences(normalised(new)):
        words = _WORD.findall(sentence.low)
        strange = _new_words(old, words, language)
        if len(strange) >= 2 and len(strange) > most * len(words):
            return True
    return False


def _has_too_many_new_words(old: str, new: str, language: str) -> bool:
    words = _WORD.findall(normalised(new).lower())
    most = Decimal(parameters("rewording")["new_words_share"])
    return len(_new_words(old, words, language)) > most * len(words)


def _new_words(old: str, words: list[str], language: str) -> list[str]:
    if language in _NO_WORDS:
        return []
    known = set(_WORD.findall(normalised(old).lower())) | _vocabulary(language)
    return [word for word in words if word not in known]


def _vocabulary_as_written(language: str) -> frozenset[str]:
    return _words_of(language)[0]


def _vocabulary(language: str) -> frozenset[str]:
    return _words_of(language)[1]


@cache
def _words_of(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a language's grammar, as written and in lower case."""
    texts = (text for options in rules_of(language).values() for text in options)
    joined = " ".join(piece for text in texts for piece in wording(parsed(text)))
    words = re.findall(r"[^\W\d_]{2,}", joined)
    return frozenset(words), frozenset(word.casefold() for word in words)
