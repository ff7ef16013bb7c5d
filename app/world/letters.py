"""Writes buyers' letters from the phrase grammars: language, register and person choose, chance picks.

The facts of a letter may hold the writer's `voice`; without it the letter is English in the register that is
named. A letter is in one language: what a language's grammar does not know is written in English.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.world.dice import Dice
from app.world.grammar import Rules, Writer
from app.world.parameters import parameters
from app.world.voice import ENGLISH, Voice, written_languages

Facts = Mapping[str, Any]
_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")  # a firm named "... Inc." at the end of a sentence
_GAP = re.compile(r"(?<=\S)  +")
_BEFORE_MARK = re.compile(r" (?=[,.](?:\s|$))")
_SPACED_MARK = re.compile(r" (?=[?!;:](?:\s|$))")
_FRENCH_MARK = re.compile(r" (?=[?!:;»])|(?<=«) ")
# How a German letter may begin, but for nouns and the polite "Sie" and "Ihr", which keep their capitals.
_GERMAN_SMALL = re.compile(
    r"(?:Abgemacht|Alles|Am|An|Angesichts|Auch|Auf|Aus|Bei|Beim|Besteht|Bitte|Da|Damit|Danke|Dann|Das"
    r"|Den|Der|Die|Diesmal|Dürfen|Ehrlich|Ein|Eine|Eines|Einige|Einverstanden|Es|Für|Ganz|Gern|Gut"
    r"|Gute|Haben|Herzlichen|Hiermit|Ich|Im|In|Ja|Jetzt|Kein|Klären|Könnten|Kurze|Leider|Lieber"
    r"|Manches|Mit|Möglicherweise|Nach|Nicht|Noch|Ohne|Schade|Schicken|Schön|Sehr|So|Um|Uns|Unser"
    r"|Unsere|Vertrauen|Vielen|Vielleicht|Vor|Was|Wenn|Wie|Wir|Wunderbar|Zu|Zum|Zur)\b"
)
_LISTS = ("{place}. ", "{place}) ", "- ", "{place}. ")


def rules_of(language: str) -> Rules:
    """The rules of a language by name; those of a table carry its name: "ask.samples". Shared: read only."""
    return parameters(f"letters/{language}").once(table_rules)


def table_rules(figures: Facts) -> Rules:
    """The rules of a file's tables by name; those of a table carry its name."""
    found: dict[str, Sequence[str]] = {}
    for name, told in figures.items():
        if isinstance(told, Mapping):
            found |= {f"{name}.{inner}": options for inner, options in told.items()}
        else:
            found[name] = told
    return found


def voice_in(facts: Facts, register: str = "plain") -> Voice:
    """The voice of a letter's facts, else English in a register."""
    voice = facts.get("voice")
    return voice if isinstance(voice, Voice) else Voice(register=register)


def knows(voice: Voice, names: Iterable[str]) -> bool:
    """Whether the grammar of the voice's language has all these rules."""
    return voice.language in written_languages() and rules_of(voice.language).keys() >= set(names)


def said(name: str, voice: Voice, facts: Facts, dice: Dice, *, begins: bool = True) -> str:
    """A rule in words, in the voice's language where it is known there, else in English.

    Args: begins, whether a sentence begins with it.
    """
    if not knows(voice, [name]):
        voice = replace(voice, language=ENGLISH)
    text = tidied(Writer(rules_of(voice.language), voice, facts).say(name, dice), voice.language)
    return text[:1].upper() + text[1:] if begins else text


def tidied(text: str, language: str) -> str:
    """Spaces and stops put right where a part was left out; spaces before marks as French sets them."""
    text = _BEFORE_MARK.sub("", _GAP.sub(" ", _STOPS.sub(".", text))).strip(" ")
    return _FRENCH_MARK.sub("\u00a0", text) if language == "fr" else _SPACED_MARK.sub("", text)


def phrase(kind: str, register: str, facts: Facts, dice: Dice) -> str:
    """One phrase of a kind with its facts filled in."""
    return said(kind, voice_in(facts, register), facts, dice)


def first_letter(register: str, asks: Sequence[str], facts: Facts, dice: Dice, kind: str = "first") -> str:
    """A first letter: who writes, what is needed, the questions, by when. kind: first, rfq to
    several, or repeat.
    """
    voice = voice_in(facts, register)
    listed = numbered(questions(asks, {**facts, "voice": voice}, dice.under("questions")), dice.under("list"))
    return said(kind, voice, {**facts, "questions": listed}, dice)


def numbered(points: Sequence[str], dice: Dice) -> str:
    """Points below each other, counted or dashed."""
    style = dice.pick(_LISTS)
    return "\n".join(style.format(place=place) + point for place, point in enumerate(points, 1))


