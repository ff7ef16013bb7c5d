"""The demo course: mid-semester, six teams run by rule-based players, one team free for a newcomer.

Everything is done through the same actions as people use; only time is let pass faster.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, select

from app.actions.actor import operator
from app.actions.perform import Outcome, perform
from app.core.clock import home_date, home_time
from app.models.course import SITE, Course
from app.models.team import DUTIES, Team
from app.world.worker import step_to
from seed.enterprises import seed_enterprises
from seed.site import an_account

COURSE = Path(__file__).parent / "courses" / "demo.toml"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One person of a role, as the newcomer is told."""

    role: str
    email: str
    password: str


def demo_course(session: Session) -> Course | None:
    """The demo course, if this site has it."""
    return session.exec(select(Course).where(Course.is_demo.is_(True), Course.state == "open")).first()


def needs_seeding(session: Session) -> bool:
    """Whether the demo course is not there, or its seeding was broken off."""
    course = demo_course(session)
    told = tomllib.loads(COURSE.read_text("utf-8"))
    return course is None or course.clock_at < home_time(
        told["starts_on"] + timedelta(days=told["days_passed"])
    )


def sign_ins() -> list[SignIn]:
    """The sign-ins of one person per role."""
    told = tomllib.loads(COURSE.read_text("utf-8"))
    return [SignIn(each["role"], each["email"], told["password"]) for each in told["people"]]


def seed_demo(
    session: Session, data_folder: Path, say: Callable[[str], None], days: int | None = None
) -> UUID:
    """Make the demo course and let its first weeks pass; goes on where it was broken off. Returns its id.

    days: how many of its days pass, if not as many as the course file says.
    """
    told = tomllib.loads(COURSE.read_text("utf-8"))
    told["days_passed"] = days or told["days_passed"]
    course = demo_course(session)
    if course is not None and course.house.get("has_begun"):
        _let_pass(session, course.id, told, say)
        return course.id
    if course is not None:  # broken off among the first deeds: it is put away, and another one made
        _do(session, course.id, "course.archive", course.id, {})
    people = _people(session, told)
    given = {
        "title": told["title"], "starts_on": told["starts_on"], "days": told["days"], "seed": told["seed"],
        "instructor_id": people["instructor"], "is_demo": True,
    }  # fmt: skip
    course_id = _made(perform(session, operator(), "course.open", SITE, given))
    say("drawing the enterprises' product pictures")
    enterprises = seed_enterprises(session, course_id, data_folder)
    _seats(session, course_id, told, people, enterprises)
    for house in told["house"]:
        _do(session, course_id, "course.set_house", course_id, house)
    for figure in told["figures"]:
        _do(session, course_id, "course.set_figure", course_id, figure)
    _do(session, course_id, "course.begin", course_id, {})
    for event in told["events"]:
        _do(session, course_id, "world_event.set", course_id, event)
    _let_pass(session, course_id, told, say)
    return course_id


def _people(session: Session, told: dict) -> dict[str, UUID]:
    return {
        each["role"]: an_account(
            session, each["email"], each["name"], told["password"],
            administrator=each["role"] == "administrator", locale=each.get("locale", "en"),
        )
        for each in told["people"]
    }  # fmt: skip


def _seats(session: Session, course_id: UUID, told: dict, people: dict, enterprises: dict) -> None:
    """Teams with their companies, players for those that have a skill, and the people in their places."""
    teams = {}
    for each in [*told["teams"], told["free_team"] | {"is_free": True}]:
        given = {"name": each["name"], "is_free": each.get("is_free", False)}
        team_id = teams[each["name"]] = _made(_do(session, course_id, "team.create", course_id, given))
        company = {name: each[name] for name in ("company_name", "company_name_zh", "address")}
        company["version"] = session.get_one(Team, team_id).version
        _do(session, course_id, "team.set_company", team_id, company)
        if each.get("skill"):
            _do(session, course_id, "team.play", team_id, {"skill": each["skill"]})
    for person in (each for each in told["people"] if each.get("team")):
        member = {"email": person["email"], "role": "student"}
        _do(session, course_id, "course.add_member", course_id, member)
        seat = {"person_id": people[person["role"]], "duties": list(DUTIES)}
        _do(session, course_id, "team.place", teams[person["team"]], seat)
    _join(session, course_id, people["enterprise"], enterprises[told["enterprise_of_staff"]])


def _join(session: Session, course_id: UUID, person_id: UUID, enterprise_id: UUID) -> None:
    """The enterprise's product manager comes in by an invitation, as a real one would."""
    from app.actions.actor import Actor
    from app.core.passwords import new_token

    token = new_token()
    given = {"role": "product_manager", "enterprise_id": enterprise_id, "token": token}
    _do(session, course_id, "invitation.make", course_id, given)
    person = Actor("person", str(person_id), course_id, person_id=person_id)
    perform(session, person, "invitation.accept", course_id, {"token": token}).must()


def _let_pass(session: Session, course_id: UUID, told: dict, say: Callable[[str], None]) -> None:
    first: date = told["starts_on"]
    passed = (home_date(session.get_one(Course, course_id).clock_at) - first).days
    for day in range(passed + 1, told["days_passed"] + 1):
        for each in (later for later in told["later"] if later["day"] == day):
            house, key = {"name": each["name"], "value": each["value"]}, f"demo:{day}:{each['name']}"
            perform(session, operator(course_id), "course.set_house", course_id, house, key=key).must()
        step_to(session, course_id, home_time(first + timedelta(days=day)), is_alone=True)
        session.expire_all()
        if day % 10 == 0:
            say(f"day {day} of {told['days_passed']}")


def _do(session: Session, course_id: UUID, action: str, subject_id: UUID, given: dict) -> Outcome:
    return perform(session, operator(course_id), action, subject_id, given).must()


def _made(outcome: Outcome) -> UUID:
    made = outcome.must().made_id
    assert made is not None  # noqa: S101 - an action that creates has an id
    return made
