"""What kind of business a buyer is, how it writes, and what it needs: drawn from
`seed/world/buyer_kinds.toml`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.trade.market.negotiation_issues import ISSUES
from app.world.dice import Dice
from app.world.parameters import MarketHabits, parameters

_ONE, _HUNDREDTH = Decimal(1), Decimal("0.01")
_LEAST_CONCESSION = Decimal("0.10")


def kind_for(dice: Dice, reach: bool = False) -> str:
    """The kind of a buyer, by weight. reach: for a need that goes to several, where wide askers come more
    often.
    """
    kinds = parameters("buyer_kinds")
    weights = [
        Decimal(each["weight"]) * (Decimal(each["reach"]) if reach else _ONE) for each in kinds.values()
    ]
    return dice.weighted(list(kinds), weights)


def kind_of(business: str) -> Mapping[str, Any]:
    """The figures of a kind; those of a retailer for a buyer whose kind was never drawn."""
    kinds = parameters("buyer_kinds")
    found: Mapping[str, Any] = kinds.get(business) or kinds["retailer"]
    return found


def span(kind: Mapping[str, Any], name: str, dice: Dice) -> Decimal:
    """A figure of a kind, evenly in its range."""
    least, most = kind[name]
    return dice.between(Decimal(least), Decimal(most)).quantize(_HUNDREDTH)


def leaning(business: str, directness: Decimal, formality: Decimal) -> dict[str, Decimal]:
    """A person's directness and formality, moved by the kind of business; 0 to 1."""
    kind = kind_of(business)
    return {
        "directness": _share(directness + Decimal(kind["directness_shift"])),
        "formality": _share(formality + Decimal(kind["formality_shift"])),
    }


def wishes(business: str, habits: MarketHabits, dice: Dice) -> dict[str, Any]:
    """What a buyer of a kind weighs and how it gives way; the part of a need that no goods decide."""
    kind = kind_of(business)
    risk = span(kind, "risk_share", dice)
    careful = Decimal("0.7") + risk * Decimal("0.6")
    drawn = {issue: span(kind, f"{issue}_weight", dice) for issue in ISSUES}
    drawn["payment"], drawn["certificates"] = drawn["payment"] * careful, drawn["certificates"] * careful
    whole = sum(drawn.values())
    weights = {issue: (weight / whole).quantize(Decimal("0.0001")) for issue, weight in drawn.items()}
    weights["price"] += _ONE - sum(weights.values())
    return {
        "business": business, "risk": risk, "weights": weights,
        "concession": max(span(kind, "concession", dice), _LEAST_CONCESSION),
        "reciprocity": span(kind, "reciprocity_share", dice),
        "wanted_prepaid": span(kind, "wanted_prepaid_share", dice),
        "patience_days": int(habits.patience_days * span(kind, "patience_factor", dice)),
        "first_utility": kind["first_utility"], "least_utility": kind["least_utility"],
        "rounds_most": kind["rounds_most"], "quantity_flex": kind["quantity_flex_share"],
    }  # fmt: skip


def _share(value: Decimal) -> Decimal:
    return min(max(value, Decimal(0)), _ONE)
