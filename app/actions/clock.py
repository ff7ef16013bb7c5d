"""The verbs of a course's clock: run, pause, step to the next morning, reach."""

from datetime import datetime, timedelta

from app.actions.act import Act
from app.actions.given import Whole
from app.actions.policies import administers, party, teaches
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import next_morning, wall_now
from app.models.course import Course
from app.trade.refusal import NotOpenNow, RuleBroken

SPEEDS = (60, 600, 3600, 14400)  # simulated seconds for each real second


class Run(Given):
    """How fast time passes: simulated seconds for each real one."""

    speed: Whole


class Reach(Given):
    """The time that the world has come to."""

    to: datetime


@action("clock.run", Course, Run, allow=teaches() | administers())
def run(act: Act, course: Course, given: Run) -> Facts:
    """Let the course's time run at a speed.

    Raises: RuleBroken("clock.speed_unknown").
    """
    if given.speed not in SPEEDS:
        raise RuleBroken("clock.speed_unknown", "speed", speeds=", ".join(map(str, SPEEDS)))
    _stand_still(act, course)
    course.clock_state, course.clock_speed = "running", given.speed
    return {"speed": given.speed}


@action("clock.pause", Course, Nothing, allow=teaches() | administers())
def pause(act: Act, course: Course, given: Nothing) -> Facts:
    """Stop the course's time where it is."""
    _stand_still(act, course)
    return {"at": act.now}


@action("clock.step", Course, Nothing, allow=teaches() | administers())
def step(act: Act, course: Course, given: Nothing) -> Facts:
    """Go on to the next morning, 08:00 where the sellers are; everything due until then happens first.

    Raises: NotOpenNow("clock.already_stepping").
    """
    if course.clock_state == "stepping":
        raise NotOpenNow("clock.already_stepping", until=course.clock_target_at)
    _stand_still(act, course)
    course.clock_state, course.clock_target_at = "stepping", next_morning(act.now)
    return {"until": course.clock_target_at}


@action("clock.reach", Course, Reach, allow=party("clock") | administers())
def reach(act: Act, course: Course, given: Reach) -> Facts:
    """Note that everything due has happened up to a time, and stand there.

    Raises: RuleBroken("clock.backwards").
    """
    if given.to < course.clock_at:
        raise RuleBroken("clock.backwards", "to", at=course.clock_at)
    course.clock_at, course.clock_wall_at = given.to, wall_now()
    if course.clock_state == "stepping" and course.clock_target_at and given.to >= course.clock_target_at:
        course.clock_state, course.clock_target_at = "paused", None
    return {"at": given.to, "days": (given.to - act.now) // timedelta(days=1)}


def _stand_still(act: Act, course: Course) -> None:
    course.clock_at, course.clock_wall_at = act.now, wall_now()
    course.clock_state, course.clock_target_at = "paused", None
