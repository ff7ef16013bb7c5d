"""How much less is ordered of a listing when its price alone goes up: measured in the engine, not by a
formula.

The day is lived with the same draws at both prices; what depends on the price of the one listing (its click,
the
choice, the payment) is taken by its chance instead of by a draw, given what the visitors clicked beside it.
So the
measure is the exact slope of expected orders for these visitors, without the noise of single orders.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from app.world.consumers.chance import Floats, exp
from app.world.consumers.choice import paid_chances, rank_of, utilities
from app.world.consumers.day import Scene, scene_of
from app.world.consumers.landing import Landings
from app.world.consumers.page import Looks, click_chances, wanted_of
from app.world.consumers.shelf import ShoppingDay
from app.world.consumers.taste import Taste
from app.world.dice import Dice

STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Elasticity:
    """of: change of expected orders in per cent for one per cent of price; orders: expected at today's
    prices.
    """

    of: float
    orders: float


def elasticities(view: ShoppingDay, dice: Dice, taste: Taste) -> dict[str, Elasticity]:
    """Own-price elasticity by category: of its listings, weighted by their expected orders.

    Args: view, with many visits (thousands for each category) for a figure that another seed would give too.
    """
    landings = Landings(view)
    scene = scene_of(view, dice, taste, landings)
    measure = _Measure(view, scene, landings, taste)
    found: dict[str, Elasticity] = {}
    for category in scene.visitors.categories:
        own = [at for at, card in enumerate(view.cards) if card.category == category]
        now = [measure.orders(at, Decimal(1)) for at in own]
        dearer = [measure.orders(at, 1 + STEP) for at in own]
        if sum(now) > 0:
            slope = (sum(dearer_of - of for dearer_of, of in zip(dearer, now, strict=True))) / sum(now)
            found[category] = Elasticity(slope / float(STEP), sum(now))
    return found


class _Measure:
    """Expected orders of single listings on one day, at a multiple of their price."""

    def __init__(self, view: ShoppingDay, scene: Scene, landings: Landings, taste: Taste) -> None:
        self._view, self._scene, self._landings, self._taste = view, scene, landings, taste
        self._has = wanted_of(view)
        looks, clicks = scene.looks, scene.is_click
        self._clicked = Looks(looks.visitor[clicks], looks.card[clicks], looks.place[clicks])
        of = self._clicked
        landed = landings(scene.visitors.market[of.visitor], of.card)
        worth = utilities(of, scene.visitors, scene.cards, taste, self._has, landed)
        self._weight = np.where(scene.cards.stock[of.card] > 0, exp(worth), 0.0)

    def orders(self, card: int, times: Decimal) -> float:
        """Expected orders of the card (by its place) at so many times its price."""
        scene, taste = self._scene, self._taste
        is_own = scene.looks.card == card
        own = Looks(scene.looks.visitor[is_own], scene.looks.card[is_own], scene.looks.place[is_own])
        if not len(own.visitor) or not scene.cards.stock[card]:
            return 0.0
        price = np.full(len(own.visitor), float(self._view.cards[card].price_usd * times))
        clicks = click_chances(own, scene.visitors, scene.cards, taste, self._has, price)
        landed = self._landed(own, card, times)
        weight = exp(utilities(own, scene.visitors, scene.cards, taste, self._has, landed))
        beside, is_read = self._beside(own, card)
        share = weight / (1.0 + beside + weight)
        return float(np.sum(clicks * is_read * share * paid_chances(landed[0], price, taste)))

    def _landed(self, own: Looks, card: int, times: Decimal) -> tuple[Floats, Floats]:
        price, markets = self._view.cards[card].price_usd * times, self._scene.visitors.market[own.visitor]
        found = {int(at): self._landings.landed(int(at), card, 1, price) for at in np.unique(markets)}
        return (
            np.array([float(found[int(at)].usd) for at in markets]),
            np.array([float(found[int(at)].days) for at in markets]),
        )

    def _beside(self, own: Looks, card: int) -> tuple[Floats, np.ndarray]:
        """For each visitor of `own`, what they weigh beside the card, and whether they would still read
        it.
        """
        of, most, count = self._clicked, self._taste.considered, len(self._scene.visitors)
        is_other = of.card != card
        visitor, place, weight = of.visitor[is_other], of.place[is_other], self._weight[is_other]
        own_place = np.full(count, -1)
        own_place[own.visitor] = own.place
        is_before = place < own_place[visitor]
        before = np.bincount(visitor[is_before], minlength=count)
        is_kept = rank_of(visitor) + np.where(is_before, 0, 1) < most
        sums = np.bincount(visitor[is_kept], weights=weight[is_kept], minlength=count)
        return sums[own.visitor], before[own.visitor] < most
