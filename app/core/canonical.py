"""The one canonical text of a value: sorted keys, no spaces, decimals as plain strings, times in UTC.

Equal to RFC 8785 (JSON Canonicalization Scheme) for what we put in: strings, whole numbers, booleans, null,
lists and objects with ASCII keys. Made once, stored, and hashed as stored.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
PLAIN = frozenset({str, int, bool, type(None)})  # kinds whose values are what they are


def decimal_text(value: Decimal) -> str:
    """A decimal as plain digits, never in exponent form: Decimal("1E+3") -> "1000"."""
    if not value.is_finite():
        raise ValueError("not a finite number")
    return format(value, "f")


def instant_text(value: datetime) -> str:
    """A time in UTC: 2026-10-14T08:00:00Z, with microseconds only where there are any."""
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    value = value.astimezone(UTC)
    return value.replace(tzinfo=None).isoformat() + "Z"


def plain(value: Any) -> Any:
    """The value as JSON's own kinds. Raises TypeError for a float or anything that has no one text."""
    kind = type(value)  # what records are made of, first: a type is compared faster than a class is asked for
    if kind in PLAIN:
        return value
    if kind is dict:
        return {str(key): item if type(item) in PLAIN else plain(item) for key, item in value.items()}
    if kind is list or kind is tuple:
        return [item if type(item) in PLAIN else plain(item) for item in value]
    return _plain_of_others(value)


def _plain_of_others(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if hasattr(value, "model_dump"):
        return plain(value.model_dump())
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    raise TypeError(f"no canonical text for {type(value).__name__}")


def canonical(value: Any) -> bytes:
    """Canonical UTF-8 bytes of a value."""
    return plain_bytes(plain(value))


def plain_bytes(value: Any) -> bytes:
    """The same of what is made of JSON's own kinds already."""
    return _encode(value).encode("utf-8")
