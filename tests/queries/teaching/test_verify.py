"""A log that was tampered with is found, and the first wrong record is named."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session

from app.actions.actor import operator
from app.actions.perform import perform
from app.core.canonical import canonical
from app.core.guard import doing
from app.core.merkle_log import leaf_hash
from app.core.words import has_sentence
from app.models.course import SITE
from app.queries.teaching.verify import Verdict, courses_with_logs, verify_course
from tests.builders import World, a_course

SPEEDS = (60, 600, 3600, 60, 600, 3600)


@pytest.fixture
def world(session: Session) -> World:
    made = a_course(session)
    for speed in SPEEDS:
        made.act(made.instructor, "clock.run", made.course_id, speed=speed)
    perform(session, made.instructor, "clock.run", made.course_id, {"speed": 7})
    return made


def tamper(session: Session, statement: str, **given: object) -> None:
    """Somebody at the machine writes past the program, with the database's own guards taken off."""
    with doing("housekeeping"):
        if session.get_bind().dialect.name == "sqlite":
            for verb in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER IF EXISTS record_keeps_{verb}"))
        else:
            session.execute(text("DROP TRIGGER IF EXISTS record_keeps ON record"))
        session.execute(text(statement), given)
        session.commit()


def stored(session: Session, course_id: UUID) -> object:
    return course_id.hex if session.get_bind().dialect.name == "sqlite" else course_id


def body_of(session: Session, number: int, course_id: UUID) -> bytes:
    query = text("SELECT body FROM record WHERE number = :n AND course_id = :c")
    return bytes(session.execute(query, {"n": number, "c": stored(session, course_id)}).scalar_one())


def assert_fault(verdict: Verdict, number: int | None, code: str) -> None:
    assert verdict.first_fault is not None
    assert (verdict.first_fault.number, verdict.first_fault.code) == (number, code)
    assert has_sentence(code)


@pytest.mark.parametrize("thorough", [True, False])
def test_a_log_that_nobody_touched_is_in_order(session: Session, world: World, thorough: bool) -> None:
    verdict = verify_course(session, world.course_id, thorough=thorough)
    assert (verdict.records, verdict.first_fault) == (len(SPEEDS) + 1, None)
    assert set(courses_with_logs(session)) == {SITE, world.course_id}
    assert verify_course(session, SITE, thorough=thorough).first_fault is None


@pytest.mark.parametrize("thorough", [True, False])
def test_one_changed_byte_is_found(session: Session, world: World, thorough: bool) -> None:
    body = body_of(session, 3, world.course_id).replace(b'"speed":60', b'"speed":61')
    tamper(session, "UPDATE record SET body = :b WHERE number = 3 AND course_id = :c", b=body,
           c=stored(session, world.course_id))  # fmt: skip
    verdict = verify_course(session, world.course_id, thorough=thorough)
    assert_fault(verdict, 3, "verify.bytes_changed")
    assert verdict.records == 3


def test_one_changed_byte_with_its_hash_mended_is_found_by_the_tree(session: Session, world: World) -> None:
    body = body_of(session, 3, world.course_id).replace(b'"speed":60', b'"speed":61')
    tamper(session, "UPDATE record SET body = :b, leaf = :l WHERE number = 3 AND course_id = :c", b=body,
           l=leaf_hash(body), c=stored(session, world.course_id))  # fmt: skip
    assert_fault(verify_course(session, world.course_id), None, "verify.root_differs")


def test_a_deleted_record_is_named(session: Session, world: World) -> None:
    tamper(
        session, "DELETE FROM record WHERE number = 4 AND course_id = :c", c=stored(session, world.course_id)
    )
    assert_fault(verify_course(session, world.course_id), 4, "verify.record_missing")


def test_two_swapped_records_are_found(session: Session, world: World) -> None:
    course = stored(session, world.course_id)
    for old, new in ((1, -1), (2, 1), (-1, 2)):
        statement = "UPDATE record SET number = :new WHERE number = :old AND course_id = :c"
        tamper(session, statement, new=new, old=old, c=course)
    assert_fault(verify_course(session, world.course_id), 1, "verify.copy_differs")


def test_a_cut_tail_is_found(session: Session, world: World) -> None:
    tamper(
        session, "DELETE FROM record WHERE number >= 5 AND course_id = :c", c=stored(session, world.course_id)
    )
    verdict = verify_course(session, world.course_id)
    assert_fault(verdict, 5, "verify.tail_missing")
    assert verdict.first_fault and verdict.first_fault.figures["missing"] == 2


