"""A model may put a buyer's letter into other words, between decision and deed; facts are checked after it.

The agent has decided, and nothing of that changes: only the words of a letter do. Whatever goes wrong, the
letter of the grammar goes out. Which one it was, and what the check said, stands in the record.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import structlog

from app.actions.registry import find
from app.core.model_endpoint import Model, ModelFailed
from app.core.parameters import parameters
from app.trade.letters.letter_language import scored_language
from app.trade.letters.letter_text import normalised
from app.world.intent import Intent
from app.world.rewording_check import SAME, is_safe_to_send, verdict
from app.world.voice import written_languages

log = structlog.get_logger("world")
_BEGIN, _END = "<<<letter", "letter>>>"


class Rewording(Protocol):
    """Puts the letters of intents into other words, or leaves them."""

    def __call__(self, intents: Sequence[Intent]) -> list[Intent]:
        """The same intents, in order, with the words in which they go out."""


class ModelRewording:
    """Rewording by a model behind an endpoint."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def __call__(self, intents: Sequence[Intent]) -> list[Intent]:
        """The intents with their letters reworded where the check lets them pass."""
        return [self._reworded(each) if is_a_letter(each) else each for each in intents]

    def _reworded(self, intent: Intent) -> Intent:
        letter = str(intent.given["body"])
        words, said = self._words(letter)
        log.info("rewording", action=intent.action, verdict=said)
        by = "model" if said == SAME else "grammar"
        told = {"body": words, "words_by": by, "words_verdict": f"words_{said}"}
        return replace(intent, given={**intent.given, **told})

    def _words(self, letter: str) -> tuple[str, str]:
        """The words that go out, and the verdict."""
        language, _ = scored_language(normalised(letter))
        if language not in written_languages():
            return letter, "language"
        if not is_safe_to_send(letter):
            return letter, "unsafe"
        told = [
            {"role": "system", "content": str(parameters("rewording")["told"])},
            {"role": "user", "content": f"{_BEGIN}\n{letter}\n{_END}"},
        ]
        try:
            new = _plain_lines(self._model.answer(told).removeprefix(_BEGIN).removesuffix(_END))
        except ModelFailed as failure:
            return letter, failure.code
        said = verdict(letter, new, language)
        return (new, said) if said == SAME else (letter, said)


def _plain_lines(text: str) -> str:
    """A text with one kind of line end and no spaces behind its lines."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def is_a_letter(intent: Intent) -> bool:
    """Whether an intent carries a buyer's letter whose record says in whose words it is."""
    return intent.party == "buyer" and "words_by" in find(intent.action).given.model_fields
