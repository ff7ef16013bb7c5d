"""A handler with all that it asks for is one turn of one thread, and no route escapes its form's check."""

import threading
from collections.abc import Iterator
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.testclient import TestClient

from app.routers.one_thread import OneThread, by_first_part

seen: list[tuple[str, int]] = []


def opened(request: Request) -> Iterator[str]:
    seen.append(("opened", threading.get_ident()))
    yield request.url.path
    seen.append(("closed", threading.get_ident()))


def asked(path: Annotated[str, Depends(opened)]) -> str:
    seen.append(("asked", threading.get_ident()))
    if path.startswith("/closed"):
        raise PermissionError
    return path


router = APIRouter(route_class=OneThread)


@router.get("/open/{number}")
def handler(
    number: int, first: Annotated[str, Depends(asked)], again: Annotated[str, Depends(opened)]
) -> str:
    seen.append(("handler", threading.get_ident()))
    return f"{number} {first} {again}"


@router.get("/closed/{number}")
def closed_handler(number: int, first: Annotated[str, Depends(asked)]) -> str:
    return first


@pytest.fixture
def client() -> TestClient:
    seen.clear()
    app = FastAPI()
    app.router.routes.extend(by_first_part(router.routes))
    return TestClient(app)


def test_a_handler_and_its_dependencies_run_in_one_thread_each_once(client: TestClient) -> None:
    assert client.get("/open/7").json() == "7 /open/7 /open/7"
    assert [name for name, _ in seen] == ["opened", "asked", "handler", "closed"]
    assert len({thread for _, thread in seen}) == 1


def test_who_may_not_ask_is_refused_before_a_wrong_address_is_told(client: TestClient) -> None:
    assert client.get("/open/seven").status_code == 422
    with pytest.raises(PermissionError):
        client.get("/closed/seven")


def test_an_address_is_looked_for_among_those_of_its_first_part(client: TestClient) -> None:
    assert client.get("/opened/7").status_code == 404
    assert client.post("/open/7").status_code == 405
    assert client.get("/open/7/").url.path == "/open/7"


def test_a_route_that_would_not_check_its_form_is_not_taken() -> None:
    plain = APIRouter()
    plain.get("/plain")(lambda: "")
    with pytest.raises(TypeError, match="OneThread"):
        by_first_part(plain.routes)
