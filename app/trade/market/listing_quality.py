"""How good a listing is, from 0 to 100: what a marketplace's listing check looks at, part by part.

The parts and their points are the house's own rule, an assumption of teaching; marketplaces weigh alike
things but publish no weights. A claim that the enterprise's pack does not hold costs all points for truth.
Source: the house's own rule, an assumption of teaching.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.trade.bounds import not_negative

TITLE, POINTS, PICTURES, DESCRIPTION, KEYWORDS, TRUTH = 20, 15, 20, 20, 10, 15
TITLE_FROM, TITLE_TO = 40, 120  # characters of a title that says enough and is read whole on a card
POINTS_ENOUGH, PICTURES_ENOUGH, KEYWORDS_ENOUGH = 4, 5, 5
DESCRIPTION_ENOUGH = 400  # characters that a reader sees

# Marks that a buyer takes as a promise, as they are written (short ones only in capitals).
CERTIFICATES = (
    "CE", "RoHS", "FCC", "FDA", "LFGB", "REACH", "UL", "ETL", "GS", "UKCA", "PSE", "KC", "SAA", "BIS", "SASO",
    "EN 71", "EN71", "ASTM", "CPC", "GOTS", "OEKO-TEX", "FSC", "BSCI", "ISO 9001", "UN38.3", "IP65",
    "IP67", "IP68",
)  # fmt: skip
MATERIALS = (
    "acacia", "acrylic", "aluminium", "aluminum", "bamboo", "bone china", "borosilicate", "brass", "ceramic",
    "cashmere", "copper", "cotton", "glass", "gold", "jute", "leather", "linen", "marble", "nylon", "oak",
    "pine",
    "polyester", "porcelain", "rattan", "silicone", "silk", "silver", "stainless steel", "stoneware", "teak",
    "titanium", "walnut", "wool",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListingWords:
    """What a listing shows. description: the words of it, without tags."""

    title: str
    points: tuple[str, ...]
    description: str
    keywords: tuple[str, ...]
    pictures: int

    def __post_init__(self) -> None:
        not_negative(self, "pictures")

    @property
    def claims(self) -> str:
        """Every word in which something could be promised."""
        return " \n ".join((self.title, *self.points, self.description, *self.keywords))


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What the enterprise's pack holds of the product: certificates, and all that names a material."""

    certificates: tuple[str, ...]
    materials: str


def pack_facts(
    certificates: Iterable[str], texts: Iterable[str], attributes: Mapping[str, Any]
) -> ProductFacts:
    """What may truly be said, from the pack's certificates, its texts, and its attributes' values."""
    values = (str(value) for value in attributes.values())
    return ProductFacts(tuple(certificates), " ".join((*texts, *values)).casefold())


@dataclass(frozen=True, slots=True)
class QualityPart:
    """Points of one part, and the most it can have. code: title, points, pictures, ..."""

    code: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Quality:
    """score: 0 to 100; untrue: certificates and materials that are claimed and not in the pack."""

    score: int
    parts: tuple[QualityPart, ...]
    untrue: tuple[str, ...]


def quality(words: ListingWords, facts: ProductFacts) -> Quality:
    """The score of a listing, with its parts.

    Each part grows evenly to its most; a title grows up to a good length and loses half when too long;
    keywords count only when the listing's own words do not already repeat them more than thrice.
    Source: the house's own rule, an assumption of teaching.
    """
    untrue = untrue_claims(words.claims, facts)
    length = len(words.title)
    title = TITLE // 2 if length > TITLE_TO else _share(TITLE, length, TITLE_FROM)
    parts = (
        QualityPart("title", title, TITLE),
        QualityPart("points", _share(POINTS, len(words.points), POINTS_ENOUGH), POINTS),
        QualityPart("pictures", _share(PICTURES, words.pictures, PICTURES_ENOUGH), PICTURES),
        QualityPart(
            "description",
            _share(DESCRIPTION, len(words.description.strip()), DESCRIPTION_ENOUGH),
            DESCRIPTION,
        ),
        QualityPart("keywords", _share(KEYWORDS, len(_unstuffed(words)), KEYWORDS_ENOUGH), KEYWORDS),
        QualityPart("truth", 0 if untrue else TRUTH, TRUTH),
    )
    return Quality(sum(part.points for part in parts), parts, untrue)


def untrue_claims(text: str, facts: ProductFacts) -> tuple[str, ...]:
    """Certificates and materials that the text names and the enterprise's pack does not hold."""
    certificates = [
        mark
        for mark in CERTIFICATES
        if _names(text, mark, re.NOFLAG) and not any(_is_held(mark, each) for each in facts.certificates)
    ]
    materials = [
        material
        for material in MATERIALS
        if _names(text, material, re.IGNORECASE) and material not in facts.materials
    ]
    return tuple(certificates + materials)


def _share(most: int, have: int, enough: int) -> int:
    return most * min(have, enough) // enough


def _unstuffed(words: ListingWords) -> set[str]:
    text = words.claims.casefold()
    return {word for word in map(str.casefold, words.keywords) if text.count(word) <= 4}


def _names(text: str, name: str, flags: re.RegexFlag) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None


def _is_held(mark: str, certificate: str) -> bool:
    return _bare(mark) == _bare(certificate) or _names(certificate, mark, re.IGNORECASE)


def _bare(certificate: str) -> str:
    return re.sub(r"[\s:-]", "", certificate).casefold()
