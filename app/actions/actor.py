"""Who acts: a person in one course, a party of the simulated world, or the operator at the command line."""

from dataclasses import dataclass, replace
from uuid import UUID

from app.models.course import SITE

# The parties of the simulated world. They act through the same door as people.
PARTIES = ("buyer", "supplier", "carrier", "insurer", "customs_office", "bank", "market", "clock",
           "inspector", "tax_office")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """Frozen: permissions are read anew at each request. `name` identifies the actor in the log."""

    kind: str  # person, party, operator
    name: str
    course_id: UUID
    person_id: UUID | None = None
    course_role: str = ""  # instructor, student or ""
    team_id: UUID | None = None
    duties: frozenset[str] = frozenset()
    enterprise_id: UUID | None = None
    enterprise_role: str = ""
    is_administrator: bool = False

    @property
    def teaches(self) -> bool:
        """Whether this is an instructor of the course."""
        return self.course_role == "instructor"

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


def operator(course_id: UUID = SITE) -> Actor:
    """Whoever sits at the machine: the command line and the seeding."""
    return Actor("operator", "operator", course_id, is_administrator=True, course_role="instructor")
