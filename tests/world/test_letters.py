"""Buyers' letters: many different ones, in eight languages, that state facts alone and can be read back."""

import re
from decimal import Decimal
from itertools import combinations
from statistics import mean, pvariance

import pytest
from babel import Locale

from app.core.parameters import FOLDER, parameters
from app.queries.markets.foreign_words import foreign_language
from app.trade.letters.letter_language import scored_language
from app.trade.letters.letter_reading import ALL_ASKS, ASKS, asks_in
from app.trade.letters.letter_text import normalised, sentences
from app.world.consumer_letters import consumer_review
from app.world.dice import Dice
from app.world.grammar import parsed, slots, wording
from app.world.letter_check import unfounded
from app.world.letters import (
    change,
    complaint_letter,
    first_letter,
    greeted,
    letter,
    phrase,
    questions,
    rules_of,
    table_rules,
)
from app.world.parameters import market_habits
from app.world.voice import Voice, manner, written_language, written_languages
from tools.letter_facts import COUNTRIES, REGISTERS, facts
from tools.letters import is_letter

LETTERS = sorted(
    name for name in rules_of("en")
    if is_letter(name) or name.endswith(("_end", "rfq_need", "rfq_hurry", "other_quantity"))
)  # fmt: skip
ENGLISH_ALONE = {"bank", "enterprise"}
SEEDS = [str(number) for number in range(30)]
# Sentences by which two first letters of one situation and register differ at the least, of forty.
LEAST_DIFFERENCE = {"en": 4}
LEAST_ELSEWHERE = 2


def forty(language: str, register: str) -> list[str]:
    asks = ["unit_price", "lead_time", "packing", "payment"]
    told = facts(language, register)
    return [first_letter(register, asks, told, Dice("seed", f"student {number}")) for number in range(40)]


@pytest.mark.parametrize("language", sorted(COUNTRIES))
@pytest.mark.parametrize("register", REGISTERS)
def test_forty_students_see_forty_different_letters(language: str, register: str) -> None:
    bodies = forty(language, register)
    said = [{sentence.low for sentence in sentences(normalised(body))} for body in bodies]
    assert len(set(bodies)) == 40
    least = min(min(len(a - b), len(b - a)) for a, b in combinations(said, 2))
    assert least >= LEAST_DIFFERENCE.get(language, LEAST_ELSEWHERE)


@pytest.mark.parametrize("language", sorted(COUNTRIES))
def test_what_a_letter_asks_is_what_our_own_reader_reads(language: str) -> None:
    for register in REGISTERS:
        told = facts(language, register)
        for seed in SEEDS:
            dice = Dice(seed, language, register)
            asks = ["unit_price", *dice.shuffled(ASKS[1:])[: dice.whole(2, 5)]]
            kind = dice.pick(("first", "rfq", "repeat"))
            first = first_letter(register, asks, told, dice.under("first"), kind)
            assert set(asks_in(first)) == set(asks), first
            assert scored_language(normalised(first))[0] == language, first
            open_asks = [ask for ask in dice.shuffled(ALL_ASKS)[:4] if ask != "delivery_term"]
            listed = questions(open_asks, told, dice.under("open"))
            again = letter("again", register, told, dice.under("again"), listed)
            assert set(asks_in(again)) == set(open_asks), again


@pytest.mark.parametrize("language", sorted(COUNTRIES))
def test_a_letter_states_no_figure_or_term_that_the_engine_does_not_hold(language: str) -> None:
    for register in REGISTERS:
        told = facts(language, register)
        held = [told["voice"].written(fact) for name, fact in told.items() if name != "voice"]
        for kind in LETTERS:
            for seed in SEEDS[:3]:
                body = letter(kind, register, told, Dice(seed, kind))
                assert unfounded(body, language, held) == () and "{" not in body, body


@pytest.mark.parametrize("language", sorted(COUNTRIES))
def test_a_complaint_names_its_figures_and_no_others(language: str) -> None:
    reasons = [
        {"code": "defects", "figures": {
            "pieces": 42, "quantity": 1200, "percent": "3.5", "allowed_percent": "2.5"}},
        {"code": "late", "figures": {"days": 3}}, {"code": "documents", "figures": {"faults": 2}},
        {"code": "claims", "figures": {"claims": "waterproof"}},
    ]  # fmt: skip
    for register in REGISTERS:
        told = facts(language, register) | {"number": "A", "wanted": Decimal(385)}
        voice = told["voice"]
        held = [*map(voice.written, (42, 1200, 3, 2, Decimal(385)))]
        held += [voice.number(Decimal(share)) for share in ("3.5", "2.5")]
        for seed in SEEDS[:6]:
            body = complaint_letter(reasons, register, told, Dice(seed, language))
            assert unfounded(body, language, held) == (), body
            assert scored_language(normalised(body))[0] == language, body
            assert len(re.findall(r"(?m)^- ", body)) == 4 and "385" in body


