"""Single sampling by attributes for pre-shipment inspection, normal inspection, general level II.

Source: ISO 2859-1:1999 (equal to GB/T 2828.1 and ANSI/ASQ Z1.4), table 1 (code letters), table 2-A (master
table, normal inspection): the columns AQL 1.0, 2.5 and 4.0, code letters A to Q.
Compared on 2026-11-26, line by line, with the same tables of MIL-STD-105E (tables I and II-A) as the National
Institute of Building Sciences printed them, nibs.org/FMOC/DPW_AC/AC-TABLE.ASC, table 1-A: no difference.
"""

# fmt: off  (columns of figures are set by hand)

from dataclasses import dataclass
from decimal import Decimal

from app.trade.bounds import above_zero, not_negative
from app.trade.refusal import RateUnknown, RuleBroken

# Greatest lot of each code letter at general level II (table 1).
_LETTERS = (
    (8, "A"), (15, "B"), (25, "C"), (50, "D"), (90, "E"), (150, "F"), (280, "G"), (500, "H"), (1_200, "J"),
    (3_200, "K"), (10_000, "L"), (35_000, "M"), (150_000, "N"), (500_000, "P"),
)
_LAST_LETTER = "Q"

_SAMPLE_SIZES = {
    "A": 2, "B": 3, "C": 5, "D": 8, "E": 13, "F": 20, "G": 32, "H": 50, "J": 80, "K": 125, "L": 200,
    "M": 315, "N": 500, "P": 800, "Q": 1250,
}

# Acceptance numbers (table 2-A). Where the table has an arrow, another letter's plan is taken.
_ARROWS = {
    "1.0": {"A": "E", "B": "E", "C": "E", "D": "E", "F": "E", "G": "H"},
    "2.5": {"A": "C", "B": "C", "D": "C", "E": "F"},
    "4.0": {"A": "B", "C": "B", "D": "E"},
}
_ACCEPT = {
    "1.0": {"E": 0, "H": 1, "J": 2, "K": 3, "L": 5, "M": 7, "N": 10, "P": 14, "Q": 21},
    "2.5": {"C": 0, "F": 1, "G": 2, "H": 3, "J": 5, "K": 7, "L": 10, "M": 14, "N": 21},
    "4.0": {"B": 0, "E": 1, "F": 2, "G": 3, "H": 5, "J": 7, "K": 10, "L": 14, "M": 21},
}
# Beyond an acceptance number of 21 the table points up to the letter that has it.
_LAST_OF_COLUMN = {"1.0": "Q", "2.5": "N", "4.0": "M"}

AQLS = tuple(Decimal(aql) for aql in _ACCEPT)


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """Draw `sample_size` pieces; accept the lot with at most `accept` defects, reject it from `reject` on.

    lot_letter: of table 1; letter: of the plan used, another one where the table has an arrow.
    """

    lot_size: int
    aql: Decimal
    lot_letter: str
    letter: str
    sample_size: int
    accept: int
    reject: int

    def __post_init__(self) -> None:
        above_zero(self, "lot_size", "aql", "sample_size")
        not_negative(self, "accept", "reject")


def code_letter(lot_size: int) -> str:
    """Sample size code letter of a lot at general level II.

    Raises: RuleBroken("sampling.lot_too_small") below 2. Source: ISO 2859-1, table 1.
    """
    if lot_size < 2:
        raise RuleBroken("sampling.lot_too_small", field="lot_size")
    return next((letter for greatest, letter in _LETTERS if lot_size <= greatest), _LAST_LETTER)


def plan(lot_size: int, aql: Decimal) -> SamplingPlan:
    """The sampling plan of a lot; a sample larger than the lot means that every piece is inspected.

    Args: lot_size >= 2; aql, one of the acceptance quality limits of the table.
    Raises: RuleBroken("sampling.lot_too_small"), RateUnknown("sampling.aql_unknown").
    Source: ISO 2859-1, tables 1 and 2-A.
    """
    column = next((name for name in _ACCEPT if Decimal(name) == aql), None)
    if column is None:
        raise RateUnknown("sampling.aql_unknown", field="aql", aql=aql)
    lot_letter = code_letter(lot_size)
    letter = min(_ARROWS[column].get(lot_letter, lot_letter), _LAST_OF_COLUMN[column])
    accept = _ACCEPT[column][letter]
    size = min(_SAMPLE_SIZES[letter], lot_size)
    return SamplingPlan(lot_size, aql, lot_letter, letter, size, accept, accept + 1)


def verdict(chosen: SamplingPlan, defects: int) -> str:
    """"accepted" or "rejected" for the defects found in the sample.

    Raises: RuleBroken("sampling.defects_out_of_range"). Source: ISO 2859-1, clause 11.1.1.
    """
    if not 0 <= defects <= chosen.sample_size:
        raise RuleBroken("sampling.defects_out_of_range", field="defects", sample=chosen.sample_size)
    return "accepted" if defects <= chosen.accept else "rejected"
