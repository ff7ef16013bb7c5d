"""In which language somebody wrote who did not write English: so that a reader knows what to look for."""

import re
from functools import cache

from app.core.parameters import FOLDER, parameters
from app.trade.letters.letter_language import scored_language

ENGLISH = "en"
_UNTOLD = (ENGLISH, "unknown")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _written() -> frozenset[str]:
    return frozenset(path.stem for path in (FOLDER / "consumers").glob("*.toml"))


def consumer_language(market: str) -> str:
    """The language in which the consumers of a market write: its first where they have words of it."""
    told = parameters("markets").get(market)
    language = str(told["languages"][0]) if told else ENGLISH
    return language if language in _written() else ENGLISH


@cache
def _words_of(language: str) -> frozenset[str]:
    """The words of what consumers write in a language."""
    told = parameters(f"consumers/{language}").values()
    texts = (text for table in told for options in table.values() for text in options)
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


def foreign_language(body: str, market: str = "") -> str:
    """The language of a text that is not in English; "" where it is, or where nothing tells.

    Args: market, where a consumer wrote it: in English, or in the language of the market.
    """
    if not market:
        language = scored_language(body)[0]
        return "" if language in _UNTOLD else language
    language, words = consumer_language(market), _WORD.findall(body.casefold())
    if language == ENGLISH:
        return ""
    own, english = (sum(word in _words_of(each) for word in words) for each in (language, ENGLISH))
    return language if own >= english else ""
