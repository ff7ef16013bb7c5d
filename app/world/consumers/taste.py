"""How visitors come, look and choose, as `seed/world/consumer.toml` assumes it, read as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SOURCES = ("search", "category", "home", "returning")


@dataclass(frozen=True, slots=True)
class Segment:
    """One kind of visitors: its share, and what it multiplies the weights of price, stars, quality and days
    by.
    """

    name: str
    share: float
    price: float
    stars: float
    quality: float
    days: float


@dataclass(frozen=True, slots=True)
class Taste:
    """Everything that is assumed of one day's visitors. sight, choice, need: figures by their name there."""

    sources: tuple[float, ...]
    queries: Mapping[str, float]
    cards: int
    considered: int
    sight: Mapping[str, float]
    choice: Mapping[str, float]
    spread: float
    deadline_days: tuple[int, int]
    wanted_rate: float
    pieces: tuple[float, ...]
    segments: tuple[Segment, ...]
    return_rate: float


def taste_of(told: Mapping[str, Any]) -> Taste:
    """The taste in these parameters (`parameters("consumer")`)."""
    sight, choice, need = told["sight"], told["choice"], told["need"]
    least, most = need["deadline_days"]
    return Taste(
        sources=tuple(float(told["sources"][name]) for name in SOURCES[:3]),
        queries={name: float(weight) for name, weight in told["queries"].items()},
        cards=int(sight["cards"]),
        considered=int(sight["considered"]),
        sight={name: float(value) for name, value in sight.items()},
        choice={name: float(value) for name, value in choice.items()},
        spread=float(need["spread"]),
        deadline_days=(int(least), int(most)),
        wanted_rate=float(need["wanted_rate"]),
        pieces=tuple(float(share) for share in need["pieces"]),
        segments=tuple(_segment(name, told["segments"][name]) for name in sorted(told["segments"])),
        return_rate=float(told["return_visits"]["daily_rate"]),
    )


def _segment(name: str, told: Mapping[str, str]) -> Segment:
    share, price, stars, quality, days = (
        float(told[each]) for each in ("share", "price", "stars", "quality", "days")
    )
    return Segment(name, share, price, stars, quality, days)
