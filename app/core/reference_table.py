"""The small reference tables of `seed/reference/`, read as text cells once per process."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "seed" / "reference"


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """All rows of one reference file as text cells."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
