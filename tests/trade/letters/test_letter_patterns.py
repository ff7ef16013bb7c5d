"""Many turns of phrase as one pattern."""

import re

from app.trade.letters.letter_patterns import one_of, split_alternatives


def test_alternatives_are_split_at_the_outermost_level_alone() -> None:
    assert split_alternatives(r"\bfree\b|(?:a|b)|[|]c|d\|e") == [r"\bfree\b", "(?:a|b)", "[|]c", r"d\|e"]


def test_the_joined_pattern_finds_what_the_alternatives_find() -> None:
    parts = (r"\bfree\b|\bno (?:cost|fee)\b", "無料", r"(?<!not )\bgratis\b")
    for text in ("it is free", "carefree", "no fee", "サンプル無料", "gratis", "not gratis", ""):
        assert bool(one_of(*parts).search(text)) == bool(re.search("|".join(parts), text))
    assert one_of("A|b", flags=re.I).search("a")
