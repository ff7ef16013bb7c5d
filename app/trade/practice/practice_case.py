"""What a practice deal is about, drawn from a seed and a name and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import TypeVar

from app.trade.money import Money
from app.trade.practice.practice_goods import (
    BUYERS,
    CARRIERS,
    CONTAINERS,
    GOODS,
    SELLERS,
    SHIPS,
    TERMS,
    Goods,
    Trader,
)

T = TypeVar("T")
_FIRST_DAY = date(2026, 3, 2)
# Days after the contract: the usual order of a deal by sea (practice).
_DAYS = {
    "contract": 0, "credit": 8, "invoice": 44, "policy": 46, "certificate": 47, "shipped": 49, "advice": 50,
    "draft": 56, "latest": 59, "expiry": 80, "arrival": 84,
}  # fmt: skip
CURRENCY = "USD"


def choice(seed: str, name: str, options: Sequence[T]) -> T:
    """One of the options, always the same for a seed and a name.

    Source: none, an even draw by SHA-256.
    """
    return options[draw(seed, name, len(options))]


def draw(seed: str, name: str, below: int) -> int:
    """A whole number from 0 below a limit, always the same for a seed and a name.

    Source: none, an even draw by SHA-256.
    """
    return int.from_bytes(sha256(f"{seed}/{name}".encode()).digest()[:8]) % below


@dataclass(frozen=True, slots=True)
class Case:
    """What a deal is about. cartons: of the two variants."""

    number: str
    goods: Goods
    cartons: tuple[int, int]
    seller: Trader
    buyer: Trader
    term: str
    vessel: str
    voyage: str
    carrier: str
    container: str
    seal: str
    begins_on: date

    def day(self, name: str) -> str:
        """A date of the deal, as papers hold it."""
        return (self.begins_on + timedelta(days=_DAYS[name])).isoformat()

    def sum_of(self, figure: str) -> Decimal:
        """A figure of a carton, for all cartons."""
        return sum(self.cartons) * Decimal(getattr(self.goods, figure))

    @property
    def total(self) -> Money:
        """The price of all goods."""
        return Money(self.sum_of("pieces") * self.goods.price_usd, CURRENCY).rounded()


def case_of(seed: str, name: str) -> Case:
    """The deal of a seed and a name: goods, parties, ports, terms and dates.

    Source: practice of teaching; figures are assumptions (`practice_goods`).
    """
    vessel, voyage = choice(seed, f"{name}/ship", SHIPS)
    return Case(
        number=f"{draw(seed, f'{name}/number', 9000) + 1000}",
        goods=choice(seed, f"{name}/goods", GOODS),
        cartons=(40 + 10 * draw(seed, f"{name}/first", 12), 30 + 10 * draw(seed, f"{name}/second", 12)),
        seller=choice(seed, f"{name}/seller", SELLERS),
        buyer=choice(seed, f"{name}/buyer", BUYERS),
        term=choice(seed, f"{name}/term", TERMS),
        vessel=vessel,
        voyage=voyage,
        carrier=choice(seed, f"{name}/carrier", CARRIERS),
        container=choice(seed, f"{name}/container", CONTAINERS),
        seal=f"CN{draw(seed, f'{name}/seal', 900000) + 100000}",
        begins_on=_FIRST_DAY + timedelta(days=draw(seed, f"{name}/day", 60)),
    )
