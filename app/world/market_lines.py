"""The markets of a course as the control room lists them: shares of demand now and as they would be."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from app.core.figures import FigureRefused, figure
from app.core.parameters import stated, supposed
from app.trade.refusal import RuleBroken
from app.world.parameters import MarketHabits, market_habits, published_revenues


@dataclass(frozen=True, slots=True)
class MarketLine:
    """One market. Shares are ratios; share_then: with the change that is looked at, None without one."""

    country: str
    share: Decimal
    share_stated: Decimal
    share_then: Decimal | None
    size_factor: str
    is_published: bool
    population: int
    income_usd: Decimal
    willingness: Decimal
    patience_days: int
    least_tolerance: Decimal
    most_tolerance: Decimal


def market_lines(
    session: Session, house: Mapping[str, Any], country: str = "", factor: str = ""
) -> list[MarketLine]:
    """All markets, the greatest first; with `factor` for one country: what shares would be.

    Raises: RuleBroken, as "course.set_figure" would refuse the factor.
    """
    now, then = market_habits(), None
    if country and factor:
        with supposed(session, _with(house, country, factor)):
            then = _shares(market_habits())
    with supposed(session, {}):
        usual = _shares(market_habits())
    shares, laid = _shares(now), house.get("world", {}).get("markets", {})
    lines = [
        MarketLine(
            country=code,
            share=shares[code],
            share_stated=usual[code],
            share_then=then and then[code],
            size_factor=str(laid.get(f"{code}.size_factor", stated("markets")[code]["size_factor"])),
            is_published=code in published_revenues(),
            population=each.population,
            income_usd=each.income_usd,
            willingness=each.willingness,
            patience_days=each.patience_days,
            least_tolerance=each.least_tolerance,
            most_tolerance=each.most_tolerance,
        )
        for code, each in now.items()
    ]
    return sorted(lines, key=lambda line: (-line.share, line.country))


def _with(house: Mapping[str, Any], country: str, factor: str) -> dict[str, Any]:
    try:
        value = figure("markets", f"{country}.size_factor").read(factor)
    except FigureRefused as refused:
        raise RuleBroken(refused.code, "value", **refused.told) from refused
    world = house.get("world", {})
    own = {**world.get("markets", {}), f"{country}.size_factor": value}
    return {**house, "world": {**world, "markets": own}}


def _shares(habits: Mapping[str, MarketHabits]) -> dict[str, Decimal]:
    whole = sum((each.weight for each in habits.values()), Decimal(0))
    return {code: each.weight / whole for code, each in habits.items()}
