"""The small site behind its application: asked as one of its people, and put back after whatever was done."""

import re
import sqlite3
from pathlib import Path
from uuid import UUID

import httpx
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from app.core.db import make_engine
from tests.builders_world import Seat, Site
from tests.clients import application
from tests.routes import address, body, method_of

PEOPLE = (
    "lead", "product", "sales", "documents", "other_team", "manager", "liaison", "other_enterprise",
    "instructor", "administrator", "lead_two", "manager_two", "instructor_two",
)  # fmt: skip


class House:
    """The small site behind its application, put back after whatever a test did to it."""

    def __init__(self, template: Site, folder: Path) -> None:
        self.template = template
        self.site = template.copied_to(folder / "site.sqlite3")
        self.engine = make_engine(f"sqlite+pysqlite:///{self.site.path}")
        self.app = application(self.engine, folder)
        self.tokens: dict[str, str] = {}
        self.ids = {"product_id": self.site.ids["product_of_enterprise_one"]}

    @property
    def people(self) -> dict[str, Seat]:
        """Those who ask, by role."""
        return {role: self.site.seats[role] for role in PEOPLE}

    def put_back(self) -> None:
        """Undo all that was written."""
        self.engine.dispose()
        with sqlite3.connect(self.template.path) as source, sqlite3.connect(self.site.path) as target:
            source.backup(target)

    def browser(self, seat: Seat | None) -> TestClient:
        """A browser that is signed in as this person, or a visitor's."""
        http = TestClient(self.app, follow_redirects=False, raise_server_exceptions=False)
        if seat:
            http.cookies.set("session", seat.token)
        return http

    def token(self, http: TestClient, seat: Seat | None) -> str:
        """The token of this browser's forms."""
        held = seat.token if seat else ""
        if held not in self.tokens or not held:
            self.tokens[held] = form_token(http)
        return self.tokens[held]

    def ask(self, route: APIRoute, seat: Seat | None, row_id: object = UUID(int=7)) -> httpx.Response:
        """Ask as this person's program would, or as a visitor."""
        http, headers = self.browser(seat), {"accept": "application/json"}
        if method_of(route) == "GET":
            return http.get(address(route, row_id), headers=headers)
        headers["x-form-token"] = self.token(http, seat)
        content = (route.openapi_extra or {}).get("requestBody", {}).get("content", {})
        if "multipart/form-data" in content:
            return http.post(address(route, row_id), files={"file": ("a.csv", b"name")}, headers=headers)
        return http.post(address(route, row_id), json=body(route, self.ids), headers=headers)


def form_token(http: TestClient) -> str:
    """The token of this browser's forms."""
    text = http.get("/sign-in", headers={"accept": "text/html"}).text
    found = re.search(r'name="form_token" value="([^"]+)"', text)
    assert found
    return found.group(1)
