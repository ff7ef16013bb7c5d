"""Ways to reach a state, only by performing actions. Each word's builders stand in
`tests/builders_<word>.py`.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.actions.actor import Actor, operator
from app.actions.perform import Outcome, perform
from app.models.course import SITE

FIRST_DAY = date(2026, 9, 1)
PASSWORD = "a long enough password"


@dataclass(frozen=True)
class World:
    """A course with one instructor: the smallest world."""

    session: Session
    course_id: UUID
    instructor: Actor

    def act(self, actor: Actor, action: str, subject_id: UUID, /, **given: object) -> Outcome:
        """Perform and insist that it was not refused."""
        return perform(self.session, actor, action, subject_id, given).must()


def a_person(
    session: Session, name: str, *, administrator: bool = False, password: str | None = None
) -> UUID:
    """An account. Without a password, which costs time to hash, unless a test signs in."""
    given = {"email": f"{name.lower()}@school.example", "name": name, "is_administrator": administrator}
    made = perform(session, operator(), "person.create", SITE, {**given, "password": password}).must()
    assert made.made_id
    return made.made_id


def a_course(session: Session, title: str = "Trade practice", seed: str = "seed-1") -> World:
    """An open course with an instructor called as the course."""
    instructor_id = a_person(session, f"teacher-{title.replace(' ', '-')}")
    given = {"title": title, "starts_on": FIRST_DAY, "seed": seed, "instructor_id": instructor_id}
    course_id = perform(session, operator(), "course.open", SITE, given).must().made_id
    assert course_id
    instructor = Actor(
        "person", str(instructor_id), course_id, person_id=instructor_id, course_role="instructor"
    )
    return World(session, course_id, instructor)
