"""What a new version of a data pack changes: by SKU, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from app.trade.catalogue.product import ProductRow, comparable_sku


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one product that differs: old and new as the products hold them."""

    sku: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Differences:
    """Products added and removed, fields changed, SKUs that stayed as they were, in the packs' order."""

    added: tuple[ProductRow, ...]
    removed: tuple[ProductRow, ...]
    changed: tuple[FieldChange, ...]
    unchanged: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the new version says the same as the old."""
        return not (self.added or self.removed or self.changed)


def differences(old: Iterable[ProductRow], new: Iterable[ProductRow]) -> Differences:
    """Compare two versions of a pack by SKU; one that differs only in case or width is the same product."""
    before = {comparable_sku(product.sku): product for product in old}
    after = {comparable_sku(product.sku): product for product in new}
    changed: list[FieldChange] = []
    unchanged: list[str] = []
    for key, product in after.items():
        if key not in before:
            continue
        found = _changes(before[key], product)
        changed += found
        if not found:
            unchanged.append(product.sku)
    return Differences(
        tuple(product for key, product in after.items() if key not in before),
        tuple(product for key, product in before.items() if key not in after),
        tuple(changed),
        tuple(unchanged),
    )


def _changes(old: ProductRow, new: ProductRow) -> list[FieldChange]:
    return [
        FieldChange(new.sku, field.name, getattr(old, field.name), getattr(new, field.name))
        for field in fields(ProductRow)
        if getattr(old, field.name) != getattr(new, field.name)
    ]
