"""Signed-in clients over the real application, without the cost of a password."""

import re
from pathlib import Path
from uuid import UUID

import httpx
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from app.actions.actor import Actor
from app.actions.perform import perform
from app.core.settings import Settings
from app.main import build
from app.models.course import SITE


def application(engine: Engine, data_folder: Path):
    """The application over this database, without the world's worker: tests move time themselves."""
    return build(Settings(data_folder=data_folder, world=False), engine)


class Client:
    """A browser or a program that is signed in as one person."""

    def __init__(
        self,
        app: object,
        session: Session | None = None,
        person_id: UUID | None = None,
        course_id: UUID | None = None,
    ) -> None:
        self.http = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
        if session is not None and person_id is not None:
            token = f"test-token-{person_id}"
            actor = Actor("person", str(person_id), SITE, person_id=person_id)
            perform(session, actor, "person.sign_in", person_id, {"token": token}).must()
            if course_id is not None:
                given = {"course_id": course_id, "token": token}
                perform(session, actor, "person.open_course", person_id, given).must()
            self.http.cookies.set("session", token)

    def page(self, path: str, *, lang: str = "en") -> httpx.Response:
        """A page as a browser asks for it."""
        return self.http.get(path, headers={"accept": "text/html", "accept-language": lang})

    def json(self, path: str) -> httpx.Response:
        """The same as a program asks for it."""
        return self.http.get(path, headers={"accept": "application/json"})

    def token(self) -> str:
        """The form token of this browser."""
        text = self.page("/sign-in").text
        return re.search(r'name="form_token" value="([^"]+)"', text).group(1)

    def form(
        self, path: str, page: str = "", htmx: bool = False, files: object = None, **fields: object
    ) -> httpx.Response:
        """Post a form as a browser does; `page` is the page that it stands on."""
        data = {name.replace("__", "."): str(value) for name, value in fields.items()}
        data |= {"form_token": self.token(), "form_page": page}
        headers = {"accept": "text/html"} | ({"hx-request": "true"} if htmx else {})
        return self.http.post(path, data=data, headers=headers, files=files)

    def post(self, path: str, body: object = None, *, key: str = "") -> httpx.Response:
        """Post JSON as a program does."""
        headers = {"accept": "application/json", "x-form-token": self.token()} | (
            {"idempotency-key": key} if key else {}
        )
        return self.http.post(path, json=body if body is not None else {}, headers=headers)
