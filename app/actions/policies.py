"""Who may do an action: small answers that can be joined, each with a name for the tables of rights."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.actions.actor import Actor
from app.models.course import SITE


@dataclass(frozen=True, slots=True)
class Policy:
    """Whether an actor may do it to a subject. `names` say who may, in the words of the rights table."""

    names: tuple[str, ...]
    may: Callable[[Actor, Any], bool]

    def __or__(self, other: "Policy") -> "Policy":
        mine, theirs = self.may, other.may
        return Policy(self.names + other.names, lambda actor, row: mine(actor, row) or theirs(actor, row))


def shop_duty(duty: str) -> Policy:
    """A member of the subject's own team with this duty (or the lead, who has all of them)."""

    def may(actor: Actor, row: Any) -> bool:
        own = actor.team_id is not None and _team_of(row) == actor.team_id
        return own and bool(actor.duties & {duty, "lead"})

    return Policy((f"team:{duty}",), may)


def has_duty(duty: str) -> Policy:
    """Somebody with this duty in a team, towards what belongs to no team (a supplier of the course)."""

    def may(actor: Actor, row: Any) -> bool:
        return actor.team_id is not None and bool(actor.duties & {duty, "lead"})

    return Policy((f"team:{duty}",), may)


def team_member() -> Policy:
    """Any member of the subject's own team."""
    return Policy(("team",), lambda actor, row: actor.team_id is not None and _team_of(row) == actor.team_id)


def teaches() -> Policy:
    """An instructor of the course."""
    return Policy(("instructor",), lambda actor, row: actor.teaches)


def staff(*roles: str) -> Policy:
    """Somebody of the subject's own enterprise with one of the roles (none given: any)."""

    def may(actor: Actor, row: Any) -> bool:
        own = actor.enterprise_id is not None and _enterprise_of(row) == actor.enterprise_id
        return own and (not roles or actor.enterprise_role in roles)

    return Policy(tuple(f"enterprise:{role}" for role in roles) or ("enterprise",), may)


def party(*names: str) -> Policy:
    """One of the parties of the simulated world."""
    return Policy(
        tuple(f"party:{name}" for name in names), lambda a, row: a.kind == "party" and a.name in names
    )


def administers() -> Policy:
    """The site's administrator, or the operator at the command line."""
    return Policy(("administrator",), lambda actor, row: actor.is_administrator)


def anyone() -> Policy:
    """Everybody, also signed out (acts on the site only)."""
    return Policy(("anyone",), lambda actor, row: actor.course_id == SITE)


def is_teacher() -> Policy:
    """Whoever teaches in the course that they have open; also when they act on the site."""
    return Policy(("instructor",), lambda actor, row: actor.is_teacher)


def signed_in() -> Policy:
    """Every person with an account."""
    return Policy(("person",), lambda actor, row: actor.person_id is not None)


def _team_of(row: Any) -> Any:
    return row.id if type(row).__name__ == "Team" else getattr(row, "team_id", None)


def _enterprise_of(row: Any) -> Any:
    return row.id if type(row).__name__ == "Enterprise" else getattr(row, "enterprise_id", None)


def is_visible(actor: Actor, row: Any) -> bool:
    """Whether the row exists for this actor inside its course: what is another's is not there.

    Instructors, parties and the operator see the course; members see rows of their own team or enterprise,
    and rows that belong to neither (a course's clock, an enterprise's name). Site rows: the policy decides.
    """
    if actor.kind in ("party", "operator") or actor.teaches or actor.course_id == SITE:
        return True
    owners = [getattr(row, "team_id", None)]
    if type(row).__name__ != "Order":  # it names the enterprise of its goods, but is the team's alone
        owners.append(getattr(row, "enterprise_id", None))
    if type(row).__name__ == "Team":
        return bool(row.id == actor.team_id)
    owned = hasattr(row, "team_id") or hasattr(row, "enterprise_id")
    if not owned:
        return True
    mine = {actor.team_id, actor.enterprise_id} - {None}
    return any(owner in mine for owner in owners if owner is not None)
