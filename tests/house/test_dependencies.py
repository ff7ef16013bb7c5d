"""Each dependency has its line in docs/dependencies.md, and each line its dependency."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LISTS = ("requirements.txt", "requirements-dev.txt")


def pinned() -> set[str]:
    lines = "\n".join((ROOT / name).read_text("utf-8") for name in LISTS)
    python = {name.lower() for name in re.findall(r"^([A-Za-z0-9-]+)(?:\[\w+\])?==", lines, re.M)}
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    return python | set(package["dependencies"]) | set(package["devDependencies"])


def documented() -> set[str]:
    page = (ROOT / "docs/dependencies.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_dependencies_and_their_page_agree() -> None:
    assert len(pinned()) > 30
    assert pinned() ^ documented() == set()


def test_every_version_of_a_python_package_is_pinned() -> None:
    for name in LISTS:
        for line in (ROOT / name).read_text("utf-8").splitlines():
            assert line.startswith("-r ") or re.match(r"[\w.\[\]-]+==[\d.]+(;.*)?$", line), line
