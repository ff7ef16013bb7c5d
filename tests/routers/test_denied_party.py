"""The list of denied parties as a page and as JSON."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from tests.builders import a_course
from tests.clients import Client, application


def test_a_day_of_listing_is_written_as_its_reader_does(
    sqlite_engine: Engine, sqlite_session: Session, tmp_path: Path
) -> None:
    world = a_course(sqlite_session)
    reader = Client(
        application(sqlite_engine, tmp_path), sqlite_session, world.instructor.person_id, world.course_id
    )
    assert "Jan 29, 2024" in reader.page("/denied-parties?q=Adriatica").text
    assert "2024年1月29日" in reader.page("/denied-parties?lang=zh_Hans").text
    told = reader.json("/denied-parties?q=Adriatica Nove").json()
    assert told["matches"][0]["party"]["listed_on"] == "2024-01-29"
