"""`five-truths scenario`: a course's world as one TOML file, out of a course and into a fresh one."""

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from app.actions.actor import operator
from app.actions.course import HOUSE
from app.actions.course_scenario import scenario_of
from app.actions.perform import perform
from app.core.clock import home_date, wall_now
from app.core.scenario import MOST_BYTES
from app.core.settings import Settings
from app.models.course import SITE, Course
from app.queries.teaching.control import course_scenario

Command = Callable[..., argparse.ArgumentParser]
_TAKES = "Let a file make the world of a course that has not begun; examples lie in seed/scenarios."


@dataclass(frozen=True, slots=True)
class Line:
    """What the command line gives to its commands: an engine, a way to tell, and the course by its name."""

    ready: Callable[[Settings], Engine]
    tell: Callable[[argparse.Namespace, Mapping[str, Any], str], None]
    the_course: Callable[[Session, str | None], Course]


def _scenario(line: Line, asked: argparse.Namespace, settings: Settings) -> int:
    with Session(line.ready(settings)) as session:
        return (_export if asked.what == "export" else _import)(line, asked, session)


def _export(line: Line, asked: argparse.Namespace, session: Session) -> int:
    course_id = line.the_course(session, asked.course).id
    text = course_scenario(session, operator(course_id), with_seed=asked.with_seed, settings=HOUSE)
    if asked.file == "-":
        sys.stdout.write(text)
        return 0
    Path(asked.file).write_text(text, "utf-8")
    line.tell(asked, {"course": course_id, "file": asked.file}, f"scenario in {asked.file}")
    return 0


def _import(line: Line, asked: argparse.Namespace, session: Session) -> int:
    text = _read(asked.file)
    told = scenario_of(text)  # a bad file opens no course
    if asked.new:
        starts_on = told.starts_on or home_date(wall_now())
        given = {"title": asked.new, "starts_on": starts_on, "seed": told.seed or asked.seed or asked.new}
        course_id = perform(session, operator(), "course.open", SITE, given).must().made_id
        assert course_id  # noqa: S101 a course that was opened
    else:
        course_id = line.the_course(session, asked.course).id
    perform(session, operator(course_id), "course.import_scenario", course_id, {"scenario": text}).must()
    line.tell(asked, {"course": course_id, "title": told.title}, f"{course_id}: {told.title or asked.file}")
    return 0


def _read(file: str) -> str:
    """The text of the file, or of standard input; one byte more than a scenario may have is enough."""
    if file == "-":
        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with Path(file).open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    return raw.decode("utf-8")


def add_scenario(command: Command, line: Line) -> None:
    """`five-truths scenario export|import FILE`."""

    def scenario(asked: argparse.Namespace, settings: Settings) -> int:
        """Write a course's scenario to a file, or let one make the world of a course that has not begun."""
        return _scenario(line, asked, settings)

    ways = command("scenario", scenario).add_subparsers(dest="what", required=True, metavar="export|import")
    for what, does in (("export", "Write a course's world to a file."), ("import", _TAKES)):
        way = ways.add_parser(what, help=does, description=does)  # so that --new TITLE FILE is read too
        way.add_argument("file", nargs="?", default="-", help="TOML file (default: standard input, output)")
        way.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="facts as JSON")
        way.add_argument("--course", metavar="ID", help="id or title; needed where there are several")
        if what == "export":
            way.add_argument("--with-seed", action="store_true", help="export the course's seed too")
        else:
            way.add_argument("--new", metavar="TITLE", help="into a new course of this title")
            way.add_argument("--seed", help="with --new: seed, where the file has none (default: the title)")
