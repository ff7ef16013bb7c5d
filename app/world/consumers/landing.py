"""What goods cost at the visitor's door, by market and listing; each reckoned once in a day, and only when
asked.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from app.queries.goods.parcel import ParcelTax, Worth, parcel_tax
from app.trade.money import rounded
from app.world.consumers.chance import Floats, Whole
from app.world.consumers.shelf import ShoppingDay


@dataclass(frozen=True, slots=True)
class Landed:
    """So many pieces at a door, in USD: the goods, the parcel, and what the border takes."""

    goods_usd: Decimal
    shipping_usd: Decimal
    tax: ParcelTax
    days: int
    service: str

    @property
    def usd(self) -> Decimal:
        """All of it."""
        return self.goods_usd + self.shipping_usd + self.tax.usd


class Landings:
    """The landed prices of one day."""

    def __init__(self, view: ShoppingDay) -> None:
        self._view = view
        self._known: dict[tuple[int, int], tuple[float, float]] = {}
        shape = len(view.markets), len(view.cards)  # the same for whole arrays of pairs
        self._usd, self._days = np.full(shape, np.nan), np.zeros(shape)  # not a number: not reckoned yet

    def landed(self, market: int, card: int, pieces: int, price_usd: Decimal | None = None) -> Landed:
        """Goods of a card in a market (both by their place), at another price if one is given."""
        at, of = self._view.markets[market], self._view.cards[card]
        line = (of.lines or {})[at.country]
        goods = rounded((of.price_usd if price_usd is None else price_usd) * pieces, "USD")
        shipping = line.first_usd + line.next_usd * (pieces - 1)
        tax = parcel_tax(at.border, Worth(goods, shipping, of.unit_kg * pieces, line.service))
        return Landed(goods, shipping, tax, of.handling_days + line.days, line.service)

    def __call__(self, market: Whole, card: Whole) -> tuple[Floats, Floats]:
        """Landed price in USD and days of one piece, for each pair of places."""
        usd = self._usd[market, card]
        missing = np.flatnonzero(np.isnan(usd))
        if len(missing):
            for pair in set(zip(market[missing].tolist(), card[missing].tolist(), strict=True)):
                self.one(*pair)
            usd = self._usd[market, card]
        return usd, self._days[market, card]

    def one(self, market: int, card: int) -> tuple[float, float]:
        """Landed price in USD and days of one piece, for one pair of places."""
        known = self._known.get((market, card))
        if known is None:
            landed = self.landed(market, card, 1)
            known = self._known[market, card] = float(landed.usd), float(landed.days)
            self._usd[market, card], self._days[market, card] = known
        return known