def test_the_check_finds_a_figure_that_is_not_held() -> None:
    assert unfounded("We pay 4.20, 99 and CIF in EUR.", "en", ["4.20"]) == ("99", "CIF", "EUR")
    assert unfounded("Wir zahlen 1.200,50 USD für 1.200 Stück.", "de", ["1.200,50 USD", "1.200"]) == ()


def names_of_the_world(language: str) -> set[str]:
    """Months, days of the week and countries in a language, of four letters and more."""
    locale = Locale(language)
    found = {str(name) for kind in (locale.months, locale.days) for name in kind["format"]["wide"].values()}
    found |= {str(name) for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()}
    # Words of every day that are also a country's name: "that" in Russian is Togo.
    return {name.casefold() for name in found if len(name) > 3} - {"того"}


FACT = re.compile(r"\d|[$€£¥₽%]|\b(?:USD|EUR|GBP|RMB|CNY|JPY|dollars?|euros?|Inc|Ltd|GmbH|LLC)\b", re.I)


@pytest.mark.parametrize("language", sorted(COUNTRIES))
def test_no_phrase_holds_a_fact_outside_its_slots(language: str) -> None:
    known, world = set(facts()), names_of_the_world(language) | names_of_the_world("en")
    for name, options in rules_of(language).items():
        for text in options:
            option = parsed(text)
            words = " ".join(wording(option))
            assert not FACT.search(words), (name, text)
            assert not world & set(re.findall(r"\w+", words.casefold())), (name, text)
            inside = world if language == "ja" else {each for each in world if " " in each}
            assert not [each for each in inside if each in words.casefold()], (name, text)
            assert set(slots(option)) <= known, (name, text)


@pytest.mark.parametrize("language", sorted(set(COUNTRIES) - {"en"}))
def test_every_grammar_knows_the_situations_that_english_knows(language: str) -> None:
    wanted = {name for name in rules_of("en") if name.split(".")[0] not in ENGLISH_ALONE}
    assert set(rules_of(language)) == wanted


def test_every_register_has_its_own_words_for_every_letter() -> None:
    for language in sorted(written_languages()):
        for name in LETTERS:
            registers = {
                letter for text in rules_of(language)[name] for letter in parsed(text).registers or "pfw"
            }
            assert registers == {"p", "f", "w"}, (language, name)


def test_what_no_grammar_knows_is_written_in_english() -> None:
    asked = questions(["samples"], {**facts(), "voice": Voice("ko", "KR")}, Dice("a"))
    assert asks_in(asked[0]) == ("samples",) and asked[0].isascii()


def test_a_point_of_a_proforma_invoice_is_named_in_the_buyers_language_and_figures() -> None:
    told = {"found": "1234.50", "expected": "1200.00", "voice": Voice("de", "DE")}
    assert change("order.total_differs", told) == (
        "der Gesamtbetrag muss 1.200,00\u00a0USD lauten, nicht 1.234,50\u00a0USD"
    )
    late = {"found": "2026-11-02", "expected": "2026-10-20", "voice": Voice("en", "GB")}
    assert (
        change("order.shipment_late", late)
        == "shipment must be by 20 October 2026 at the latest, not 2 November 2026"
    )
    assert change("order.quantity_differs", {"found": "many", "expected": "480"}).endswith("480, not many")


def test_a_firm_whose_name_ends_in_a_stop_ends_a_sentence_with_one() -> None:
    for register in REGISTERS:
        for seed in SEEDS:
            said = phrase("opening", register, facts("en", register), Dice(seed))
            assert ".." not in said and " ." not in said


def test_most_buyers_write_english_and_the_others_their_own_language() -> None:
    written = [written_language("de", Dice(str(number))) for number in range(500)]
    assert 0.75 < written.count("en") / 500 < 0.85 and set(written) == {"en", "de"}
    assert {written_language("ko", Dice(seed)) for seed in SEEDS} == {"en"}


