"""Assumed parameters of the simulated world, one TOML in `seed/world/` for each subject, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "seed" / "world"


@cache
def parameters(name: str) -> Mapping[str, Any]:
    """The parameters of one subject, such as "marketplace". Numbers with decimals stand there as text."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
