"""Invitation links: made and taken back by the instructor, used by whoever holds them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import field_validator
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.actions import invitation
from app.actions.actor import Actor
from app.actions.given import Line, Password, secret, words
from app.actions.perform import perform
from app.actions.registry import Given
from app.core import words as language
from app.core.clock import wall_now
from app.core.passwords import new_token, token_digest, token_from
from app.queries.people.invitation import ROLES, Held, held
from app.queries.people.who import signed_in
from app.routers.answer import Answer, render, wants_json
from app.routers.deps import SESSION_COOKIE, Asking, Database, Door, cookie_name, idempotency_key, token_once
from app.routers.given import body_of, read
from app.routers.navigation import home_of
from app.routers.one_thread import OneThread
from app.routers.sign_in import set_session_cookie
from app.trade.refusal import RuleBroken

router = APIRouter(tags=["invitation"], route_class=OneThread)


class AcceptForm(Given):
    """For a new account: mail address (if the invitation names none), name and password."""

    model_config = {"str_strip_whitespace": False}
    email: Line = words(default="")
    name: Line = words(default="")
    password: Password | None = secret(default=None)

    @field_validator("password", mode="before")
    @classmethod
    def _none_typed(cls, value: object) -> object:
        return None if value == "" else value


@router.post("/courses/{course_id}/invitations/make", openapi_extra=body_of(invitation.Invited))
def make(
    request: Request,
    course_id: UUID,
    door: Door,
    answer: Answer,
    given: Annotated[invitation.Invited, read(invitation.Invited)],
) -> Response:
    """Make a one-time link. The answer shows it, this once."""
    token = token_once(request, door)
    asked = {**given.model_dump(), "token": token}
    outcome = door.perform("invitation.make", course_id, asked)
    page = {
        "invitation_id": outcome.made_id, "link": str(request.url_for("invitation_page", token=token)),
        "role": given.role, "name": given.name, "email": given.email,
    }  # fmt: skip
    return answer.page(page, "invitation/made.html", roles=ROLES)


@router.post("/invitations/{invitation_id}/revoke")
def revoke(invitation_id: UUID, door: Door, answer: Answer) -> Response:
    """Take back a link that nobody has used."""
    return answer.done("/teams", door.perform("invitation.revoke", invitation_id))


@router.get("/invitations/{token}")
def invitation_page(request: Request, token: str, who: Asking, session: Database, answer: Answer) -> Response:
    """What a link lets into, and the form to come in. A used, old and unknown link look alike."""
    found = held(session, token_digest(token))
    if found is None:
        return _closed(request)
    page = {"held": found, "token": token, "who": who.name if who else "", "is_for_who": _is_for(found, who)}
    return answer.page(page, "invitation/page.html", roles=ROLES)


@router.post("/invitations/{token}/accept", openapi_extra=body_of(AcceptForm))
def accept(
    request: Request, token: str, who: Asking, session: Database,
    given: Annotated[AcceptForm, read(AcceptForm)],
) -> Response:  # fmt: skip
    """Come in by a link, as the person who is signed in or with a new account. A link works once."""
    key = idempotency_key(request)
    found = held(session, token_digest(token), asked_before=key)
    if found is None:
        raise RuleBroken("invitation.not_valid")
    browser = request.cookies.get(cookie_name(request, SESSION_COOKIE), "") if who else ""
    if who is None:
        actor = Actor("person", f"invitation:{found.id}", found.course_id)
        browser = token_from(token, key) if key else new_token()
    else:
        actor = Actor("person", str(who.person_id), found.course_id, person_id=who.person_id)
    asked = {
        **given.model_dump(), "token": token, "session_token": browser, "locale": language.current.get()
    }  # fmt: skip
    perform(session, actor, "invitation.accept", found.course_id, asked, key=key).must()
    home = home_of(signed_in(session, token_digest(browser), wall_now())) if browser else "/courses"
    response: Response = JSONResponse({"see": home}) if wants_json(request) else RedirectResponse(home, 303)
    if who is None:
        set_session_cookie(request, response, browser)
    return response


def _is_for(found: Held, who: Asking) -> bool:
    return who is not None and found.email.casefold() in ("", who.email.casefold())


def _closed(request: Request) -> Response:
    if wants_json(request):
        raise RuleBroken("invitation.not_valid")
    return render(request, "invitation/closed.html", {}, 404)
