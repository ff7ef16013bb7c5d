"""Many turns of phrase as one pattern that is quick to search."""

import re


def one_of(*alternatives: str, flags: int = 0) -> re.Pattern[str]:
    r"""A pattern that finds any of the alternatives; for asking whether one is there, not which.

    Alternatives that begin with \b share it: inside of words they are then not tried one by one.
    """
    words: list[str] = []
    others: list[str] = []
    for each in split_alternatives("|".join(alternatives)):
        bare = each.removeprefix(r"\b")
        (words if bare != each else others).append(bare)
    parts = ([rf"\b(?:{'|'.join(words)})"] if words else []) + others
    return re.compile("|".join(parts), flags)


def split_alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern at its outermost level."""
    parts, depth, start, at = [], 0, 0, 0
    is_set = False
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif is_set:
            is_set = sign != "]"
        elif sign == "[":
            is_set = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            parts.append(pattern[start:at])
            start = at + 1
        at += 1
    return [*parts, pattern[start:]]