def test_people_differ_more_within_a_market_than_between_markets() -> None:
    markets = [habits for _, habits in sorted(market_habits().items())]
    for part in (1, 2):
        drawn = [
            [float(manner(each.register, Dice(each.country, number))[part]) for number in range(200)]
            for each in markets
        ]
        between = pvariance([mean(people) for people in drawn])
        within = mean(pvariance(people) for people in drawn)
        assert between < within / 2
    usual = [manner("formal", Dice(str(number)))[0] for number in range(400)]
    assert 0.4 < usual.count("formal") / 400 < 0.6


def test_a_buyer_writes_the_same_letter_again_from_the_same_seed() -> None:
    assert forty("en", "warm") == forty("en", "warm")
    assert Decimal(0) <= manner("warm", Dice("a"))[1] <= 1


REVIEWED = {"IT": "it", "KR": "ko", "DE": "de", "AU": "", "BR": "pt", "NL": "nl", "JP": "ja"}
CONSUMERS = sorted(path.stem for path in (FOLDER / "consumers").glob("*.toml"))


@pytest.mark.parametrize("language", CONSUMERS)
def test_consumers_have_words_for_the_same_things_in_every_language(
    language: str,
) -> None:
    rules = table_rules(parameters(f"consumers/{language}"))
    assert set(rules) == set(table_rules(parameters("consumers/en")))
    for name, options in rules.items():
        for text in options:
            assert not FACT.search(" ".join(wording(parsed(text)))) and not list(slots(parsed(text))), text
        assert sum(1 for _ in options) >= (4 if name.startswith("stars") else 1), name


def test_a_review_is_written_in_the_language_of_its_market_and_the_reader_is_told_which() -> None:
    for market, language in REVIEWED.items():
        told = {consumer_review(market, 2, ["review.parcel_late"], Dice(seed)) for seed in SEEDS}
        assert len(told) > 8
        assert {foreign_language(body, market) for body in told} == {language}
    assert foreign_language("Arrived late, I expected more.", "IT") == ""


@pytest.mark.parametrize("language", sorted(COUNTRIES))
def test_a_further_order_names_the_contract_that_it_follows(language: str) -> None:
    for register in REGISTERS:
        told = facts(language, register) | {"number": "HC-2026-07"}
        for seed in SEEDS[:5]:
            assert "HC-2026-07" in first_letter(register, ["unit_price"], told, Dice(seed), "repeat")
        assert "HC-2026-07" in phrase("subject.repeat", register, told, Dice("s"))


SHORT = (
    "counter_price", "counter_time", "counter_payment", "ask_time", "ask_payment", "ask_sample", "go_on",
    "lost", "thanks", "again", "reminder", "sample.warmer", "sample.ask", "sample.claims", "complaint.leave",
    "changes", "call.missed", "won",
)  # fmt: skip


@pytest.mark.parametrize("language", sorted(COUNTRIES))
def test_a_class_of_forty_sees_many_ways_to_say_the_same_in_a_short_letter(language: str) -> None:
    for kind in SHORT:
        for register in REGISTERS:
            told = facts(language, register) | {"reason": "-"}
            bodies = [letter(kind, register, told, Dice("seed", f"student {n}", kind)) for n in range(40)]
            assert len(set(bodies)) >= 20, (kind, register)
            assert len({body.split("\n\n")[1] for body in bodies}) >= 2, (kind, register)


@pytest.mark.parametrize("language", sorted(COUNTRIES))
def test_a_letter_greets_before_it_speaks_and_signs_at_its_end(language: str) -> None:
    for register in REGISTERS:
        told = facts(language, register)
        salutes = {phrase("salute", register, told, Dice(seed)) for seed in SEEDS}
        assert len(salutes) >= 3
        for kind in ("counter_price", "farewell", "sample.same"):
            first, *_, last = letter(kind, register, told, Dice("a", kind)).split("\n\n")
            assert first in salutes and "Kim Weber" in last


def test_german_goes_on_in_small_letters_behind_a_salutation_but_for_nouns_and_the_polite_form() -> None:
    told = facts("de", "plain")
    voice = told["voice"]
    for body, written in (
        ("Danke. Gut.", "danke. Gut."),
        ("Ihre Antwort fehlt.", "Ihre Antwort fehlt."),
        ("Punkt eins fehlt.", "Punkt eins fehlt."),
    ):
        assert greeted(body, voice, told, Dice("a")).endswith(f",\n\n{written}")
    english = facts("en", "plain")
    assert greeted("Thanks.", english["voice"], english, Dice("a")).endswith("\n\nThanks.")