def test_a_cut_tail_with_its_head_mended_is_found_by_the_running_numbers(
    session: Session, world: World
) -> None:
    course = stored(session, world.course_id)
    tamper(session, "DELETE FROM record WHERE number >= 1 AND course_id = :c", c=course)
    leaf = leaf_hash(body_of(session, 0, world.course_id))
    tamper(
        session,
        "UPDATE log_head SET size = 1, frontier = :l, root = :l WHERE course_id = :c",
        l=leaf,
        c=course,
    )
    assert_fault(verify_course(session, world.course_id), None, "verify.running_number_differs")


@pytest.mark.parametrize(
    ("column", "value"),
    [("action", "clock.pause"), ("actor", "somebody"), ("outcome", "refused"), ("caused_by", 1)],
)
@pytest.mark.parametrize("thorough", [True, False])
def test_a_changed_copy_is_found(
    session: Session, world: World, column: str, value: object, thorough: bool
) -> None:
    tamper(session, f"UPDATE record SET {column} = :v WHERE number = 2 AND course_id = :c", v=value,
           c=stored(session, world.course_id))  # fmt: skip
    assert_fault(verify_course(session, world.course_id, thorough=thorough), 2, "verify.copy_differs")


def _mend(session: Session, world: World, change: Callable[[bytes], bytes]) -> None:
    """Change the first record and mend its leaf, as somebody would who knows how the log is made."""
    body = change(body_of(session, 0, world.course_id))
    tamper(session, "UPDATE record SET body = :b, leaf = :l WHERE number = 0 AND course_id = :c", b=body,
           l=leaf_hash(body), c=stored(session, world.course_id))  # fmt: skip


def test_a_text_that_is_not_canonical_is_found(session: Session, world: World) -> None:
    _mend(session, world, lambda body: body.replace(b'"speed":60', b'"speed": 60'))
    assert_fault(verify_course(session, world.course_id), 0, "verify.not_canonical")


def test_bytes_that_are_no_record_are_found(session: Session, world: World) -> None:
    _mend(session, world, lambda body: b"[1]")
    assert_fault(verify_course(session, world.course_id, thorough=False), 0, "verify.not_canonical")


def test_a_gap_in_an_actors_numbers_is_found(session: Session, world: World) -> None:
    def skip(body: bytes) -> bytes:
        said = json.loads(body)
        said["actor"]["number"] = 2
        return canonical(said)

    _mend(session, world, skip)
    tamper(session, "UPDATE record SET actor_number = 2 WHERE number = 0 AND course_id = :c",
           c=stored(session, world.course_id))  # fmt: skip
    assert_fault(verify_course(session, world.course_id), 0, "verify.actor_number_gap")


def _with_words(session: Session) -> int:
    given = {"email": "li.wei@school.example", "name": "Li Wei"}
    return perform(session, operator(), "person.create", SITE, given).must().number


def test_a_changed_text_is_found(session: Session) -> None:
    number = _with_words(session)
    tamper(session, "UPDATE text_of_record SET body = 'Li Wen' WHERE body = 'Li Wei'")
    assert_fault(verify_course(session, SITE), number, "verify.text_changed")


def test_a_text_that_no_record_names_is_found(session: Session) -> None:
    number = _with_words(session)
    tamper(session, "UPDATE text_of_record SET digest = :d WHERE body = 'Li Wei'", d="0" * 64)
    assert_fault(verify_course(session, SITE), number, "verify.text_unknown")


def test_erased_words_leave_a_log_in_order(session: Session) -> None:
    _with_words(session)
    tamper(session, "UPDATE text_of_record SET body = NULL, salt = NULL")
    assert verify_course(session, SITE).first_fault is None


def test_a_byte_changed_in_the_database_file_itself_is_found(sqlite_session: Session) -> None:
    world = a_course(sqlite_session)
    for speed in SPEEDS:
        world.act(world.instructor, "clock.run", world.course_id, speed=speed)
    engine = sqlite_session.get_bind()
    sqlite_session.execute(text("SELECT 1"))
    sqlite_session.rollback()
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    path = engine.url.database
    with Path(path).open("r+b") as file:
        at = file.read().index(b'"given":{"speed":3600}')
        file.seek(at + len(b'"given":{"speed":'))
        file.write(b"9")
    verdict = verify_course(sqlite_session, world.course_id)
    assert_fault(verdict, verdict.records, "verify.bytes_changed")
