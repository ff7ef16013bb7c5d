"""The labelled replies of seed/replies: letters, what was asked, and what a careful reader finds in them."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "seed/replies"
HALVES = ("development", "test")


@dataclass(frozen=True, slots=True)
class Reply:
    """One labelled reply. answers: ask -> words of its value; claims: (topic, key, verdict)."""

    id: str
    kind: str
    case: str
    asks: tuple[str, ...]
    text: str
    language: str
    register: str
    tone: str
    answers: Mapping[str, tuple[str, ...]]
    unclear: frozenset[str]
    claims: tuple[tuple[str, str, str], ...]
    flags: frozenset[str]

    @property
    def half(self) -> str:
        """The half that the reply belongs to: by the first hexadecimal digit of its id's SHA-256."""
        return HALVES[int(hashlib.sha256(self.id.encode()).hexdigest()[0], 16) % 2]


@cache
def cases() -> dict[str, dict[str, Any]]:
    """What is true of the goods, by case."""
    return tomllib.loads((FOLDER / "cases.toml").read_text("utf-8"))


@cache
def replies() -> tuple[Reply, ...]:
    """Every labelled reply, in the order of its file."""
    return tuple(reply for path in sorted(FOLDER.glob("*.txt")) for reply in _of(path))


def _of(path: Path) -> Iterator[Reply]:
    for block in ("\n" + path.read_text("utf-8")).split("\n=== ")[1:]:
        head, text, labels = block.split("\n---\n")
        first, asks = head.split("\n")
        name, kind, case = first.split()
        lines = [line.split() for line in labels.splitlines() if line]
        style = next(words for words in lines if words[0] == "style")
        yield Reply(
            id=name,
            kind=kind,
            case=case,
            asks=tuple(asks.split()[1:]),
            text=text,
            language=style[1],
            register=style[2],
            tone=style[3],
            answers={words[1]: tuple(words[2:]) for words in lines if words[0] == "answer"},
            unclear=frozenset(ask for words in lines if words[0] == "unclear" for ask in words[1:]),
            claims=tuple((w[1], w[2], w[3]) for w in lines if w[0] == "claim"),
            flags=frozenset(words[1] for words in lines if words[0] == "flag"),
        )
