"""Rules across the cells of one product row."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.trade.refusal import RuleBroken

_BRAND_TYPE_ELEMENT = "品牌类型"
_PREFERENCE_ELEMENT = "出口享惠情况"
_BRAND_ELEMENTS = ("品牌", "品牌(中文或外文名称)", "品牌（中文或外文名称）")
_NO_BRAND = {"无", "无品牌", "none", "no brand", "不适用", "n/a"}
_LITHIUM_HEADINGS = ("850760", "850650")
_LITHIUM_WORDS = ("lithium", "li-ion", "li-po", "lifepo4", "锂")
_TIERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class PriceTier:
    """From so many pieces on, one piece costs so much (RMB with VAT)."""

    from_pieces: int
    price_rmb: Decimal


def broken_rules(values: Mapping[str, Any], *, sku_seen: bool = False) -> list[RuleBroken]:
    """Every rule across cells that a row breaks; `field` of each is the column key to look at.

    Args: values by column key, as `read_cell` gave them; a cell that was refused is simply absent.
    Returns: RuleBroken("product....") in the order of the columns; empty when all hold.
    Source: docs/trade-rules.md, section 6, checks D01 to D03 and D13, applied before any declaration exists.
    """
    found = [RuleBroken("product.sku_twice", field="sku")] if sku_seen else []
    return [
        *found,
        *_brand_rules(values),
        *_price_rules(values),
        *_weight_rules(values),
        *_battery_rules(values),
    ]


def _brand_rules(values: Mapping[str, Any]) -> list[RuleBroken]:
    """D02: elements begin with brand type and preference; brand type 0 excludes a brand name."""
    found: list[RuleBroken] = []
    brand_type, brand = values.get("brand_type"), values.get("brand")
    elements: tuple[tuple[str, str], ...] | None = values.get("declaration_elements")
    if brand_type == "0" and brand:
        found.append(RuleBroken("product.brand_excluded", field="brand", brand=brand))
    if brand_type not in {None, "0"} and not brand and "brand" in values:
        found.append(RuleBroken("product.brand_needed", field="brand", brand_type=brand_type))
    if elements is None:
        return found
    names = [name for name, _ in elements]
    if names[:2] != [_BRAND_TYPE_ELEMENT, _PREFERENCE_ELEMENT]:
        found.append(RuleBroken("product.elements_begin_wrong", field="declaration_elements"))
        return found
    declared = elements[0][1][:1]
    if brand_type is not None and declared != brand_type:
        found.append(RuleBroken("product.element_brand_type_differs", field="declaration_elements",
                                declared=declared, brand_type=brand_type))  # fmt: skip
    named = next((value for name, value in elements if name in _BRAND_ELEMENTS), "")
    if brand_type == "0" and named and named.casefold() not in _NO_BRAND:
        found.append(RuleBroken("product.brand_excluded", field="declaration_elements", brand=named))
    return found


def _price_rules(values: Mapping[str, Any]) -> list[RuleBroken]:
    """Tiers go up in pieces and down in price; the floor is at or below every price."""
    found: list[RuleBroken] = []
    pieces, price = values.get("moq_pieces"), values.get("price_rmb")
    prices = [price] if price is not None else []
    ended = False
    for step in _TIERS[1:]:
        from_key, price_key = f"tier_{step}_from_pieces", f"tier_{step}_price_rmb"
        step_from, step_price = values.get(from_key), values.get(price_key)
        if step_from is None and step_price is None:
            ended = True
            continue
        if step_from is None or step_price is None:
            lacking = from_key if step_from is None else price_key
            if lacking in values:
                found.append(RuleBroken("product.tier_half_given", field=lacking, tier=step))
            continue
        if ended:
            found.append(RuleBroken("product.tier_gap", field=from_key, tier=step))
        if pieces is not None and step_from <= pieces:
            found.append(
                RuleBroken("product.tier_pieces_not_rising", field=from_key, tier=step, before=pieces)
            )
        if prices and step_price >= prices[-1]:
            found.append(
                RuleBroken("product.tier_price_not_falling", field=price_key, tier=step, before=prices[-1])
            )
        pieces = step_from
        prices.append(step_price)
    floor = values.get("floor_price_rmb")
    if floor is not None and prices and floor > min(prices):
        found.append(RuleBroken("product.floor_above_price", field="floor_price_rmb", least=min(prices)))
    return found


def _weight_rules(values: Mapping[str, Any]) -> list[RuleBroken]:
    """D03: net at most gross; a piece in its parcel weighs at least its share of the carton's net weight."""
    gross, net = values.get("carton_gross_kg"), values.get("carton_net_kg")
    pieces, unit = values.get("carton_pieces"), values.get("unit_gross_kg")
    found: list[RuleBroken] = []
    if gross is not None and net is not None and net > gross:
        found.append(RuleBroken("product.net_above_gross", field="carton_net_kg", gross=gross))
    if net is not None and unit is not None and pieces and unit * pieces < net:
        found.append(
            RuleBroken("product.unit_lighter_than_net", field="unit_gross_kg", net=net, pieces=pieces)
        )
    return found


def _battery_rules(values: Mapping[str, Any]) -> list[RuleBroken]:
    """D13: what holds a lithium cell says so, or no carrier takes it rightly."""
    marks = values.get("dangerous_goods")
    if marks is None or "lithium_battery" in marks:
        return []
    attributes = values.get("attributes") or {}
    stated = [*(values.get("materials") or ()), *(v for listed in attributes.values() for v in listed)]
    says_lithium = any(word in text.casefold() for text in stated for word in _LITHIUM_WORDS)
    if (values.get("hs_code") or "").startswith(_LITHIUM_HEADINGS) or says_lithium:
        return [RuleBroken("product.battery_mark_missing", field="dangerous_goods")]
    return []
