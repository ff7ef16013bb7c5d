"""Each dependency has its line in docs/dependencies.md, and each line its dependency."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def pinned() -> set[str]:
    lines = "\n".join(
        (ROOT / name).read_text("utf-8") for name in ("requirements.txt", "requirements-dev.txt")
    )
    python = {name.lower() for name in re.findall(r"^([A-Za-z0-9-]+)(?:\[\w+\])?==", lines, re.M)}
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    return python | set(package["dependencies"]) | set(package["devDependencies"])


def documented() -> set[str]:
    rows = [
        line for line in (ROOT / "docs/dependencies.md").read_text("utf-8").splitlines() if line[:3] == "| `"
    ]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_dependencies_and_their_page_agree() -> None:
    assert len(pinned()) > 30
    assert pinned() ^ documented() == set()


def test_every_version_of_a_python_package_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            assert line.startswith("-r ") or re.match(r"[\w.\[\]-]+==[\d.]+(;.*)?$", line), line
