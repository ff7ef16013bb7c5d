"""The verbs of a team: made, named, its company registered, its members placed, their duties given."""

import hashlib
from itertools import count
from uuid import UUID

from app.actions.act import Act
from app.actions.given import Line, Name, Whole, words
from app.actions.membership import (
    free_team_name,
    in_order,
    leave_seat,
    new_team,
    opening_capital,
    pass_the_lead,
    take_seat,
)
from app.actions.policies import administers, shop_duty, teaches
from app.actions.registry import Facts, Given, action
from app.models.course import Course, CourseMember
from app.models.team import Team, TeamMember
from app.trade.catalogue.uscc import is_uscc, uscc_of
from app.trade.refusal import RuleBroken, Stale

# Place of the simulated registry, which gives a company its code when the team has none: Ningbo (GB/T 2260).
REGISTRY_PLACE = "330200"


class Create(Given):
    """The team's name. `is_free`: the demo's team that a newcomer may take."""

    name: Name = words()
    is_free: bool = False


@action("team.create", Course, Create, allow=teaches() | administers())
def create(act: Act, course: Course, given: Create) -> Facts:
    """Make a team and pay in its opening capital.

    Raises: RuleBroken("team.name_taken").
    """
    new_team(act, given.name, is_free=given.is_free)
    return {"opening_capital_rmb": opening_capital(act).amount}


class Rename(Given):
    """The new name, and the version of the team that the form showed."""

    name: Name = words()
    version: Whole


@action("team.rename", Team, Rename, allow=shop_duty("lead") | teaches())
def rename(act: Act, team: Team, given: Rename) -> Facts:
    """Give a team another name.

    Raises: Stale("team.changed_meanwhile"), RuleBroken("team.name_taken").
    """
    _same_version(team, given.version)
    team.name_key = free_team_name(act, given.name, team.id)
    team.name, team.version = given.name, team.version + 1
    return None


class SetCompany(Given):
    """The team's company: names, address, and its 18-sign code (empty: the registry gives one)."""

    company_name: Name = words()
    company_name_zh: Name = words()
    address: Name = words()
    uscc: Line = ""
    version: Whole


@action("team.set_company", Team, SetCompany, allow=shop_duty("lead") | teaches())
def set_company(act: Act, team: Team, given: SetCompany) -> Facts:
    """Register the team's company: its names, address and Unified Social Credit Code.

    Raises: Stale("team.changed_meanwhile"), RuleBroken("team.uscc_wrong" | "team.uscc_taken").
    """
    _same_version(team, given.version)
    uscc = given.uscc.replace(" ", "").upper() or team.uscc or registered(act, team)
    if not is_uscc(uscc):
        raise RuleBroken("team.uscc_wrong", "uscc", uscc=given.uscc)
    if any(other.id != team.id for other in act.rows(Team, uscc=uscc)):
        raise RuleBroken("team.uscc_taken", "uscc", uscc=uscc)
    team.company_name, team.company_name_zh = given.company_name, given.company_name_zh
    team.address, team.uscc, team.version = given.address, uscc, team.version + 1
    return {"uscc": uscc}


class Place(Given):
    """Which student of the course, and with which duties."""

    person_id: UUID
    duties: list[str] = []


@action("team.place", Team, Place, allow=teaches() | administers())
def place(act: Act, team: Team, given: Place) -> Facts:
    """Put a student of the course into a team; from another team they move.

    Raises: RuleBroken("team.not_a_student" | "team.duty_unknown").
    """
    if not act.rows(CourseMember, person_id=given.person_id, role="student", is_active=True):
        raise RuleBroken("team.not_a_student", "person_id")
    before = act.rows(TeamMember, person_id=given.person_id, is_active=True)
    came_from = before[0].team_id if before else None
    seat = take_seat(act, team, given.person_id, in_order(given.duties))
    return {"duties": seat.duties, "moved": came_from is not None and came_from != team.id}


class SetDuties(Given):
    """Who does what from now on; `version` is the seat's that the form showed."""

    person_id: UUID
    duties: list[str] = []
    version: Whole


@action("team.set_duties", Team, SetDuties, allow=shop_duty("lead") | teaches())
def set_duties(act: Act, team: Team, given: SetDuties) -> Facts:
    """Give a member other duties; the lead passes on when another gets it.

    Raises: RuleBroken("team.not_a_member" | "team.duty_unknown" | "team.needs_lead"),
    Stale("team.changed_meanwhile").
    """
    seats = act.rows(TeamMember, team_id=team.id, is_active=True)
    seat = next((seat for seat in seats if seat.person_id == given.person_id), None)
    if seat is None:
        raise RuleBroken("team.not_a_member", "person_id")
    if seat.version != given.version:
        raise Stale("team.changed_meanwhile")
    before, after = seat.duties, in_order(given.duties)
    if "lead" in before and "lead" not in after:
        raise RuleBroken("team.needs_lead", "duties")
    if "lead" in after:
        pass_the_lead(other for other in seats if other is not seat)
    seat.duties, seat.version = after, seat.version + 1
    return {"before": before, "after": after, "new_duties": len(set(after) - set(before))}


class RemoveMember(Given):
    """Which member."""

    person_id: UUID


@action("team.remove_member", Team, RemoveMember, allow=teaches() | administers())
def remove_member(act: Act, team: Team, given: RemoveMember) -> Facts:
    """Take a member out of the team; they stay in the course.

    Raises: RuleBroken("team.not_a_member").
    """
    if not act.rows(TeamMember, team_id=team.id, person_id=given.person_id, is_active=True):
        raise RuleBroken("team.not_a_member", "person_id")
    leave_seat(act, given.person_id)
    return None


def registered(act: Act, team: Team) -> str:
    """The code that the simulated registry gives: the organisation's eight signs follow from the team's
    name, never from an id, which is another one in another course of the same seed.
    """
    for attempt in count():
        digest = hashlib.sha256(f"{team.name_key}\x1f{attempt}".encode()).hexdigest()
        code = uscc_of(REGISTRY_PLACE, "MA" + f"{int(digest, 16) % 10**6:06d}")
        if all(other.id == team.id for other in act.rows(Team, uscc=code)):
            return code
    raise AssertionError


def _same_version(team: Team, version: int) -> None:
    if team.version != version:
        raise Stale("team.changed_meanwhile")
