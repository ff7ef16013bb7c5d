"""The demo course: the same seed makes the same world, whatever ids its rows happen to get."""

import shutil
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from app.core.db import make_engine
from app.models.evidence import Record
from seed.demo import seed_demo
from seed.site import refresh_reference

# Long enough for partnerships, listings, letters, quotations and the first orders.
DAYS = 10


def _deeds(template: Path, folder: Path) -> list[tuple[object, ...]]:
    """Who did what, when and with what outcome, in the order of the log."""
    folder.mkdir()
    shutil.copyfile(template, folder / "site.sqlite3")
    engine = make_engine(f"sqlite+pysqlite:///{folder / 'site.sqlite3'}")
    with Session(engine, expire_on_commit=False) as session:
        refresh_reference(session)
        course_id = seed_demo(session, folder, lambda _: None, days=DAYS)
        columns = (Record.number, Record.actor_kind, Record.action, Record.outcome, Record.at)
        of_course = select(*columns).where(Record.course_id == course_id)
        deeds = [tuple(row) for row in session.exec(of_course.order_by(col(Record.number)))]
    engine.dispose()
    return deeds


@pytest.mark.slow
def test_two_courses_of_one_seed_live_the_same_days(sqlite_template: Path, tmp_path: Path) -> None:
    first, second = (_deeds(sqlite_template, tmp_path / name) for name in ("first", "second"))
    done = {action for _, _, action, _, _ in first}
    assert {"listing.publish", "inquiry.reply", "quotation.send", "retail.pass_day"} <= done
    assert first == second
