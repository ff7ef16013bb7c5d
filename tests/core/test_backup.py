import gzip
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.core.backup import BackupFailed, backup, restore
from app.core.db import make_engine
from app.core.settings import Settings
from app.models.course import Course
from app.models.evidence import Record
from app.queries.teaching.verify import verify_course
from tests.builders import World, a_course
from tests.builders_people import a_team
from tests.databases import build_schema, new_postgres
from tests.fingerprint import fingerprint


@dataclass
class Place:
    """A site with a course on either database, and a second, empty place to restore to."""

    settings: Settings
    other: Settings
    folder: Path

    def engine(self, settings: Settings) -> Engine:
        """An engine over one of the two."""
        return make_engine(settings.url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    if request.param == "sqlite":
        yield _filled(Place(Settings(here), Settings(there), tmp_path))
        return
    folders = [str(found) for found in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    monkeypatch.setenv("PATH", os.pathsep.join([*folders, os.environ["PATH"]]))
    server = request.getfixturevalue("postgres_server")
    with new_postgres(server) as first, new_postgres(server) as second:
        yield _filled(Place(Settings(here, first), Settings(there, second), tmp_path))


@pytest.fixture
def sqlite_place(tmp_path: Path) -> Place:
    (tmp_path / "here").mkdir()
    return _filled(Place(Settings(tmp_path / "here"), Settings(tmp_path / "there"), tmp_path))


def _filled(place: Place) -> Place:
    engine = place.engine(place.settings)
    build_schema(engine)
    with Session(engine) as session:
        a_team(a_course(session))
    engine.dispose()
    pictures = place.settings.data_folder / "pictures/ab"
    pictures.mkdir(parents=True)
    (pictures / "abc.jpg").write_bytes(b"a picture")
    (pictures / ".part-xyz").write_bytes(b"half a pic")
    return place


def test_what_is_restored_is_what_was_backed_up(place: Place) -> None:
    file = place.folder / "site.backup"
    assert backup(place.settings, file) == file.stat().st_size
    restore(place.other, file)
    first, second = place.engine(place.settings), place.engine(place.other)
    assert fingerprint(first) == fingerprint(second)
    assert (place.other.data_folder / "pictures/ab/abc.jpg").read_bytes() == b"a picture"
    assert not (place.other.data_folder / "pictures/ab/.part-xyz").exists()
    with Session(second) as session:  # the restored site goes on: its triggers and numbers are there
        world = _world(session)
        a_team(world, "After the restore")
        assert verify_course(session, world.course_id).first_fault is None
    first.dispose()
    second.dispose()


def test_a_database_is_replaced_only_when_asked(place: Place) -> None:
    file = place.folder / "site.backup"
    backup(place.settings, file)
    engine = place.engine(place.settings)
    before = fingerprint(engine)
    with Session(engine) as session:
        a_team(_world(session), "Since then")
    since = fingerprint(engine)
    engine.dispose()
    with pytest.raises(BackupFailed, match="--replace"):
        restore(place.settings, file)
    engine = place.engine(place.settings)
    assert fingerprint(engine) == since != before
    engine.dispose()
    restore(place.settings, file, replace=True)
    engine = place.engine(place.settings)
    assert fingerprint(engine) == before
    engine.dispose()


def _world(session: Session) -> World:
    """The course that is there, its instructor as the operator."""
    from app.actions.actor import operator

    course = session.exec(select(Course).where(Course.title == "Trade practice")).one()
    return World(session, course.id, operator(course.id))


def test_a_backup_taken_while_somebody_writes_is_one_moment_of_the_site(place: Place) -> None:
    stop, made = Event(), Event()
    engine = place.engine(place.settings)

    def write() -> None:
        with Session(engine) as session:
            world, number = _world(session), 0
            while not stop.is_set():
                a_team(world, f"Team {number}")
                number += 1
                if number == 3:
                    made.set()

    writer = Thread(target=write)
    writer.start()
    try:
        assert made.wait(60)
        backup(place.settings, place.folder / "site.backup")
    finally:
        stop.set()
        writer.join()
    restore(place.other, place.folder / "site.backup")
    restored = place.engine(place.other)
    with Session(restored) as then, Session(engine) as now:
        course_id = _world(then).course_id
        query = select(Record).where(Record.course_id == course_id).order_by(col(Record.number))
        kept, all_of_them = then.exec(query).all(), now.exec(query).all()
        assert 3 < len(kept) <= len(all_of_them)
        assert [record.body for record in kept] == [record.body for record in all_of_them[: len(kept)]]
        assert verify_course(then, course_id).first_fault is None
    restored.dispose()
    engine.dispose()


def test_what_is_no_backup_is_refused_and_changes_nothing(sqlite_place: Place) -> None:
    good = sqlite_place.folder / "site.backup"
    backup(sqlite_place.settings, good)
    database = Path(sqlite_place.settings.url.partition(":///")[2])
    before = database.read_bytes()
    for name, content, words in (
        ("missing", None, "There is no file"),
        ("text", b"not a backup", "not a backup of ours"),
        ("cut", good.read_bytes()[: good.stat().st_size // 2], "damaged"),
        ("empty-gzip", gzip.compress(b""), "damaged|holds no database"),
    ):
        file = sqlite_place.folder / name
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(BackupFailed, match=words):
            restore(sqlite_place.settings, file, replace=True)
    assert database.read_bytes() == before


def test_a_backup_of_one_kind_of_database_is_not_put_into_the_other(sqlite_place: Place) -> None:
    file = sqlite_place.folder / "site.backup"
    backup(sqlite_place.settings, file)
    elsewhere = Settings(sqlite_place.folder / "there", "postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(BackupFailed, match="This backup is of SQLite: unset DATABASE_URL"):
        restore(elsewhere, file)


def test_a_backup_without_a_database_or_a_client_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BackupFailed, match="start the server once"):
        backup(Settings(tmp_path), tmp_path / "site.backup")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupFailed, match="install the PostgreSQL client"):
        backup(Settings(tmp_path, "postgresql://nobody@127.0.0.1:1/none"), tmp_path / "site.backup")
    assert list(tmp_path.iterdir()) == []
