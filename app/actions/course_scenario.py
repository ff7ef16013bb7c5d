"""The verbs that set up a course's world as a whole: its difficulty, its seed, a scenario from a file."""

from typing import Annotated

from pydantic import Field

from app.actions.act import Act
from app.actions.course import HOUSE
from app.actions.given import Name
from app.actions.policies import administers, teaches
from app.actions.registry import Facts, Given, action
from app.core.clock import home_time
from app.core.difficulty import degrees, laid_by
from app.core.scenario import Scenario, ScenarioRefused, read_scenario
from app.models.course import Course
from app.trade.refusal import RuleBroken

_SECRET = Field(json_schema_extra={"mark": "secret"})


class SetDifficulty(Given):
    """One of the degrees of `seed/difficulty.toml`."""

    degree: Name


@action("course.set_difficulty", Course, SetDifficulty, allow=teaches())
def set_difficulty(act: Act, course: Course, given: SetDifficulty) -> Facts:
    """Choose a degree of difficulty: its figures hold from now on, others stay as they are.

    Raises: RuleBroken("course.no_such_degree").
    """
    if given.degree not in degrees():
        raise RuleBroken("course.no_such_degree", "degree", name=given.degree)
    world = laid_by(given.degree, course.house.get("world", {}))
    course.house = {**course.house, **degrees()[given.degree]["house"], "world": world}
    return {"degree": given.degree}


class SetSeed(Given):
    """From the same seed and the same deeds a world comes out the same."""

    seed: Annotated[Name, _SECRET]


@action("course.set_seed", Course, SetSeed, allow=teaches())
def set_seed(act: Act, course: Course, given: SetSeed) -> Facts:
    """Give the course another seed, before its world begins.

    Raises: RuleBroken("course.seed_is_set" | "text.too_long").
    """
    _must_be_fresh(course, "course.seed_is_set")
    if len(given.seed) > _longest_seed():
        raise RuleBroken("text.too_long", "seed", limit=_longest_seed(), length=len(given.seed))
    course.seed = given.seed
    return None


class ImportScenario(Given):
    """The text of a scenario file, see `core/scenario.py`."""

    scenario: Annotated[str, _SECRET] = ""


@action("course.import_scenario", Course, ImportScenario, allow=teaches() | administers())
def import_scenario(act: Act, course: Course, given: ImportScenario) -> Facts:
    """Let a scenario make the world of a course that has not begun, all of it or nothing.

    What the file does not name is as stated; without a seed or days the course keeps its own.
    Raises: RuleBroken("course.scenario_too_late" | "course.start_moves_back"), and as `scenario_of`.
    """
    _must_be_fresh(course, "course.scenario_too_late")
    told = scenario_of(given.scenario)
    if told.starts_on is not None:
        if act.number and home_time(told.starts_on) < act.now:
            raise RuleBroken("course.start_moves_back", "scenario", day=act.today)
        course.starts_on = told.starts_on
        course.clock_at = home_time(told.starts_on)
    course.days = told.days or course.days
    course.seed = told.seed or course.seed
    course.house = {**course.house, **HOUSE, **told.house, "world": told.world}
    return {
        "title": told.title, "starts_on": course.starts_on, "days": course.days, "house": told.house,
        "world": told.world, "has_seed": told.seed is not None,
    }  # fmt: skip


def scenario_of(text: str) -> Scenario:
    """The scenario that a text tells.

    Raises: RuleBroken("scenario.empty" | "scenario.too_large" | "scenario.not_toml" |
    "scenario.not_a_scenario" | "scenario.unknown" | "scenario.wrong_value" | "scenario.no_such_figure" |
    "scenario.figure" | "scenario.figure_out_of_range" | "scenario.figures_crossed").
    """
    if not text.strip():
        raise RuleBroken("scenario.empty", "scenario")
    try:
        return read_scenario(text, HOUSE)
    except ScenarioRefused as fault:
        raise RuleBroken(fault.code, "scenario", **fault.told) from fault


def _must_be_fresh(course: Course, code: str) -> None:
    if course.house.get("has_begun"):
        raise RuleBroken(code)


def _longest_seed() -> int:
    return int(Course.__table__.c.seed.type.length)  # type: ignore[attr-defined]
