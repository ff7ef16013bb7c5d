"""What `docs/bad-input.md` says is tested, is: each test that it names is there."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (?P<input>[^|]+) \| `(?P<file>tests/[\w/]+\.py)::(?P<test>test_\w+)` \|$")
LINES = [
    line
    for line in (ROOT / "docs/bad-input.md").read_text("utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("| input or fault |", "|---"))
]


@lru_cache
def functions(file: str) -> frozenset[str]:
    """The functions that a file of tests holds."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("line", LINES)
def test_the_test_that_a_row_names_is_there(line: str) -> None:
    row = ROW.match(line)
    assert row, f"write an input and one test: {line}"
    assert (ROOT / row["file"]).is_file() and row["test"] in functions(row["file"])


def test_no_row_stands_twice() -> None:
    assert len(LINES) == len(set(LINES)) > 50
