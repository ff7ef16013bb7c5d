"""The pages of trade knowledge: a search of the HS nomenclature with its argument."""

from collections.abc import Iterator

from app.queries.knowledge.hs import finder_page
from bench.rules import _cpu_ms
from bench.table import Line, barred
from bench.world import World

_ASKED = (
    "women's knitted cotton hoodie", "stainless steel insulated bottle 500 ml", "纯棉圆领短袖T恤",
    "ceramc mugg",
)  # fmt: skip


def hs_search(world: World) -> Iterator[Line]:
    """Four names of products, one misspelt and one Chinese, after the first that readies the words."""
    ms = _cpu_ms(lambda: [finder_page(asked) for asked in _ASKED], 20) / len(_ASKED)
    line = Line("HS search with its argument, 5,612 subheadings", f"{1000 / ms:,.0f}/s", cpu_ms=ms)
    yield barred(line, most_cpu_ms=20)
