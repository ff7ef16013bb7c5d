"""How a consumer chooses among offers, and how many stars a delivered parcel gets. Pure: chance is outside.

The choice is a multinomial logit with an outside good: buying nothing here.
Source: McFadden, D. (1974), Conditional logit analysis of qualitative choice behavior.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.trade.bounds import above_zero, at_most, not_negative
from app.trade.workings import one_line

_ONE, _FOUR = Decimal(1), Decimal(4)
_USUAL_QUALITY = Decimal(60)


@dataclass(frozen=True, slots=True)
class Taste:
    """Weights of one kind of consumer, as `seed/world/consumer.toml` assumes them."""

    price_weight: Decimal
    day_weight: Decimal
    star_weight: Decimal
    quality_weight: Decimal
    position_weight: Decimal
    nothing: Decimal


@dataclass(frozen=True, slots=True)
class Offer:
    """What a consumer sees of one listing.

    landed_usd: price, delivery and tax of one piece; usual_usd: what such goods usually cost; days: until it
    is there; stars: mean of the reviews, None without any; quality: of the listing, 0 to 100; position: from
    0.
    """

    landed_usd: Decimal
    usual_usd: Decimal
    days: int
    stars: Decimal | None
    quality: int
    position: int

    def __post_init__(self) -> None:
        above_zero(self, "landed_usd", "usual_usd")
        not_negative(self, "days", "quality", "position", "stars")
        at_most("quality", self.quality, 100)


@one_line(
    "star_weight * (stars - 4) + quality_weight * (quality - 60) / 10 - price_weight * ln(landed / usual)"
    " - day_weight * days - position_weight * position", "points",
    star_weight=("taste.star_weight", "points"), stars=("offer.stars", "stars"),
    quality_weight=("taste.quality_weight", "points"), quality=("offer.quality", "points"),
    price_weight=("taste.price_weight", "points"), landed=("offer.landed_usd", "USD"),
    usual=("offer.usual_usd", "USD"), day_weight=("taste.day_weight", "points"), days=("offer.days", "days"),
    position_weight=("taste.position_weight", "points"), position=("offer.position", "place"),
)  # fmt: skip
def utility(offer: Offer, taste: Taste) -> Decimal:
    """What an offer is worth to the consumer, against 0 for a usual one at the usual price at once.

    Args: landed_usd and usual_usd above zero.
    """
    price = taste.price_weight * (offer.landed_usd / offer.usual_usd).ln()
    stars = taste.star_weight * ((offer.stars or _FOUR) - _FOUR)
    quality = taste.quality_weight * (Decimal(offer.quality) - _USUAL_QUALITY) / 10
    return stars + quality - price - taste.day_weight * offer.days - taste.position_weight * offer.position


def shares(offers: Sequence[Offer], taste: Taste) -> list[Decimal]:
    """The chance of each offer to be chosen, and last the chance of buying nothing; they sum to one.

    Source: McFadden (1974), multinomial logit.
    """
    weights = [utility(offer, taste).exp() for offer in offers] + [taste.nothing.exp()]
    whole = sum(weights, Decimal(0))
    return [weight / whole for weight in weights]


def price_elasticity(offer: Offer, others: Sequence[Offer], taste: Taste) -> Decimal:
    """Change of an offer's share for a change of its landed price, both in per cent: -weight * (1 -
    share).
    """
    return -taste.price_weight * (_ONE - shares([offer, *others], taste)[0])


@dataclass(frozen=True, slots=True)
class Received:
    """What a consumer got: days against those promised, charges at the door, claims that were not true;
    returned: how a wish to give it back ended: refunded, part_refunded, kept, "" for none.
    """

    days: int
    promised_days: int
    is_charged_at_door: bool
    untrue_claims: int
    returned: str = ""

    def __post_init__(self) -> None:
        not_negative(self, "days", "promised_days", "untrue_claims")


# How a return ended -> stars, and the reason's code.
_RETURNS = {
    "refunded": (1, "review.return_settled"),
    "part_refunded": (0, "review.return_settled"),
    "kept": (-1, "review.return_refused"),
}


def stars_of_return(returned: str) -> int:
    """Stars that the end of a return takes or gives; 0 for none."""
    return _RETURNS[returned][0] if returned in _RETURNS else 0


def stars_for(received: Received) -> tuple[int, list[dict[str, Any]]]:
    """Stars from 1 to 5 and the reasons that led to them.

    Five stars less: one for every three days of lateness begun (three at the most), one for a charge at the
    door that the page did not foretell, one for each untrue claim, one for goods that the shop would not take
    back; a return that was paid back gives one again. An assumption of the simulation.
    """
    late = max(0, received.days - received.promised_days)
    lost_to_time = min(3, -(-late // 3))
    reasons: list[dict[str, Any]] = []
    if lost_to_time:
        figures = {"days": received.days, "promised": received.promised_days}
        reasons.append({"code": "review.parcel_late", "weight": -lost_to_time, "figures": figures})
    else:
        reasons.append({"code": "review.parcel_in_time", "weight": 0, "figures": {"days": received.days}})
    if received.is_charged_at_door:
        reasons.append({"code": "review.charged_at_door", "weight": -1, "figures": {}})
    if received.untrue_claims:
        figures = {"claims": received.untrue_claims}
        reasons.append(
            {"code": "review.not_as_described", "weight": -received.untrue_claims, "figures": figures}
        )
    if received.returned in _RETURNS:
        weight, code = _RETURNS[received.returned]
        reasons.append({"code": code, "weight": weight, "figures": {}})
    stars = 5 + sum(reason["weight"] for reason in reasons)
    return max(1, min(5, stars)), reasons
