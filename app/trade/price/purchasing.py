"""The price of a quantity on a supplier's list, and how a supplier's price and time are judged.

Source: practice of price lists by tiers; shares come as arguments, assumptions of the simulation.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from app.trade.bounds import positive, share, zero_or_more
from app.trade.workings import one_line


def tier_price(tiers: Sequence[Sequence[object]], quantity: int) -> Decimal | None:
    """RMB per piece incl. VAT of the highest tier that the quantity reaches, None without tiers.

    Args: tiers, [[from pieces, RMB], ...]; below the first one its price is taken.
    """
    prices = sorted((int(str(start)), Decimal(str(price))) for start, price in tiers)
    if not prices:
        return None
    reached = [price for start, price in prices if start <= quantity]
    return reached[-1] if reached else prices[0][1]


@one_line(
    "min(floor, listed), or listed * floor_share without a floor", "CNY",
    listed="CNY", floor="CNY", floor_share="share",
)  # fmt: skip
def least_price(listed: Decimal, floor: Decimal | None, floor_share: Decimal) -> Decimal:
    """The least that a supplier takes: the stated floor price, else a share of the list price, to the fen."""
    positive("listed", listed)
    share("floor_share", floor_share)
    if floor is not None:
        return min(floor, listed)
    return (listed * floor_share).quantize(Decimal("0.01"))


@one_line(
    "max(lead_time_days, quantity / daily_capacity rounded up, 1)", "days",
    quantity="pieces", lead_time_days="days", daily_capacity="pieces/day",
)  # fmt: skip
def production_days(quantity: int, lead_time_days: int, daily_capacity: int | None) -> int:
    """Days that a lot takes: the usual lead time, or longer where the daily capacity asks for it."""
    positive("quantity", quantity)
    zero_or_more("lead_time_days", lead_time_days)
    zero_or_more("daily_capacity", daily_capacity or 0)
    return max(lead_time_days, -(-quantity // daily_capacity) if daily_capacity else 0, 1)


@one_line("usual_days * rush_share, rounded up", "days", usual_days="days", rush_share="share")
def shortest_days(usual_days: int, rush_share: Decimal) -> int:
    """The shortest production that may be promised, in whole days."""
    zero_or_more("usual_days", usual_days)
    share("rush_share", rush_share)
    return max(1, int((usual_days * rush_share).to_integral_value(ROUND_CEILING)))


@one_line(
    "(usual_days - promised_days) / (usual_days * (1 - rush_share)), from 0 to 1", "share",
    usual_days="days", promised_days="days", rush_share="share",
)  # fmt: skip
def hurry(usual_days: int, promised_days: int, rush_share: Decimal) -> Decimal:
    """How hurried a promise is: 0 at the usual time or later, 1 at the rushed time or sooner."""
    zero_or_more("usual_days", usual_days)
    zero_or_more("promised_days", promised_days)
    share("rush_share", rush_share)
    room = usual_days * (1 - rush_share)
    short = Decimal(usual_days - promised_days)
    if short <= 0 or room <= 0:
        return Decimal(0)
    return min(Decimal(1), short / room)
