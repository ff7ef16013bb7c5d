"""What goods are, as far as a market's law on certificates asks, read from their code; and which names of
papers answer such a law.

A code says less than the goods themselves: what stands here errs to the side of asking less.
Source: headings of HS 2022; the laws named in app/trade/clearance/compliance.
"""

from collections.abc import Iterable, Sequence

from app.trade.clearance.compliance import certificates_needed, known_markets
from app.trade.letters.letter_certificates import holds_certificate

# First digits of a code -> features of app/trade/clearance/compliance.FEATURES.
_BY_CODE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("61", ("textile",)), ("62", ("textile",)), ("63", ("textile",)), ("9404", ("textile",)),
    ("6911", ("food_contact",)), ("6912", ("food_contact",)), ("7013", ("food_contact",)),
    ("7323", ("food_contact",)), ("7615", ("food_contact",)), ("9617", ("food_contact",)),
    ("8504", ("mains", "electronic")), ("8516", ("mains", "electronic")), ("8414", ("electronic",)),
    ("8479", ("electronic",)), ("8507", ("electronic",)), ("8513", ("electronic",)), ("8518", ("radio",)),
    ("8517", ("radio",)), ("8525", ("radio",)), ("8527", ("radio",)), ("8806", ("radio", "toy")),
    ("9405", ("electronic",)), ("9503", ("toy",)), ("9504", ("radio",)), ("9004", ("eyewear",)),
    ("33", ("cosmetic",)),
)  # fmt: skip

# A law's certificate -> names of papers that answer it, as data packs and letters write them; any one will
# do. Laws that ask for a label or a registration by the importer are no paper that a seller holds, and stand
# out.
_ANSWERED_BY: dict[str, tuple[str, ...]] = {
    "ce_red": ("ce",), "ce_lvd": ("ce",), "ce_emc": ("ce",), "ce_toy": ("en71", "ce"), "ce_ppe": ("ce",),
    "rohs": ("rohs",), "eu_food_contact": ("lfgb", "eu10", "1935"), "ukca_or_ce": ("ukca", "ce"),
    "fcc_id": ("fcc",), "fcc_sdoc": ("fcc",), "cpc": ("cpc",), "fda_food_contact": ("fda",), "rcm": ("rcm",),
    "pse": ("pse",), "giteki": ("giteki", "telec", "mic"), "jp_food_sanitation": ("jfsl", "jp"),
    "kc": ("kc",), "anatel": ("anatel",), "inmetro": ("inmetro",), "nom": ("nom",), "eac": ("eac",),
    "saber": ("saber", "saso"), "ecas": ("ecas", "esma"), "bis": ("bis",), "wpc_eta": ("wpc",),
    "imda": ("imda",), "safety_mark": ("safety",), "soncap": ("soncap",), "icasa": ("icasa",),
    "nrcs_loa": ("nrcs",), "ised_id": ("ised", "ic"),
}  # fmt: skip


def features_of(hs_code: str) -> tuple[str, ...]:
    """Features that a code stands for, each once; empty where it says nothing."""
    found = (feature for digits, features in _BY_CODE if hs_code.startswith(digits) for feature in features)
    return tuple(dict.fromkeys(found))


def papers_needed(destination: str, hs_code: str) -> tuple[tuple[str, ...], ...]:
    """What a buyer in a market asks of such goods: for each law the papers that answer it, any will do."""
    laws = certificates_needed(destination, features_of(hs_code))
    return tuple(
        dict.fromkeys(_ANSWERED_BY[law.certificate] for law in laws if law.certificate in _ANSWERED_BY)
    )


# How papers are named in a letter, where that is not their code in capitals.
_NAMED = {"rohs": "RoHS", "en71": "EN71", "safety": "Safety Mark", "giteki": "Giteki", "jfsl": "JFSL report"}


def papers_asked(hs_code: str) -> dict[str, str]:
    """The papers that the law of some market asks for such goods: code -> how it is named."""
    features = features_of(hs_code)
    laws = (law for market in known_markets() for law in certificates_needed(market, features))
    codes = sorted({code for law in laws for code in _ANSWERED_BY.get(law.certificate, ())})
    return {code: _NAMED.get(code, code.upper()) for code in codes}


def papers_wanting(needed: Iterable[Sequence[str]], certificates: Sequence[str]) -> tuple[str, ...]:
    """The names of papers that market and goods ask for and a data pack does not hold: of each law the first
    that answers it.
    """
    left = [codes[0] for codes in needed if not any(holds_certificate(code, certificates) for code in codes)]
    return tuple(_NAMED.get(code, code.upper()) for code in left)


def papers_held(needed: Iterable[Sequence[str]], certificates: Sequence[str]) -> tuple[int, int]:
    """How many of the laws are answered by the certificates of a data pack, and how many there are."""
    answered = [any(holds_certificate(code, certificates) for code in codes) for codes in needed]
    return sum(answered), len(answered)
