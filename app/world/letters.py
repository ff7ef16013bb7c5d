"""Writes buyers' letters from the phrase grammar: by register and situation, chance picks the phrase."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.world.dice import Dice
from app.world.parameters import parameters

Facts = Mapping[str, Any]
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")  # a firm named "... Inc." at the end of a sentence


def phrase(kind: str, register: str, facts: Facts, dice: Dice) -> str:
    """One phrase of a kind in a register, with its facts filled in."""
    said = str(dice.pick(parameters("letters")[register][kind])).format_map(facts)
    return _TWO_STOPS.sub(".", said)


def first_letter(register: str, asks: Sequence[str], facts: Facts, dice: Dice) -> str:
    """A first letter: who writes, what is needed, the questions, by when."""
    questions = [str(dice.pick(parameters("letters")["ask"][ask])).format_map(facts) for ask in asks]
    return "\n\n".join(
        (
            phrase("opening", register, facts, dice),
            f"{phrase('need', register, facts, dice)} {phrase('lead_in', register, facts, dice)}",
            "\n".join(f"{number}. {question}" for number, question in enumerate(questions, 1)),
            phrase("hurry", register, facts, dice),
            phrase("closing", register, facts, dice),
        )
    )


def letter(kind: str, register: str, facts: Facts, dice: Dice, points: Sequence[str] = ()) -> str:
    """A further letter of one kind, with points listed below it, signed."""
    parts = [phrase(kind, register, facts, dice)]
    if points:
        parts.append("\n".join(f"- {point}" for point in points))
    return "\n\n".join([*parts, phrase("closing", register, facts, dice)])


def situation(matter: str, kind: str, register: str, facts: Facts, dice: Dice) -> str:
    """A letter about a matter beside the price, such as a sample; signed in the buyer's register."""
    said = str(dice.pick(parameters("letters")[matter][kind])).format_map(facts)
    return "\n\n".join([_TWO_STOPS.sub(".", said), phrase("closing", register, facts, dice)])


def questions(asks: Sequence[str], facts: Facts, dice: Dice) -> list[str]:
    """Asks put into words again."""
    return [str(dice.pick(parameters("letters")["ask"][ask])).format_map(facts) for ask in asks]


def asked_back(unclear: Mapping[str, str], facts: Facts, dice: Dice) -> list[str]:
    """Asks that a letter left unclear, in words that say what was unclear. unclear: ask -> code."""
    tables = parameters("letters")
    return [
        str(dice.pick(tables["unclear"][code])).format_map({**facts, "matter": tables["matter"][ask]})
        for ask, code in unclear.items()
    ]


def reason(code: str, facts: Facts) -> str:
    """Why the deal was lost, in words."""
    return str(parameters("letters")["reason"][code]).format_map(facts)


def change(code: str, facts: Facts) -> str:
    """A point of a proforma invoice that is to be corrected."""
    return str(parameters("letters")["change"][code]).format_map(facts)


def review(parts: Sequence[tuple[str, bool]], facts: Facts, dice: Dice) -> str:
    """The words of a review: one sentence for each part, pleased or not."""
    table = parameters("letters")["review"]
    chosen = (dice.pick(table[f"{code}_{'good' if pleased else 'bad'}"]) for code, pleased in parts)
    return " ".join(str(each).format_map(facts) for each in chosen)
