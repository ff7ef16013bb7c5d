"""The phrase grammar: alternatives, optional parts, facts, agreement, and whom a phrase suits."""

from decimal import Decimal

import pytest

from app.world.dice import Dice
from app.world.grammar import Writer, parsed, possible
from app.world.voice import Voice


def said(rules: dict[str, list[str]], voice: Voice, **facts: object) -> set[str]:
    """All that a rule gives in sixty throws."""
    return {Writer(rules, voice, facts).say("x", Dice(str(number))) for number in range(60)}


def test_alternatives_optional_parts_and_other_rules_make_every_text_that_is_counted() -> None:
    rules = {"x": ["[Good |]<time>, {name}", "Hi"], "time": ["day", "morning"]}
    every = said(rules, Voice(), name="Kim")
    assert every == {"Good day, Kim", "Good morning, Kim", "day, Kim", "morning, Kim", "Hi"}
    assert possible(rules, "x", Voice()) == len(every)


@pytest.mark.parametrize(
    ("language", "forms", "told"),
    [
        ("en", "day/days", {1: "1 day", 2: "2 days"}),
        ("ru", "день/дня/дней", {1: "1 день", 3: "3 дня", 5: "5 дней", 11: "11 дней", 21: "21 день"}),
        ("ar", "يوم/يومان/أيام/يوماً/يوم", {3: "3 أيام", 11: "11 يوماً", 100: "100 يوم"}),
    ],
)
def test_a_noun_agrees_with_its_number(language: str, forms: str, told: dict[int, str]) -> None:
    for number, text in told.items():
        assert said({"x": ["{n} {n#" + forms + "}"]}, Voice(language), n=number) == {text}


def test_figures_are_written_as_the_buyers_country_writes_them() -> None:
    rules = {"x": ["{n} {m}"]}
    facts = {"n": 1200, "m": Decimal("1234.5")}
    assert said(rules, Voice("en", "US"), **facts) == {"1,200 USD 1,234.50"}
    assert said(rules, Voice("de", "DE"), **facts) == {"1.200 1.234,50\u00a0USD"}
    assert said(rules, Voice("en", "DE"), **facts) == {"1,200 USD 1,234.50"}


def test_register_and_person_choose_among_the_phrases() -> None:
    rules = {"x": ["@f ! Answer.", "@f ~ Might you answer?", "@f Please answer.", "@w Hi!"]}
    direct, shy = (Voice("en", "", "formal", Decimal(each)) for each in "10")
    assert said(rules, direct) == {"Answer.", "Please answer."}
    assert said(rules, shy) == {"Might you answer?", "Please answer."}
    assert said(rules, Voice("en", "", "warm")) == {"Hi!"}


@pytest.mark.parametrize("wrong", ["[a|b", "a|b", "a]"])
def test_a_bracket_that_is_not_a_pair_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        parsed(wrong)


def test_rules_that_go_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        said({"x": ["<x>"]}, Voice())
