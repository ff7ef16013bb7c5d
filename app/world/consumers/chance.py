"""Chance and the exponential on whole arrays, the same to the bit on any machine of one architecture.

A draw is a hash of keys, never a state: whose draw it is, of which listing, of which kind. So no draw depends
on how many others there are or in which order they stand. Exponential and logarithm are made of additions,
multiplications and exact scalings alone, which every processor rounds alike; those of numpy and of the C
library take another last digit where a processor has other instructions.
Source of the mixing: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators
(SplitMix64).
"""

from hashlib import sha256
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_STEP, _FIRST, _SECOND = (
    np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB),
)  # fmt: skip
_U30, _U27, _U31, _U11 = (np.uint64(bits) for bits in (30, 27, 31, 11))
_UNIT, _ALL = 2.0**-53, 2**64 - 1
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10  # their sum is ln 2 to 90 bits
_EXP_TERMS = tuple(1.0 / factorial(n) for n in range(13, -1, -1))
_LN_TERMS = tuple(1.0 / n for n in range(23, 0, -2))
_ROOT_HALF = 0.7071067811865476


def key_of(*names: object) -> int:
    """64 bits for stable names."""
    return int.from_bytes(sha256("\x1f".join(map(str, names)).encode()).digest()[:8], "big")


def mixed(keys: Keys) -> Keys:
    """Each key scattered over all 64 bits. keys: an array, whose whole numbers run over in silence."""
    keys = (keys ^ (keys >> _U30)) * _FIRST
    keys = (keys ^ (keys >> _U27)) * _SECOND
    return keys ^ (keys >> _U31)


def keys_under(key: int, count: int) -> Keys:
    """Keys of the first `count` things under a key: those of fewer are the first of those of more."""
    return key_under(np.full(count, key, dtype=np.uint64), np.arange(count))


def key_under(keys: Keys, number: Whole) -> Keys:
    """The key of the thing of each number (from 0) under each key."""
    return mixed(keys + (number.astype(np.uint64) + np.uint64(1)) * _STEP)


def unit(keys: Keys, kind: int) -> Floats:
    """Evenly in [0, 1): one draw of this kind for each key."""
    return _unit(keys + _kind(kind))


def unit_of(keys: Keys, kind: int, who: Whole, of: Keys) -> Floats:
    """Evenly in [0, 1): one draw of this kind for each pair of a key (by its place) and a thing's own key."""
    return _unit(mixed(keys + _kind(kind))[who] ^ of)


def _kind(kind: int) -> np.uint64:
    return np.uint64(kind * int(_STEP) & _ALL)


def _unit(keys: Keys) -> Floats:
    return (mixed(keys) >> _U11).astype(np.float64) * _UNIT


def bell(keys: Keys, kind: int) -> Floats:
    """Nearly a standard normal draw for each key, within 3.5: the sum of four even ones (kinds kind to kind
    + 3).
    """
    summed = sum((unit(keys, kind + at) for at in range(1, 4)), unit(keys, kind))
    return (summed - 2.0) * 1.7320508075688772


def pick(units: Floats, shares: Floats) -> Whole:
    """The place in `shares` (which need not sum to one) that each draw falls on."""
    return np.searchsorted(np.cumsum(shares)[:-1], units * float(np.cumsum(shares)[-1]), side="right")


def exp(values: Any) -> Floats:
    """e to each value, within two units of the last place."""
    found = np.clip(np.asarray(values, dtype=np.float64), -700.0, 700.0)
    turns = np.rint(found * 1.4426950408889634)
    rest = (found - turns * _LN2_HIGH) - turns * _LN2_LOW
    series = np.full_like(rest, _EXP_TERMS[0])
    for term in _EXP_TERMS[1:]:
        series = series * rest + term
    return np.ldexp(series, turns.astype(np.int32))


def ln(values: Any) -> Floats:
    """The natural logarithm of each value (above zero)."""
    part, turns = np.frexp(np.asarray(values, dtype=np.float64))
    is_low = part < _ROOT_HALF
    part, turns = np.where(is_low, part * 2.0, part), turns - is_low
    ratio = (part - 1.0) / (part + 1.0)
    squared = ratio * ratio
    series = np.full_like(ratio, _LN_TERMS[0])
    for term in _LN_TERMS[1:]:
        series = series * squared + term
    return 2.0 * ratio * series + turns * _LN2_LOW + turns * _LN2_HIGH


def gumbel(units: Floats) -> Floats:
    """Draws of the extreme-value distribution: the greatest of utility + draw is a logit choice."""
    return -ln(-ln(np.clip(units, 1e-300, 1.0 - 2.0**-53)))
