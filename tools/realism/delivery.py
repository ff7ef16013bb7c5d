"""What follows a won deal: the factory makes the goods, the buyer judges them, and may complain.

The factory, the review, the loss and the answer to a remedy are the product's own rules. Days for papers and
booking, and the faults of papers by skill, are ASSUMPTIONS of the check.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from app.core.parameters import stated
from app.trade.market.complaint import (
    ROUNDS,
    DeliveredGoods,
    RemedyOffered,
    award,
    buyers_loss,
    complaint_answer,
)
from app.trade.market.satisfaction import Experience, stars
from app.trade.price.purchasing import production_days
from app.world.agents.supplier import consider, progress
from app.world.dice import Dice
from app.world.views.supplier import SupplierView
from seed.simulate import FIRST_DAY
from tools.realism.sellers import Seller
from tools.realism.talk import Ended
from tools.realism.writing import Letter

_CONTRACT_DAYS = 3  # from the buyer's yes to the factory's order: proforma invoice and deposit
_BOOKING_DAYS = 7  # from finished goods to loading
_PAPERS = 6
_ZERO, _ONE, _CENT = Decimal(0), Decimal(1), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Delivered:
    """What the buyer got. on: the day of the review; scores: of its parts; paid: to settle a complaint, and
    for a second visit of an inspector.
    """

    on: date
    stars: int
    days_late: int
    scores: Mapping[str, Decimal]
    is_complained: bool
    is_unsettled: bool
    paid: Decimal


def delivered(letter: Letter, ended: Ended, seller: Seller, dice: Dice) -> Delivered:
    """The delivery of a won deal, its complaint and its review."""
    assert ended.ship_by is not None
    ready, defect_rate, visits = _made(letter, ended, seller, dice)
    shipped = ready + timedelta(days=_BOOKING_DAYS)
    late = max((shipped - ended.ship_by).days, 0)
    faults = sum(dice.under("paper", at).chance(seller.slip_rate / 4) for at in range(_PAPERS))
    agreed = Decimal(stated("complaint")["agreed"]["defect_rate"])
    goods = DeliveredGoods(ended.total, defect_rate, agreed, late, faults, ended.contradictions)
    is_complained, made_good, paid, is_unsettled = _complaint(goods, seller, dice.under("complaint"))
    left = _ONE - made_good
    lived = Experience(
        int(late * left), min(defect_rate * left, _ONE), ended.reply_share, int(faults * left), is_unsettled
    )
    given, reasons, _ = stars(lived)
    arrives = shipped + timedelta(days=int(letter.basis.most_days))
    return Delivered(
        arrives, given, late, {each.code: each.score for each in reasons}, is_complained, is_unsettled,
        paid + ended.visit * visits,
    )  # fmt: skip


def _made(letter: Letter, ended: Ended, seller: Seller, dice: Dice) -> tuple[date, Decimal, int]:
    """The day on which the factory is done, the share of faulty pieces, and how often an inspector came
    beyond the visit that the price holds.
    """
    product, quantity = letter.product, int(letter.given["quantity"])
    usual = production_days(quantity, product.lead_time_days, product.daily_capacity)
    placed = ended.on + timedelta(days=_CONTRACT_DAYS)
    assert ended.ship_by is not None
    wanted = ended.ship_by - timedelta(days=_BOOKING_DAYS)
    shortest = -(-usual * 4 // 5)
    wanted = max(wanted, placed + timedelta(days=shortest))  # an earlier day is declined, and asked anew
    view = SupplierView(
        UUID(int=1), "purchase", "placed", placed, quantity, Decimal(10**6), wanted, placed, None, None, None,
        tuple((int(start), Decimal(str(price))) for start, price in product.tiers), None,
        product.lead_time_days, product.daily_capacity, 0, 0, 0, 0, None, False, False,
    )  # fmt: skip
    (confirmed,) = consider(view, dice.under("confirm"))
    promised = confirmed.given["promised_on"]
    view = replace(
        view, state="in_production", decided_on=placed, promised_on=promised, first_promised_on=promised
    )
    for step in range(8):
        view = replace(view, today=view.promised_on or promised)
        (said,) = progress(view, dice.under("progress", step))
        if said.action == "purchase.delay":
            view = replace(
                view, promised_on=view.today + timedelta(days=said.given["days"]), delays=view.delays + 1,
                delays_by_rework=view.delays_by_rework + (said.given["reason"] == "rework"),
            )  # fmt: skip
            continue
        defective = int(said.given["defective"])
        rate = Decimal(defective) / quantity
        allowed = Decimal(stated("complaint")["agreed"]["defect_rate"])
        if not ended.visit or rate <= allowed or view.reworks:
            return view.today, rate, view.reworks
        view = replace(view, reworks=1, defective=defective)
    raise LookupError("a lot that is never done")


def _complaint(goods: DeliveredGoods, seller: Seller, dice: Dice) -> tuple[bool, Decimal, Decimal, bool]:
    """(complained, share made good, USD paid, unsettled)."""
    loss, _ = buyers_loss(goods)
    whole, rules = sum(loss.values(), _ZERO), stated("complaint")["lodge"]
    if whole < max(Decimal(rules["least_usd"]), goods.total * Decimal(rules["least_share"])):
        return False, _ZERO, _ZERO, False
    if not seller.pays:
        return True, _ZERO, _awarded(loss, dice), True
    wanted = (whole * dice.between(*map(Decimal, rules["asks"]))).quantize(_CENT)
    words = stated("player_words")["complaint"]
    for number, share in enumerate((words["share_first"], words["share_second"]), 1):
        amount = (wanted * Decimal(share)).quantize(_CENT)
        found = complaint_answer(loss, RemedyOffered("credit", amount, "polite"), min(number, ROUNDS))
        if found.verdict == "accept":
            return True, found.made_good, amount, False
    return True, _ZERO, _awarded(loss, dice), True


def _awarded(loss: dict[str, Decimal], dice: Dice) -> Decimal:
    """What the marketplace pays back out of the seller's account, where the buyer turns to it in time."""
    rules = stated("complaint")["market"]
    persists = dice.under("market").chance(Decimal(rules["persists"]))
    return award(loss, FIRST_DAY, FIRST_DAY, Decimal(rules["survey_usd"]))[0] if persists else _ZERO
