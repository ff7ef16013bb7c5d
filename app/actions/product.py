"""The verb of a product: a small correction by the enterprise, between two versions of its pack."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from app.actions.act import Act
from app.actions.given import Count, Number, Rmb, Whole
from app.actions.policies import staff
from app.actions.registry import Facts, Given, action
from app.models.product import Product, row_of
from app.trade.catalogue.product_gaps import gap_report
from app.trade.catalogue.product_plain import gap_plain
from app.trade.catalogue.product_rules import broken_rules
from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals, Stale

_TIERS_MOST = 4
_DAYS_MOST = 365
_KG_STEP, _KG_MOST = Decimal("0.001"), Decimal(10_000)
# The rules of a pack speak of its columns; the form has the same figures under these names.
_FIELDS = {
    "floor_price_rmb": "floor_price_rmb",
    "carton_net_kg": "carton_net_kg",
    "unit_gross_kg": "carton_net_kg",
    **{f"tier_{step}_from_pieces": f"tiers.{step - 1}.from_pieces" for step in range(2, _TIERS_MOST + 1)},
    **{f"tier_{step}_price_rmb": f"tiers.{step - 1}.price_rmb" for step in range(2, _TIERS_MOST + 1)},
}


def _nothing(value: object) -> object:
    return None if value == "" else value


def _filled(value: object) -> object:
    """Tiers of a form: lines that were left empty fall away."""
    if not isinstance(value, list):
        return value
    return [line for line in value if not isinstance(line, dict) or any(line.values())]


class Tier(Given):
    """From so many pieces on, one piece costs so much, RMB with VAT."""

    from_pieces: Count
    price_rmb: Rmb


class Edit(Given):
    """Prices by quantity (the first from the MOQ), floor price, times, net weight, offered or not."""

    tiers: Annotated[list[Tier], BeforeValidator(_filled)] = Field(min_length=1, max_length=_TIERS_MOST)
    floor_price_rmb: Rmb
    lead_time_days: Whole = Field(ge=1, le=_DAYS_MOST)
    daily_capacity: Annotated[Count | None, BeforeValidator(_nothing)] = None
    carton_net_kg: Annotated[Number | None, BeforeValidator(_nothing)] = None
    is_offered: bool = False
    version: Whole


@action("product.edit", Product, Edit, allow=staff("product_manager"))
def edit(act: Act, product: Product, given: Edit) -> Facts:
    """Correct a product's prices, times and net weight, or take it off the offer.

    Raises: Stale("product.changed_meanwhile"), RuleBroken("product.net_weight_wrong" |
        "product.net_weight_needed"), SeveralRefusals of the rules of a pack's row.
    """
    if product.version != given.version:
        raise Stale("product.changed_meanwhile")
    _check_weight(given)
    _check_rules(product, given)
    before = Decimal(str(product.tiers[0][1])) if product.tiers else None
    product.tiers = [[tier.from_pieces, str(tier.price_rmb)] for tier in given.tiers]
    product.moq, product.floor_price_rmb = given.tiers[0].from_pieces, given.floor_price_rmb
    product.lead_time_days, product.daily_capacity = given.lead_time_days, given.daily_capacity
    product.carton_net_kg, product.is_offered = given.carton_net_kg, given.is_offered
    product.version += 1
    product.gaps = _gaps(product)
    return {
        "sku": product.sku,
        "is_offered": product.is_offered,
        "price_rmb": given.tiers[0].price_rmb,
        "price_before_rmb": before,
        "gaps": len(product.gaps),
    }


def _check_weight(given: Edit) -> None:
    weight = given.carton_net_kg
    if weight is None:
        if given.is_offered:
            raise RuleBroken("product.net_weight_needed", "carton_net_kg")
        return
    if not 0 < weight <= _KG_MOST or weight != weight.quantize(_KG_STEP):
        raise RuleBroken("product.net_weight_wrong", "carton_net_kg", step=_KG_STEP)


def _check_rules(product: Product, given: Edit) -> None:
    values: dict[str, Any] = {
        "moq_pieces": given.tiers[0].from_pieces, "price_rmb": given.tiers[0].price_rmb,
        "floor_price_rmb": given.floor_price_rmb, "carton_gross_kg": product.carton_gross_kg,
        "carton_net_kg": given.carton_net_kg, "carton_pieces": product.carton_pieces,
        "unit_gross_kg": product.unit_gross_kg,
    }  # fmt: skip
    for step, tier in enumerate(given.tiers[1:], start=2):
        values[f"tier_{step}_from_pieces"] = tier.from_pieces
        values[f"tier_{step}_price_rmb"] = tier.price_rmb
    broken: list[Refusal] = [
        RuleBroken(rule.code, _FIELDS.get(rule.field or "", rule.field), **rule.figures)
        for rule in broken_rules(values)
    ]
    if broken:
        raise SeveralRefusals(broken)


def _gaps(product: Product) -> list[dict[str, Any]]:
    """The gaps anew; pictures are not edited here, so what was said of them stays."""
    said = [gap for gap in product.gaps if gap["column"] == "pictures"]
    found = [gap_plain(gap) for gap in gap_report(row_of(product)) if gap.column != "pictures"]
    return found + said
