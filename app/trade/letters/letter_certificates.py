"""Certificates that a letter names: said to be held, denied, or spoken of without a name."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from app.trade.letters.letter_answers import Answer, Finding, denies
from app.trade.letters.letter_reader import Read

_TOUCHED, _CLEAR, _FAIR = Decimal("0.4"), Decimal("0.9"), Decimal("0.7")

# Name as people write it -> stable code of the certificate in data packs and in trade/clearance/compliance.
# Short names that are words of their own in some language count in capitals alone.
_NAMES: tuple[tuple[str, str], ...] = (
    (r"CE\b|ce(?= (?:mark|certificate\b|& ))", "ce"), (r"(?i:rohs)\b|RHS\b", "rohs"), (r"(?i:fcc)\b", "fcc"),
    (r"(?i:ukca)\b", "ukca"), (r"REACH\b", "reach"), (r"(?i:lfgb)\b", "lfgb"), (r"(?i:fda)\b", "fda"),
    (r"UL\b", "ul"), (r"ETL\b", "etl"), (r"PSE\b", "pse"), (r"KC\b", "kc"), (r"RCM\b", "rcm"),
    (r"SABER\b|Saber\b", "saber"), (r"SASO\b", "saso"), (r"(?i:oeko[- ]?tex\b|oeko\b)", "oeko"),
    (r"(?i:gots)\b", "gots"), (r"(?i:bsci)\b", "bsci"), (r"FSC\b", "fsc"), (r"(?i:un ?38\.3)", "un38.3"),
    (r"(?i:msds)\b", "msds"), (r"CPC\b", "cpc"), (r"GRS\b", "grs"), (r"EAC\b", "eac"), (r"SGS\b", "sgs"),
    (r"ANSI\b", "ansi"), (r"(?i:energy star)\b", "energystar"),
    (r"BQB\b", "bqb"), (r"CCC\b", "ccc"), (r"KEMA\b", "kema"), (r"(?i:prop(?:osition)? 65)\b", "prop65"),
    (r"GS\b", "gs"),
)  # fmt: skip
# Standards by body and number; the number makes the code.
_STANDARD = r"(?:ISO|EN|CPSC|CPAI|ASTM|DIN|JIS|BS|IEC|GB/?T?)[ -]?[A-Z]?\d{2,5}\b|ASTM\b"
_ANY = re.compile(r"(?i)certif|test report|zertifi|сертифик|認証|شهاد|证书")
_NOT_OURS = re.compile(
    r"(?i)\bmust be made by you\b|\bunder application\b|\bin (?:application|process)\b|\bpending\b"
    r"|\bnot yet\b|\bbeing applied\b|\bby the importer\b|\bat your (?:side|cost)\b"
)
_CONTRAST = re.compile(
    r"(?:[,;]\s*)?\b(?:but|however|although|while|whereas|except)\b|;|, (?=no |not |without "
    r"|[A-Z][\w-]* (?:is|are|has|was) )|, and (?=we )|\. "
)


def code_of(name: str) -> str:
    """The code of a certificate's name: small letters, digits and full stops."""
    return re.sub(r"[^a-z0-9.]", "", name.lower())


def holds_certificate(code: str, certificates: Sequence[str]) -> bool:
    """Whether the data pack names a certificate: "OEKO-TEX Standard 100" for "oeko"."""
    return any(code_of(name).startswith(code) for name in certificates)


@lru_cache(256)
def _pattern(certificates: tuple[str, ...]) -> re.Pattern[str]:
    """The known names, standards, and names that stand in the data pack alone."""
    own = "|".join(f"(?i:{re.escape(name)})" for name in certificates if len(name) > 3)
    named = "|".join(f"(?P<c{number}>{words})" for number, (words, _) in enumerate(_NAMES))
    return re.compile(rf"(?<![A-Za-z])(?=[A-Za-z])(?:{named}|{_STANDARD}" + (f"|{own})" if own else ")"))


def named_certificates(
    reads: Sequence[Read], certificates: tuple[str, ...]
) -> Iterator[tuple[str, bool, str]]:
    """Each certificate that a statement names: its code, whether said to be held, and where.

    Args: certificates, names in the data pack: they are known besides the usual ones.
    """
    pattern = _pattern(certificates)
    for read in reads:
        text = read.sentence.text
        if read.is_adversarial or read.sentence.is_question or not pattern.search(text):
            continue
        for clause in _CONTRAST.split(text):
            is_held = not denies(clause.lower()) and not _NOT_OURS.search(clause)
            for found in pattern.finditer(clause):
                group = found.lastgroup
                code = _NAMES[int(group[1:])][1] if group else code_of(found[0])
                yield code, is_held, clause.strip()


def certificates_of(reads: Sequence[Read], found: Finding) -> None:
    """Certificates named as held, or none where all are denied."""
    named = list(named_certificates(reads, found.certificates))
    held = list(dict.fromkeys(code for code, is_held, _ in named if is_held))
    if held:
        words = next(words for code, is_held, words in named if is_held)
        found.note(Answer("certificates", words[:80], {"codes": ",".join(held)}, _CLEAR))
        return
    for read in reads:
        if (
            read.is_adversarial
            or not read.has("certificates", strong=True)
            or read.sentence.is_question
            or not read.low
        ):
            continue
        if _ANY.search(read.low) and denies(read.low):
            found.note(Answer("certificates", read.sentence.text[:80], {"codes": "none"}, _FAIR))
        else:
            found.note(Answer("certificates", read.sentence.text[:80], {}, _TOUCHED, "not_named"))
