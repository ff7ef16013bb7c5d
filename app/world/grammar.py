"""A small phrase grammar: alternatives, optional parts, facts, words that agree with a number; chance picks.

`[a|b|]` one of these, `<rule>` another rule, `{slot}` a fact, `{slot#one/few/many}` a word in the form that
the number in the slot asks for. An alternative may begin with whom it suits: `@pf` registers, `!` direct
people, `~` indirect ones, `^` formal ones, `_` casual ones.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.world.dice import Dice
from app.world.voice import Voice

Rules = Mapping[str, Sequence[str]]
_MARKS = re.compile(r"(?:@([pfw]+) )?(?:([!~^_]) )?")
_TOKEN = re.compile(r"\[|\]|\||<[a-z_.]+>|\{\w+(?:#[^{}]*)?\}")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Slot:
    """A fact by its name; forms: words of which one is said, by the number that the fact is."""

    name: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Another rule, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some alternatives."""

    options: tuple["Option", ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An alternative: whom it suits, and its parts. registers "" is any; leaning "", "!", "~", "^" or "_"."""

    registers: str
    leaning: str
    parts: tuple["str | Slot | Rule | Choice", ...]


Part = str | Slot | Rule | Choice


@lru_cache(maxsize=20_000)
def parsed(text: str) -> Option:
    """An alternative as its parts. Raises: ValueError for a bracket that is not closed."""
    tokens, place = [], 0
    for found in _TOKEN.finditer(text):
        tokens += [text[place : found.start()], found[0]]
        place = found.end()
    rest = [token for token in [*tokens, text[place:]] if token]
    option, left = _option(rest)
    if left:
        raise ValueError(f"a bracket too many: {text!r}")
    return option


def _option(tokens: list[str]) -> tuple[Option, list[str]]:
    parts: list[Part] = []
    registers = leaning = ""
    if tokens and (marked := _MARKS.match(tokens[0])):
        registers, leaning = marked[1] or "", marked[2] or ""
        tokens = [tokens[0][marked.end() :], *tokens[1:]]
    while tokens and tokens[0] not in ("|", "]"):
        piece, tokens = tokens[0], tokens[1:]
        if piece == "[":
            choice, tokens = _choice(tokens)
            parts.append(choice)
        elif piece[:1] == "<" and piece[-1] == ">":
            parts.append(Rule(piece[1:-1]))
        elif piece[:1] == "{" and piece[-1] == "}":
            name, _, forms = piece[1:-1].partition("#")
            parts.append(Slot(name, tuple(forms.split("/")) if forms else ()))
        elif piece:
            parts.append(piece)
    return Option(registers, leaning, tuple(parts)), tokens


def _choice(tokens: list[str]) -> tuple[Choice, list[str]]:
    options = []
    while True:
        option, tokens = _option(tokens)
        options.append(option)
        if not tokens:
            raise ValueError("a bracket is not closed")
        mark, tokens = tokens[0], tokens[1:]
        if mark == "]":
            return Choice(tuple(options)), tokens


def options_of(rules: Rules, name: str, voice: Voice) -> tuple[Option, ...]:
    """The alternatives of a rule that suit a register; all of them where none does."""
    told = tuple(parsed(text) for text in rules[name])
    return _suiting(told, voice) or told


def _suiting(options: Sequence[Option], voice: Voice) -> tuple[Option, ...]:
    letter = voice.register[:1]
    return tuple(each for each in options if not each.registers or letter in each.registers)


def _weight(option: Option, voice: Voice) -> Decimal:
    """How likely an alternative is from this person: twice as likely as others, down to never."""
    share = {
        "": Decimal("0.5"), "!": voice.directness, "~": 1 - voice.directness,
        "^": voice.formality, "_": 1 - voice.formality,
    }[option.leaning]  # fmt: skip
    return 2 * share


@dataclass(frozen=True, slots=True)
class Writer:
    """Expands rules for one voice: facts are what fills the slots, as text or as numbers."""

    rules: Rules
    voice: Voice
    facts: Mapping[str, object]

    def say(self, name: str, dice: Dice) -> str:
        """A rule in words. Raises: KeyError for a rule or a fact that is not there."""
        return self._said(self._picked(options_of(self.rules, name, self.voice), dice).parts, dice, 0)

    def _picked(self, options: Sequence[Option], dice: Dice) -> Option:
        weights = [_weight(each, self.voice) for each in options]
        return dice.weighted(options, weights) if any(weights) else dice.pick(options)

    def _said(self, parts: Sequence[Part], dice: Dice, depth: int) -> str:
        if depth > _DEEPEST:
            raise ValueError("rules go in a circle")
        return "".join(self._part(part, dice, depth) for part in parts)

    def _part(self, part: Part, dice: Dice, depth: int) -> str:
        if isinstance(part, str):
            return part
        if isinstance(part, Slot):
            fact = self.facts[part.name]
            if part.forms:
                return part.forms[min(self.voice.form_of(fact), len(part.forms) - 1)]
            return self.voice.written(fact)
        if isinstance(part, Rule):
            options = options_of(self.rules, part.name, self.voice)
        else:
            options = _suiting(part.options, self.voice) or part.options
        return self._said(self._picked(options, dice).parts, dice, depth + 1)


def possible(rules: Rules, name: str, voice: Voice) -> int:
    """How many different texts a rule can give in a register, with the same facts."""
    return sum(_ways(rules, option.parts, voice) for option in options_of(rules, name, voice))


def _ways(rules: Rules, parts: Sequence[Part], voice: Voice) -> int:
    ways = 1
    for part in parts:
        if isinstance(part, Rule):
            ways *= possible(rules, part.name, voice)
        elif isinstance(part, Choice):
            options = _suiting(part.options, voice) or part.options
            ways *= sum(_ways(rules, option.parts, voice) for option in options)
    return ways


def wording(option: Option) -> Iterator[str]:
    """The words of an alternative outside its slots, piece by piece."""
    for part in option.parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Slot):
            yield from part.forms
        elif isinstance(part, Choice):
            for inner in part.options:
                yield from wording(inner)


def slots(option: Option) -> Iterator[str]:
    """The facts that an alternative names."""
    for part in option.parts:
        if isinstance(part, Slot):
            yield part.name
        elif isinstance(part, Choice):
            for inner in part.options:
                yield from slots(inner)
