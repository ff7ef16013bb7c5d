"""Whatever a program sends to an address that the API describes, nothing answers with a fault of ours."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, openapi
from sqlmodel import Session

from app.core.settings import Settings
from app.main import build
from tests.builders_world import Seat, Site
from tests.house_of_site import House
from tests.routes import MODELS, WORDS, every_route, method_of, model_of, name_of, row_of

JSON = "application/json"
ROLES = ("lead", "manager", "instructor", "administrator")
EXAMPLES = 4
SCHEMA = openapi.from_dict(build(Settings(data_folder=Path("var"), world=False)).openapi())
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}
ROUTES = {name_of(route): route for route in every_route()}


@pytest.fixture(scope="module")
def house(site_template: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    built = House(site_template, tmp_path_factory.mktemp("no-fault"))
    yield built
    built.engine.dispose()


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_no_route_answers_with_a_fault(house: House, name: str) -> None:
    operation, real = OPERATIONS[name], real_path(house, name)
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=st.one_of(right, wrong), is_real=st.integers(0, 3))
    def send_as_everybody(case: Case, is_real: int) -> None:
        for role in ROLES:
            answer = send(house, house.site.seats[role], case, real if is_real else case.formatted_path)
            assert answer.status_code < 500, f"{role}: {case.as_curl_command()}\n{answer.text[:300]}"

    try:
        send_as_everybody()
    finally:
        if method_of(ROUTES[name]) == "POST":
            house.put_back()


def real_path(house: House, name: str) -> str:
    """The operation's address with the id of the first team's own row."""
    route, path = ROUTES[name], ROUTES[name].path
    model = model_of(route)
    if model is not None:
        with Session(house.engine) as session:
            row_id = str(row_of(session, model, house.site).id)  # type: ignore[attr-defined]
        for parameter in MODELS:
            path = path.replace(f"{{{parameter}}}", row_id)
    for word, said in WORDS.items():
        path = path.replace(f"{{{word}}}", quote(said))
    return path


def send(house: House, seat: Seat, case: Case, path: str) -> httpx.Response:
    """Send what was drawn, as this person's program does; the administrator has no token, but a browser."""
    http = house.browser(None if seat.bearer else seat)
    headers = {"accept": JSON}
    if seat.bearer:
        headers["authorization"] = f"Bearer {seat.bearer}"
    elif case.method == "POST":
        headers["x-form-token"] = house.token(http, seat)
    said: dict[str, Any] = {"params": dict(case.query or {})}
    if case.method == "POST":
        said |= body_of_case(case)
    headers |= said.pop("headers", {})
    return http.request(case.method, path, headers=headers, **said)


def body_of_case(case: Case) -> dict[str, Any]:
    """The drawn body as its kind is sent."""
    if case.media_type == "multipart/form-data":
        file = case.body.get("file", b"") if isinstance(case.body, dict) else b""
        return {"files": {"file": ("pack.zip", file if isinstance(file, bytes) else str(file).encode())}}
    if case.media_type == "application/x-www-form-urlencoded":
        fields = case.body if isinstance(case.body, dict) else {"body": case.body}
        return {"data": {str(key): str(value) for key, value in fields.items()}}
    if not case.media_type:
        return {}
    # A file's bytes where JSON was asked for are sent as they are.
    return {"content": json.dumps(case.body, default=repr).encode(), "headers": {"content-type": JSON}}
