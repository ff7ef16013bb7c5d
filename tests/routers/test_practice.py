"""The document workshop over HTTP: every team, browser and program; the answer only after it is handed in."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from app.models.course import Course
from app.models.practice import PracticeAttempt
from app.trade.practice.practice_set import FIND, MAKE, findings_of, practice_set
from tests.builders import a_course
from tests.builders_people import a_member, a_team
from tests.clients import Client, application

# All that the page of a set holds before it is handed in: nothing of its faults or of the right papers.
OPEN = {
    *("kind", "kind_words", "task", "level", "level_words", "number", "papers", "paper", "paper_title"),
    *("boxes", "presented_on", "rules", "tries", "team_id"),
}


def test_a_set_is_opened_answered_and_shown_beside_the_examination(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    lin, eve = a_member(world, team_id, "lin"), a_member(world, a_team(world, "Other"), "eve")
    app = application(sqlite_engine, tmp_path)
    mine, other, teacher = (
        Client(app, sqlite_session, each.person_id, world.course_id) for each in (lin, eve, world.instructor)
    )
    seed = sqlite_session.exec(select(Course).where(Course.id == world.course_id)).one().seed
    found = findings_of(practice_set(seed, FIND, 1, 1))
    assert "No attempt yet" in mine.page("/workshop").text
    before = mine.page("/workshop/find/1/1").text
    as_json = mine.json("/workshop/find/1/1").json()
    assert "As printed" in before and 'name="marks.packing_list.marks"' in before
    assert set(as_json) == OPEN and not {each.article for each in found} & {as_json["task"]}
    kind, field = found[0].places[-1].split(".")[:2]
    form = {"kind": FIND, "level": "1", "number": "1", f"marks.{kind}.{field}": found[0].code}
    sent = mine.form("/workshop/hand-in", page="/workshop/find/1/1", **form)
    assert sent.status_code == 303
    sqlite_session.rollback()  # the reader's moment ends
    attempt = sqlite_session.exec(select(PracticeAttempt)).one()
    shown = mine.page(sent.headers["location"])
    assert "You named the right rule." in shown.text and "Missed" in shown.text
    assert other.page(f"/workshop/attempts/{attempt.id}").status_code == 404
    assert "1 found" not in other.page("/workshop").text
    assert "1 found, 1 missed, 0 false alarms" in teacher.page("/workshop").text
    assert teacher.page(f"/workshop/attempts/{attempt.id}").status_code == 200
    assert mine.page("/workshop/find/1/1/packing_list.pdf").content[:5] == b"%PDF-"


def test_a_paper_is_made_out_and_what_is_not_there_is_not_found(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    world = a_course(sqlite_session)
    lin = a_member(world, a_team(world), "lin")
    mine = Client(application(sqlite_engine, tmp_path), sqlite_session, lin.person_id, world.course_id)
    seed = sqlite_session.exec(select(Course).where(Course.id == world.course_id)).one().seed
    paper = practice_set(seed, MAKE, 3, 1).paper
    assert mine.page("/workshop/make/3/1").status_code == 200
    assert mine.page(f"/workshop/make/3/1/{paper}.pdf").status_code == 404  # the paper that is asked for
    for path in ("/workshop/guess/1/1", "/workshop/find/9/1", "/workshop/find/1/99"):
        assert mine.page(path).status_code == 404
    empty = mine.form("/workshop/hand-in", page="/workshop/make/3/1", kind=MAKE, level="3", number="1")
    assert empty.status_code == 422 and "Nothing is filled in yet" in empty.text
    made = {"kind": MAKE, "level": "3", "number": "1", "fields.signed_by": "Lin", "fields.marks": "N/M"}
    if paper in ("draft", "beneficiary_certificate"):
        del made["fields.marks"]
    sent = mine.form("/workshop/hand-in", page="/workshop/make/3/1", **made)
    assert (sent.status_code == 303) or "fields.signed_by" in sent.text


def test_papers_of_a_set_are_not_examined_elsewhere_before_an_answer_is_handed_in(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    lin, eve = a_member(world, team_id, "lin"), a_member(world, a_team(world, "Other"), "eve")
    app = application(sqlite_engine, tmp_path)
    mine, other, teacher = (
        Client(app, sqlite_session, each.person_id, world.course_id) for each in (lin, eve, world.instructor)
    )
    seed = sqlite_session.exec(select(Course).where(Course.id == world.course_id)).one().seed
    practice = practice_set(seed, FIND, 3, 2)
    credit = practice.papers["letter_of_credit"]
    papers = {kind: each for kind, each in practice.papers.items() if kind != "letter_of_credit"}
    asked = {"papers": papers, "credit": credit, "presented_on": str(practice.presented_on)}
    pair = {"papers": {kind: papers[kind] for kind in ("commercial_invoice", "certificate_of_origin")}}
    for sent in (asked, pair, {"papers": {"draft": {}}, "earlier": [papers]}):
        refused = mine.post("/examine", sent)
        assert (refused.status_code, refused.json()["code"]) == (409, "examination.practice_open")
        assert "/workshop/find/3/2" in refused.json()["detail"] and "findings" not in refused.text
    assert teacher.post("/examine", asked).status_code == 200
    kind, field = findings_of(practice)[0].places[-1].split(".")[:2]
    answer = {"kind": FIND, "level": 3, "number": 2, "marks": {kind: {field: "L11"}}}
    assert mine.post("/workshop/hand-in", answer).status_code == 200
    assert len(mine.post("/examine", asked).json()["findings"]) == len(findings_of(practice))
    assert other.post("/examine", asked).status_code == 409
