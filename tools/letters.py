"""`python -m tools.letters`: how many different letters each situation can give, by language, for the docs;
`python -m tools.letters en warm [n]` writes n first letters to look at.

Counted with the same facts: numbers, names and the order of the questions are not counted. A first letter
asks four questions.
"""

import sys
from collections.abc import Iterator

from app.world.dice import Dice
from app.world.grammar import Rules, possible
from app.world.letters import first_letter, rules_of
from app.world.voice import Voice, written_languages
from tools.letter_facts import REGISTERS, facts

ASKED = ("unit_price", "lead_time", "packing", "payment")
_PARTS = frozenset(
    {
        "first",
        "rfq",
        "repeat",
        "greet",
        "opening",
        "known_opening",
        "salute",
        "need",
        "lead_in",
        "hurry",
        "closing",
        "other_quantity",
        "reorder",
    }
)
# Situations of a table that are letters of their own: table -> names, none given: all of them.
_TABLES = {
    "sample": (), "credit": (), "complaint": ("accept", "insist", "leave", "silence"),
    "bad_actor": ("hunt", "hunter_leaves", "overpaid"), "call": ("agree", "missed"),
}  # fmt: skip
# Letters that sign by themselves, or that are made of several rules.
_UNSIGNED = (
    "bad_actor.circular", "enterprise.account_false", "enterprise.account_true", "enterprise.freight_false",
    "enterprise.freight_true",
)  # fmt: skip
_COMPLAINT = ("salute", "complaint.reason_defects", "complaint.wish", "closing")


def is_letter(name: str) -> bool:
    """Whether a rule is the body of a letter that is signed like the others."""
    table, _, kind = name.rpartition(".")
    if table:
        return table in _TABLES and kind in (_TABLES[table] or (kind,))
    return name not in _PARTS and not name.endswith(("_end", "rfq_need", "rfq_hurry"))


def counts(language: str) -> Iterator[tuple[str, int]]:
    """Each situation and how many different letters it can give in all registers together."""
    rules = rules_of(language)
    voices = [Voice(language, "", register) for register in REGISTERS]
    for name in ("first", "rfq", "repeat"):
        yield name, sum(_product(rules, name, voice, [f"ask.{ask}" for ask in ASKED]) for voice in voices)
    for name in rules:
        if is_letter(name):
            more = ["salute", "closing", *([f"{name}_end"] if f"{name}_end" in rules else [])]
            yield name, sum(_product(rules, name, voice, more) for voice in voices)
    opening = "complaint.opening"
    yield "complaint", sum(_product(rules, opening, voice, list(_COMPLAINT)) for voice in voices)
    for name in _UNSIGNED:
        if name in rules:
            yield name, _product(rules, name, Voice(language), [])


def _product(rules: Rules, name: str, voice: Voice, more: list[str]) -> int:
    ways = possible(rules, name, voice)
    for each in more:
        ways *= possible(rules, each, voice)
    return ways


def table() -> Iterator[str]:
    """The table of docs/world.md: the order of magnitude is what counts."""
    languages = ["en", *sorted(written_languages() - {"en"})]
    found = {language: dict(counts(language)) for language in languages}
    yield "| situation | " + " | ".join(languages) + " |"
    yield "|---" * (len(languages) + 1) + "|"
    for name in found["en"]:
        yield f"| {name} | " + " | ".join(_short(found[each].get(name, 0)) for each in languages) + " |"


def _short(count: int) -> str:
    """Two digits and a power: 3.1e9; small counts as they are."""
    return f"{count:,}" if count < 10_000 else f"{count:.1e}".replace("e+0", "e").replace("e+", "e")


def main(arguments: list[str]) -> None:
    """Print the table, or some letters."""
    if not arguments:
        print("\n".join(table()))
        return
    language, register, *rest = arguments
    for number in range(int(rest[0]) if rest else 3):
        told = facts(language, register)
        print(first_letter(register, ASKED, told, Dice("look", str(number))), end="\n\n----\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
