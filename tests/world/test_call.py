"""The buyer's side of a call: what it says follows from what was said, and from nothing else."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app.core.clock import HOME
from app.trade.letters.call_answer import heard
from app.trade.letters.letter_language import scored_language
from app.trade.letters.letter_reading import ALL_ASKS, UNCLEAR, ProductFacts, read_letter
from app.trade.letters.letter_text import normalised
from app.trade.working_time import Office
from app.world.agents.call import idle, miss, next_step, speak
from app.world.appointments import arranged, wish_for_call
from app.world.dice import Dice
from app.world.parameters import market_habits, parameters
from app.world.spoken import call_voice, matter, seconds_for, spoken
from app.world.views.call import CallView, Line
from tests.world.test_deal import AT, BUYER, TALK
from tools.letter_facts import COUNTRIES, facts

TWENTY_DAYS = {
    "en": "We need twenty days.", "de": "Wir brauchen zwanzig Tage.", "es": "Necesitamos veinte días.",
    "fr": "Il nous faut vingt jours.", "pt": "Precisamos de vinte dias.", "ru": "Нам нужно двадцать дней.",
    "ja": "20日です。", "ar": "نحتاج 20 يوماً.",
}  # fmt: skip
CALL = CallView("x:call", AT, UUID(int=5), "live", AT, (("lead_time", "", ""), ("samples", "", "")), (), TALK)
GREETED = (Line("buyer", "greet", "lead_time"),)


def after(*lines: Line, **topics: tuple[str, str]) -> CallView:
    told = tuple((ask, *topics.get(ask, ("", ""))) for ask in ("lead_time", "samples"))
    return replace(CALL, lines=(*GREETED, *lines), topics=told)


def answered(ask: str, tone: str = "polite") -> Line:
    return Line("team", "answer", ask, tone)


SILENT, AGAIN = Line("team", "silence", "lead_time"), Line("team", "again", "lead_time")
REPEATED, ASKED_AGAIN = Line("buyer", "repeat", "lead_time"), Line("buyer", "again", "lead_time")


@pytest.mark.parametrize(
    ("view", "kind", "ask"),
    [
        (CALL, "greet", "lead_time"),
        (after(answered("lead_time"), lead_time=("20 days", "")), "ask", "samples"),
        (after(answered("lead_time"), lead_time=("", "vague")), "back", "lead_time"),
        (after(answered("lead_time")), "again", "lead_time"),
        (after(answered("lead_time"), ASKED_AGAIN, answered("lead_time")), "ask", "samples"),
        (after(SILENT), "repeat", "lead_time"),
        (after(SILENT, REPEATED, SILENT), "silence", ""),
        (after(AGAIN), "repeat", "lead_time"),
        (after(AGAIN, REPEATED, AGAIN, REPEATED, AGAIN), "ask", "samples"),
        (after(answered("lead_time", "rude"), REPEATED, answered("lead_time", "rude")), "rude", ""),
        (after(answered("lead_time"), Line("buyer", "ask", "samples"), answered("samples"),
               lead_time=("20 days", ""), samples=("free", "")), "done", ""),
    ],
)  # fmt: skip
def test_the_next_line_follows_from_the_last(view: CallView, kind: str, ask: str) -> None:
    step = next_step(view)
    assert (step.kind, step.ask) == (kind, ask)


def test_the_end_tells_what_was_promised_and_no_more() -> None:
    asked, again = Line("buyer", "ask", "samples"), Line("buyer", "again", "samples")
    said = (answered("lead_time"), asked, answered("samples"), again, answered("samples"))
    view = after(*said, lead_time=("20 days", ""))
    (intent,) = speak(view, Dice("seed"))
    assert intent.action == "call.end" and intent.given["kind"] == "done"
    assert "the lead time, 20 days" in intent.given["body"] and "the samples" in intent.given["body"]
    assert str(TALK.need["limit"]) not in intent.given["body"]


def test_a_line_gives_time_to_hear_it_and_to_answer() -> None:
    (intent,) = speak(CALL, Dice("seed"))
    least = parameters("call")["conduct"]["answer_seconds"]
    assert least < intent.given["seconds_given"] <= least + 40
    assert speak(CALL, Dice("seed")) == [intent]


def test_a_missed_call_annoys_and_one_after_the_deal_falls_away() -> None:
    waiting = replace(CALL, state="arranged")
    (missed,) = miss(waiting, Dice("seed"))
    assert missed.action == "call.miss" and Decimal(missed.given["annoyance"]) > 0
    (dropped,) = miss(replace(waiting, talk=replace(TALK, state="won")), Dice("seed"))
    assert dropped.action == "call.drop"
    assert idle(waiting, Dice("seed")) == []


@pytest.mark.parametrize("country", sorted(market_habits()))
def test_the_hour_lies_in_the_working_time_of_both(country: str) -> None:
    habits = market_habits()[country]
    buyer = replace(BUYER, country=country, office=Office(habits.time_zone, habits.weekend))
    given = arranged(replace(TALK, buyer=buyer), "call.agree", Dice("seed")).given
    there = given["starts_at"].astimezone(ZoneInfo(habits.time_zone))
    here = given["starts_at"].astimezone(HOME)
    assert buyer.office.works_on(there.date()) and 9 <= there.hour < 18
    assert 7 <= here.hour < 24 and here.isoweekday() < 6
    assert given["opens_at"] <= given["starts_at"] >= AT + timedelta(hours=20)


def test_some_buyers_want_a_call_and_never_a_second() -> None:
    wishes = [wish_for_call(TALK, Dice("seed", n)) for n in range(200)]
    assert 30 < sum(map(len, wishes)) < 70
    assert not any(wish_for_call(replace(TALK, has_call=True), Dice("seed", n)) for n in range(200))


@pytest.mark.parametrize("language", sorted(COUNTRIES))
def test_every_question_is_asked_in_the_buyers_language_and_an_answer_in_it_is_read(language: str) -> None:
    told = facts(language)
    for ask in ALL_ASKS:
        assert spoken(f"ask.{ask}", told, Dice("a")) and spoken(f"simple.{ask}", told, Dice("a"))
        assert matter(ask, told["voice"])
    assert all(spoken(f"back.{code}", told, Dice("a")) for code in UNCLEAR)
    read = read_letter(heard(TWENTY_DAYS[language], "lead_time"), ("lead_time",), ProductFacts(name="Mug"))
    assert set(read.found) == {"lead_time"} and read.language == language


def test_a_call_is_held_in_the_language_in_which_the_buyer_writes() -> None:
    buyer = replace(BUYER, voice=replace(BUYER.voice, language="de", country="DE"))
    view = replace(CALL, talk=replace(TALK, buyer=buyer))
    (intent,) = speak(view, Dice("seed"))
    assert scored_language(normalised(intent.given["body"]))[0] == "de"
    assert call_voice(view.talk) == ("de-DE", "1.0")
    assert seconds_for("生産に何日かかりますか。") > seconds_for("")
