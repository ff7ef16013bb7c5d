"""What was read of a course is kept while its log stands, and not a deed longer."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from app.core.course_session import kept_as, read_for, tell_log_size
from app.core.db import housekeeping, make_engine
from app.core.standing import while_log_stands

ONE, TWO = UUID(int=1), UUID(int=2)


def reader(session: Session, size: int, course_id: UUID = ONE) -> Callable[..., str]:
    """A session that has begun to read and was told how far the log has come."""
    session.rollback()
    session.connection()
    tell_log_size(session, course_id, size)

    def read(value: str, name: str = "desk", course: UUID = course_id) -> str:
        return while_log_stands(session, course, name, lambda: value)

    return read


def test_what_was_read_is_kept_until_the_log_has_grown(sqlite_engine: Engine) -> None:
    with Session(sqlite_engine) as session:
        assert reader(session, 7)("first") == "first"
    with Session(sqlite_engine) as another:
        assert reader(another, 7)("second") == "first"
        assert reader(another, 8)("third") == "third"
        assert reader(another, 8)("fourth") == "third"


def test_what_depends_on_the_reader_is_kept_under_the_readers_own_name(sqlite_engine: Engine) -> None:
    with Session(sqlite_engine) as session:
        read = reader(session, 7)
        assert (read("of ours", "desk of ours"), read("of theirs", "desk of theirs")) == (
            "of ours", "of theirs",
        )  # fmt: skip
        tell_log_size(session, TWO, 7)
        assert read("of course two", "desk of ours", TWO) == "of course two"
        assert read("anything else", "desk of ours") == "of ours"


def test_a_session_that_was_not_told_reads_anew_and_keeps_nothing(sqlite_engine: Engine) -> None:
    with Session(sqlite_engine) as session:
        read = reader(session, 7)
        assert read("before") == "before"
        session.rollback()  # the next transaction sees another moment
        assert read("after") == "after"
        assert reader(session, 7)("again") == "before"


def test_what_is_supposed_is_neither_kept_nor_taken_from_what_is_kept(sqlite_engine: Engine) -> None:
    with Session(sqlite_engine) as session:
        read = reader(session, 7)
        read_for(session, ONE)
        assert read("as it is") == "as it is"
        with kept_as(session, "course_rates", "other rates"):
            assert read("as if") == "as if"
        assert read("as it is still") == "as it is"


def test_what_the_house_writes_for_itself_makes_all_be_read_anew(sqlite_engine: Engine) -> None:
    with Session(sqlite_engine) as session:
        assert reader(session, 7)("before") == "before"
        with housekeeping(session):
            session.execute(text("UPDATE course SET title = title"))
        assert reader(session, 7)("after") == "after"


def test_another_database_with_the_same_course_has_its_own(sqlite_engine: Engine, tmp_path: Path) -> None:
    with Session(sqlite_engine) as session:
        assert reader(session, 7)("here") == "here"
    with Session(make_engine(f"sqlite+pysqlite:///{tmp_path / 'other.sqlite3'}")) as elsewhere:
        assert reader(elsewhere, 7)("there") == "there"


def test_what_was_not_asked_for_longest_gives_way(sqlite_engine: Engine) -> None:
    with Session(sqlite_engine) as session:
        read = reader(session, 7)
        read("old")
        for number in range(1000):
            read("new", f"page {number}")
        assert read("anew") == "anew" and read("kept", "page 999") == "new"


def test_a_reading_that_fails_is_not_kept(sqlite_engine: Engine) -> None:
    def fails() -> str:
        raise LookupError

    with Session(sqlite_engine) as session:
        read = reader(session, 7)
        with pytest.raises(LookupError):
            while_log_stands(session, ONE, "desk", fails)
        assert read("found") == "found"
