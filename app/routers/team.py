"""Teams: the instructor's list, one team's page, and the team's own."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.actions import team, team_play
from app.core import words as language
from app.models.team import DUTIES
from app.queries.people.invitation import ROLES, enterprises, open_invitations
from app.queries.people.team import DUTY_HINTS, DUTY_WORDS, SKILL_WORDS, team_page, teams_page, unplaced
from app.routers.answer import Answer, AnswerOf
from app.routers.deps import Door, DoorOf, InCourse, InTeam, Teaching
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread

router = APIRouter(tags=["team"], route_class=OneThread)
_WORDS = {
    "duty_words": DUTY_WORDS, "duty_hints": DUTY_HINTS, "duties": DUTIES, "skill_words": SKILL_WORDS,
    "stand_in_duties": team_play.STAND_IN_DUTIES,
}  # fmt: skip


@router.get("/teams")
def teams(reading: Teaching, answer: Answer) -> Response:
    """The course's teams, the students without one, and the invitations that nobody has used yet."""
    page = teams_page(reading.session, reading.actor)
    chinese = language.current.get() == "zh_Hans"
    firms = enterprises(reading.session, reading.actor)
    return answer.page(
        page,
        "team/list.html",
        **_WORDS,
        roles=ROLES,
        role_choices=[(role, language.gettext(label)) for role, label in ROLES.items()],
        team_choices=[(team.id, team.name) for team in page.teams],
        enterprises=[(key, name_zh if chinese else name) for key, name, name_zh in firms],
        invitations=open_invitations(reading.session, reading.actor),
    )


@router.get("/teams/{team_id}")
def one_team(team_id: UUID, reading: InCourse, answer: Answer) -> Response:
    """One team: its company, its members and their duties."""
    return _page(reading, answer, team_id)


@router.get("/team")
def own_team(reading: InTeam, answer: Answer) -> Response:
    """One's own team."""
    return _page(reading, answer, reading.actor.team_id)


@router.post("/courses/{course_id}/teams/create", openapi_extra=body_of(team.Create))
def create(
    course_id: UUID, door: Door, answer: Answer, given: Annotated[team.Create, read(team.Create)]
) -> Response:
    """Make a team; its opening capital is paid in."""
    outcome = door.perform("team.create", course_id, given)
    return answer.done(f"/teams/{outcome.made_id}", outcome)


@router.post("/teams/{team_id}/rename", openapi_extra=body_of(team.Rename))
def rename(
    team_id: UUID, door: Door, answer: Answer, given: Annotated[team.Rename, read(team.Rename)]
) -> Response:
    """Give a team another name."""
    return answer.done(_back(door, team_id), door.perform("team.rename", team_id, given))


@router.post("/teams/{team_id}/set-company", openapi_extra=body_of(team.SetCompany))
def set_company(
    team_id: UUID, door: Door, answer: Answer, given: Annotated[team.SetCompany, read(team.SetCompany)]
) -> Response:
    """Register the team's company: names, address and Unified Social Credit Code."""
    return answer.done(_back(door, team_id), door.perform("team.set_company", team_id, given))


@router.post("/teams/{team_id}/place", openapi_extra=body_of(team.Place))
def place(
    team_id: UUID, door: Door, answer: Answer, given: Annotated[team.Place, read(team.Place)]
) -> Response:
    """Put a student of the course into the team; from another team they move."""
    return answer.done(_back(door, team_id), door.perform("team.place", team_id, given))


@router.post("/teams/{team_id}/set-duties", openapi_extra=body_of(team.SetDuties))
def set_duties(
    team_id: UUID, door: Door, answer: Answer, given: Annotated[team.SetDuties, read(team.SetDuties)]
) -> Response:
    """Give a member of the team other duties."""
    return answer.done(_back(door, team_id), door.perform("team.set_duties", team_id, given))


@router.post("/teams/{team_id}/remove-member", openapi_extra=body_of(team.RemoveMember))
def remove_member(
    team_id: UUID, door: Door, answer: Answer, given: Annotated[team.RemoveMember, read(team.RemoveMember)]
) -> Response:
    """Take a member out of the team; they stay in the course."""
    return answer.done(_back(door, team_id), door.perform("team.remove_member", team_id, given))


@router.post("/teams/{team_id}/play", openapi_extra=body_of(team_play.Play))
def play(
    team_id: UUID, door: Door, answer: Answer, given: Annotated[team_play.Play, read(team_play.Play)]
) -> Response:
    """Let a rule-based player run the team in the place of people who are absent, or take it away."""
    return answer.done(_back(door, team_id), door.perform("team.play", team_id, given))


@router.post("/teams/{team_id}/stand-in", openapi_extra=body_of(team_play.StandIn))
def stand_in(
    team_id: UUID, door: Door, answer: Answer, given: Annotated[team_play.StandIn, read(team_play.StandIn)]
) -> Response:
    """Let a rule-based player do one duty of the team for an absent member, or take it away."""
    return answer.done(_back(door, team_id), door.perform("team.stand_in", team_id, given))


@router.post("/courses/{course_id}/teams/add-rival", openapi_extra=body_of(team_play.AddRival))
def add_rival(
    course_id: UUID, door: Door, answer: Answer,
    given: Annotated[team_play.AddRival, read(team_play.AddRival)],
) -> Response:  # fmt: skip
    """Fill the market with a rival shop, run by a rule-based player."""
    outcome = door.perform("team.add_rival", course_id, given)
    return answer.done(f"/teams/{outcome.made_id}", outcome)


def _page(reading: DoorOf, answer: AnswerOf, team_id: UUID | None) -> Response:
    page = team_page(reading.session, reading.actor, team_id)
    others = unplaced(reading.session, reading.actor) if reading.actor.teaches else ()
    choices = [(one.person_id, f"{one.name} {one.student_number}".strip()) for one in others]
    return answer.page(page, "team/page.html", **_WORDS, unplaced=others, unplaced_choices=choices)


def _back(door: DoorOf, team_id: UUID) -> str:
    return f"/teams/{team_id}" if door.actor.teaches else "/team"
