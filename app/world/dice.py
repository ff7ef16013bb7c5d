"""Seeded chance: everything random comes from the course's seed, a time and the stable name of the thing.

Never from the order of execution or the wall clock, so that the same seed and the same actions give the same
world, and one more team changes no draw of the others.
"""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")
_BITS = 53
_ALL = Decimal(2**_BITS)


class Dice:
    """A stream of chance for one name. Each draw hashes the name and a running count: no state is shared."""

    def __init__(self, seed: str, *names: object) -> None:
        self._name = "\x1f".join([seed, *(str(name) for name in names)])
        self._drawn = 0

    def under(self, *names: object) -> "Dice":
        """Another stream, for a part of the thing: it draws the same whatever this one has drawn."""
        return Dice(self._name, *names)

    def shared(self, *names: object) -> "Dice":
        """A stream of the course's seed under these names alone: the same for whoever asks, and whenever."""
        return Dice(self._name.split("\x1f", 1)[0], *names)

    def key(self, *names: object) -> int:
        """64 bits of the stream under these names, for draws by the thousand (`consumers/chance.py`)."""
        named = "\x1f".join([self._name, *(str(name) for name in names)])
        return int.from_bytes(hashlib.sha256(named.encode()).digest()[:8], "big")

    def unit(self) -> Decimal:
        """Evenly in [0, 1), 53 bits."""
        self._drawn += 1
        digest = hashlib.sha256(f"{self._name}\x1f{self._drawn}".encode()).digest()
        return Decimal(int.from_bytes(digest[:8], "big") >> (64 - _BITS)) / _ALL

    def chance(self, rate: Decimal) -> bool:
        """True in `rate` of all cases (0 to 1)."""
        return self.unit() < rate

    def whole(self, least: int, greatest: int) -> int:
        """Evenly among the whole numbers from least to greatest, both included."""
        return least + int(self.unit() * (greatest - least + 1))

    def between(self, least: Decimal, greatest: Decimal) -> Decimal:
        """Evenly between two amounts, to six decimals."""
        return (least + self.unit() * (greatest - least)).quantize(Decimal("0.000001"))

    def pick(self, things: Sequence[T]) -> T:
        """One of the things, evenly."""
        return things[int(self.unit() * len(things))]

    def weighted(self, things: Sequence[T], weights: Sequence[Decimal]) -> T:
        """One of the things, by weight (>= 0, not all zero)."""
        goal = self.unit() * sum(weights, Decimal(0))
        for thing, weight in zip(things, weights, strict=True):
            goal -= weight
            if goal < 0:
                return thing
        return things[-1]

    def normal(self, mean: Decimal, spread: Decimal) -> Decimal:
        """From a normal distribution, to six decimals, within four spreads of the mean."""
        unit = min(max(self.unit(), Decimal("0.00005")), Decimal("0.99995"))
        drawn = Decimal(str(NormalDist().inv_cdf(float(unit)))).quantize(Decimal("0.000001"))
        return (mean + spread * drawn).quantize(Decimal("0.000001"))

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All the things in a chance order."""
        rest = list(things)
        return [rest.pop(int(self.unit() * len(rest))) for _ in range(len(rest))]
