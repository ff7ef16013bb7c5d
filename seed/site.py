"""The site itself: course zero, the dated reference data, and the administrator's account."""

import secrets
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.actions.actor import operator
from app.actions.course import site_row
from app.actions.perform import perform
from app.core.db import housekeeping
from app.models.course import SITE, Course
from app.models.person import Person
from app.trade.letters.mail_address import mail_key
from seed.reference.load import load_reference


def found_site(session: Session) -> bool:
    """Make course zero if the database is empty. Returns whether it was."""
    if session.get(Course, SITE) is not None:
        return False
    try:
        with housekeeping(session):
            session.add(site_row(secrets.token_hex(16)))
    except IntegrityError:  # another process that starts just now was first
        return False
    return True


def refresh_reference(session: Session) -> dict[str, int]:
    """Load the reference tables that are new or changed. Returns rows by table."""
    with housekeeping(session):
        return load_reference(session)


def an_account(
    session: Session,
    email: str,
    name: str,
    password: str | None = None,
    *,
    administrator: bool = False,
    locale: str = "en",
) -> UUID:
    """The account with this mail address, made if there is none."""
    known = session.exec(select(Person.id).where(Person.email_key == mail_key(email))).first()
    if known:
        return known
    given = {
        "email": email, "name": name, "password": password, "locale": locale,
        "is_administrator": administrator,
    }  # fmt: skip
    made = perform(session, operator(), "person.create", SITE, given).must().made_id
    assert made is not None  # noqa: S101 - a created account has an id
    return made
