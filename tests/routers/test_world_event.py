"""Setting an event over HTTP: a wish is looked at first, and what is wrong in it stands beside its field."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from tests.builders import a_course
from tests.clients import Client, application


def test_a_preview_that_cannot_be_read_says_so_beside_the_field(
    sqlite_session: Session, sqlite_engine: Engine, tmp_path: Path
) -> None:
    world = a_course(sqlite_session)
    app = application(sqlite_engine, tmp_path)
    teacher = Client(app, world.session, world.instructor.person_id, world.course_id)
    assert "invalid-feedback" not in teacher.page("/events/new?kind=bank_stop").text
    path = "/events/new?kind=bank_stop&starts_on=2026-06-20&days=2&lead_days=soon"
    text = teacher.page(path).text
    assert text.count("invalid-feedback") == 1 and 'value="soon"' in text and 'value="2026-06-20"' in text
    assert teacher.json(path).status_code == 422
    missing = teacher.page("/events/new?kind=bank_stop&days=2&lead_days=").text
    assert missing.count("invalid-feedback") == 1 and "f-starts_on-wrong" in missing
