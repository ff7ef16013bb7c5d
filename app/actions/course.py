"""The verbs of a course: opened, its house rules set, archived, opened again."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, field_validator

from app.actions.act import Act
from app.actions.given import Day, Name, Rate, Whole
from app.actions.policies import administers, is_teacher, teaches
from app.actions.registry import Facts, Given, Nothing, action
from app.core.canonical import decimal_text
from app.core.clock import home_time, wall_now
from app.models.course import SITE, Course, CourseMember
from app.models.person import Person
from app.models.world_event import TELLS_EVENTS
from app.trade.lifecycles import COURSE
from app.trade.refusal import RuleBroken

# Settings of a course that the instructor may change, with their defaults. Each is an assumption of teaching.
HOUSE: dict[str, Any] = {
    "bank_spread_rate": "0.0020",  # trade rules, section 10: suggest 0.15 to 0.3 %
    "us_surcharge_rate": "0",  # trade rules, section 4: teacher's setting, default 0
    "buyers_per_day": "1.5",  # letters a day that each open shop may expect at the least
    "opening_capital_rmb": "500000",  # what each team begins with, in RMB
    "consumers_per_day": "2",  # baskets a day that each open shop may expect at the least
}

# The reference tells no law before the first of these days; beyond the last it only lets known rates go on.
RULE_DATES = date(2024, 1, 1), date(2028, 12, 31)


class Open(Given):
    """A new course: its name, first day and seed. `instructor_id` is the person who will teach it."""

    title: Name
    starts_on: Day
    days: Whole = 120
    seed: Name
    instructor_id: UUID | None = None
    is_demo: bool = False

    @field_validator("instructor_id", mode="before")
    @classmethod
    def _none_chosen(cls, value: object) -> object:
        return None if value == "" else value


@action("course.open", Course, Open, allow=administers() | is_teacher())
def open_course(act: Act, site: Course, given: Open) -> Facts:
    """Open a new course: a closed world with its own clock, money and log.

    Raises: RuleBroken("course.days_out_of_range" | "course.no_such_account").
    """
    if not 1 <= given.days <= 400:
        raise RuleBroken("course.days_out_of_range", "days", least=1, greatest=400)
    instructor = given.instructor_id if act.actor.is_administrator else act.actor.person_id
    if instructor is not None and act.session.get(Person, instructor) is None:
        raise RuleBroken("course.no_such_account", "instructor_id")
    course = act.add(
        Course(
            title=given.title,
            seed=given.seed,
            starts_on=given.starts_on,
            days=given.days,
            house=HOUSE,
            is_demo=given.is_demo,
            clock_at=home_time(given.starts_on),
            clock_wall_at=wall_now(),
        )
    )
    if instructor is not None:
        act.add(CourseMember(course_id=course.id, person_id=instructor, role="instructor"))
    return {"course": course.id, "starts_on": given.starts_on}


@action("course.begin", Course, Nothing, allow=teaches() | administers())
def begin(act: Act, course: Course, given: Nothing) -> Facts:
    """Let the world begin: the market's first day goes on the agenda.

    Raises: RuleBroken("course.has_begun").
    """
    if course.house.get("has_begun"):
        raise RuleBroken("course.has_begun")
    course.house = {**course.house, "has_begun": True}
    if not course.house.get(TELLS_EVENTS):
        act.later(act.now, "world_event.draw", course.id, {"stable_name": "events"})
    act.later(act.now, "market.day", course.id, {"stable_name": "market"})
    act.later(act.now, "retail.day", course.id, {"stable_name": "retail"})
    return None


class SetHouse(Given):
    """One of the course's own settings; see HOUSE. Each is a plain number, not below zero."""

    name: str
    value: Rate


@action("course.set_house", Course, SetHouse, allow=teaches())
def set_house(act: Act, course: Course, given: SetHouse) -> Facts:
    """Change one of the course's settings.

    Raises: RuleBroken("course.no_such_setting" | "course.capital_too_small").
    """
    if given.name not in HOUSE:
        raise RuleBroken("course.no_such_setting", "name", name=given.name)
    if given.name == "opening_capital_rmb" and given.value <= 0:
        raise RuleBroken("course.capital_too_small", "value")
    course.house = {**course.house, given.name: decimal_text(given.value)}
    return {"name": given.name, "value": given.value}


class SetRuleDate(Given):
    """The day by which the course reads law; empty: it follows the clock."""

    rules_on: Annotated[Day | None, BeforeValidator(lambda value: value or None)] = None


@action("course.set_rule_date", Course, SetRuleDate, allow=teaches())
def set_rule_date(act: Act, course: Course, given: SetRuleDate) -> Facts:
    """Pin the day by which duties, taxes, schemes, refunds and fees are read, or let it follow the clock.

    What was priced before keeps its figures. Raises: RuleBroken("course.rule_date_out_of_range").
    """
    least, greatest = RULE_DATES
    if given.rules_on is not None and not least <= given.rules_on <= greatest:
        raise RuleBroken("course.rule_date_out_of_range", "rules_on", least=least, greatest=greatest)
    before, course.rules_on = course.rules_on, given.rules_on
    return {"rules_on": course.rules_on, "before": before}


@action("course.archive", Course, Nothing, allow=teaches() | administers())
def archive(act: Act, course: Course, given: Nothing) -> Facts:
    """Close the course's record; nothing can be done in it until it is opened again."""
    course.state = COURSE.after(course.state, "archive")
    course.clock_state, course.clock_at, course.clock_target_at = "paused", act.now, None
    return None


@action("course.reopen", Course, Nothing, allow=teaches() | administers())
def reopen(act: Act, course: Course, given: Nothing) -> Facts:
    """Open an archived course again."""
    course.state = COURSE.after(course.state, "reopen")
    return None


def site_row(seed: str, at: datetime | None = None) -> Course:
    """Course zero, the site itself: opening a course is evidence too. at: where its clock stands, if not at
    the wall's.
    """
    wall = at or wall_now()
    return Course(
        id=SITE, title="site", seed=seed, starts_on=wall.date(), days=400, clock_at=wall, clock_wall_at=wall
    )
