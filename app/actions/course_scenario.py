"""The verbs that set up a course's world as a whole: its difficulty, its seed, a scenario from a file."""

from typing import Annotated

from pydantic import Field, ValidationError

from app.actions.act import Act
from app.actions.course import HOUSE
from app.actions.given import Name
from app.actions.laid_event import SetEvent, call_off, caps, check_places, lay, room
from app.actions.policies import administers, teaches
from app.actions.registry import Facts, Given, action
from app.core.clock import home_time
from app.core.difficulty import degrees, laid_by
from app.core.parameters import supposed
from app.core.scenario import Scenario, ScenarioRefused, event_line, read_scenario
from app.models.course import Course
from app.models.world_event import TELLS_EVENTS, WorldEvent
from app.trade.market.event_plan import planned
from app.trade.refusal import RuleBroken, SeveralRefusals

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
    Raises: RuleBroken("course.scenario_too_late" | "course.start_moves_back"), as `scenario_of`, and for an
    event SeveralRefusals: RuleBroken("scenario.event") with its line, then what is wrong with it.
    """
    _must_be_fresh(course, "course.scenario_too_late")
    told = scenario_of(given.scenario)
    if told.starts_on is not None:
        if act.number and home_time(told.starts_on) < act.now:
            raise RuleBroken("course.start_moves_back", "scenario", day=act.today)
        course.starts_on = told.starts_on
        # What follows is of the first moment, whatever day the course was opened for.
        course.clock_at = act.now = home_time(told.starts_on)
    course.days = told.days or course.days
    course.seed = told.seed or course.seed
    course.house = {
        **course.house,
        **HOUSE,
        **told.house,
        "world": told.world,
        TELLS_EVENTS: not told.draws_events,
    }
    with supposed(act.session, course.house):
        _lay_events(act, course, told, given.scenario)
    return {
        "title": told.title, "starts_on": course.starts_on, "days": course.days, "house": told.house,
        "world": told.world, "has_seed": told.seed is not None, "events": len(told.events),
    }  # fmt: skip


def _lay_events(act: Act, course: Course, told: Scenario, text: str) -> None:
    """The events that the file tells, in place of those that were set before."""
    for row in act.rows(WorldEvent):
        if row.state != "cancelled":
            call_off(act, row)
    for place, each in enumerate(told.events):
        try:
            wish = SetEvent.model_validate(each).wish()
            event = planned(wish, caps(), room(act, course))
            check_places(act, event)
        except ValidationError as fault:
            key = str(fault.errors()[0]["loc"][0])
            line = event_line(text, place, key)
            raise RuleBroken("scenario.wrong_value", "scenario", name=f"events.{key}", line=line) from fault
        except RuleBroken as fault:
            line = event_line(text, place, fault.field or "")
            where = RuleBroken("scenario.event", "scenario", line=line)
            raise SeveralRefusals([where, RuleBroken(fault.code, "scenario", **fault.figures)]) from fault
        lay(act, event, f"told:{event.kind}:{event.starts_on}", "set")


def scenario_of(text: str) -> Scenario:
    """The scenario that a text tells.

    Raises: RuleBroken("scenario.empty" | "scenario.too_large" | "scenario.not_toml" |
    "scenario.not_a_scenario" | "scenario.unknown" | "scenario.wrong_value" | "scenario.no_such_figure" |
    "scenario.figure" | "scenario.figure_out_of_range" | "scenario.figures_crossed").
    """
    if not text.strip():
        raise RuleBroken("scenario.empty", "scenario")
    try:
        return read_scenario(text, HOUSE, SetEvent.model_fields)
    except ScenarioRefused as fault:
        raise RuleBroken(fault.code, "scenario", **fault.told) from fault


def _must_be_fresh(course: Course, code: str) -> None:
    if course.house.get("has_begun"):
        raise RuleBroken(code)


def _longest_seed() -> int:
    return int(Course.__table__.c.seed.type.length)  # type: ignore[attr-defined]