def letter(kind: str, register: str, facts: Facts, dice: Dice, points: Sequence[str] = ()) -> str:
    """A further letter of one kind, with points listed below it, greeted and signed."""
    voice = voice_in(facts, register)
    parts = [said(kind, voice, facts, dice)]
    if points:
        parts.append("\n".join(f"- {point}" for point in points))
    if knows(voice, [f"{kind}_end"]):
        parts.append(said(f"{kind}_end", voice, facts, dice.under("end")))
    return framed(parts, voice if knows(voice, [kind]) else replace(voice, language=ENGLISH), facts, dice)


def framed(parts: Sequence[str], voice: Voice, facts: Facts, dice: Dice) -> str:
    """Paragraphs below a salutation and above a signature."""
    first, *rest = parts
    closing = said("closing", voice, facts, dice.under("closing"))
    return "\n\n".join([greeted(first, voice, facts, dice.under("salute")), *rest, closing])


def greeted(body: str, voice: Voice, facts: Facts, dice: Dice) -> str:
    """A body below its salutation. German goes on in small letters behind the comma of a salutation."""
    salute = said("salute", voice, facts, dice)
    if voice.language == "de" and salute.endswith(",") and _GERMAN_SMALL.match(body):
        body = body[:1].lower() + body[1:]
    return f"{salute}\n\n{body}"


def situation(matter: str, kind: str, register: str, facts: Facts, dice: Dice) -> str:
    """A letter about a matter beside the price, such as a sample; signed in the buyer's register."""
    return letter(f"{matter}.{kind}", register, facts, dice)


def complaint_letter(reasons: Sequence[Facts], register: str, facts: Facts, dice: Dice) -> str:
    """A complaint: what it is about, each reason with its figures, what is asked for."""
    voice = voice_in(facts, register)

    def part(kind: str, **figures: Any) -> str:
        return said(f"complaint.{kind}", voice, {**facts, **figures}, dice.under(kind))

    points = "\n".join(
        f"- {part('reason_' + each['code'], **_numbers(each['figures'], voice))}" for each in reasons
    )
    opening = "opening_lost" if any(each["code"] == "lost" for each in reasons) else "opening"
    return framed([part(opening), points, part("wish")], voice, facts, dice)


def _numbers(figures: Facts, voice: Voice) -> dict[str, Any]:
    """The figures of a reason, shares in per cent as the language writes numbers."""
    return {
        name: voice.number(Decimal(value)) if name.endswith("percent") else value
        for name, value in figures.items()
    }


def phrase_of(asked: Mapping[str, Any], is_sooner: bool) -> str:
    """The kind of letter that asks for a change. is_sooner: the buyer offers to pay more before shipment."""
    if asked["issue"] == "payment":
        return "ask_prepay" if is_sooner else "ask_payment"
    return "counter_price" if asked["issue"] == "price" else f"ask_{asked['issue']}"


def alternative(issue: str, facts: Facts, dice: Dice) -> str:
    """A second way in which the buyer would agree, or ("better") that it holds a better offer."""
    return said(f"alternative.{issue}", voice_in(facts), facts, dice)


def questions(asks: Sequence[str], facts: Facts, dice: Dice) -> list[str]:
    """Asks put into words."""
    voice = voice_in(facts)
    return [said(f"ask.{ask}", voice, facts, dice.under(ask)) for ask in asks]


def asked_back(unclear: Mapping[str, str], facts: Facts, dice: Dice) -> list[str]:
    """Asks that a letter left unclear, in words that say what was unclear. unclear: ask -> code."""
    voice = voice_in(facts)
    found = []
    for ask, code in unclear.items():
        matter = said(f"matter.{ask}", voice, facts, dice, begins=False)
        found.append(said(f"unclear.{code}", voice, {**facts, "matter": matter}, dice.under(ask, code)))
    return found


def reason(code: str, facts: Facts, dice: Dice | None = None) -> str:
    """Why the deal was lost, in words."""
    return said(f"reason.{code}", voice_in(facts), facts, dice or Dice("reason", code), begins=False)


_READ_AS = {"price": Decimal, "total": Decimal, "quantity": int, "shipment": date.fromisoformat}


def change(code: str, facts: Facts) -> str:
    """A point of a proforma invoice that is to be corrected. facts: found and expected as texts, voice."""
    told = {name: _as_fact(code, value) for name, value in facts.items()}
    return said(f"change.{code}", voice_in(facts), told, Dice("change", code), begins=False)


def _as_fact(code: str, value: Any) -> Any:
    """A figure that stands as text, as the kind of fact that its code says; else as it stands."""
    read = next((kind for word, kind in _READ_AS.items() if word in code), None)
    if read is None or not isinstance(value, str):
        return value
    try:
        return read(value)  # type: ignore[operator]
    except (ValueError, InvalidOperation):
        return value


def review(parts: Sequence[tuple[str, bool]], facts: Facts, dice: Dice) -> str:
    """The words of a review: one sentence for each part, pleased or not."""
    voice = voice_in(facts)
    names = [f"review.{code}_{'good' if pleased else 'bad'}" for code, pleased in parts]
    return " ".join(said(name, voice, facts, dice.under(name)) for name in names)
