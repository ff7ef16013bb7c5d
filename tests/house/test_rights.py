"""Who may ask for what, for every route and every kind of person; what is another's is as if not there."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi.routing import APIRoute
from sqlmodel import Session, func, select

from app.models.evidence import Record
from app.models.listing import Listing
from app.models.order import Order
from app.models.person import Person
from app.models.shop import Shop
from app.models.team import Team
from tests.builders_world import Seat, Site
from tests.house_of_site import House
from tests.routes import (
    address,
    body,
    every_route,
    is_among,
    is_of_course,
    method_of,
    model_of,
    name_of,
    owns,
    row_of,
    who_may,
)

ROUTES = {name_of(route): route for route in every_route()}
WITH_ID = sorted(name for name, route in ROUTES.items() if model_of(route))
UNSAFE = sorted(name for name, route in ROUTES.items() if method_of(route) == "POST")
REFUSED = {401, 403, 404}
FIXED = re.compile(rb'"request_id":"[0-9a-f]+"')


@pytest.fixture(scope="module")
def house(site_template: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    built = House(site_template, tmp_path_factory.mktemp("rights"))
    yield built
    built.engine.dispose()


def subject(house: House, route: APIRoute) -> Any:
    """The row of course one that the address names, if it names one."""
    model = model_of(route)
    if model is None:
        return None
    with Session(house.engine, expire_on_commit=False) as session:
        return row_of(session, model, house.site)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_route_answers_those_who_may_and_nobody_else(house: House, name: str) -> None:
    route, row = ROUTES[name], subject(house, ROUTES[name])
    seats: dict[str, Seat | None] = {"visitor": None, **house.people}
    wrong = []
    # Those who may come last: what they do changes what the others would find.
    for role, seat in sorted(seats.items(), key=lambda each: is_among(route, house.site, each[1], row)):
        given = house.ask(route, seat, row.id if row else UUID(int=7)).status_code
        if not fits(house, route, seat, row, given):
            wrong.append(f"{role}: {given}")
    if method_of(route) == "POST":
        house.put_back()
    assert not wrong, f"{name}: {'; '.join(wrong)}"


def fits(house: House, route: APIRoute, seat: Seat | None, row: Any, given: int) -> bool:
    """Whether this status is what the declared rights ask for."""
    site = house.site
    is_there = row is None or seat is None or isinstance(row, Person) or is_seen(site, seat, row, route)
    if not is_among(route, site, seat, row) or not is_there:
        return given in REFUSED
    if who_may(route) == ("anyone",) and (seat is None or not seat.course):
        return given not in {401, 403}  # a visitor finds the markets of demo courses only
    said_by_word = re.search(r"{(number|digest|token|slug|category)}", route.path)
    return given not in REFUSED or (given == 404 and bool(said_by_word))


def is_seen(site: Site, seat: Seat, row: Any, route: APIRoute) -> bool:
    """Whether the row is this person's to see: of their course, and their team's or enterprise's own."""
    is_public = who_may(route) == ("anyone",)
    return is_of_course(site, seat, row) and (is_public or seat.teaches or owns(site, seat, row))


@pytest.mark.parametrize("name", WITH_ID)
def test_the_row_of_another_answers_as_one_that_is_not_there(house: House, name: str) -> None:
    route, row = ROUTES[name], subject(house, ROUTES[name])
    wrong = []
    for role, seat in house.people.items():
        if not isinstance(row, Person) and not is_seen(house.site, seat, row, route):
            theirs, missing = house.ask(route, seat, row.id), house.ask(route, seat, UUID(int=7))
            if told(theirs) != told(missing) or theirs.status_code not in (403, 404):
                wrong.append(
                    f"{role}: {theirs.status_code} {theirs.text[:80]}, missing {missing.status_code}"
                )
    assert not wrong, f"{name}: {'; '.join(wrong)}"


@pytest.mark.parametrize("name", sorted(set(WITH_ID) & set(UNSAFE)))
def test_an_id_of_another_word_answers_as_one_that_is_not_there_and_leaves_no_row(
    house: House, name: str
) -> None:
    route, row, model = ROUTES[name], subject(house, ROUTES[name]), model_of(ROUTES[name])
    others = [found for found in (Order, Listing, Shop, Team) if found is not model]
    with Session(house.engine) as session:
        of_others = {found.__name__: row_of(session, found, house.site) for found in others}
        ids = {word: found.id for word, found in of_others.items()}  # type: ignore[attr-defined]
    seat = next(each for each in house.people.values() if is_among(route, house.site, each, row))
    missing, before = told(house.ask(route, seat, UUID(int=7))), rows_of_log(house)
    assert missing[0] in (404, 409), name
    for word, row_id in ids.items():
        assert told(house.ask(route, seat, row_id)) == missing, f"{name} with the id of a {word}"
    assert rows_of_log(house) == before


def rows_of_log(house: House) -> int:
    """How many records there are."""
    with Session(house.engine) as session:
        return session.exec(select(func.count()).select_from(Record)).one()


def told(answer: httpx.Response) -> tuple[int, bytes]:
    """What the answer lets somebody know."""
    return answer.status_code, FIXED.sub(b"", answer.content)


@pytest.mark.parametrize("name", UNSAFE)
@pytest.mark.parametrize("token", ["", "somebody-elses-token"])
def test_nothing_is_done_without_the_token_of_this_browsers_forms(
    house: House, name: str, token: str
) -> None:
    route, row = ROUTES[name], subject(house, ROUTES[name])
    http = house.browser(house.site.seats["lead"])
    headers = {"accept": "application/json", "x-form-token": token}
    answer = http.post(address(route, row.id if row else UUID(int=7)), json=body(route), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "door.form_expired")
    form = http.post(
        address(route, row.id if row else UUID(int=7)),
        data={"form_token": token}, headers={"accept": "application/json"},
    )  # fmt: skip
    assert form.status_code == 403
