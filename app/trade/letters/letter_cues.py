"""The words that say what a sentence is about, by language: a table to be read and added to.

A strong word names the matter ("lead time"); a weak one ("ready") counts where no strong one stands near.
Topics are the asks, and what a figure can belong to besides: courier charges, sums, set-up charges, stock,
the quantity that was asked for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.trade.letters.letter_cues_abroad import AR, DE, ES, FR, JA, PT, RU, ZH, Table
from app.trade.letters.letter_patterns import split_alternatives

EN: Table = {
    "unit_price": (r"\bprices?\b|\bpriced\b|\bquot(?:e|es|ed|ing|ation)\b|\bunit cost|\bper (?:pc|piece"
                   r"|unit|set|pair|mug)\b"
                   r"|/ ?(?:pcs?|pieces?|units?|sets?|pairs?)\b|\beach\b(?! (?:year|month|week|carton|box))"
                   r"|\bfor (?:1 |each )?(?:mug|lamp|kettle|piece)\b",
                   r"\bcosts?\b|\boffer(?:ed|ing)?\b|\b(?:fob|cif|exw|cfr|fca|ddp|dap|cpt|cip)\b"),
    "moq": (r"\bmoq\b|\bmin(?:imum|\.)?(?: order)?(?: quantity| qty)?\b|\bthe least\b"
            r"|\b(?:minimal|smallest) (?:order|quantity)"
            r"|\bno(?:t)? (?:less|fewer) than\b|\b(?:buy|orders?|start) from\b|\bor more\b|\bbelow(?= \d)"
            r"|\bless than\b|\bat least\b"
            r"|\b(?:start|accept|begin|beginning) from\b|\b(?:small|trial) (?:quantity|qty|orders?)\b"
            r"|\bcan order\b|\bstart(?:s|ing)? at\b|\bquantity:? from\b", ""),
    "lead_time": (r"\blead[- ]?times?\b|\bl/?t\b|\bprod\b|\bmake (?:the )?goods\b|\bturn ?around\b"
                  r"|\bproduc(?:e|es|ing|tion)\b|\bmanufactur(?:e|ing)\b"
                  r"|\bmass order|\bbulk\b"
                  r"|\bto make\b|\bmake (?:it|them)\b|\bdelivery (?:time|date)\b|\bfinish(?:ed)?\b",
                  r"\bdeliver\w*|\bget it\b|\breach you\b|\bdispatch\w*|\bship(?:ped|ping|ment)?\b"
                  r"|\bready\b|\bneeds?\b|\btakes?\b|\bcomplete\w*"
                  r"|\bspend\b|\btime\b|\bweave\b"),
    "delivery_time": (r"\btransit\b|\btransport\w*|\bon the (?:water|way)\b|\bsea\b|\bocean\b|\bsail(?:s"
                      r"|ing)\b"
                      r"|\b(?:sea|air) ?(?:way|freight|cargo)\b|\bship(?:s|ped|ping|ment)? (?:it "
                      r"|them )?to (?!you|u\b|us\b|me\b|the\b)"
                      r"|\bby (?:sea|air|train|rail|truck|ship|boat|plane|lorry|road)\b"
                      r"|\bvessel\b|\bvoyage\b|\bto your (?:door"
                      r"|place|warehouse|city|country)\b|\bby (?:dhl|express|fedex|ups)\b|\brailway\b"
                      r"|\bthe (?:ship|train|truck|boat|plane|lorry)\b"
                      r"|\bshipping time\b|\btruck\b|\bfrom \w+ (?:port )?to [a-z]", r"\barrives?\b"
                    r"|\btravels?\b"),
    "samples": (r"\bsampl(?:e|es|ing)\b|\bspecimen\b|\bsend (?:[\w-]+ ){1,4}for free\b", ""),
    "warranty": (r"\bwarrant(?:y|ies)\b|\bguarant(?:ee|y|eed)\b",
                 r"\bbroken\b|\bdefect\w*|\breplace\w*|\bafter[- ]sales?\b"),
    "validity": (r"\bvalid(?:ity)?\b|\bexpir\w+|\b(?:can|will) (?:hold|keep)\b|\bkeep valid\b"
                 r"|\bholds? (?:good|firm)\b|\b(?:price|offer) holds?\b|\bfirm until\b"
                 r"|\bremains? (?:open|firm)\b|\beffective\b|\bopen (?:un)?till?\b|\bopen for\b"
                 r"|\boffer (?:is )?open\b"
                 r"|\bgood (?:(?:un)?till?\b|for(?= \d))|\bacceptance\b", ""),
    "payment": (r"\b(?:pay(?:ment|ments|able|s|ing)?|paid)\b|\bt/t\b|\btt\b|\bl/c\b|\blc\b"
                r"|\bletters? of credit\b"
                r"|\bdeposit\b|\bbalance\b"
                r"|\bdown payment\b|\bin advance\b|\bup ?front\b|\bprepa\w+|\b(?:bank|wire) transfer\b"
                r"|\bpaypal\b|\bd/p\b",
                r"\bwith (?:the )?order\b|\bbefore (?:shipment|loading|production)\b|\bmoney\b"),
    "packing": (r"\bpack(?:ed|ing|age|s)?\b|\bcartons?\b|\bctns?\b|\bbox(?:es)?\b|\bgross\b|\bg\.? ?w\b"
                r"|\bn\.? ?w\b|\bnet\b", ""),
    "certificates": (r"\bcertif\w*|\breports?\b|\bcompl(?:y|ies|iant|iance)\b|\bconform\w*|\bstandards?\b",
                     r"\btest(?:s|ed)?\b|\bpass(?:es|ed)?\b|\bapproved\b|\blisted\b"),
    "customisation": (r"\blogo\w*|\bbrands?\b|\boem\b|\bodm\b|\bcustom(?:i[sz]\w+)?\b|\bprivate label\b"
                      r"|\bembroid\w*"
                      r"|\bengrav\w*|\bartwork\b|\bown (?:print|design)\b|\b(?:own|your|woven"
                      r"|wash) labels?\b|\byour designs?\b|\bhangtag\b", r"\bprint\w*"),
    "port": (r"\bports?\b|\bload(?:ed|ing)? (?:in|at|from)\b|\bships? (?:\w+ )?from\b|\bleaves? from\b"
             r"|\bsail from\b|\bdepart(?:ure|s)?\b", ""),
    "courier": (r"\bcourier\b|\bfreight\b|\bexpress\b|\bpostage\b|\bdhl\b|\bfedex\b|\bups\b"
                r"|\bshipping costs?\b", ""),
    "total": (r"(?<!in )\btotal\b", ""),
    "setup": (r"\bscreen\b|\bmou?ld\b|\bset[- ]?up\b|\bplate fee\b", ""),
    "stock": (r"\bstocks?\b|\bwarehouse\b|\binventory\b", ""),
    "quantity": (r"\bquantity\b(?! is)|\bfor(?= ?\d)|\byour order of\b|\bif you can take\b|\boffering\b"
                 r"|\bbased on\b", ""),
    "company": (r"\bexperience\b|\bholidays?\b|\bfestival\b|\bfounded\b|\bworkers\b|\bcountries\b"
                r"|\bcustomers\b|\byears old\b"
                r"|\bhours\b|\breturn\b", ""),
}  # fmt: skip

TABLES: Mapping[str, Table] = {
    "en": EN, "es": ES, "de": DE, "fr": FR, "pt": PT, "ru": RU, "ja": JA, "ar": AR, "zh": ZH,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that names a topic, at its place in a sentence."""

    topic: str
    is_strong: bool
    start: int
    end: int


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """All cues of a language as one pattern; a group is a topic, "weak_" before those of weak words.

    Words that begin where a word begins are tried there alone; their group ends in "_w".
    """
    words: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for prefix, rank in (("", 0), ("weak_", 1)):
        for topic, alternatives in TABLES[language].items():
            for each in split_alternatives(alternatives[rank]) if alternatives[rank] else ():
                bare = each.removeprefix(r"\b")
                (words if bare != each else others).setdefault(prefix + topic, []).append(bare)
    named = "|".join(f"(?P<{group}_w>{'|'.join(each)})" for group, each in words.items())
    parts = ([rf"\b(?:{named})"] if named else []) + [
        f"(?P<{group}>{'|'.join(each)})" for group, each in others.items()
    ]
    return re.compile("|".join(parts))


def cues(low: str, language: str) -> list[Cue]:
    """The cues of a sentence in lower case, in order: those of its language, and of English in any."""
    found = []
    for code in dict.fromkeys((language, "en")):
        if code in TABLES:
            for match in _pattern(code).finditer(low):
                topic = (match.lastgroup or "").removesuffix("_w")
                found.append(
                    Cue(topic.removeprefix("weak_"), topic[:5] != "weak_", match.start(), match.end())
                )
    return sorted(found, key=lambda cue: cue.start)
