"""Who acts: a person in one course, a player in a person's place, a party of the world, or the operator."""

from dataclasses import dataclass, replace
from uuid import UUID

from app.models.course import SITE

# The parties of the simulated world. They act through the same door as people.
PARTIES = ("buyer", "supplier", "carrier", "insurer", "customs_office", "bank", "market", "clock",
           "inspector", "laboratory", "tax_office")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """Frozen: permissions are read anew at each request. `name` identifies the actor in the log."""

    kind: str  # person, player, party, operator
    name: str
    course_id: UUID
    person_id: UUID | None = None
    course_role: str = ""  # instructor, student or ""
    team_id: UUID | None = None
    duties: frozenset[str] = frozenset()
    enterprise_id: UUID | None = None
    enterprise_role: str = ""
    is_administrator: bool = False
    is_teacher: bool = False  # teaches in the course that is open, also when acting on the site

    @property
    def teaches(self) -> bool:
        """Whether this is an instructor of the course."""
        return self.course_role == "instructor"

    @property
    def stands_in_for(self) -> str:
        """The duty of a player that fills one member's place; "" of anybody else."""
        filled = self.duties - {"lead"} if self.kind == "player" else frozenset()
        return next(iter(sorted(filled)), "")

    def on_site(self) -> "Actor":
        """The same person acting on course zero, the site: without any role of a course."""
        return replace(
            self, course_id=SITE, course_role="", team_id=None, duties=frozenset(), enterprise_id=None,
            enterprise_role="",
        )  # fmt: skip


def party(name: str, course_id: UUID) -> Actor:
    """A party of the simulated world. Raises ValueError for a party that is not in the table."""
    if name not in PARTIES:
        raise ValueError(name)
    return Actor("party", name, course_id)


def player(team_id: UUID, course_id: UUID, duty: str = "") -> Actor:
    """A rule-based player that runs a team: it may what the team's lead may, and sees what the team sees.

    With a duty it stands in for one member: it may what this duty may, and has a name of its own.
    """
    name = f"player:{team_id}:{duty}" if duty else f"player:{team_id}"
    duties = frozenset({duty or "lead"})
    return Actor("player", name, course_id, team_id=team_id, course_role="student", duties=duties)


def operator(course_id: UUID = SITE) -> Actor:
    """Whoever sits at the machine: the command line and the seeding."""
    return Actor("operator", "operator", course_id, is_administrator=True, course_role="instructor")
