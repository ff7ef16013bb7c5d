"""Prices by quantity: which price holds from how many pieces, as a letter lists them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.trade.letters.letter_figures import Figure
from app.trade.letters.letter_reader import Owned, Read

_CONVERTED = re.compile(
    r"^[^\w(=≈~]{0,2}(?:per \w+ )?[(=≈~,/]?\s?(?:about|around|approx\w*\.?|equal(?:s| to)|equivalent to"
    r"|that is|i\.?e\.?|or|=|≈|~|soit|env\.?|ca\.?|etwa)?[\s=≈~]*(?:around |about )?$"
)
_BEFORE_RANGE = re.compile(r"\d\s?[-~]\s?$")
_OTHERS = frozenset({"packing", "samples", "customisation", "company", "stock"})
_ROOM = 6  # a price is that of a quantity that stands in the same sentence; the dearest is 6 times the least


def is_conversion(figure: Figure, read: Read) -> bool:
    """Whether money repeats in another currency what stands just before it: "USD 18.50 (about EUR 17)"."""
    for each in read.owned:
        other = each.figure
        is_before = other.kind == "money" and other.end <= figure.start and other.unit and figure.unit
        if is_before and other.unit != figure.unit:
            return bool(_CONVERTED.search(read.low[other.end : figure.start]))
    return False


@dataclass(frozen=True, slots=True)
class Tier:
    """A price with the pieces from which it holds, 0 for any number, and the sentence that says so."""

    pieces: int
    figure: Figure
    read: Read


def tiers_of(reads: Sequence[Read]) -> tuple[Tier, ...]:
    """The prices by quantity in the letter's order; empty unless two prices differ.

    Each price has the quantity before it or the one after it, whichever stands first in its sentence.
    """
    found: list[Tier] = []
    base: list[Tier] = []
    for read in reads:
        row = [each for each in read.owned if _is_price(each, read) or _is_quantity(each, read)]
        prices = [each for each in row if each.figure.kind == "money"]
        if len(row) == len(prices):
            base += [Tier(0, each.figure, read) for each in prices if each.topic == "unit_price"]
            continue
        is_first = row[0].figure.kind != "money"
        if not is_first and len(prices) > len(row) - len(prices):
            base.append(Tier(0, prices[0].figure, read))  # "11.6, from 1000 pieces on 11.1"
            row, is_first = row[1:], row[1].figure.kind != "money"
        found += [Tier(*pair, read) for pair in _paired(row, is_first=is_first)]
    return _checked(found, base)


def _paired(row: Sequence[Owned], *, is_first: bool) -> list[tuple[int, Figure]]:
    """Neighbours in a row of prices and quantities."""
    out = []
    for one, other in pairwise(row):
        quantity, price = (one.figure, other.figure) if is_first else (other.figure, one.figure)
        if quantity.kind != "money" and price.kind == "money":
            out.append((int(quantity.value), price))
    return out


def _checked(found: Sequence[Tier], base: Sequence[Tier]) -> tuple[Tier, ...]:
    """The tiers if they can be ones: one currency, and a price that falls as the quantity rises."""
    tiers = {tier.pieces: tier for tier in reversed(found)}
    under = base[:1] if len(tiers) == 1 else []
    prices = [tier.figure for tier in (*under, *(tiers[pieces] for pieces in sorted(tiers)))]
    steps = [figure.value for figure in prices]
    is_falling = all(dear > cheap for dear, cheap in pairwise(steps))
    if len(steps) < 2 or not is_falling or steps[0] > _ROOM * steps[-1]:
        return ()
    if len({figure.unit for figure in prices if figure.unit}) != 1:
        return ()
    return (*under, *(tiers[pieces] for pieces in dict.fromkeys(tier.pieces for tier in found)))


def _is_price(each: Owned, read: Read) -> bool:
    is_money = each.figure.kind == "money" and each.topic in ("", "unit_price")
    return is_money and not each.figure.is_range and not is_conversion(each.figure, read)


def _is_quantity(each: Owned, read: Read) -> bool:
    """Whether a figure is a number of pieces to be bought; the far end of a range is none."""
    figure = each.figure
    if each.topic in _OTHERS or figure.value < 10 or figure.value != figure.value.to_integral_value():
        return False
    is_end = bool(_BEFORE_RANGE.search(read.low[: figure.start]))
    is_number = figure.kind == "number" and each.topic in ("quantity", "moq", "", "unit_price")
    return not is_end and (figure.kind == "pieces" or is_number)
