"""Ids in the shape of UUIDv7 (RFC 9562): first the time, then bits that make it unique.

Rows of a course take their time from the simulated clock and their bits from a hash of stable names,
so that the same seed and the same actions give the same ids. Rows of the house take chance.
"""

import hashlib
import secrets
import time
from datetime import datetime
from uuid import UUID


def _shaped(milliseconds: int, bits: bytes) -> UUID:
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(bits[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def named_id(at: datetime, *names: object) -> UUID:
    """The one id for these stable names at this instant."""
    text = "\x1f".join(str(name) for name in names)
    return _shaped(int(at.timestamp() * 1000), hashlib.sha256(text.encode()).digest())


def fresh_id() -> UUID:
    """An id by the wall clock and chance, for what no world must repeat (accounts, sessions)."""
    return _shaped(time.time_ns() // 1_000_000, secrets.token_bytes(10))
