"""Reads a student's letter by plain rules: which asks it answers, and which of its claims lack support.

A transparent reader of English: each ask is answered where its words stand in one sentence with a figure or a
fact of the right kind. It never guesses: what it does not find counts as not answered.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.trade.incoterms import INCOTERMS

ASKS = ("unit_price", "lead_time", "certificates", "packing", "samples", "payment")

_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_MONEY = re.compile(rf"(?:USD|US\$|\$)\s?({_NUMBER})|({_NUMBER})\s?(?:USD|US dollars?|dollars?)", re.I)
_DAYS = re.compile(
    rf"({_NUMBER})\s*(?:-|to|–)?\s*(?:{_NUMBER})?\s*(?:working |calendar |business )?(days?|weeks?)", re.I
)
_SHARE = re.compile(rf"({_NUMBER})\s?(?:%|per ?cent)", re.I)
_PIECES = re.compile(rf"({_NUMBER})\s*(?:pcs|pieces|units|pc)\b", re.I)
_TERM = re.compile(r"\b(" + "|".join(INCOTERMS) + r")\b")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_NOT = re.compile(r"\b(?:no|not|without|cannot|can't|don't|doesn't|never|unable|yet to|applying)\b", re.I)

# Ask -> words that say what a sentence is about, and the figure or word that answers it.
_ABOUT: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "unit_price": (
        re.compile(r"price|quot|offer|cost|per (?:piece|unit)|each|\b(?:FOB|CIF|EXW|CFR|DAP|DDP)\b", re.I),
        _MONEY,
    ),
    "lead_time": (re.compile(r"lead|produc|deliver|ship|ready|finish|dispatch", re.I), _DAYS),
    "certificates": (
        re.compile(r"certif|report|complian|conform|test", re.I),
        re.compile(r"\b(?:yes|hold|have|attach|enclos|no|not|carr|pass|avail|can|without)\w*", re.I),
    ),
    "packing": (
        re.compile(r"pack|carton|box", re.I),
        re.compile(rf"{_NUMBER}\s*(?:pcs|pieces|units|cm|cartons?|per carton|kg|x|×|\*)", re.I),
    ),
    "samples": (
        re.compile(r"sample", re.I),
        re.compile(rf"free|charge|cost|refund|days?|weeks?|courier|yes|can|send|{_NUMBER}", re.I),
    ),
    "payment": (
        re.compile(r"pay|deposit|T/T|\bTT\b|L/C|letter of credit|balance", re.I),
        re.compile(r"T/T|\bTT\b|deposit|L/C|letter of credit|advance|at sight|%|open account", re.I),
    ),
}  # fmt: skip

# Name as people write it -> stable code of the certificate in data packs and in app/trade/compliance.
_CERTIFICATES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"\bCE\b", "ce"), (r"\bRoHS\b|\bROHS\b", "rohs"), (r"\bFCC\b", "fcc"), (r"\bUKCA\b", "ukca"),
        (r"\bREACH\b", "reach"), (r"\bLFGB\b", "lfgb"), (r"\bFDA\b", "fda"), (r"\bUL\b", "ul"),
        (r"\bPSE\b", "pse"), (r"\bKC\b", "kc"), (r"\bRCM\b", "rcm"), (r"\bSABER\b|\bSASO\b", "saber"),
        (r"(?i)\boeko[- ]?tex\b", "oeko"), (r"\bGOTS\b", "gots"), (r"\bBSCI\b", "bsci"), (r"\bFSC\b", "fsc"),
        (r"\bISO ?9001\b", "iso9001"), (r"(?i)\bUN ?38\.3\b", "un38.3"), (r"\bMSDS\b", "msds"),
        (r"\bEN ?71\b", "en71"), (r"\bCPC\b", "cpc"), (r"\bGRS\b", "grs"),
    )
)  # fmt: skip

_GREETING = re.compile(
    r"^\s*(?:dear|hi|hello|good (?:morning|afternoon|day|evening)|greetings|hallo|guten tag|bonjour|ol[áa]|"
    r"prezad|sehr geehrt|konnichiwa|annyeong|assalam|salam|您好|こんにちは|안녕|مرحبا|السلام)",
    re.I,
)
_SIGN_OFF = re.compile(
    r"(?:kind|best|warm)?\s*regards|sincerely|faithfully|best wishes|cheers|mit freundlichen|cordialement|"
    r"atenciosamente|respectfully|thanks? (?:and|&) regards",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One certificate that the letter says the goods hold; `is_held` by the data pack."""

    certificate: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class LetterReading:
    """What a letter says. found: ask -> the words that answer it; terms: Incoterms named."""

    found: dict[str, str]
    open: tuple[str, ...]
    terms: tuple[str, ...]
    prices: tuple[str, ...]
    claims: tuple[Claim, ...]
    has_greeting: bool
    has_sign_off: bool

    @property
    def unsupported(self) -> tuple[str, ...]:
        """Certificates claimed without any in the data pack."""
        return tuple(claim.certificate for claim in self.claims if not claim.is_held)


def read_letter(body: str, asks: Iterable[str], certificates: Iterable[str]) -> LetterReading:
    """Read a letter against what was asked.

    Args: asks of ASKS; certificates, as the data pack names them.
    Returns: a LetterReading; `open` keeps the order of the asks.
    """
    sentences = [part.strip() for part in _SENTENCE.split(body) if part.strip()]
    wanted = [ask for ask in asks if ask in _ABOUT]
    found: dict[str, str] = {}
    for ask in wanted:
        about, answer = _ABOUT[ask]
        for sentence in sentences:
            match = answer.search(sentence)
            if not sentence.endswith("?") and about.search(sentence) and match:
                found[ask] = match[0].strip()
                break
    return LetterReading(
        found=found,
        open=tuple(ask for ask in wanted if ask not in found),
        terms=tuple(dict.fromkeys(_TERM.findall(body))),
        prices=tuple(first or second for first, second in _MONEY.findall(body)),
        claims=_claims(sentences, certificates),
        has_greeting=bool(_GREETING.search(body)),
        has_sign_off=bool(_SIGN_OFF.search(body[-200:])),
    )


def _claims(sentences: list[str], certificates: Iterable[str]) -> tuple[Claim, ...]:
    """Certificates said to be held. A sentence that denies or asks claims nothing."""
    held = [re.sub(r"[^a-z0-9.]", "", name.lower()) for name in certificates]
    said: dict[str, bool] = {}
    for sentence in sentences:
        if _NOT.search(sentence) or sentence.endswith("?"):
            continue
        for pattern, code in _CERTIFICATES:
            if pattern.search(sentence):
                said[code] = any(name.startswith(code) for name in held)
    return tuple(Claim(code, is_held) for code, is_held in said.items())


def pieces_named(body: str) -> tuple[int, ...]:
    """Numbers of pieces that a letter names, in order."""
    return tuple(int(number.replace(",", "").partition(".")[0]) for number in _PIECES.findall(body))


def shares_named(text: str) -> frozenset[str]:
    """Percentages that a text names, as written: {"30", "70"}."""
    return frozenset(_SHARE.findall(text))
