"""Levels that are kept between views are those that the log gives, and no longer than it stays as it was."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlmodel import Session

from app.grading.mark_sheet import mark_sheet
from app.queries.teaching.mark_levels import levels_by_team
from app.queries.teaching.observation import observations_by_team
from tests.builders import a_course
from tests.builders_people import a_member, a_team


@contextmanager
def reading(session: Session) -> Iterator[list[str]]:
    """The statements that read bodies of records meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "record.body" in statement:
            asked.append(statement)

    engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_only_the_team_that_did_something_is_reckoned_again(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    teams = [a_team(world, name) for name in ("Harbour", "Lantern")]
    member = a_member(world, teams[0], "Li")
    for expected in (2, 0):
        with reading(sqlite_session) as asked:
            levels = levels_by_team(sqlite_session, world.course_id, teams)
        assert len(asked) == expected
    world.act(member, "shop.open", teams[0], name="Harbour", slug="harbour")
    with reading(sqlite_session) as asked:
        again = levels_by_team(sqlite_session, world.course_id, teams)
    assert len(asked) == 1 and again[teams[1]] == levels[teams[1]]
    fresh = observations_by_team(sqlite_session, world.course_id)
    for team in teams:
        cells = mark_sheet(fresh.get(str(team), ())).cells
        assert again[team] == {code: cell.level for code, cell in cells.items()}
