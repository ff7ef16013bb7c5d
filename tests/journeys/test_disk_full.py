"""A disk that takes no more: a writer is told that nothing was saved, pages stay open, it mends itself."""

import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session

from app.models.course import Course
from app.models.team import Team
from app.queries.teaching.verify import verify_course
from tests.builders_world import Site
from tests.journeys.running import Browser, Server, engine_of, environment

resource = pytest.importorskip("resource", reason="this system sets no limits to processes")
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prlimit is Linux's own")


def test_a_full_disk_answers_503_keeps_pages_open_and_mends_itself(
    site_template: Site, tmp_path: Path
) -> None:
    told = environment(tmp_path)
    site = site_template.copied_to(tmp_path / "five-truths.sqlite3")
    team_id = site.ids["team_one"]
    engine = engine_of(told)
    with Server(told) as server:
        teacher = Browser(server.url)
        teacher.http.cookies.set("session", site.seats["instructor"].token)
        page = f"/teams/{team_id}"
        assert server.child and teacher.page(page).status_code == 200
        before = resource.prlimit(server.child.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.child.pid, resource.RLIMIT_FSIZE, (1024, before[1]))  # nothing can grow
        given = {"name": "Harbour Nine", "version": version(engine, team_id)}
        refused = teacher.post(f"{page}/rename", given, key="the-same-press")
        assert refused.status_code == 503 and refused.headers["retry-after"]
        assert refused.json()["code"] == "door.busy" and refused.json()["saved"] is False
        as_form = teacher.form(f"{page}/rename", page, **given)
        assert as_form.status_code == 503 and 'value="Harbour Nine"' in as_form.text  # what was typed is kept
        assert teacher.page(page).status_code == 200 and "Harbour Nine" not in teacher.page(page).text
        resource.prlimit(server.child.pid, resource.RLIMIT_FSIZE, before)
        assert teacher.post(f"{page}/rename", given, key="the-same-press").status_code == 200
        assert "Harbour Nine" in teacher.page(page).text
    with Session(engine) as session:
        course = session.get_one(Course, UUID(site.ids["course_one"]))
        assert verify_course(session, course.id).first_fault is None
    engine.dispose()


def version(engine: object, team_id: str) -> int:
    """The version of the team that a form would carry."""
    with Session(engine) as session:
        return session.get_one(Team, UUID(team_id)).version
