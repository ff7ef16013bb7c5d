"""A buyer's spoken lines and the letters around a call, from the phrase grammars, in the buyer's language."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any

from app.core.clock import HOME
from app.world.deal_letters import letter_facts
from app.world.dice import Dice
from app.world.letters import letter, said, voice_in
from app.world.parameters import parameters
from app.world.views.inquiry import Talk
from app.world.voice import ENGLISH, Voice

_LONGEST = 48  # characters of an answer that a buyer repeats
_SIGNS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")  # of scripts that put no spaces between words


def spoken(kind: str, facts: Mapping[str, Any], dice: Dice) -> str:
    """One line that is said on the telephone. kind: a rule of the grammar's calls, such as "ask.moq"."""
    return said(f"call.{kind}", voice_in(facts), facts, dice)


def matter(ask: str, voice: Voice) -> str:
    """What an ask is about, in words."""
    return said(f"matter.{ask}", voice, {}, Dice("matter", ask), begins=False)


def seconds_for(body: str) -> int:
    """How long the team has for its answer: the time of speaking and the time to answer, whole seconds."""
    conduct = parameters("call")["conduct"]
    words = len(body.split()) + len(_SIGNS.findall(body)) // int(conduct["signs_a_word"])
    speaking = words * Decimal(conduct["seconds_a_word"])
    return int(conduct["answer_seconds"]) + int(speaking.to_integral_value(ROUND_CEILING))


def summary(topics: Sequence[tuple[str, str, str]], facts: Mapping[str, Any], dice: Dice) -> str:
    """What was promised, what stays open, and a farewell. topics: (ask, words that answer it, unclear)."""
    voice = voice_in(facts)
    promised = "; ".join(f"{matter(ask, voice)}, {_short(words)}" for ask, words, _ in topics if words)
    left = ", ".join(matter(ask, voice) for ask, words, _ in topics if not words)
    parts = [spoken("promised" if promised else "nothing", {**facts, "promised": promised}, dice)]
    if promised and left:
        parts.append(spoken("open", {**facts, "open": left}, dice))
    return " ".join([*parts, spoken("farewell", facts, dice)])


def _short(words: str) -> str:
    """Words as one repeats them on the telephone: the first part of a long sentence."""
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rpartition(" ")[0].rstrip(",;. ")


def call_voice(talk: Talk) -> tuple[str, str]:
    """The voice that a browser is asked for, and its pace: of the buyer's language, or of its English."""
    voices, voice = parameters("call")["voice"], talk.buyer.voice
    if voice.language != ENGLISH:
        return f"{voice.language}-{talk.buyer.country}", str(voices["own_pace"])
    name, pace = voices.get(talk.buyer.country, voices["elsewhere"])
    return str(name), str(pace)


def call_letter(kind: str, talk: Talk, starts_at: datetime, dice: Dice) -> str:
    """A letter about a call: call_invitation, call.agree or call.missed; the hour in the sellers' time."""
    local = starts_at.astimezone(HOME)
    facts = letter_facts(talk) | {"day": local.date(), "hour": f"{local:%H:%M}"}
    return letter(kind, talk.buyer.register, facts, dice)
