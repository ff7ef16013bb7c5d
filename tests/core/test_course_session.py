"""A session reads for one course: what is kept lives for one transaction and for that course alone."""

from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from app.core.course_session import course_of, kept, kept_as, read_for

ONE, TWO = UUID(int=1), UUID(int=2)


def test_what_is_kept_is_made_once_in_a_transaction_and_anew_in_the_next(engine: Engine) -> None:
    made: list[int] = []
    with Session(engine) as session:
        read_for(session, ONE)
        for _ in range(3):
            kept(session, "rates", lambda: made.append(1))
        assert len(made) == 1
        session.rollback()
        kept(session, "rates", lambda: made.append(1))
        assert len(made) == 2


def test_another_course_gets_nothing_that_was_kept_for_the_first(engine: Engine) -> None:
    with Session(engine) as session:
        assert course_of(session) is None
        read_for(session, ONE)
        assert kept(session, "rates", lambda: "of one") == "of one"
        read_for(session, TWO)
        assert (course_of(session), kept(session, "rates", lambda: "of two")) == (TWO, "of two")


def test_what_is_supposed_holds_for_its_while_alone_also_in_a_session_that_has_read_nothing(
    engine: Engine,
) -> None:
    with Session(engine) as session:
        with kept_as(session, "rates", "supposed"):
            session.execute(text("SELECT 1"))
            assert kept(session, "rates", lambda: "read") == "supposed"
        assert kept(session, "rates", lambda: "read") == "read"
        with pytest.raises(ValueError, match="no"), kept_as(session, "rates", "supposed"):
            raise ValueError("no")
        assert kept(session, "rates", lambda: "read again") == "read"
