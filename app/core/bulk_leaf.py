"""Leaves of rows that were written in bulk: what a record proves of each by the root that its facts hold."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from app.core.canonical import canonical
from app.core.merkle_log import leaf_hash


def bulk_leaf(values: Sequence[Any]) -> bytes:
    """The leaf over the canonical text of a row's values; decimals without the zeros that a column adds."""
    return leaf_hash(canonical(_steady(values)))


def _steady(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value.normalize()
    if isinstance(value, list | tuple):
        return [_steady(one) for one in value]
    return value
