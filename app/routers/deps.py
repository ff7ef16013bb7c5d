"""Who is asking, in which session of the database, with which idempotency key."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session

from app.actions.actor import Actor
from app.actions.perform import Outcome, perform
from app.actions.refusals import Forbidden, Missing, SignInNeeded
from app.actions.registry import Given
from app.core import words
from app.core.clock import wall_now
from app.core.course_session import read_for, read_for_none
from app.core.passwords import form_token, new_token, token_digest, token_from
from app.models.course import SITE
from app.queries.people.who import Who, bearer, signed_in

SESSION_COOKIE = "session"
VISITOR_COOKIE = "visitor"
_KEY = re.compile(r"[\x21-\x7e]{1,120}\Z")


def database(request: Request) -> Iterator[Session]:
    """One session for one request: reads see one moment; the door makes its own transaction."""
    read_for_none()
    with Session(request.app.state.engine, expire_on_commit=False) as session:
        yield session


Database = Annotated[Session, Depends(database)]


def cookie_name(request: Request, name: str) -> str:
    """The cookie's full name: `__Host-` behind TLS, where the browser then guards it."""
    return f"__Host-{name}" if request.app.state.settings.behind_tls else name


def find_who(request: Request, session: Database) -> Who | None:
    """The signed-in person, by session cookie or bearer token, and from here on the page speaks their
    language; None for a visitor.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        who = bearer(session, token_digest(token.strip()))
        if who is None:
            raise SignInNeeded
    else:
        cookie = request.cookies.get(cookie_name(request, SESSION_COOKIE))
        who = signed_in(session, token_digest(cookie), wall_now()) if cookie else None
    request.state.who, request.state.database = who, session
    if who is not None and not request.cookies.get("lang") and "lang" not in request.query_params:
        words.current.set(who.locale if who.locale in words.LOCALES else "en")
        request.state.locale = words.current.get()  # for a refusal, which is answered outside of this thread
    return who


Asking = Annotated[Who | None, Depends(find_who)]


def needed_who(who: Asking) -> Who:
    """The signed-in person. Raises SignInNeeded."""
    if who is None:
        raise SignInNeeded
    return who


SignedIn = Annotated[Who, Depends(needed_who)]


def actor_of(who: Who | None) -> Actor:
    """The actor that a person is in the course they have open; on the site without one."""
    if who is None:
        return Actor("person", "visitor", SITE)
    return Actor(
        kind="person",
        name=str(who.person_id),
        course_id=who.course_id or SITE,
        person_id=who.person_id,
        course_role=who.course_role,
        team_id=who.team_id,
        duties=who.duties,
        enterprise_id=who.enterprise_id,
        enterprise_role=who.enterprise_role,
        is_administrator=who.is_administrator,
        is_teacher=who.course_role == "instructor",
    )


@dataclass(frozen=True, slots=True)
class DoorOf:
    """The way to the one door for this request."""

    session: Session
    actor: Actor
    key: str | None

    def perform(
        self,
        action: str,
        subject_id: UUID,
        given: Given | Mapping[str, Any] | None = None,
        *,
        on_site: bool = False,
    ) -> Outcome:
        """Perform one action; a refusal is raised again now that its evidence is committed."""
        actor = self.actor.on_site() if on_site else self.actor
        return perform(self.session, actor, action, subject_id, given, key=self.key).must()


def find_door(request: Request, session: Database, who: SignedIn) -> DoorOf:
    """The door for a signed-in person; the session reads for the course that they have open."""
    actor = actor_of(who)
    read_for(session, actor.course_id)
    return DoorOf(session, actor, idempotency_key(request))


Door = Annotated[DoorOf, Depends(find_door)]


def in_course(who: SignedIn, session: Database) -> DoorOf:
    """Reading in the open course. Raises Missing for somebody who has none open."""
    if who.course_id is None:
        raise Missing
    read_for(session, who.course_id)
    return DoorOf(session, actor_of(who), None)


InCourse = Annotated[DoorOf, Depends(in_course)]


def teaching(reading: InCourse) -> DoorOf:
    """Reading as an instructor of the open course. Raises Forbidden."""
    if not reading.actor.teaches:
        raise Forbidden("door.forbidden", who="instructor")
    return reading


Teaching = Annotated[DoorOf, Depends(teaching)]


def administering(who: SignedIn, session: Database) -> DoorOf:
    """Reading as the site's administrator. Raises Forbidden."""
    if not who.is_administrator:
        raise Forbidden("door.forbidden", who="administrator")
    return DoorOf(session, actor_of(who).on_site(), None)


Administering = Annotated[DoorOf, Depends(administering)]


def in_team(reading: InCourse) -> DoorOf:
    """Reading as a member of a team. Raises Forbidden."""
    if reading.actor.team_id is None:
        raise Forbidden("door.forbidden", who="team")
    return reading


InTeam = Annotated[DoorOf, Depends(in_team)]


def in_enterprise(reading: InCourse) -> DoorOf:
    """Reading as staff of an enterprise. Raises Forbidden."""
    if reading.actor.enterprise_id is None:
        raise Forbidden("door.forbidden", who="enterprise")
    return reading


InEnterprise = Annotated[DoorOf, Depends(in_enterprise)]


def token_once(request: Request, door: DoorOf, *names: str) -> str:
    """A new secret token to be shown once. The same press again (same key, same session) gives the same."""
    session_cookie = request.cookies.get(cookie_name(request, SESSION_COOKIE), "")
    secret = session_cookie or request.headers.get("authorization", "")
    return token_from(secret, door.key, *names) if door.key and secret else new_token()


def idempotency_key(request: Request) -> str | None:
    """The key by which asking twice does once: a header, or the hidden field of a form."""
    key = request.headers.get("idempotency-key") or getattr(request.state, "form_key", None)
    return key if key and _KEY.match(key) else None


def form_token_of(request: Request) -> str:
    """The token that this browser's forms carry: bound to the session, else to the visitor's cookie."""
    holder = (
        request.cookies.get(cookie_name(request, SESSION_COOKIE))
        or request.cookies.get(cookie_name(request, VISITOR_COOKIE))
        or getattr(request.state, "new_visitor", "")
    )
    return form_token(token_digest(holder))
