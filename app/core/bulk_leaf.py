"""Leaves of rows that were written in bulk: what a record proves of each by the root that its facts hold."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring as _quoted
from typing import Any
from uuid import UUID

from app.core.canonical import canonical
from app.core.merkle_log import leaf_hash


def bulk_leaf(values: Sequence[Any]) -> bytes:
    """The leaf over the canonical text of a row's values; decimals without the zeros that a column adds."""
    return leaf_hash(f"[{','.join(map(_text, values))}]".encode())


def _text(value: Any) -> str:
    """The canonical text of one value (`canonical`), the frequent kinds without its care for all of them."""
    kind = type(value)
    if kind is str:
        return _quoted(value)
    if kind is int:
        return str(value)
    if kind is Decimal:
        return f'"{value.normalize():f}"'
    if kind is UUID or kind is date:
        return f'"{value}"'
    if kind is list or kind is tuple:
        return f"[{','.join(map(_text, value))}]"
    return canonical(value).decode()
