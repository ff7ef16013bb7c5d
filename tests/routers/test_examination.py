"""The examination of a set of papers for other programs: signed in, pure, nothing kept."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from app.models.evidence import Record
from app.trade.papers.documents import PAPERS
from tests.builders import a_course
from tests.builders_people import a_member, a_team
from tests.clients import Client, application
from tests.trade.deals import handed_in


@pytest.fixture
def program(sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path) -> Client:
    """A student's program."""
    world = a_course(sqlite_session)
    writer = a_member(world, a_team(world, "Harbour"), "ann")
    app = application(sqlite_engine, tmp_path)
    return Client(app, sqlite_session, writer.person_id, world.course_id)


def test_a_set_is_examined_and_nothing_is_kept(program: Client, sqlite_session: Session) -> None:
    count = select(func.count(col(Record.number)))
    before = sqlite_session.exec(count).one()
    answer = program.post("/examine", handed_in(bill_of_lading__freight="collect"))
    assert answer.status_code == 200
    (found,) = answer.json()["findings"]
    assert (found["code"], found["places"][1], found["cost"]) == ("L11", "bill_of_lading.freight", "USD 50")
    assert answer.json()["refuse_by"] == "2026-05-15"
    assert answer.json()["notice"]["lines"][0]["discrepancy"] == found["sentence"]
    assert sqlite_session.exec(count).one() == before


def test_a_clean_set_without_a_credit_is_clean(program: Client) -> None:
    told = program.post("/examine", handed_in("sea CIF in yen, against the contract alone")).json()
    assert (told["is_clean"], told["findings"], told["refuse_by"], told["notice"]) == (True, [], None, None)


def test_a_box_that_cannot_be_read_is_named(program: Client) -> None:
    answer = program.post("/examine", {"papers": {"draft": {"total": "1,000.00"}}})
    assert answer.status_code == 422
    assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [
        ("papers.draft.total", "document.not_a_number")
    ]


def test_a_program_can_ask_for_the_boxes_of_every_kind(program: Client) -> None:
    told = {each["kind"]: each["boxes"] for each in program.json("/examine/boxes").json()["papers"]}
    assert set(told) == set(PAPERS)
    (total,) = [box for box in told["draft"] if box["name"] == "total"]
    assert (total["type"], total["is_required"], total["label"]) == ("amount", True, "Total amount")


def test_a_visitor_is_asked_to_sign_in(sqlite_engine: Engine, tmp_path: Path) -> None:
    assert Client(application(sqlite_engine, tmp_path)).post("/examine", handed_in()).status_code == 401


def test_the_longest_set_that_is_taken_is_examined_in_a_moment(program: Client) -> None:
    sent = handed_in()
    for kind in ("commercial_invoice", "packing_list", "certificate_of_origin"):
        row = sent["papers"][kind]["lines"][0]
        lines = [row | {"description": f"Goods {kind} number{at} of many kinds"} for at in range(200)]
        sent["papers"][kind]["lines"] = lines
    answer = program.post("/examine", sent)
    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() < 5
