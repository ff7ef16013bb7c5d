"""A database that another program holds: a writer is told soon that nothing was saved; it mends itself."""

import sqlite3
import time
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from app.core.db import make_engine
from app.models.team import Team
from app.queries.teaching.verify import verify_course
from tests.builders_world import Site
from tests.clients import Client, application

WAIT_SECONDS = 1


def test_a_database_that_another_program_holds_answers_503_keeps_pages_open_and_mends_itself(
    site_template: Site, tmp_path: Path
) -> None:
    site = site_template.copied_to(tmp_path / "site.sqlite3")
    engine = make_engine(f"sqlite+pysqlite:///{site.path}", lock_wait_seconds=WAIT_SECONDS)
    teacher = Client(application(engine, tmp_path))
    teacher.http.cookies.set("session", site.seats["instructor"].token)
    team_id = site.ids["team_one"]
    page = f"/teams/{team_id}"
    with Session(engine) as session:
        given = {"name": "Harbour Nine", "version": session.get_one(Team, UUID(team_id)).version}
    other = sqlite3.connect(site.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    refused = teacher.post(f"{page}/rename", given, key="the-same-press")
    as_form = teacher.form(f"{page}/rename", page, **given)
    signing_in = Client(teacher.http.app).form("/sign-in", "/sign-in", email="nobody@x.example", password="x")
    assert time.monotonic() - began < 3 * WAIT_SECONDS + 5  # each waited once, none for good
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "30")
    assert (refused.json()["code"], refused.json()["saved"]) == ("door.busy", False)
    assert "Nothing was saved" in refused.json()["detail"]
    assert as_form.status_code == 503 and 'value="Harbour Nine"' in as_form.text  # what was typed is kept
    assert signing_in.status_code == 503
    shown = teacher.page(page)
    assert shown.status_code == 200 and "Harbour Nine" not in shown.text
    other.execute("ROLLBACK")
    other.close()
    assert teacher.post(f"{page}/rename", given, key="the-same-press").status_code == 200
    assert "Harbour Nine" in teacher.page(page).text
    with Session(engine) as session:
        assert verify_course(session, UUID(site.ids["course_one"])).first_fault is None
    engine.dispose()
