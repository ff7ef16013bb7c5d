"""Rule-based players: taken on by the instructor, two turns a day at the most, and never another team's
rows.
"""

import pytest
from sqlmodel import Session, select

from app.actions.actor import player
from app.actions.perform import perform
from app.actions.refusals import Forbidden, Missing
from app.models.agenda import AgendaEntry
from app.models.team import Team
from tests.builders import a_course
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
