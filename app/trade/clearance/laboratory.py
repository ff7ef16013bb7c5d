"""What a laboratory tests goods for, and why a report on them cannot be good.

A report says whether goods meet a market's law. It is no chance: it fails where the data pack itself says
that the goods do not meet it, or is silent on what the law is about.
Source: plugs and sockets by country: IEC TR 60083; food contact: Regulation (EC) 1935/2004 art. 15 and 16,
    Japan's Food Sanitation Act; fibres: Regulation (EU) 1007/2011, GB/T 29862; batteries: UN Manual of Tests
    and Criteria 38.3; the laws that ask for the papers: app/trade/clearance/compliance.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.trade.letters.letter_certificates import holds_certificate
from app.trade.tariff.goods_features import features_of, papers_needed, papers_wanting

# The kind of test that goods of a feature need most; the first that they have.
KINDS = ("radio", "toy", "food_contact", "electrical", "textile", "general")
_KIND_OF = (
    ("radio", "radio"), ("toy", "toy"), ("food_contact", "food_contact"), ("mains", "electrical"),
    ("electronic", "electrical"), ("textile", "textile"),
)  # fmt: skip
# Paper of one country -> the plugs, as data packs name them, that fit its sockets.
_PLUGS: dict[str, tuple[str, ...]] = {
    "kc": ("EU", "KR"), "pse": ("US", "JP"), "rcm": ("AU",), "nom": ("US", "MX"), "inmetro": ("BR",),
    "eac": ("EU", "RU"), "saber": ("UK", "SA"), "ecas": ("UK", "AE"), "bis": ("IN",), "safety": ("UK", "SG"),
    "soncap": ("UK", "NG"), "nrcs": ("ZA",), "ukca": ("UK",),
}  # fmt: skip
_PLUG_NAMES = {"plug", "plugs", "插头"}


@dataclass(frozen=True, slots=True)
class GoodsUnderTest:
    """What a laboratory reads of goods before it tests them: their code, materials, attributes by name,
    dangerous-goods marks and the certificates that the enterprise holds.
    """

    hs_code: str
    materials: str
    attributes: Mapping[str, Any]
    dangerous: tuple[str, ...]
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """A paper that the law of these markets asks for and the goods do not hold."""

    name: str
    markets: tuple[str, ...]


def goods_of(row: Any) -> GoodsUnderTest:
    """The goods of a product's row, or of another that has its columns."""
    return GoodsUnderTest(
        row.hs_code, row.materials, row.attributes, tuple(row.dangerous), tuple(row.certificates)
    )


def kind_of_test(hs_code: str) -> str:
    """The kind of test that goods with this code need: one of `KINDS`."""
    held = features_of(hs_code)
    return next((kind for feature, kind in _KIND_OF if feature in held), "general")


def wanted_papers(
    hs_code: str, certificates: Sequence[str], markets: Iterable[str]
) -> tuple[WantedPaper, ...]:
    """The papers that goods lack for any of the markets (ISO countries), by name, each with its markets."""
    found: dict[str, list[str]] = {}
    for market in sorted(markets):
        for name in papers_wanting(papers_needed(market, hs_code), certificates):
            found.setdefault(name, []).append(market)
    return tuple(WantedPaper(name, tuple(found[name])) for name in sorted(found))


def failings(paper: str, goods: GoodsUnderTest) -> tuple[str, ...]:
    """Why goods cannot meet the law that asks for a paper, as codes; empty where they meet it.

    plug_wrong: no plug of the country's; plug_unknown: mains goods that name none; battery_untested: a cell
    without UN38.3; materials_unknown: goods that touch food, of which nothing is known; fibres_unknown:
    textiles without shares of their fibres.
    """
    features = features_of(goods.hs_code)
    found = [_plug(paper, goods, "mains" in features)]
    if "lithium_battery" in goods.dangerous and not holds_certificate("un38.3", goods.certificates):
        found.append("battery_untested")
    if "food_contact" in features and not goods.materials.strip():
        found.append("materials_unknown")
    if "textile" in features and "%" not in goods.materials:
        found.append("fibres_unknown")
    return tuple(code for code in found if code)


def _plug(paper: str, goods: GoodsUnderTest, is_mains: bool) -> str:
    fitting = next((plugs for code, plugs in _PLUGS.items() if holds_certificate(code, [paper])), ())
    if not fitting:
        return ""
    told = [value for name, value in goods.attributes.items() if name.casefold() in _PLUG_NAMES]
    named = {word.strip() for value in told for word in _words(value)}
    if not named:
        return "plug_unknown" if is_mains else ""
    return "" if named & set(fitting) else "plug_wrong"


def _words(value: Any) -> list[str]:
    return value.split(",") if isinstance(value, str) else [str(each) for each in value]
