"""A course of rule-based players in a database of its own, the same again from the same seed.

Even the site is founded at the course's first morning and not at the wall's, so that two runs of one plan
give the same ids. The demo packs' pictures are named and not drawn: nobody looks at them.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session

from app.actions.actor import operator
from app.actions.course import site_row
from app.actions.pack import ReadPicture
from app.actions.perform import perform
from app.core.clock import home_time
from app.core.db import housekeeping
from app.core.migrate import migrate
from app.models.course import SITE
from app.models.team import Team
from seed.enterprises import Drawn, seed_enterprise
from seed.packs.build import SLUGS, product_rows
from seed.site import refresh_reference

FIRST_DAY = date(2026, 9, 1)
SKILLS = ("strong", "middling", "weak")
LEAST_DAYS = 120  # of a course: letters stop at its end, so a short run is the beginning of a semester


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated. teams: names in the order in which they are made, each with its skill ("": nobody
    plays it); house: settings of the course that are not as by default; enterprises: slugs of demo packs.
    """

    seed: str
    days: int
    teams: Sequence[tuple[str, str]]
    house: Mapping[str, str] = field(default_factory=dict)
    enterprises: Sequence[str] = SLUGS
    title: str = "Simulation"


def plan_of(seed: str, days: int, teams: int, skills: Sequence[str] = SKILLS) -> Plan:
    """Teams "Team 001", "Team 002", ... whose skills take turns."""
    named = [(f"Team {n + 1:03d}", skills[n % len(skills)]) for n in range(teams)]
    return Plan(seed, days, named)


def found_simulation(engine: Engine, seed: str) -> None:
    """An empty site with the reference, whose own clock stands at the first day."""
    migrate(engine)
    with Session(engine) as session:
        with housekeeping(session):
            session.add(site_row(seed, home_time(FIRST_DAY)))
        refresh_reference(session)


def open_world(session: Session, plan: Plan) -> UUID:
    """The course of a plan on its first morning: enterprises, teams with their companies, players. Its id."""
    given = {
        "title": plan.title, "starts_on": FIRST_DAY, "days": max(LEAST_DAYS, plan.days), "seed": plan.seed,
    }  # fmt: skip
    course_id = _do(session, SITE, "course.open", SITE, **given)
    for slug in plan.enterprises:
        seed_enterprise(session, course_id, slug, undrawn(slug))
    for name, value in sorted(plan.house.items()):
        _do(session, course_id, "course.set_house", course_id, name=name, value=value)
    for name, skill in plan.teams:
        _team(session, course_id, name, skill)
    _do(session, course_id, "course.begin", course_id)
    return course_id


def _team(session: Session, course_id: UUID, name: str, skill: str) -> None:
    team_id = _do(session, course_id, "team.create", course_id, name=name)
    company = {
        "company_name": f"Ningbo {name} Trading Co., Ltd.", "company_name_zh": f"宁波{name}贸易有限公司",
        "address": f"{name}, 1 Xueyuan Road, Ningbo", "version": session.get_one(Team, team_id).version,
    }  # fmt: skip
    _do(session, course_id, "team.set_company", team_id, **company)
    if skill:
        _do(session, course_id, "team.play", team_id, skill=skill)


def undrawn(slug: str) -> Drawn:
    """A demo pack with its pictures by name alone."""
    names = [f"{row['sku']}-{n}.jpg" for row in product_rows(slug) for n in (1, 2, 3)]
    pictures = [
        ReadPicture(name=name, digest=_digest(name), width=1600, height=1600, stored_bytes=200_000)
        for name in names
    ]
    return Drawn(_digest(slug), 200_000 * len(names), [each.model_dump() for each in pictures])


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _do(session: Session, course_id: UUID, action: str, subject_id: UUID, **given: Any) -> UUID:
    made = perform(session, operator(course_id), action, subject_id, given).must().made_id
    return made or subject_id
