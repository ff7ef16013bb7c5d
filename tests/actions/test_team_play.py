"""Rule-based players: taken on by the instructor, two turns a day at the most, and never another team's
rows.
"""

import json

import pytest
from sqlmodel import Session, select

from app.actions.actor import player
from app.actions.perform import perform
from app.actions.refusals import Forbidden, Missing
from app.actions.registry import find
from app.grading.facts import observation
from app.models.agenda import AgendaEntry
from app.models.evidence import Record
from app.models.team import Team
from app.queries.teaching.mark import TeamMarks, class_marks, team_marks
from app.world.views.player import turn_view
from tests.builders import a_course
from tests.builders_deal import a_deal
from tests.builders_people import a_team


def turns(session: Session) -> list[AgendaEntry]:
    entries = session.exec(select(AgendaEntry).where(AgendaEntry.kind == "team.play"))
    return [entry for entry in entries if not entry.is_done]


def test_a_player_gets_a_turn_and_loses_it_when_it_is_taken_away(session: Session) -> None:
    world = a_course(session)
    team_id = a_team(world)
    world.act(world.instructor, "team.play", team_id, skill="middling")
    assert session.get_one(Team, team_id).player_skill == "middling" and len(turns(session)) == 1
    world.act(world.instructor, "team.play", team_id, skill="strong")
    assert len(turns(session)) == 1
    world.act(world.instructor, "team.play", team_id, skill="")
    assert session.get_one(Team, team_id).player_skill == ""


def test_an_unknown_skill_is_refused(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    outcome = perform(sqlite_session, world.instructor, "team.play", a_team(world), {"skill": "genius"})
    assert outcome.refusal and outcome.refusal.code == "team.skill_unknown"


def test_a_player_may_what_its_team_may_and_nothing_of_another(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    mine, theirs = a_team(world, "Harbour"), a_team(world, "Rival")
    actor = player(mine, world.course_id)
    given = {"name": "Harbour shop", "slug": "harbour"}
    assert perform(sqlite_session, actor, "shop.open", mine, given).refusal is None
    with pytest.raises(Missing):
        perform(sqlite_session, actor, "shop.open", theirs, given | {"slug": "theirs"})
    with pytest.raises(Forbidden):
        perform(sqlite_session, actor, "team.play", mine, {"skill": "strong"})


def test_a_player_that_stands_in_does_one_duty_and_no_more(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    team_id, world = deal.seller.team_id, deal.world
    world.act(world.instructor, "team.stand_in", team_id, duty="sales", skill="strong")
    (turn,) = turns(sqlite_session)
    (part,) = turn_view(sqlite_session, turn).parts
    assert part.duty == "sales" and {move.action for move in part.moves} >= {"inquiry.reply"}
    assert all("team:sales" in find(move.action).allow.names for move in part.moves)
    deal.until("team.play")
    replies = sqlite_session.exec(select(Record).where(Record.action == "inquiry.reply")).all()
    seen = [observation(json.loads(each.body)) for each in replies]
    assert seen and all(one.actor == f"player:{team_id}:sales" and not one.is_own for one in seen)
    clerk = player(team_id, world.course_id, "sales")
    with pytest.raises(Forbidden):
        perform(sqlite_session, clerk, "shop.open", team_id, {"name": "A shop", "slug": "a-shop"})
    world.act(world.instructor, "team.stand_in", team_id, duty="sales", skill="")
    assert not sqlite_session.get_one(Team, team_id).has_player


def test_nobody_plays_the_lead_of_people(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    given = {"duty": "lead", "skill": "strong"}
    outcome = perform(sqlite_session, world.instructor, "team.stand_in", a_team(world), given)
    assert outcome.refusal and outcome.refusal.code == "team.duty_unknown"


def test_a_rival_plays_by_itself_and_stands_beside_the_marks_as_simulated(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    mine = a_team(world)
    given = {"name": "Blue Heron", "skill": "middling"}
    made = world.act(world.instructor, "team.add_rival", world.course_id, **given).made_id
    assert made and len(turns(sqlite_session)) == 1
    page = class_marks(sqlite_session, world.instructor)
    assert [team.team_id for team in page.teams] == [str(mine)]
    assert [team.team_id for team in page.simulated] == [str(made)]
    sheet = team_marks(sqlite_session, world.instructor, made)
    assert sheet.is_simulated and not sheet.may_mark


def test_what_a_player_does_for_a_team_of_people_is_nobodys_evidence(sqlite_session: Session) -> None:
    deal = a_deal(sqlite_session)
    team_id, world = deal.seller.team_id, deal.world
    world.act(world.instructor, "team.play", team_id, skill="strong")
    deal.until("team.play")
    replies = sqlite_session.exec(select(Record).where(Record.action == "inquiry.reply")).all()
    seen = [observation(json.loads(each.body)) for each in replies]
    assert seen and all(one.is_simulated and not one.is_own for one in seen)
    page, marks = class_marks(sqlite_session, world.instructor), team_marks
    assert [row.team_id for row in page.teams] == [row.team_id for row in page.simulated] == [str(team_id)]
    own = marks(sqlite_session, world.instructor, team_id)
    played = marks(sqlite_session, world.instructor, team_id, is_simulated=True)
    played_deeds = {one.number for one in seen}
    assert own.may_mark and not played.may_mark and not played_deeds & listed(own)
    assert played_deeds <= listed(played) and own.middle == played.middle


def listed(sheet: TeamMarks) -> set[int]:
    return {deed.number for cell in sheet.cells for link in cell.links for deed in link.listed}
