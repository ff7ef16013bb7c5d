"""The verbs of an invitation: a one-time link is made, taken back, or used to come in."""

from datetime import timedelta
from uuid import UUID

from pydantic import field_validator
from sqlmodel import select

from app.actions.act import Act
from app.actions.given import Line, Password, secret, words
from app.actions.membership import COURSE_ROLES, ENTERPRISE_ROLES, join_course, join_enterprise, take_seat
from app.actions.policies import Policy, administers, teaches
from app.actions.registry import Facts, Given, Nothing, action
from app.core.clock import wall_now
from app.core.passwords import password_hash, token_digest
from app.core.words import LOCALES
from app.models.course import Course
from app.models.enterprise import Enterprise
from app.models.invitation import INVITATION_DAYS, Invitation
from app.models.person import LoginSession, Person
from app.models.team import Team
from app.trade.letters.mail_address import is_mail_address, mail_key
from app.trade.refusal import NotOpenNow, RuleBroken

ROLES = (*COURSE_ROLES, *ENTERPRISE_ROLES)
# Whoever holds the link: the action itself asks for the token.
_holder = Policy(("holder of the link",), lambda actor, row: True)


class Invited(Given):
    """Who may come in as what; name and mail may stay empty, and are then asked of whoever comes."""

    role: str = "student"
    email: Line = words(default="")
    name: Line = words(default="")
    student_number: Line = ""
    team_id: UUID | None = None
    enterprise_id: UUID | None = None

    @field_validator("team_id", "enterprise_id", mode="before")
    @classmethod
    def _none_chosen(cls, value: object) -> object:
        return None if value == "" else value


class Make(Invited):
    """The invitation and its token, made by the router, which shows it once; only its digest is kept."""

    token: str = secret()


@action("invitation.make", Course, Make, allow=teaches() | administers())
def make(act: Act, course: Course, given: Make) -> Facts:
    """Make a one-time link that lets one person into the course, a team or an enterprise.

    Raises: RuleBroken("invitation.role_unknown" | "invitation.needs_enterprise" | "person.email_wrong").
    """
    if given.role not in ROLES:
        raise RuleBroken("invitation.role_unknown", "role")
    for_enterprise = given.role in ENTERPRISE_ROLES
    if for_enterprise and given.enterprise_id is None:
        raise RuleBroken("invitation.needs_enterprise", "enterprise_id")
    if given.email and not is_mail_address(given.email):
        raise RuleBroken("person.email_wrong", "email")
    team = act.find(Team, given.team_id) if given.team_id and given.role == "student" else None
    enterprise = act.find(Enterprise, given.enterprise_id) if for_enterprise else None
    act.add(
        Invitation(
            token_hash=token_digest(given.token),
            email=given.email,
            email_key=mail_key(given.email),
            name=given.name,
            role=given.role,
            student_number=given.student_number,
            team_id=team.id if team else None,
            enterprise_id=enterprise.id if enterprise else None,
            wall_expires_at=wall_now() + timedelta(days=INVITATION_DAYS),
        )
    )
    return {"role": given.role}


@action("invitation.revoke", Invitation, Nothing, allow=teaches() | administers())
def revoke(act: Act, invitation: Invitation, given: Nothing) -> Facts:
    """Take a link back that nobody has used.

    Raises: NotOpenNow("invitation.used").
    """
    if invitation.is_used:
        raise NotOpenNow("invitation.used")
    invitation.is_revoked = True
    return {"role": invitation.role}


class Accept(Given):
    """The link's token, and for a new account its mail address, name and password.

    `session_token` is the browser's session, which is opened or turned to this course.
    """

    model_config = {"str_strip_whitespace": False}
    token: str = secret()
    email: Line = words(default="")
    name: Line = words(default="")
    password: Password | None = secret(default=None)
    locale: str = "en"
    session_token: str = secret(default="")


@action("invitation.accept", Course, Accept, allow=_holder)
def accept(act: Act, course: Course, given: Accept) -> Facts:
    """Come in by a link: as the person who is signed in, or with a new account. The link works once.

    Raises: RuleBroken("invitation.not_valid" | "invitation.for_another" | "invitation.password_needed" |
    "invitation.has_account" | "person.email_wrong" | "text.blank").
    """
    invitation = next(iter(act.rows(Invitation, token_hash=token_digest(given.token))), None)
    if invitation is None or not invitation.is_open(wall_now()):
        raise RuleBroken("invitation.not_valid")
    if act.actor.person_id is None:
        person = _new_account(act, invitation, given)
    else:
        person = act.session.get_one(Person, act.actor.person_id)
        if invitation.email_key and invitation.email_key != person.email_key:
            raise RuleBroken("invitation.for_another")
    invitation.is_used = True
    _let_in(act, invitation, person.id)
    _open_session(act, given.session_token, person.id, course.id)
    return {"role": invitation.role, "person": person.id}


def _new_account(act: Act, invitation: Invitation, given: Accept) -> Person:
    email, name = invitation.email or given.email, (given.name or invitation.name).strip()
    if not is_mail_address(email):
        raise RuleBroken("person.email_wrong", "email")
    if not name:
        raise RuleBroken("text.blank", "name")
    if given.password is None:
        raise RuleBroken("invitation.password_needed", "password")
    if act.session.exec(select(Person.id).where(Person.email_key == mail_key(email))).first():
        raise RuleBroken("invitation.has_account", "email")
    return act.add(
        Person(
            email=email.strip(),
            email_key=mail_key(email),
            name=name,
            password_hash=password_hash(given.password),
            locale=given.locale if given.locale in LOCALES else "en",
        )
    )


def _let_in(act: Act, invitation: Invitation, person_id: UUID) -> None:
    if invitation.enterprise_id:
        join_enterprise(act, invitation.enterprise_id, person_id, invitation.role)
        return
    join_course(act, person_id, invitation.role, invitation.student_number)
    if invitation.team_id:
        take_seat(act, act.find(Team, invitation.team_id), person_id)


def _open_session(act: Act, token: str, person_id: UUID, course_id: UUID) -> None:
    if not token:
        return
    query = select(LoginSession).where(LoginSession.token_hash == token_digest(token))
    session = act.session.exec(query).first()
    if session is None:
        act.add(LoginSession.opened(token_digest(token), person_id, course_id, wall_now()))
    elif session.person_id == person_id:
        session.course_id = course_id
