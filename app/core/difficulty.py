"""Degrees of difficulty, `seed/difficulty.toml`: each lays some figures over the world and the house."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from app.core.figures import figure
from app.core.parameters import FOLDER

Laid = dict[str, dict[str, Any]]


@cache
def degrees() -> Mapping[str, Mapping[str, Any]]:
    """Name -> {"house": ..., "world": ...}, the easiest first."""
    told = tomllib.loads((FOLDER.parent / "difficulty.toml").read_text("utf-8"))
    for degree in told.values():
        degree.setdefault("world", {})
    return told


def its_figures() -> tuple[tuple[str, str], ...]:
    """The figures that some degree sets, as (subject, key)."""
    return tuple(
        sorted(
            {(name, key) for each in degrees().values() for name, own in each["world"].items() for key in own}
        )
    )


def laid_by(degree: str, world: Mapping[str, Mapping[str, Any]]) -> Laid:
    """The figures of a course once this degree is chosen: what no degree sets stays as it is."""
    after: Laid = {name: dict(own) for name, own in world.items()}
    for subject, key in its_figures():
        after.setdefault(subject, {}).pop(key, None)
        value = degrees()[degree]["world"].get(subject, {}).get(key)
        if value is not None and value != figure(subject, key).stated:
            after[subject][key] = value
    return {name: own for name, own in sorted(after.items()) if own}


def degree_of(house: Mapping[str, Any]) -> str:
    """The degree that a course's settings are now; "" for a mixture of one's own."""
    world = house.get("world", {})
    for name, degree in degrees().items():
        if laid_by(name, world) == world and all(house.get(k) == v for k, v in degree["house"].items()):
            return name
    return ""
