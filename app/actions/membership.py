"""How a person comes to belong: to a course, to a team, to an enterprise. Shared by the verbs that let in."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from app.actions.act import Act
from app.models.course import CourseMember
from app.models.enterprise import EnterpriseMember
from app.models.team import DUTIES, Team, TeamMember, name_key
from app.trade.books.ledger_entries import capital_paid_in
from app.trade.money import Money
from app.trade.refusal import RuleBroken

COURSE_ROLES = ("instructor", "student")
ENTERPRISE_ROLES = ("product_manager", "liaison")


def join_course(act: Act, person_id: UUID, role: str, student_number: str = "") -> CourseMember:
    """Give a person a role in the course, also to one who had left it."""
    member = next(iter(act.rows(CourseMember, person_id=person_id)), None)
    if member is None:
        return act.add(
            CourseMember(
                course_id=act.course.id, person_id=person_id, role=role, student_number=student_number
            )
        )
    member.role, member.is_active = role, True
    member.student_number = student_number or member.student_number
    return member


def new_team(act: Act, name: str, *, is_free: bool = False) -> Team:
    """Make a team and pay in the course's opening capital.

    Raises: RuleBroken("team.name_taken").
    """
    key = free_team_name(act, name)
    team = act.add(Team(name=name, name_key=key, is_free=is_free))
    act.post(team.id, capital_paid_in(opening_capital(act)))
    return team


def opening_capital(act: Act) -> Money:
    """What each team of the course begins with."""
    return Money(Decimal(act.course.house["opening_capital_rmb"]), "CNY")


def free_team_name(act: Act, name: str, own_id: UUID | None = None) -> str:
    """The key of a name that no other team of the course has.

    Raises: RuleBroken("team.name_taken").
    """
    key = name_key(name)
    if any(other.id != own_id for other in act.rows(Team, name_key=key)):
        raise RuleBroken("team.name_taken", "name")
    return key


def take_seat(act: Act, team: Team, person_id: UUID, duties: Iterable[str] = ()) -> TeamMember:
    """Seat a person in a team, leaving any other team. Whoever comes first leads until duties are given."""
    others = [
        seat for seat in act.rows(TeamMember, team_id=team.id, is_active=True) if seat.person_id != person_id
    ]
    wanted = set(duties) or (set() if others else {"lead"})
    if "lead" in wanted:
        pass_the_lead(others)
    seat = next(iter(act.rows(TeamMember, person_id=person_id)), None)
    if seat is None:
        return act.add(TeamMember(team_id=team.id, person_id=person_id, duties=in_order(wanted)))
    seat.team_id, seat.duties, seat.is_active = team.id, in_order(wanted), True
    seat.version += 1
    return seat


def leave_seat(act: Act, person_id: UUID) -> UUID | None:
    """Take a person's seat in this course away. Returns the team that they left."""
    for seat in act.rows(TeamMember, person_id=person_id, is_active=True):
        seat.is_active, seat.duties, seat.version = False, [], seat.version + 1
        return seat.team_id
    return None


def join_enterprise(act: Act, enterprise_id: UUID, person_id: UUID, role: str) -> EnterpriseMember:
    """Give a person a role in an enterprise of the course."""
    row = next(iter(act.rows(EnterpriseMember, enterprise_id=enterprise_id, person_id=person_id)), None)
    if row is None:
        return act.add(EnterpriseMember(enterprise_id=enterprise_id, person_id=person_id, role=role))
    row.role, row.is_active = role, True
    return row


def pass_the_lead(seats: Iterable[TeamMember]) -> None:
    """A team has one lead: whoever held it before goes on with their other duties."""
    for seat in seats:
        if "lead" in seat.duties:
            seat.duties = [duty for duty in seat.duties if duty != "lead"]
            seat.version += 1


def in_order(duties: Iterable[str]) -> list[str]:
    """The duties in the order of the table.

    Raises: RuleBroken("team.duty_unknown").
    """
    wanted = set(duties)
    if unknown := sorted(wanted - set(DUTIES)):
        raise RuleBroken("team.duty_unknown", "duties", duties=unknown)
    return [duty for duty in DUTIES if duty in wanted]
