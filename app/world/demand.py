"""How big a market is, what its people pay and when goods sell: reckoned, pure, from `seed/world/demand.toml`
and what the reference knows of a country.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Any

_MONTHS, _HALF_A_YEAR = 12, 6
_EXACT = Decimal("0.000001")
_WHOLE = Decimal(1)


def revenues_usd_bn(
    known: Mapping[str, Decimal], gdp_usd_bn: Mapping[str, Decimal], factor: Decimal
) -> dict[str, Decimal]:
    """The online revenue of each country of `gdp_usd_bn`, billions of USD a year.

    Args: known, the countries whose revenue is published. The others: GDP times the median share of online
    revenue in GDP of those that are known, times factor.
    """
    ratio = median(known[code] / gdp for code, gdp in gdp_usd_bn.items() if code in known)
    return {
        code: known.get(code, (gdp * ratio * factor).quantize(_EXACT)) for code, gdp in gdp_usd_bn.items()
    }


def willingness(income_usd: Decimal, reference_usd: Decimal, rules: Mapping[str, str]) -> Decimal:
    """What people pay for like goods, as a multiple of the reference country's.

    Args: GDP a head, USD, of the country and of the reference; rules: power, least, most.
    """
    raised = (income_usd / reference_usd) ** Decimal(rules["power"])
    return min(max(raised, Decimal(rules["least"])), Decimal(rules["most"])).quantize(_EXACT)


def family_of(category: str, families: Mapping[str, Mapping[str, Any]]) -> str:
    """The family of a category by the words of its name; "" for none.

    Of "Home > Bowls" the last part decides, then the parts before it.
    """
    for part in reversed(category.casefold().split(">")):
        for name, family in families.items():
            if any(word in part for word in family["words"]):
                return name
    return ""


def year_of(months: Sequence[Sequence[Decimal]]) -> tuple[Decimal, ...]:
    """Twelve factors, the product of several years' month by month, their mean brought to 1."""
    year = [_WHOLE] * _MONTHS
    for each in months:
        year = [held * factor for held, factor in zip(year, each, strict=True)]
    mean = sum(year) / _MONTHS
    return tuple((each / mean).quantize(_EXACT) for each in year) if mean else (_WHOLE,) * _MONTHS


def turned(months: Sequence[Decimal], season: str) -> tuple[Decimal, ...]:
    """A family's year where the weather is another. season: north (as it stands), south, even."""
    if season == "even":
        return (_WHOLE,) * _MONTHS
    step = _HALF_A_YEAR if season == "south" else 0
    return tuple(months[(month + step) % _MONTHS] for month in range(_MONTHS))
