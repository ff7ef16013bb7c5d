"""The verb by which a course lays a figure of its own over the world's stated one."""

from typing import Any

from app.actions.act import Act
from app.actions.given import Name
from app.actions.policies import teaches
from app.actions.registry import Facts, Given, action
from app.core.figures import FigureRefused, crossed, figure
from app.models.course import Course
from app.trade.refusal import RuleBroken


class SetFigure(Given):
    """A figure of `seed/world` by subject and dotted key. value: as the file states it; empty: as stated."""

    subject: Name
    key: Name
    value: str = ""


@action("course.set_figure", Course, SetFigure, allow=teaches())
def set_figure(act: Act, course: Course, given: SetFigure) -> Facts:
    """Let this course's world follow another figure than the stated one, or the stated one again.

    Raises: RuleBroken("course.no_such_figure" | "course.figure_not_a_number" | "course.figure_not_whole" |
    "course.figure_not_yes_or_no" | "course.figure_not_a_list" | "course.figure_span_crossed" |
    "course.figure_out_of_range" | "course.figures_crossed").
    """
    try:
        told = figure(given.subject, given.key)
        value = told.read(given.value) if given.value.strip() else told.stated
    except FigureRefused as refused:
        raise RuleBroken(refused.code, "value", **refused.told) from refused
    world = dict(course.house.get("world", {}))
    own = dict(world.get(given.subject, {}))
    before = own.pop(given.key, told.stated)
    if value != told.stated:
        own[given.key] = value
    fault = crossed(given.subject, own)
    if fault is not None:
        raise RuleBroken(fault.code, "value", **fault.told)
    course.house = {**course.house, "world": _without_empty({**world, given.subject: own})}
    return {"name": f"{given.subject}.{given.key}", "value": value, "before": before, "stated": told.stated}


def _without_empty(world: dict[str, Any]) -> dict[str, Any]:
    return {subject: own for subject, own in sorted(world.items()) if own}
