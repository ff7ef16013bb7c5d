"""Students, teams and invitations, made as people make them."""

from uuid import UUID

from app.actions.actor import Actor
from app.actions.perform import Outcome, perform
from app.core.passwords import new_token
from tests.builders import World, a_person

ALL_DUTIES = ("product", "marketing", "sales", "logistics", "documents", "finance")


def a_student(world: World, name: str, number: str = "") -> UUID:
    """An account that is a student of the course."""
    person_id = a_person(world.session, name)
    email = f"{name.lower()}@school.example"
    world.act(world.instructor, "course.add_member", world.course_id, email=email, student_number=number)
    return person_id


def a_team(world: World, name: str = "Harbour") -> UUID:
    """A team without members."""
    made = world.act(world.instructor, "team.create", world.course_id, name=name).made_id
    assert made
    return made


def a_member(world: World, team_id: UUID, name: str, *duties: str) -> Actor:
    """A student of the team with these duties (none given: the first leads), ready to act."""
    person_id = a_student(world, name)
    facts = world.act(world.instructor, "team.place", team_id, person_id=person_id, duties=list(duties)).facts
    return Actor(
        "person", str(person_id), world.course_id, person_id=person_id, course_role="student",
        team_id=team_id, duties=frozenset(facts["duties"]),
    )  # fmt: skip


def an_invitation(world: World, **given: object) -> tuple[UUID, str]:
    """An open invitation and its token."""
    token = new_token()
    outcome = world.act(world.instructor, "invitation.make", world.course_id, token=token, **given)
    assert outcome.made_id
    return outcome.made_id, token


def accept(world: World, token: str, person_id: UUID | None = None, **given: object) -> Outcome:
    """Use a link, signed out or as a person."""
    name = str(person_id) if person_id else "visitor"
    actor = Actor("person", name, world.course_id, person_id=person_id)
    return perform(world.session, actor, "invitation.accept", world.course_id, {"token": token, **given})
