"""The criteria: the eighteen cells of Table 1, the families of deeds, and the indexes of Figure 2.

Source: the founding paper of the five truths, Table 1 and Figure 2. The codes are stable: code, exports and
records outside use them. Names are messages of the catalogue.
"""

from dataclasses import dataclass


def N_(message: str) -> str:
    """Mark a name for the message catalogue; gives it back unchanged."""
    return message


@dataclass(frozen=True, slots=True)
class Criterion:
    """One cell of Table 1. `code` is its column and row: C capability, Q quality, K knowledge."""

    code: str
    name: str
    short: str  # for charts and narrow tables

    @property
    def column(self) -> str:
        """C, Q or K."""
        return self.code[0]


COLUMNS: dict[str, str] = {"C": N_("Capability"), "Q": N_("Quality"), "K": N_("Knowledge")}
_TABLE_1: tuple[tuple[str, str, str], ...] = (
    ("C1", N_("Operation of traditional foreign trade business"), N_("Trade operation")),
    ("C2", N_("Cross-border e-commerce platform communication"), N_("Communication")),
    ("C3", N_("Cross-border e-marketing promotion"), N_("Promotion")),
    ("C4", N_("Cross-border e-commerce logistics and supply chain management"), N_("Logistics and supply")),
    ("C5", N_("Cross-border e-commerce product development"), N_("Product development")),
    (
        "C6", N_("Cross-border store customer service and customer relationship management"),
        N_("Customer service"),
    ),
    ("Q1", N_("Sound mind and healthy body"), N_("Mind and body")),
    ("Q2", N_("Strong sense of responsibility and team spirit"), N_("Responsibility")),
    ("Q3", N_("Good communication and multicultural literacy"), N_("Multicultural literacy")),
    ("Q4", N_("Strong innovative spirit and competitive consciousness"), N_("Competitiveness")),
    ("Q5", N_("Quick thinking, strong sense of continuous learning"), N_("Learning")),
    ("Q6", N_("Good sense of service and pressure resistance"), N_("Service under pressure")),
    ("K1", N_("Basic knowledge of international trade"), N_("Trade knowledge")),
    ("K2", N_("Cross-border e-commerce English"), N_("Business English")),
    ("K3", N_("Cross-border e-commerce marketing"), N_("Marketing")),
    ("K4", N_("Cross-border logistics"), N_("Logistics knowledge")),
    ("K5", N_("Product knowledge"), N_("Product knowledge")),
    ("K6", N_("Cross-border e-commerce customer management"), N_("Customer management")),
)  # fmt: skip
CRITERIA: dict[str, Criterion] = {row[0]: Criterion(*row) for row in _TABLE_1}
# Never scored from a log and never shown to recruiters: only an instructor may attest it.
ATTESTED_ONLY = "Q1"

# Level -> its name. 0: what was seen does not carry a level yet, which is a result of its own.
LEVELS: tuple[str, ...] = (
    N_("Not observed"), N_("Happened"), N_("Correct"), N_("Consequential"), N_("Transferred"),
)  # fmt: skip

# A family of deeds: the links of the chain within a criterion. Word of an action -> its family.
FAMILIES: dict[str, str] = {
    "catalogue": N_("Products and shop"),
    "negotiation": N_("Negotiation"),
    "contract": N_("Contract"),
    "goods": N_("Goods preparation"),
    "transport": N_("Transport and insurance"),
    "papers": N_("Documents"),
    "customs": N_("Customs"),
    "money": N_("Settlement and refund"),
    "parcels": N_("Parcels"),
    "house": N_("Course and accounts"),
}
_WORDS: dict[str, tuple[str, ...]] = {
    "catalogue": ("enterprise", "pack", "product", "partnership", "shop", "shipping_template", "listing",
                  "laboratory_test"),
    "negotiation": ("buyer", "inquiry", "call", "sample", "quotation", "review", "complaint"),
    "contract": ("order",),
    "goods": ("purchase", "inspection"),
    "transport": ("shipment", "insurance"),
    "papers": ("document", "practice"),
    "customs": ("declaration",),
    "money": ("payment", "instruction", "settlement", "refund", "ledger"),
    "parcels": ("consumer_order", "parcel_return"),
}
FAMILY_OF_WORD: dict[str, str] = {word: family for family, words in _WORDS.items() for word in words}


def family_of(action: str) -> str:
    """The family that an action belongs to, by its word."""
    return FAMILY_OF_WORD.get(action.partition(".")[0], "house")


@dataclass(frozen=True, slots=True)
class Index:
    """One index of Figure 2: seen either in deeds of some words, or in criteria of Table 1."""

    name: str
    words: frozenset[str] = frozenset()
    criteria: tuple[str, ...] = ()


def _seen_in(name: str, *words: str) -> Index:
    return Index(name, words=frozenset(words))


# Figure 2, the evaluation index system of foreign-trade professional ability: group -> its indexes.
FIGURE_2: dict[str, tuple[Index, ...]] = {
    N_("Foreign language"): (Index(N_("Comprehensive application"), criteria=("K2",)),),
    N_("Foreign trade business"): (
        _seen_in(N_("Goods preparation"), "purchase"),
        _seen_in(N_("Transport"), "shipment"),
        _seen_in(N_("Insurance"), "insurance"),
        _seen_in(N_("Vouchers"), "document"),
        _seen_in(N_("Payment"), "settlement", "payment"),
        _seen_in(N_("Customs declaration"), "declaration"),
        _seen_in(N_("Inspection"), "inspection"),
        _seen_in(N_("Tax refund"), "refund"),
        _seen_in(N_("Platform operation"), "listing", "shop", "shipping_template", "consumer_order"),
    ),
    N_("International marketing"): (
        Index(N_("Market research"), criteria=("C5",)),
        Index(N_("Network marketing"), criteria=("C3", "K3")),
    ),
    N_("Sustainable development"): (
        Index(N_("Learning"), criteria=("Q5",)),
        Index(N_("Innovation"), criteria=("Q4",)),
        Index(N_("Communication"), criteria=("Q3",)),
        Index(N_("Teamwork"), criteria=("Q2",)),
        Index(N_("Adaptability to pressure"), criteria=("Q6",)),
    ),
}  # fmt: skip
