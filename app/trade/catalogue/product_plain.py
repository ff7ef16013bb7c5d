"""A product row as plain values and back: how it waits between the check of a pack and its import."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from app.trade.catalogue.product import ProductRow
from app.trade.catalogue.product_gaps import Gap
from app.trade.catalogue.product_rules import PriceTier

_DECIMALS = frozenset({
    "carton_length_cm", "carton_width_cm", "carton_height_cm", "carton_gross_kg", "carton_net_kg",
    "unit_gross_kg",
    "unit_length_cm", "unit_width_cm", "unit_height_cm", "floor_price_rmb", "vat_rate",
})  # fmt: skip
_LISTS = frozenset(
    {"dangerous_goods", "selling_points_en", "selling_points_zh", "materials", "certificates", "pictures"}
)


def plain_of(product: ProductRow) -> dict[str, Any]:
    """The row as values that JSON can hold: decimals as text, tuples as lists."""
    plain: dict[str, Any] = {}
    for field in fields(ProductRow):
        value = getattr(product, field.name)
        if field.name == "tiers":
            value = [[tier.from_pieces, str(tier.price_rmb)] for tier in product.tiers]
        elif field.name == "declaration_elements":
            value = [list(pair) for pair in product.declaration_elements]
        elif field.name == "attributes":
            value = [[name, list(values)] for name, values in product.attributes]
        elif isinstance(value, Decimal):
            value = str(value)
        elif isinstance(value, tuple):
            value = list(value)
        plain[field.name] = value
    return plain


def product_of(plain: Mapping[str, Any]) -> ProductRow:
    """The row that `plain_of` wrote."""
    read = {name: _read(name, value) for name, value in plain.items()}
    return ProductRow(**read)


def gap_plain(gap: Gap) -> dict[str, Any]:
    """A gap as values that JSON can hold."""
    return {
        "code": gap.code,
        "column": gap.column,
        "markets": list(gap.markets),
        "is_barrier": gap.is_barrier,
    }


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DECIMALS:
        return Decimal(value)
    if name in _LISTS:
        return tuple(value)
    if name == "tiers":
        return tuple(PriceTier(int(pieces), Decimal(price)) for pieces, price in value)
    if name == "declaration_elements":
        return tuple((key, text) for key, text in value)
    if name == "attributes":
        return tuple((key, tuple(texts)) for key, texts in value)
    return value
