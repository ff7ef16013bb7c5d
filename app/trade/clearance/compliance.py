"""What goods need beside customs papers: reports for dangerous goods, certificates of the destination.

Only what is settled knowledge of the trade is listed [K]; a pair that is missing here means "not known to
us", never "nothing is needed".
Source: IATA Dangerous Goods Regulations (PI 965 to 970, PI 953), UN Manual of Tests and Criteria 38.3; the
laws named in each requirement.
"""

from collections.abc import Iterable
from dataclasses import dataclass

DANGEROUS_MARKS = ("lithium_battery", "liquid", "magnet", "powder")
_REPORTS = {
    "lithium_battery": ("un38.3", "msds"),
    "liquid": ("msds",),
    "magnet": ("magnetism_report",),
    "powder": ("msds",),
}

# What a product is, as far as a market's law asks. A product may have several.
FEATURES = ("radio", "mains", "electronic", "toy", "food_contact", "cosmetic", "textile", "eyewear")
_EU = frozenset({"DE", "FR", "ES", "NL", "IT", "PL", "BE", "SE", "GR"})


@dataclass(frozen=True, slots=True)
class Requirement:
    """One paper that a market asks for. certificate: stable code; law: where it is asked."""

    certificate: str
    law: str


def _law(features: str, certificate: str, law: str) -> list[tuple[str, Requirement]]:
    return [(feature, Requirement(certificate, law)) for feature in features.split()]


_REQUIREMENTS: dict[str, list[tuple[str, Requirement]]] = {
    "EU": [
        *_law("radio", "ce_red", "Directive 2014/53/EU"),
        *_law("mains", "ce_lvd", "Directive 2014/35/EU"),
        *_law("mains electronic", "ce_emc", "Directive 2014/30/EU"),
        *_law("radio mains electronic", "rohs", "Directive 2011/65/EU"),
        *_law("toy", "ce_toy", "Directive 2009/48/EC, EN 71"),
        *_law("food_contact", "eu_food_contact", "Regulation (EC) 1935/2004"),
        *_law("cosmetic", "cpnp", "Regulation (EC) 1223/2009"),
        *_law("textile", "eu_fibre_label", "Regulation (EU) 1007/2011"),
        *_law("eyewear", "ce_ppe", "Regulation (EU) 2016/425"),
    ],
    "GB": [
        *_law("radio mains electronic toy eyewear", "ukca_or_ce", "UK product safety regulations"),
        *_law("cosmetic", "scpn", "UK Cosmetics Regulation, Schedule 34"),
    ],
    "US": [
        *_law("radio", "fcc_id", "47 CFR Part 15"),
        *_law("mains electronic", "fcc_sdoc", "47 CFR Part 15"),
        *_law("toy", "cpc", "CPSIA, ASTM F963"),
        *_law("food_contact", "fda_food_contact", "21 CFR 174 to 186"),
        *_law("cosmetic", "mocra_listing", "Modernization of Cosmetics Regulation Act 2022"),
        *_law("textile", "ftc_textile_label", "16 CFR 303, 16 CFR 1610"),
    ],
    "CA": [*_law("radio", "ised_id", "Radiocommunication Act")],
    "AU": [*_law("radio mains electronic", "rcm", "AS/NZS 4417")],
    "JP": [
        *_law("radio", "giteki", "Radio Act"),
        *_law("mains", "pse", "Electrical Appliance and Material Safety Act"),
        *_law("food_contact", "jp_food_sanitation", "Food Sanitation Act"),
    ],
    "KR": [*_law("radio mains electronic toy", "kc", "KC mark acts")],
    "BR": [*_law("radio", "anatel", "ANATEL Resolution 715"), *_law("toy mains", "inmetro", "INMETRO")],
    "MX": [*_law("radio mains electronic", "nom", "Normas Oficiales Mexicanas")],
    "RU": [*_law("radio mains electronic toy textile", "eac", "EAEU technical regulations")],
    "SA": [*_law("radio mains electronic toy textile", "saber", "SASO SABER")],
    "AE": [*_law("mains toy", "ecas", "MoIAT ECAS")],
    "IN": [*_law("mains electronic toy", "bis", "BIS Act 2016"), *_law("radio", "wpc_eta", "WPC")],
    "SG": [*_law("radio", "imda", "Telecommunications Act"), *_law("mains", "safety_mark", "CPSR")],
    "NG": [*_law("mains electronic toy textile", "soncap", "SONCAP")],
    "ZA": [*_law("radio", "icasa", "Electronic Communications Act"), *_law("mains", "nrcs_loa", "NRCS")],
}


def reports_needed(marks: Iterable[str]) -> tuple[str, ...]:
    """Reports that dangerous-goods marks ask for, each once: un38.3, msds, magnetism_report.

    Source: trade rules, section 6 (D13).
    """
    needed = (report for mark in marks for report in _REPORTS.get(mark, ()))
    return tuple(dict.fromkeys(needed))


def certificates_needed(destination: str, features: Iterable[str]) -> tuple[Requirement, ...]:
    """Certificates that a market is known to ask of goods with these features, each once.

    Args: destination, ISO country; features of the goods: radio, mains, electronic, toy, food_contact,
    cosmetic, textile or eyewear.
    """
    held = set(features)
    market = "EU" if destination in _EU else destination
    needed: dict[str, Requirement] = {}
    for feature, requirement in _REQUIREMENTS.get(market, []):
        if feature in held:
            needed.setdefault(requirement.certificate, requirement)
    return tuple(needed.values())


def is_market_known(destination: str) -> bool:
    """Whether we know anything of that market's certificates."""
    return destination in _EU or destination in _REQUIREMENTS


def known_markets() -> tuple[str, ...]:
    """The countries of which we know something of their certificates, in order."""
    return tuple(sorted((_EU | set(_REQUIREMENTS)) - {"EU"}))
