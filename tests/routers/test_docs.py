"""The API says what it offers, in words that come from the handlers themselves."""

from pathlib import Path

import pytest

from app.actions.registry import load_all
from app.core.settings import Settings
from app.main import build
from tests.clients import Client


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> object:
    return build(Settings(data_folder=Path(tmp_path_factory.mktemp("docs")), world=False))


def operations(app: object) -> list[dict[str, object]]:
    return [said for methods in app.openapi()["paths"].values() for said in methods.values()]


def test_every_operation_has_a_summary_a_tag_and_its_own_id(app: object) -> None:
    said = operations(app)
    assert len(said) > 40
    for operation in said:
        assert len(str(operation["summary"]).split()) > 1, operation["operationId"]
        assert not str(operation["summary"]).endswith(".") and operation["tags"]
    ids = [operation["operationId"] for operation in said]
    assert len(ids) == len(set(ids))


def test_what_changes_something_names_its_action_and_who_may(app: object) -> None:
    named = {said["x-action"]: said["x-who-may"] for said in operations(app) if "x-action" in said}
    table = load_all()
    assert named["team.create"] == list(table["team.create"].allow.names)
    assert {"clock.step", "course.import_class", "invitation.accept", "person.set_locale"} <= set(named)


def test_refusals_are_described_as_they_are(app: object) -> None:
    for operation in operations(app):
        assert "422" not in operation["responses"]
        assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_the_page_shows_fields_rights_and_an_example(app: object) -> None:
    text = Client(app).http.get("/docs", headers={"accept": "text/html"}).text
    assert "/courses/{course_id}/teams/create" in text and "an instructor of the course" in text
    assert "curl -X POST http://testserver/clock/run" in text and "Bearer $TOKEN" in text
    assert "http://" not in text.replace("http://testserver", "") and "https://" not in text
