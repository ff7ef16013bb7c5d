"""Teams: opening money, names and companies, seats and duties, and who may change them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from pydantic import ValidationError
from sqlmodel import Session, select

from app.actions.perform import perform
from app.actions.refusals import Forbidden, Missing
from app.models.ledger import LedgerPosting
from app.models.team import Team, TeamMember
from app.trade.catalogue.uscc import is_uscc
from app.trade.refusal import RuleBroken, Stale
from tests.builders import World, a_course
from tests.builders_people import a_member, a_student, a_team
from tests.proofs import last_record

COMPANY = {
    "company_name": "Ningbo Harbour Trading Co., Ltd.",
    "company_name_zh": "宁波港湾贸易有限公司",
    "address": "18 Lingqiao Road, Haishu District, Ningbo",
}


def seats(session: Session, team_id: object) -> dict[object, list[str]]:
    query = select(TeamMember).where(TeamMember.team_id == team_id, TeamMember.is_active)
    return {seat.person_id: seat.duties for seat in session.exec(query)}


def refusal(world: World, actor: object, action: str, subject_id: object, **given: object) -> str:
    found = perform(world.session, actor, action, subject_id, given).refusal
    assert found is not None
    return found.code


def test_a_new_team_has_its_opening_capital_in_the_books(session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world)
    postings = session.exec(select(LedgerPosting).where(LedgerPosting.team_id == team_id)).all()
    assert {(p.account, p.currency, p.amount) for p in postings} == {
        ("bank", "CNY", Decimal(500000)),
        ("capital", "CNY", Decimal(-500000)),
    }
    assert last_record(session, world.course_id)["facts"] == {"opening_capital_rmb": "500000"}


def test_the_opening_capital_is_the_courses_own_setting(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    world.act(
        world.instructor, "course.set_house", world.course_id, name="opening_capital_rmb", value="80000"
    )
    assert world.act(world.instructor, "team.create", world.course_id, name="A").facts == {
        "opening_capital_rmb": Decimal(80000)
    }


def test_two_teams_of_a_course_cannot_have_one_name_by_case_or_width(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    a_team(world, "Harbour 1")
    for name in ("harbour 1", "Ｈarbour 1"):
        assert (
            refusal(world, world.instructor, "team.create", world.course_id, name=name) == "team.name_taken"
        )
    a_team(a_course(sqlite_session, "Another course"), "Harbour 1")


def test_a_student_cannot_make_a_team(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    student = a_member(world, a_team(world), "Li")
    with pytest.raises(Forbidden):
        perform(sqlite_session, student, "team.create", world.course_id, {"name": "Mine"})


def test_the_first_member_leads_and_a_later_lead_takes_over(session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world)
    first = a_member(world, team_id, "Li")
    second = a_member(world, team_id, "Wang", "sales", "lead")
    assert first.duties == {"lead"}
    assert seats(session, team_id) == {first.person_id: [], second.person_id: ["lead", "sales"]}


def test_placing_somebody_elsewhere_moves_them(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    one, two = a_team(world, "One"), a_team(world, "Two")
    li = a_member(world, one, "Li")
    moved = world.act(world.instructor, "team.place", two, person_id=li.person_id, duties=["finance"])
    assert moved.facts["moved"] is True
    assert seats(sqlite_session, one) == {} and seats(sqlite_session, two) == {li.person_id: ["finance"]}


def test_only_a_student_of_the_course_is_placed_and_only_with_known_duties(sqlite_session: Session) -> None:
    world, other = a_course(sqlite_session), a_course(sqlite_session, "Other")
    team_id, stranger = a_team(world), a_student(other, "Stranger")
    asked = {"person_id": stranger}
    assert refusal(world, world.instructor, "team.place", team_id, **asked) == "team.not_a_student"
    li = a_student(world, "Li")
    wrong = refusal(world, world.instructor, "team.place", team_id, person_id=li, duties=["captain"])
    assert wrong == "team.duty_unknown" and seats(sqlite_session, team_id) == {}


def test_the_lead_rotates_duties_and_the_facts_say_what_is_new(session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world)
    lead, wang = a_member(world, team_id, "Li", "lead", "sales"), a_member(world, team_id, "Wang", "finance")
    given = {"person_id": wang.person_id, "duties": ["sales"], "version": 1}
    facts = world.act(lead, "team.set_duties", team_id, **given).facts
    assert facts == {"before": ["finance"], "after": ["sales"], "new_duties": 1}
    with pytest.raises(Stale):
        world.act(lead, "team.set_duties", team_id, **given)


def test_a_team_keeps_its_lead(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    lead = a_member(world, team_id, "Li")
    asked = {"person_id": lead.person_id, "duties": ["sales"], "version": 1}
    assert refusal(world, lead, "team.set_duties", team_id, **asked) == "team.needs_lead"


def test_only_the_lead_and_the_instructor_set_duties(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    a_member(world, team_id, "Li")
    wang = a_member(world, team_id, "Wang", "sales")
    asked = {"person_id": wang.person_id, "duties": ["lead"], "version": 1}
    with pytest.raises(Forbidden):
        perform(sqlite_session, wang, "team.set_duties", team_id, asked)
    stranger = {**asked, "person_id": world.instructor.person_id}
    assert refusal(world, world.instructor, "team.set_duties", team_id, **stranger) == "team.not_a_member"


def test_another_team_is_not_there(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    mine, theirs = a_team(world, "Mine"), a_team(world, "Theirs")
    lead = a_member(world, mine, "Li")
    with pytest.raises(Missing):
        perform(sqlite_session, lead, "team.rename", theirs, {"name": "Ours", "version": 1})


def test_a_member_who_is_taken_out_loses_seat_and_duties(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    li = a_member(world, team_id, "Li")
    world.act(world.instructor, "team.remove_member", team_id, person_id=li.person_id)
    assert seats(sqlite_session, team_id) == {}
    again = refusal(world, world.instructor, "team.remove_member", team_id, person_id=li.person_id)
    assert again == "team.not_a_member"
    world.act(world.instructor, "team.place", team_id, person_id=li.person_id)
    assert seats(sqlite_session, team_id) == {li.person_id: ["lead"]}


def test_a_team_is_renamed_once_for_each_version(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    lead = a_member(world, team_id, "Li")
    world.act(lead, "team.rename", team_id, name="Lighthouse", version=1)
    assert sqlite_session.get(Team, team_id).name == "Lighthouse"
    with pytest.raises(Stale):
        world.act(lead, "team.rename", team_id, name="Late", version=1)
    a_team(world, "Taken")
    assert refusal(world, lead, "team.rename", team_id, name="taken", version=2) == "team.name_taken"


def test_the_registry_gives_a_valid_code_and_a_wrong_one_is_refused(session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world)
    lead = a_member(world, team_id, "Li")
    world.act(lead, "team.set_company", team_id, **COMPANY, version=1)
    given = session.get(Team, team_id).uscc
    assert is_uscc(given) and given.startswith("91330200MA")
    wrong = {**COMPANY, "uscc": "91110000600037341M", "version": 2}
    assert refusal(world, lead, "team.set_company", team_id, **wrong) == "team.uscc_wrong"
    other = a_team(world, "Other")
    taken = {**COMPANY, "uscc": given, "version": 1}
    assert refusal(world, world.instructor, "team.set_company", other, **taken) == "team.uscc_taken"
    with pytest.raises(Stale):
        world.act(lead, "team.set_company", team_id, **COMPANY, version=1)


def test_a_name_that_hides_something_is_refused_before_the_door(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    for name in ("", "   ", "a\u202eb", "аdmin", "x" * 121, "a\x00b"):
        with pytest.raises(ValidationError):
            perform(sqlite_session, world.instructor, "team.create", world.course_id, {"name": name})


def test_a_rotated_seat_is_read_anew(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    team_id = a_team(world)
    lead = a_member(world, team_id, "Li")
    with pytest.raises(Forbidden):
        demoted = replace(lead, duties=frozenset())
        perform(sqlite_session, demoted, "team.rename", team_id, {"name": "X", "version": 1})


def test_a_refused_name_is_kept_in_the_evidence(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    a_team(world)
    with pytest.raises(RuleBroken):
        world.act(world.instructor, "team.create", world.course_id, name="Harbour")
    assert last_record(sqlite_session, world.course_id)["refusal"]["code"] == "team.name_taken"
