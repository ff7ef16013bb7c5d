"""A scenario as a file: read whole or refused with the line, written the same again."""

from datetime import date
from pathlib import Path

import pytest

from app.core.difficulty import degree_of, degrees, its_figures, laid_by
from app.core.figures import figure
from app.core.scenario import FORMAT, MOST_BYTES, Scenario, ScenarioRefused, read_scenario, scenario_text

HEAD = f'format = "{FORMAT}"\ntitle = "Mine"\n'
HOUSE = ("buyers_per_day", "consumers_per_day", "bank_spread_rate")
OF_EVENT = ("kind", "starts_on", "days", "lead_days", "port")
STRIKE = {"kind": "port_strike", "starts_on": date(2026, 10, 1), "days": 9, "port": "CNNGB"}
FAULTS = [
    ("", "scenario.not_a_scenario", None),
    ('format = "another 1"', "scenario.not_a_scenario", None),
    (HEAD + "[world.bank\n", "scenario.not_toml", 3),
    (HEAD + "mood = 1\n", "scenario.unknown", 3),
    (HEAD + '\n[house]\nmercy = "1"\n', "scenario.unknown", 5),
    (HEAD + '[house]\nbuyers_per_day = "many"\n', "scenario.wrong_value", 4),
    (HEAD + "[house]\nbuyers_per_day = 2\n", "scenario.wrong_value", 4),
    (HEAD + 'starts_on = "2026-09-01"\n', "scenario.wrong_value", 3),
    (HEAD + "days = 0\n", "scenario.wrong_value", 3),
    (HEAD + 'world = "no"\n', "scenario.wrong_value", 3),
    (HEAD + '[world.bank]\n"way.least_days" = 2\n"way.mood" = 1\n', "scenario.no_such_figure", 5),
    (HEAD + '[world.letters]\n"ask" = "x"\n', "scenario.no_such_figure", 4),
    (HEAD + '[world.bank]\n"way.least_days" = "soon"\n', "scenario.figure", 4),
    (HEAD + '[world.bank]\n"way.least_days" = 900\n', "scenario.figure_out_of_range", 4),
    (HEAD + '[world.bank]\n"way.least_days" = 9\n', "scenario.figures_crossed", 3),
    (HEAD + '[[events]]\nkind = "bank_stop"\n[[events]]\nmood = "bad"\n', "scenario.unknown", 6),
    (HEAD + '[[events]]\nkind = "bank_stop"\ndays = "2"\n', "scenario.wrong_value", 5),
    (HEAD + 'events = "none"\n', "scenario.wrong_value", 3),
    (HEAD + "draws_events = 1\n", "scenario.wrong_value", 3),
    (HEAD + f'about = "{"x" * MOST_BYTES}"\n', "scenario.too_large", None),
]


@pytest.mark.parametrize(("text", "code", "line"), FAULTS)
def test_what_is_no_scenario_is_refused_with_its_line(text: str, code: str, line: int | None) -> None:
    with pytest.raises(ScenarioRefused) as refused:
        read_scenario(text, HOUSE, OF_EVENT)
    assert (refused.value.code, refused.value.told.get("line")) == (code, line)


def test_what_is_written_is_read_back_the_same() -> None:
    told = Scenario(
        'Peak "season" \\ 旺季', "Two\nlines", "seed-1", date(2026, 9, 1), 90, {"buyers_per_day": "2"},
        {"bank": {"way.least_days": 4}, "consumer": {"review_days": [2, 6]},
         "player": {"weak.inspects": True}}, (STRIKE, STRIKE | {"days": 2}), False,
    )  # fmt: skip
    assert read_scenario(scenario_text(told), HOUSE, OF_EVENT) == told
    assert scenario_text(read_scenario(scenario_text(told), HOUSE, OF_EVENT)) == scenario_text(told)


@pytest.mark.parametrize("path", sorted(Path("seed/scenarios").glob("*.toml")), ids=lambda path: path.stem)
def test_the_scenarios_that_come_along_are_whole(path: Path) -> None:
    told = read_scenario(path.read_text("utf-8"), HOUSE)
    assert told.title and told.about and told.world and told.house


def test_a_degree_of_difficulty_names_figures_that_there_are_and_sets_no_others() -> None:
    assert list(degrees()) == ["gentle", "usual", "demanding"]
    for degree in degrees().values():
        for subject, own in degree["world"].items():
            assert all(figure(subject, key).read(value) == value for key, value in own.items())
    own = {"bank": {"way.least_days": 4}}
    hard = laid_by("demanding", own)
    assert hard["bank"] == own["bank"] and len(its_figures()) == 4
    assert laid_by("usual", hard) == own
    assert degree_of({"buyers_per_day": "2.5", "world": hard}) == "demanding"
    assert degree_of({"buyers_per_day": "9", "world": hard}) == ""
