"""The worked examples of the trade rules, read from the file that stands beside the tests."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

EXAMPLES: dict[str, Any] = json.loads(Path(__file__).with_name("worked_examples.json").read_text("utf-8"))


def decimals(side: dict[str, Any]) -> dict[str, Decimal]:
    """The plain figures of one side of an example."""
    return {name: Decimal(str(value)) for name, value in side.items() if isinstance(value, str | int)}
