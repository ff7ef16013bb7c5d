"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.actions.actor import Actor
from app.actions.given import Name, words
from app.actions.perform import perform
from app.actions.registry import Given
from app.core.clock import wall_now
from app.core.db import housekeeping
from app.core.ids import fresh_id
from app.core.passwords import is_password, new_token, token_digest
from app.models.course import SITE
from app.models.person import SignInTry
from app.queries.people.sign_in import is_tried_too_often, stored_password
from app.queries.people.who import signed_in
from app.routers.answer import Answer, wants_json
from app.routers.deps import SESSION_COOKIE, Asking, Database, SignedIn, cookie_name
from app.routers.given import body_of, read
from app.routers.navigation import home_of
from app.routers.one_thread import OneThread
from app.routers.problems import TooOften
from app.trade.letters.mail_address import mail_key
from app.trade.refusal import RuleBroken

router = APIRouter(tags=["account"], route_class=OneThread)


class SignIn(Given):
    """Mail address and password; `next` is the page to go to, on this site only."""

    model_config = {"str_strip_whitespace": False}
    email: Name = words()
    password: str
    next: str = ""


@router.get("/", include_in_schema=False)
def start(who: Asking) -> Response:
    """Where this person's work is; a visitor's is the market."""
    return RedirectResponse(home_of(who), status_code=303)


@router.get("/sign-in")
def sign_in_page(who: Asking, answer: Answer, next: str = "") -> Response:
    """The sign-in page."""
    return answer.page({"next": own_page(next)}, "person/sign_in.html")


@router.post("/sign-in", openapi_extra=body_of(SignIn))
def sign_in(request: Request, session: Database, given: Annotated[SignIn, read(SignIn)]) -> Response:
    """Sign in; answers with the session's cookie. The same words and time for an unknown name."""
    key, wall = mail_key(given.email), wall_now()
    address = request.client.host if request.client else ""
    if is_tried_too_often(session, key, address, wall):
        raise TooOften("person.tried_too_often", seconds=30)
    found = stored_password(session, key)
    right = is_password(given.password[:256], found[1] if found else None)
    if not right or found is None:
        with housekeeping(session):
            session.add(SignInTry(id=fresh_id(), email_key=key, address=address, wall_at=wall))
        raise RuleBroken("person.sign_in_wrong", "email")
    token = new_token()
    actor = Actor("person", str(found[0]), SITE, person_id=found[0])
    perform(session, actor, "person.sign_in", found[0], {"token": token}).must()
    who = signed_in(session, token_digest(token), wall_now())
    to = own_page(given.next) or home_of(who)
    response: Response = JSONResponse({"see": to}) if wants_json(request) else RedirectResponse(to, 303)
    set_session_cookie(request, response, token)
    return response


@router.post("/sign-out")
def sign_out(request: Request, who: SignedIn, session: Database) -> Response:
    """End this browser's session."""
    token = request.cookies.get(cookie_name(request, SESSION_COOKIE), "")
    actor = Actor("person", str(who.person_id), SITE, person_id=who.person_id)
    perform(session, actor, "person.sign_out", who.person_id, {"token": token}).must()
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(cookie_name(request, SESSION_COOKIE))
    return response


def own_page(page: str) -> str:
    """The page if it is one of ours, else nothing: never a way to another site."""
    own = page.startswith("/") and not page.startswith("//") and "\\" not in page and page.isprintable()
    return page if own else ""


def set_session_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser its session: out of reach of scripts, and only for this site."""
    response.set_cookie(
        cookie_name(request, SESSION_COOKIE),
        token,
        max_age=14 * 86400,
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.behind_tls,
        path="/",
    )
