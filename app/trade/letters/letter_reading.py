"""Reads a student's letter by rules alone: what it answers, what it claims and whether that is so.

No network, no key, no model. It does not guess: what is read with little certainty is named unclear, so
that the buyer can ask back.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.trade.letters.letter_answers import Answer, Finding, times_of
from app.trade.letters.letter_certificates import certificates_of
from app.trade.letters.letter_claims import Claim, ProductFacts, claims_of
from app.trade.letters.letter_cues import TABLES, cues
from app.trade.letters.letter_goods import brand_of, least_order_of, packing_of, samples_of
from app.trade.letters.letter_goods_words import goods_in, goods_named
from app.trade.letters.letter_language import scored_language
from app.trade.letters.letter_phrases import EVENT, PUT_OFF
from app.trade.letters.letter_price import price_of
from app.trade.letters.letter_quoted import own_words
from app.trade.letters.letter_reader import Read, read_sentences
from app.trade.letters.letter_terms import delivery_of, payment_of, warranty_denied
from app.trade.letters.letter_text import Sentence, normalised, sentences
from app.trade.letters.letter_tone import GREETING, SIGN_OFF, flags_of, register_of, tone_of

# What a buyer's first letter asks; ALL_ASKS is what can be read.
ASKS = ("unit_price", "lead_time", "certificates", "packing", "samples", "payment")
ALL_ASKS = (
    *ASKS, "moq", "delivery_term", "delivery_time", "port", "warranty", "customisation", "validity",
)  # fmt: skip
# What can be missing where an ask is touched on, by code.
UNCLEAR = (
    "no_currency", "range", "two_values", "ambiguous_date", "not_named", "no_terms", "no_share", "question",
    "hedged", "vague",
)  # fmt: skip
# An ask implies others: a price is none without its term.
IMPLIED: Mapping[str, tuple[str, ...]] = {"unit_price": ("delivery_term",)}

_EVERYDAY = frozenset(
    ("time", "test", "tests", "need", "needs", "take", "takes", "ready", "money", "print", "travel")
)
_SHARE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?(?:%|per ?cent)", re.I)
_TERM = re.compile(r"\b(EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP)\b")
# A letter that wishes to trade and says nothing is vague; off topic is what does not even wish to.
_WILLING = re.compile(
    r"\bcooperat\w+|\bco-operat\w+|\bbusiness (?:with you|relation\w*)|\bwhat you (?:want|need)\b"
    r"|\bok with us\b"
    r"|\byour (?:kind )?(?:inquiry|enquiry|requirements?|needs|order)\b|\bplace (?:an?|the|your) order\b"
)
_REQUEST = re.compile(
    r"\?|\bplease\b|\bkindly\b|\blet us (?:know|have)\b|\bwould (?:like|need|appreciate)\b|\b(?:tell|send"
    r"|give) us\b|\bquote\b|\bcould you\b|\bneed to know\b"
    r"|por favor|bitte|veuillez|merci d[e']|пожалуйста|просим|ください|教えて|お願い|か$|من فضلك|نرجو|请"
)


_CUT = 80  # signs that are quoted of a sentence at the most


def _whole(words: str) -> str:
    """Words that were cut within one end before it."""
    kept = words.rpartition(" ")[0]
    return f"{kept}…" if len(words) == _CUT and kept else words


@dataclass(frozen=True, slots=True)
class LetterReading:
    """What a letter says. answers: to what was asked, clear or not; flags: see `flags_of`, and off_topic."""

    asks: tuple[str, ...]
    answers: Mapping[str, Answer]
    claims: tuple[Claim, ...]
    terms: tuple[str, ...]
    prices: tuple[str, ...]
    language: str
    language_confidence: Decimal
    register: str
    tone: str
    flags: frozenset[str]
    has_greeting: bool
    has_sign_off: bool

    @property
    def found(self) -> dict[str, str]:
        """Ask -> the words that answer it clearly; where they were cut, up to the last whole one."""
        return {ask: _whole(answer.words) for ask, answer in self.answers.items() if answer.is_clear}

    @property
    def unclear(self) -> dict[str, str]:
        """Ask -> what is missing, by code, where the letter touches on it and a buyer must ask back."""
        return {ask: answer.unclear or "vague" for ask, answer in self.answers.items() if not answer.is_clear}

    @property
    def open(self) -> tuple[str, ...]:
        """What was asked and is not clearly answered, in the order of the asks."""
        return tuple(ask for ask in self.asks if ask not in self.found)

    def claimed(self, verdict: str, topic: str = "") -> tuple[str, ...]:
        """Keys of the claims with a verdict, of one topic where it is named."""
        return tuple(c.key for c in self.claims if c.verdict == verdict and topic in ("", c.topic))

    def topics_of(self, verdict: str) -> list[str]:
        """Topics with a claim of this verdict, each once, in order."""
        return list(dict.fromkeys(claim.topic for claim in self.claims if claim.verdict == verdict))

    @property
    def unsupported(self) -> tuple[str, ...]:
        """Certificates claimed without any in the data pack."""
        return self.claimed("unsupported", "certificate")


def read_letter(body: str, asks: Iterable[str], facts: ProductFacts, buyer_name: str = "") -> LetterReading:
    """Read a letter against what was asked and what is known of the goods.

    Args: asks of ALL_ASKS, others are passed over; buyer_name, to notice a letter to somebody else.
    Returns: a LetterReading. A letter about other goods, or one that speaks to the reader's machine in every
        sentence, answers and claims nothing.
    """
    text = own_words(normalised(body))
    language, sure = scored_language(text)
    reads = read_sentences(sentences(text), language)
    low = text.lower()
    own, named = goods_named(facts.name), goods_in(low)
    flags = flags_of(text, language, reads, (own, named), buyer_name)
    is_void = "other_product" in flags or (
        "adversarial" in flags and not any(r.is_adversarial for r in reads)
    )
    is_mixed = bool(own) and not named <= own
    told = [] if is_void else [read for read in reads if not (is_mixed and _is_aside(read, own))]
    answers = _answers(told, facts)
    wanted = tuple(ask for ask in asks if ask in ALL_ASKS)
    mine = {ask: answers[ask] for ask in wanted if ask in answers}
    if not mine and not flags and not _is_on_topic(reads, wanted or ALL_ASKS):
        flags.add("off_topic")
    return LetterReading(
        asks=wanted,
        answers=mine,
        claims=claims_of(told, answers, facts),
        terms=tuple(dict.fromkeys(_TERM.findall(text))),
        prices=_prices(reads),
        language=language,
        language_confidence=Decimal(sure) / 100,
        register=register_of(text),
        tone=tone_of(low),
        flags=frozenset(flags),
        has_greeting=bool(GREETING.search(body)),
        has_sign_off=bool(SIGN_OFF.search(body[-200:])),
    )


def _answers(reads: list[Read], facts: ProductFacts) -> dict[str, Answer]:
    found = Finding(facts.certificates)
    for read_of in (
        price_of, times_of, certificates_of, packing_of, least_order_of, samples_of, brand_of, payment_of,
        delivery_of, warranty_denied,
    ):  # fmt: skip
        read_of(reads, found)
    return found.answers


def _is_aside(read: Read, own: frozenset[str]) -> bool:
    """Whether a sentence is about other goods alone."""
    named = goods_in(read.low)
    return bool(named) and not named & own


def _is_on_topic(reads: list[Read], asks: tuple[str, ...]) -> bool:
    """Whether any sentence has a word of what was asked."""
    return any(
        read.is_adversarial
        or PUT_OFF.search(read.sentence.low)
        or _WILLING.search(read.sentence.low)
        or _names(read, asks)
        for read in reads
    )


def _names(read: Read, asks: tuple[str, ...]) -> bool:
    """Whether a sentence has a word of an ask; words of everyday life alone do not count."""
    return any(
        cue.topic in asks and (cue.is_strong or read.low[cue.start : cue.end] not in _EVERYDAY)
        for cue in read.cues
    )


def _prices(reads: list[Read]) -> tuple[str, ...]:
    """Amounts of money that the letter names, as plain numbers."""
    return tuple(
        f"{each.figure.value:f}" for read in reads for each in read.owned if each.figure.kind == "money"
    )


def asks_in(body: str) -> tuple[str, ...]:
    """What a buyer's letter asks for, in any of the languages, in the order of ALL_ASKS."""
    text = normalised(body)
    language, _ = scored_language(text)
    named: set[str] = set()
    for sentence in sentences(text):
        if _is_request(sentence):
            found = cues(
                EVENT.sub(" ", sentence.low.removeprefix("when ")), language if language in TABLES else "en"
            )
            strong = {cue.topic for cue in found if cue.is_strong} & set(ALL_ASKS)
            named |= strong or {cue.topic for cue in found}
    return tuple(ask for ask in ALL_ASKS if ask in named)


def _is_request(sentence: Sentence) -> bool:
    return sentence.is_question or bool(_REQUEST.search(sentence.low))


def implied_by(asks: Iterable[str]) -> tuple[str, ...]:
    """Asks that others imply without naming them: the term that a price is quoted under."""
    stated = tuple(asks)
    return tuple(dict.fromkeys(more for ask in stated for more in IMPLIED.get(ask, ()) if more not in stated))


def shares_named(text: str) -> frozenset[str]:
    """Percentages that a text names, as written: {"30", "70"}."""
    return frozenset(_SHARE.findall(text))
