"""A buyer's spoken lines and the letters around a call: phrases of `seed/world/call.toml`, by chance."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any

from app.core.clock import HOME
from app.world.deal_letters import english_facts
from app.world.dice import Dice
from app.world.letters import phrase
from app.world.parameters import parameters
from app.world.views.inquiry import Talk
from app.world.voice import ANYONE

_LONGEST = 48  # characters of an answer that a buyer repeats


def spoken(table: str, key: str, facts: Mapping[str, Any], dice: Dice) -> str:
    """One phrase of a table, with its facts filled in; after "Ltd." a sentence needs no second full stop."""
    told = {name: ANYONE.written(fact) for name, fact in facts.items()}
    return str(dice.pick(parameters("call")[table][key])).format_map(told).replace("..", ".")


def matter(ask: str) -> str:
    """What an ask is about, in words."""
    return str(parameters("call")["matter"][ask])


def seconds_for(body: str) -> int:
    """How long the team has for its answer: the time of speaking and the time to answer, whole seconds."""
    conduct = parameters("call")["conduct"]
    speaking = len(body.split()) * Decimal(conduct["seconds_a_word"])
    return int(conduct["answer_seconds"]) + int(speaking.to_integral_value(ROUND_CEILING))


def summary(topics: Sequence[tuple[str, str, str]], facts: Mapping[str, Any], dice: Dice) -> str:
    """What was promised, what stays open, and a farewell. topics: (ask, words that answer it, unclear)."""
    promised = "; ".join(f"{matter(ask)}, {_short(words)}" for ask, words, _ in topics if words)
    left = ", ".join(matter(ask) for ask, words, _ in topics if not words)
    parts = [spoken("end", "promised" if promised else "nothing", {**facts, "promised": promised}, dice)]
    if promised and left:
        parts.append(spoken("end", "open", {**facts, "open": left}, dice))
    return " ".join([*parts, spoken("end", "farewell", facts, dice)])


def _short(words: str) -> str:
    """Words as one repeats them on the telephone: the first part of a long sentence."""
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rpartition(" ")[0].rstrip(",;. ")


def call_letter(kind: str, talk: Talk, starts_at: datetime, dice: Dice, name_of_them: str = "") -> str:
    """A letter about a call: invite, agree or missed; the hour is told in the sellers' time."""
    local = starts_at.astimezone(HOME)
    facts = english_facts(talk) | {
        "name_of_them": name_of_them,
        "day": f"{local:%A}, {local.day} {local:%B}",
        "hour": f"{local:%H:%M}",
    }
    closing = phrase("closing", talk.buyer.register, facts, dice)
    return f"{spoken('letter', kind, facts, dice)}\n\n{closing}"
