"""Two sellers over the same seeds: the mean difference, Student's t, and an exact sign-flip test."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Paired:
    """Differences of one seller to another over seeds. p: one-sided, that the first earns more."""

    mean: float
    t: float
    p: float


def paired(first: Sequence[float], second: Sequence[float]) -> Paired:
    """The first against the second, seed by seed.

    p: the share of all 2 ** n ways to swap the two within seeds whose sum is at least the one found; exact
    but for the rounding of differences to a 20,000th of their sum.
    Source: R. A. Fisher, The Design of Experiments (1935), section 21.
    """
    gaps = np.array(first, dtype=float) - np.array(second, dtype=float)
    spread = float(gaps.std(ddof=1)) if len(gaps) > 1 else 0.0
    mean = float(gaps.mean())
    t = mean / (spread / sqrt(len(gaps))) if spread else 0.0
    whole = float(np.abs(gaps).sum())
    if not whole:
        return Paired(0.0, 0.0, 1.0)
    sizes = np.rint(np.abs(gaps) / whole * _STEPS).astype(int)
    chances = np.ones(1)
    for size in sizes:
        chances = (np.pad(chances, (0, 2 * size)) + np.pad(chances, (2 * size, 0))) / 2
    found = int((np.sign(gaps) * sizes).sum())
    return Paired(mean, t, float(chances[_places(len(chances)) >= found].sum()))


def _places(count: int) -> np.ndarray:
    """The sum that each place of the distribution stands for."""
    return np.arange(count) - (count - 1) // 2
