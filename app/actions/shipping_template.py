"""The verb of a shipping template: what a parcel costs a consumer in each market, and the days promised."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, field_validator

from app.actions.act import Act
from app.actions.given import FieldRefused, Name, UsdOrNothing, Whole, words
from app.actions.policies import shop_duty
from app.actions.registry import Facts, Given, action
from app.models.listing import Listing
from app.models.shop import ShippingTemplate
from app.models.team import Team
from app.trade.refusal import RuleBroken, Stale

Service = Literal["parcel_line", "courier"]
LINES_AT_MOST = 40
_MARKET = re.compile(r"[A-Z]{2}\Z")


def _market(value: str) -> str:
    if not _MARKET.match(value):
        raise FieldRefused("form.not_a_choice")
    return value


def _not_below_zero(value: Decimal) -> Decimal:
    if value < 0:
        raise FieldRefused("shipping_template.price_below_zero")
    return value


def _days(value: int) -> int:
    if not 0 <= value <= 120:
        raise FieldRefused("count.out_of_range", least=0, greatest=120)
    return value


Price = Annotated[UsdOrNothing, AfterValidator(_not_below_zero)]
Days = Annotated[Whole, AfterValidator(_days)]


class Line(Given):
    """One market: the service, the price of the first piece and of each further one (USD), days promised."""

    market: Annotated[str, AfterValidator(_market)]
    service: Service
    first_usd: Price
    next_usd: Price
    days: Days


class Save(Given):
    """A template, new (no `template_id`) or changed. A line without a market is left out."""

    template_id: UUID | None = None
    version: Whole = 0
    name: Name = words()
    handling_days: Days = 2
    lines: tuple[Line, ...]

    @field_validator("template_id", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return None if value == "" else value

    @field_validator("lines", mode="before")
    @classmethod
    def _filled(cls, value: Any) -> Any:
        """Only the lines in which a market was chosen; a blank further price is the first price."""
        if not isinstance(value, list | tuple) or len(value) > LINES_AT_MOST:
            raise FieldRefused("shipping_template.lines", most=LINES_AT_MOST)
        return [line for line in value if not isinstance(line, dict) or line.get("market")]


@action("shipping_template.save", Team, Save, allow=shop_duty("logistics"))
def save(act: Act, team: Team, given: Save) -> Facts:
    """Keep a shipping template; listings that use it ship to its markets from now on.

    Raises: RuleBroken("shipping_template.no_line" | "shipping_template.market_twice"),
        Stale("shipping_template.changed_meanwhile").
    """
    markets = [line.market for line in given.lines]
    if not markets:
        raise RuleBroken("shipping_template.no_line", "lines.0.market")
    for place, market in enumerate(markets):
        if market in markets[:place]:
            raise RuleBroken("shipping_template.market_twice", f"lines.{place}.market", market=market)
    template = _template(act, team, given)
    template.name, template.handling_days = given.name, given.handling_days
    template.lines = [line.model_dump() for line in given.lines]
    template.version += 1
    if given.template_id is None:
        act.add(template)
    for listing in act.rows(Listing, shipping_template_id=template.id):
        listing.ships_to = f" {' '.join(markets)} "
    longest = max(line.days for line in given.lines)
    return {"markets": len(markets), "longest_promise_days": longest, "handling_days": given.handling_days}


def _template(act: Act, team: Team, given: Save) -> ShippingTemplate:
    if given.template_id is None:
        return ShippingTemplate(team_id=team.id, name=given.name, version=0)
    template = act.session.get(ShippingTemplate, given.template_id)
    if template is None or template.team_id != team.id:
        raise RuleBroken("shipping_template.unknown", "template_id")
    if given.version != template.version:
        raise Stale("shipping_template.changed_meanwhile")
    return template
