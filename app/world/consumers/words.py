"""What visitors type and want, from the packs' products and from `seed/world/consumer_words.toml`.

From the enterprises' data alone, never from what teams wrote: a team that says what people look for is found.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_ATTRIBUTES = 4  # materials and colours of a category that are typed and wanted, at the most
_PLAIN = re.compile(r"[a-z][a-z -]*[a-z]\Z")


@dataclass(frozen=True, slots=True)
class Goods:
    """What a pack says of one product: its name, materials and attributes."""

    name: str
    materials: tuple[str, ...]
    attributes: Mapping[str, Sequence[str]]


def wanted_words(goods: Sequence[Goods]) -> list[str]:
    """Attributes that visitors of a category may want: materials and colours in turn, by the alphabet."""
    materials = sorted({word for one in goods for word in map(_plain, one.materials) if word})
    colours = sorted({
        word for one in goods for name, values in one.attributes.items()
        if name.casefold() in ("colour", "color")
        for word in map(_plain, values) if word
    })  # fmt: skip
    half = _ATTRIBUTES // 2
    return [*materials[:half], *colours[: _ATTRIBUTES - len(materials[:half])]]


def typed_words(category: str, goods: Sequence[Goods], told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(kind, words) of what is typed for a category; `told`: the parameters "consumer_words"."""
    leaf = category.rpartition(">")[2].strip().casefold()
    names = list(told["names"].get(category, ())) or sorted({_head(one.name) for one in goods} - {""})[:3]
    first = names[0] if names else leaf
    asked = [("name", words) for words in names]
    asked += [("attribute", f"{word} {first}") for word in wanted_words(goods) if word not in first]
    return [*asked, ("category", leaf)]


def _head(name: str) -> str:
    """The last word of a product's name before any comma, number or "with": "Stoneware mug, 350 ml" ->
    "mug".
    """
    plain = re.split(r",|\bwith\b|\d", name.casefold())[0]
    words = re.findall(r"[a-z][a-z-]+", plain)
    return words[-1] if words else ""


def _plain(text: str) -> str:
    """A material or colour as people type it; "" for what is more than two words: "100% cotton" ->
    "cotton".
    """
    found = re.sub(r"^[\d.,]+\s*%\s*", "", text.casefold()).strip()
    return found if _PLAIN.match(found) and found.count(" ") < 2 else ""
