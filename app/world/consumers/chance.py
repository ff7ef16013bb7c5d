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
_FRACTION, _HALF = 2**52 - 1, 1022 << 52  # of a number's bits: its fraction, and the exponent of one half


def key_of(*names: object) -> int:
    """64 bits for stable names."""
    return int.from_bytes(sha256("\x1f".join(map(str, names)).encode()).digest()[:8], "big")


def mixed(keys: Keys) -> Keys:
    """Each key scattered over all 64 bits. keys: an array, whose whole numbers run over in silence."""
    shifted = keys >> _U30
    found = keys ^ shifted
    found *= _FIRST
    found ^= np.right_shift(found, _U27, out=shifted)
    found *= _SECOND
    found ^= np.right_shift(found, _U31, out=shifted)
    return found


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


def is_under(keys: Keys, kind: int, of: Keys, chances: Floats) -> np.ndarray:
    """[key, thing]: whether `unit_of` of a key and of each of its things (a row of `of`) is below the chance
    of that column (above 0, at most 1), told by the whole numbers themselves.
    """
    limits = np.ceil(chances * 2.0**53).astype(np.uint64) - np.uint64(1)  # the greatest that is below
    mixed_keys = mixed(keys + _kind(kind))[:, None]
    return mixed(mixed_keys ^ of) <= (limits << _U11) + np.uint64(2**11 - 1)


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
    series = rest * _EXP_TERMS[0] + _EXP_TERMS[1]
    for term in _EXP_TERMS[2:]:
        series *= rest
        series += term
    scale = ((turns.astype(np.int64) + 1023) << 52).view(np.float64)  # two to the `turns`, by its bits
    return series * scale


def ln(values: Any) -> Floats:
    """The natural logarithm of each value (above zero, not denormal)."""
    bits = np.asarray(values, dtype=np.float64).view(np.int64)
    part = ((bits & _FRACTION) | _HALF).view(np.float64)
    is_low = part < _ROOT_HALF
    part, turns = np.where(is_low, part * 2.0, part), (bits >> 52) - 1022 - is_low
    ratio = (part - 1.0) / (part + 1.0)
    squared = ratio * ratio
    series = squared * _LN_TERMS[0] + _LN_TERMS[1]
    for term in _LN_TERMS[2:]:
        series *= squared
        series += term
    return 2.0 * ratio * series + turns * _LN2_LOW + turns * _LN2_HIGH


def gumbel(units: Floats) -> Floats:
    """Draws of the extreme-value distribution: the greatest of utility + draw is a logit choice."""
    return -ln(-ln(np.clip(units, 1e-300, 1.0 - 2.0**-53)))
