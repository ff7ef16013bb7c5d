"""What only the world knows of a running deal stands on no page, in no JSON and in no file, whoever asks."""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest
from sqlmodel import Session

from tests.builders_world import Seat, Site
from tests.house_of_site import PEOPLE, House
from tests.routes import MODELS, WORDS, every_route, method_of, row_of

CANARY = "7319467"  # in every hidden value; no honest figure of the small site has it
HIDDEN = (
    ("buyer", "truth"), ("inquiry", "need"), ("inquiry", "noted"), ("purchase", "defects"),
    ("complaint", "loss"), ("instruction", "truth"),
)  # fmt: skip
PAGES = 120  # for one person, beside the routes themselves


@pytest.fixture(scope="module")
def house(site_template: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    built = House(site_template, tmp_path_factory.mktemp("hidden"))
    plant(built.site)
    yield built
    built.engine.dispose()


def plant(site: Site) -> None:
    """Put the canary into every hidden value: buyers' truth and needs, defects, and the records' hidden
    words.
    """
    with sqlite3.connect(site.path) as database:
        for (trigger,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            if "text_of_record" in trigger:
                database.execute(f'DROP TRIGGER "{trigger}"')
        for table, column in HIDDEN:
            for row_id, said in database.execute(f"SELECT id, {column} FROM {table}").fetchall():
                planted = json.dumps(with_canary(json.loads(said)))
                database.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (planted, row_id))
        ended = [(number,) for number in sorted(of_talks_that_are_over(database))]
        database.execute("CREATE TEMP TABLE ended (number INTEGER)")
        database.executemany("INSERT INTO ended VALUES (?)", ended)
        running = "mark = 'hidden' AND number NOT IN (SELECT number FROM ended)"
        database.execute(f"UPDATE text_of_record SET body = body || ? WHERE {running}", (CANARY,))
        assert database.execute("SELECT count(*) FROM text_of_record WHERE mark = 'hidden'").fetchone()[0]


def of_talks_that_are_over(database: sqlite3.Connection) -> set[int]:
    """Records of talks whose truth may be shown: they are over, as when a buyer has left."""
    ended = database.execute(
        "SELECT id FROM inquiry WHERE state IN ('lost', 'declined') OR closing != '{}'"
    ).fetchall()
    names = [str(UUID(row_id)) for (row_id,) in ended]
    records = database.execute("SELECT number, body FROM record").fetchall()
    return {number for number, body in records if any(name in body.decode() for name in names)}


def with_canary(value: Any) -> Any:
    """The same value with the canary in every figure of it."""
    if isinstance(value, dict):
        named = {name: f"{value[name]}{CANARY}" for name in ("actor", "kind") if name in value}
        return {name: with_canary(inner) for name, inner in value.items()} | named
    if isinstance(value, list):
        return [with_canary(inner) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return int(CANARY)
    return f"{value}{CANARY}" if "." in str(value) else value


@pytest.mark.parametrize("role", ["visitor", *PEOPLE])
def test_hidden_truth_is_shown_to_nobody_while_the_deal_runs(house: House, role: str) -> None:
    seat = house.site.seats.get(role)
    seen = list(crawled(house, seat))
    assert len(seen) >= 15
    told = [address for address, text in seen if CANARY in text]
    # The teacher's view of the buyers shows it, as a page for instructors and in no other way.
    theirs = [address for address in told if role == "instructor" and is_teachers_page(address)]
    assert [address for address in told if address not in theirs] == []
    assert bool(theirs) == (role == "instructor")


def is_teachers_page(address: str) -> bool:
    """Whether this is the page of what buyers are doing, and not its JSON."""
    return address.startswith("/control/buyers") and not address.endswith(" as JSON")


def crawled(house: House, seat: Seat | None) -> Iterator[tuple[str, str]]:
    """Every address that this person can reach, as a page and as JSON, with all that the answer says."""
    http = house.browser(seat)
    waiting, known = [*starts(house)], set[str]()
    while waiting and len(known) < PAGES + 200:
        address = waiting.pop(0)
        pattern = re.sub(r"[0-9a-f-]{36}", "*", urlsplit(address).path)
        if (
            address in known
            or sum(pattern == re.sub(r"[0-9a-f-]{36}", "*", urlsplit(k).path) for k in known) > 4
        ):
            continue
        known.add(address)
        page = http.get(address, headers={"accept": "text/html"})
        yield address, str(page.headers) + said(page)
        if page.status_code == 200 and "text/html" in page.headers["content-type"]:
            waiting += links(page.text)
            yield f"{address} as JSON", said(http.get(address, headers={"accept": "application/json"}))


def starts(house: House) -> Iterator[str]:
    """The addresses of all routes, with the ids of the first team's latest rows."""
    with Session(house.engine) as session:
        ids = {name: str(row_of(session, model, house.site).id) for name, model in MODELS.items()}
    for route in every_route():
        if method_of(route) != "GET" or route.path.endswith((".png", ".pdf")):
            continue  # pictures of papers are drawn from the same boxes as their pages
        path = route.path
        for name, row_id in {**ids, **WORDS}.items():
            kind = "xlsx" if "export" in path and name == "kind" else row_id
            path = path.replace(f"{{{name}}}", kind)
        yield path


def said(answer: httpx.Response) -> str:
    """All text of an answer, workbooks unpacked."""
    if answer.content[:2] != b"PK":
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            is_way = name in ("href", "hx-get", "src") and bool(value)
            if is_way and str(value).startswith("/") and not str(value).startswith(("//", "/static")):
                self.found.append(str(value))


def links(text: str) -> list[str]:
    """Where a page leads."""
    reader = _Links()
    reader.feed(text)
    return reader.found
