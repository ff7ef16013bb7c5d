"""The verbs of accounts: made by the site, signed in and out, and what a person sets for themselves."""

from uuid import UUID

from pydantic import field_validator
from sqlmodel import col, or_, select

from app.actions.act import Act
from app.actions.given import Name, Password, secret, words
from app.actions.policies import Policy, administers
from app.actions.registry import Facts, Given, action
from app.core.clock import wall_now
from app.core.passwords import password_hash, token_digest
from app.core.words import LOCALES
from app.models.course import Course, CourseMember
from app.models.enterprise import EnterpriseMember
from app.models.person import ApiToken, LoginSession, Person
from app.models.team import TeamMember
from app.trade.letters.mail_address import is_mail_address, mail_key
from app.trade.refusal import RuleBroken

_self = Policy(("person",), lambda actor, row: actor.person_id == row.id)


class Create(Given):
    """A new account. Without a password it can only be entered by an invitation."""

    model_config = {"str_strip_whitespace": False}
    email: Name = words()
    name: Name = words()
    password: Password | None = secret(default=None)
    locale: str = "en"
    is_administrator: bool = False

    @field_validator("password", mode="before")
    @classmethod
    def _none_typed(cls, value: object) -> object:
        return None if value == "" else value


@action("person.create", Course, Create, allow=administers())
def create(act: Act, site: Course, given: Create) -> Facts:
    """Make an account.

    Raises: RuleBroken("person.email_taken"), RuleBroken("person.email_wrong").
    """
    key = mail_key(given.email)
    if not is_mail_address(given.email):
        raise RuleBroken("person.email_wrong", "email")
    if act.session.exec(select(Person.id).where(Person.email_key == key)).first():
        raise RuleBroken("person.email_taken", "email")
    act.add(
        Person(
            email=given.email.strip(),
            email_key=key,
            name=given.name,
            password_hash=password_hash(given.password) if given.password else None,
            locale=given.locale if given.locale in LOCALES else "en",
            is_administrator=given.is_administrator,
        )
    )
    return None


class SignIn(Given):
    """The digest of the new session's token; the token itself goes to the browser only."""

    token: str = secret()


@action("person.sign_in", Person, SignIn, allow=_self)
def sign_in(act: Act, person: Person, given: SignIn) -> Facts:
    """Open a browser session, in the course that the person took part in last."""
    token_hash, course_id = token_digest(given.token), _a_course_of(act, person.id)
    act.add(LoginSession.opened(token_hash, person.id, course_id, wall_now()))
    return None


class SignOut(Given):
    """The digest of the session's token."""

    token: str = secret()


@action("person.sign_out", Person, SignOut, allow=_self)
def sign_out(act: Act, person: Person, given: SignOut) -> Facts:
    """End this browser's session."""
    for session in act.session.exec(
        select(LoginSession).where(
            LoginSession.token_hash == token_digest(given.token), LoginSession.person_id == person.id
        )
    ):
        act.session.delete(session)
    return None


class OpenCourse(Given):
    """Which of one's courses to have open, in this browser (`token`)."""

    course_id: UUID
    token: str = secret()


@action("person.open_course", Person, OpenCourse, allow=_self)
def open_course(act: Act, person: Person, given: OpenCourse) -> Facts:
    """Turn to another course of one's own in this browser.

    Raises: RuleBroken("person.no_such_course").
    """
    if given.course_id not in courses_of(act, person.id):
        raise RuleBroken("person.no_such_course", "course_id")
    for session in act.session.exec(
        select(LoginSession).where(LoginSession.token_hash == token_digest(given.token))
    ):
        session.course_id = given.course_id
    return None


class SetLocale(Given):
    """The language of one's pages and letters."""

    locale: str


@action("person.set_locale", Person, SetLocale, allow=_self)
def set_locale(act: Act, person: Person, given: SetLocale) -> Facts:
    """Choose one's language.

    Raises: RuleBroken("person.locale_unknown").
    """
    if given.locale not in LOCALES:
        raise RuleBroken("person.locale_unknown", "locale")
    person.locale = given.locale
    return None


class MakeToken(Given):
    """A name to know the token by; `token` is made by the router and shown once."""

    name: Name = words()
    course_id: UUID
    token: str = secret()


@action("person.make_token", Person, MakeToken, allow=_self)
def make_token(act: Act, person: Person, given: MakeToken) -> Facts:
    """Make a personal API token for one course.

    Raises: RuleBroken("person.no_such_course").
    """
    if given.course_id not in courses_of(act, person.id):
        raise RuleBroken("person.no_such_course", "course_id")
    act.add(
        ApiToken(
            token_hash=token_digest(given.token),
            person_id=person.id,
            course_id=given.course_id,
            name=given.name,
            wall_made_at=wall_now(),
        )
    )
    return None


class RevokeToken(Given):
    """Which token."""

    token_id: UUID


@action("person.revoke_token", Person, RevokeToken, allow=_self)
def revoke_token(act: Act, person: Person, given: RevokeToken) -> Facts:
    """Take a personal API token back.

    Raises: RuleBroken("person.no_such_token").
    """
    token = act.session.get(ApiToken, given.token_id)
    if token is None or token.person_id != person.id:
        raise RuleBroken("person.no_such_token", "token_id")
    token.is_revoked = True
    return None


class ChangePassword(Given):
    """The new password; the router has checked the old one. `token`: this browser's session, which stays."""

    model_config = {"str_strip_whitespace": False}
    password: Password = secret()
    token: str = secret(default="")


@action("person.change_password", Person, ChangePassword, allow=_self | administers())
def change_password(act: Act, person: Person, given: ChangePassword) -> Facts:
    """Set a new password; every other browser is signed out."""
    person.password_hash = password_hash(given.password)
    for session in act.session.exec(select(LoginSession).where(LoginSession.person_id == person.id)):
        if session.token_hash != token_digest(given.token):
            act.session.delete(session)
    return None


class SetActive(Given):
    """Whether the account may be used."""

    is_active: bool


@action("person.set_active", Person, SetActive, allow=administers())
def set_active(act: Act, person: Person, given: SetActive) -> Facts:
    """Suspend an account, or give it back.

    Raises: RuleBroken("person.not_oneself").
    """
    if person.id == act.actor.person_id:
        raise RuleBroken("person.not_oneself")
    person.is_active = given.is_active
    return None


def courses_of(act: Act, person_id: UUID) -> list[UUID]:
    """The courses that a person has a part in, the latest first."""
    member, seat, staff = CourseMember, TeamMember, EnterpriseMember
    query = (
        select(Course.id)
        .outerjoin(member, (col(member.course_id) == Course.id) & (col(member.person_id) == person_id))
        .outerjoin(seat, (col(seat.course_id) == Course.id) & (col(seat.person_id) == person_id))
        .outerjoin(staff, (col(staff.course_id) == Course.id) & (col(staff.person_id) == person_id))
        .where(
            or_(
                col(member.is_active).is_(True), col(seat.is_active).is_(True), col(staff.is_active).is_(True)
            )
        )
        .order_by(col(Course.id).desc())
    )
    return list(dict.fromkeys(act.session.exec(query)))


def _a_course_of(act: Act, person_id: UUID) -> UUID | None:
    last = act.session.exec(
        select(LoginSession.course_id)
        .where(LoginSession.person_id == person_id)
        .order_by(col(LoginSession.wall_made_at).desc())
    ).first()
    own = courses_of(act, person_id)
    return last if last in own else next(iter(own), None)
