"""One's own account, and the site's accounts for its administrator."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from app.actions import person
from app.actions.actor import Actor
from app.actions.given import Name, Password, secret, words
from app.actions.perform import perform
from app.actions.registry import Given
from app.core import limits
from app.core.clock import wall_now
from app.core.passwords import is_password
from app.core.words import LOCALES
from app.models.course import SITE
from app.queries.people.course import ROLES
from app.queries.people.person import account_page, people_page, stored_hash
from app.routers.answer import Answer
from app.routers.deps import (
    SESSION_COOKIE,
    Administering,
    Database,
    Door,
    DoorOf,
    SignedIn,
    cookie_name,
    token_once,
)
from app.routers.given import body_of, read
from app.routers.one_thread import OneThread
from app.trade.refusal import RuleBroken

router = APIRouter(tags=["account"], route_class=OneThread)


class OpenCourse(Given):
    """Which of one's courses to open in this browser."""

    course_id: UUID


class ChangePassword(Given):
    """The present password and the new one."""

    model_config = {"str_strip_whitespace": False}
    old_password: str = secret()
    password: Password = secret()


class MakeToken(Given):
    """A name to know the token by; it works in the course that is open."""

    name: Name = words()


@router.get("/account")
def account(who: SignedIn, session: Database, answer: Answer) -> Response:
    """One's own account: language, password, API tokens, courses."""
    page = account_page(session, who.person_id, who.course_id, wall_now())
    return answer.page(page, "person/account.html", roles=ROLES, locale_words=LOCALES)


@router.post("/account/set-locale", openapi_extra=body_of(person.SetLocale))
def set_locale(
    request: Request, door: Door, answer: Answer, given: Annotated[person.SetLocale, read(person.SetLocale)]
) -> Response:
    """Choose the language of one's pages."""
    response = answer.done("/account", _own(door, "person.set_locale", given))
    response.delete_cookie("lang")  # the choice now belongs to the account
    return response


@router.post("/account/open-course", openapi_extra=body_of(OpenCourse))
def open_course(
    request: Request, door: Door, answer: Answer, given: Annotated[OpenCourse, read(OpenCourse)]
) -> Response:
    """Turn to another of one's courses in this browser."""
    asked = {"course_id": given.course_id, "token": _browser(request)}
    return answer.done("/", _own(door, "person.open_course", asked))


@router.post("/account/change-password", openapi_extra=body_of(ChangePassword))
def change_password(
    request: Request, door: Door, answer: Answer, given: Annotated[ChangePassword, read(ChangePassword)]
) -> Response:
    """Set a new password; every other browser is signed out."""
    stored = stored_hash(door.session, door.actor.person_id)
    if not is_password(given.old_password[: limits.PASSWORD_MOST_CHARACTERS], stored):
        raise RuleBroken("person.old_password_wrong", "old_password")
    asked = {"password": given.password, "token": _browser(request)}
    return answer.done("/account", _own(door, "person.change_password", asked))


@router.post("/account/make-token", openapi_extra=body_of(MakeToken))
def make_token(
    request: Request, door: Door, answer: Answer, given: Annotated[MakeToken, read(MakeToken)]
) -> Response:
    """Make a personal API token for the course that is open. The answer shows it, this once."""
    token = token_once(request, door)
    asked = {"name": given.name, "course_id": door.actor.course_id, "token": token}
    outcome = _own(door, "person.make_token", asked)
    page = {"name": given.name, "token": token, "token_id": outcome.made_id}
    return answer.page(page, "person/token.html")


@router.get("/account/make-token", include_in_schema=False)
def token_again(who: SignedIn) -> Response:
    """A token is shown once: whoever comes back by the address alone sees the account."""
    return RedirectResponse("/account", 303)


@router.post("/account/revoke-token", openapi_extra=body_of(person.RevokeToken))
def revoke_token(
    door: Door, answer: Answer, given: Annotated[person.RevokeToken, read(person.RevokeToken)]
) -> Response:
    """Take a personal API token back."""
    return answer.done("/account", _own(door, "person.revoke_token", given))


@router.get("/people")
def people(
    reading: Administering, answer: Answer,
    search: Annotated[str, Query(max_length=limits.SEARCH_CHARACTERS)] = "",
    number: Annotated[int, Query(ge=1, le=limits.PAGE_NUMBER)] = 1,
) -> Response:  # fmt: skip
    """The site's accounts, for its administrator."""
    page = people_page(reading.session, search.replace("\x00", "").strip(), number)
    return answer.page(page, "person/list.html")


@router.post("/people/create", openapi_extra=body_of(person.Create))
def create(door: Door, answer: Answer, given: Annotated[person.Create, read(person.Create)]) -> Response:
    """Make an account."""
    return answer.done("/people", door.perform("person.create", SITE, given, on_site=True))


@router.post("/people/{person_id}/set-active", openapi_extra=body_of(person.SetActive))
def set_active(
    person_id: UUID, door: Door, answer: Answer, given: Annotated[person.SetActive, read(person.SetActive)]
) -> Response:
    """Suspend an account, or give it back."""
    return answer.done("/people", door.perform("person.set_active", person_id, given, on_site=True))


def _own(door: DoorOf, action: str, given: object):
    """Something that a person does to their own account."""
    who = door.actor
    actor = Actor("person", who.name, SITE, person_id=who.person_id)
    return perform(door.session, actor, action, who.person_id, given, key=door.key).must()


def _browser(request: Request) -> str:
    return request.cookies.get(cookie_name(request, SESSION_COOKIE), "")
