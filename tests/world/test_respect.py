"""Respectful difference: what the simulated world says of people, who differ more than countries do."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from app.core.parameters import FOLDER, parameters
from app.world.dice import Dice
from app.world.parameters import market_habits
from app.world.personas import persona

BANNED = [(word, each["why"]) for each in parameters("respect")["banned"] for word in each["words"]]
PATTERN = re.compile("|".join(rf"(?<!\w)(?:{word})(?!\w)" for word, _ in BANNED), re.I)
FILES = sorted(
    path.relative_to(FOLDER).with_suffix("").as_posix()
    for path in FOLDER.rglob("*.toml")
    if path.stem not in ("respect", "rewording")  # lists of what must not be said
)


def texts(told: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every name and text of a table, and where it stands."""
    if isinstance(told, dict):
        for name, inner in told.items():
            yield at, str(name).replace("_", " ")
            yield from texts(inner, f"{at}.{name}")
    elif isinstance(told, list):
        for inner in told:
            yield from texts(inner, at)
    elif isinstance(told, str):
        yield at, told


@pytest.mark.parametrize("name", FILES)
def test_no_phrase_or_parameter_speaks_of_people_by_stereotype(name: str) -> None:
    found = [
        (at, text, PATTERN.findall(text)) for at, text in texts(parameters(name)) if PATTERN.search(text)
    ]
    assert found == []


def test_every_banned_word_is_found_where_it_stands_and_each_has_a_reason() -> None:
    for sentence in (
        "Dear Sir, let us haggle.",
        "My honourable friend",
        "Inshallah we pay",
        "Sehr geehrter Herr",
    ):
        assert PATTERN.search(sentence), sentence
    for sentence in ("Please send the samples in time.", "Sheikh Zayed Road", "trace the parcel", "menu"):
        assert not PATTERN.search(sentence), sentence
    assert all(len(why) > 30 for _, why in BANNED)


@pytest.mark.parametrize("country", sorted(market_habits()))
def test_no_firm_or_title_of_a_made_up_person_is_a_caricature(country: str) -> None:
    habits = market_habits()[country]
    for number in range(40):
        who = persona(habits, f"someone {number}", Dice("seed", country, number))
        told = f"{who['name']} | {who['company_name']}"
        titled = re.search(r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Herr|Frau|Sr|Sra|Mme|M)\.? (?=\w)", who["name"])
        assert not titled and not PATTERN.search(who["company_name"]), told


def test_no_market_is_another_kind_of_people() -> None:
    markets = list(market_habits().values())
    for one, other in combinations(markets, 2):
        shared = min(one.most_tolerance, other.most_tolerance) - max(
            one.least_tolerance, other.least_tolerance
        )
        narrower = min(one.most_tolerance - one.least_tolerance, other.most_tolerance - other.least_tolerance)
        assert shared >= narrower * Decimal("0.5"), (one.country, other.country)
