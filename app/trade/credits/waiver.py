"""Whether an applicant waives the discrepancies of a presentation under its credit.

The bank may ask the applicant for a waiver (UCP 600 art. 16(b)); nothing obliges it. What it weighs: how much
it thinks of the seller, whether the goods would cost more elsewhere by now, and how grave the faults are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.trade.bounds import not_negative

# Faults that touch what the applicant gets, or when: the day of shipment and of presentation, amount,
# quantity, the goods themselves, partial shipment, a paper that is missing. Others are matters of wording.
GRAVE = frozenset({"L01", "L03", "L05", "L06", "L09.goods", "L13", "L15", "L15.document"})
_FOUR = Decimal("0.0001")
_PULL = Decimal("0.25")  # a market further off weighs no more


@dataclass(frozen=True, slots=True)
class WaiverTerms:
    """least: what even a trifle must be worth; slight, grave: of each such fault; market_weight: of the
    market's price over the contract's, as a share of it.
    """

    least: Decimal
    slight: Decimal
    grave: Decimal
    market_weight: Decimal

    def __post_init__(self) -> None:
        not_negative(self, "least", "slight", "grave", "market_weight")


@dataclass(frozen=True, slots=True)
class Waiver:
    """is_granted: whether the inclination reaches what the faults ask for; market: its part of it."""

    is_granted: bool
    inclination: Decimal
    needed: Decimal
    market: Decimal


def waiver(
    faults: Iterable[str], standing: Decimal, market: Decimal, contract: Decimal, terms: WaiverTerms
) -> Waiver:
    """Whether the applicant takes the papers up all the same.

    Args: faults, codes of the discrepancies; standing 0 to 1 of the seller with this buyer; market and
    contract, landed USD a piece: what the goods would cost elsewhere now, and what was agreed, both above 0.
    """
    codes = list(faults)
    grave = sum(code in GRAVE for code in codes)
    gravity = grave * terms.grave + (len(codes) - grave) * terms.slight
    over = min(max((market / contract - 1), -_PULL), _PULL)
    pull = (over * terms.market_weight).quantize(_FOUR)
    inclination, needed = standing + pull, terms.least + gravity
    return Waiver(inclination >= needed, inclination, needed, pull)
