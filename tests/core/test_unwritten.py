"""Rows that are written together at the end of a transaction, and what makes them be written before."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import JSON, Column, Connection, Engine, LargeBinary, event, insert
from sqlmodel import SQLModel

import app.models  # noqa: F401
from app.core.guard import doing
from app.core.unwritten import tables_by_id, tables_named, write_rows
from app.models.base import Exact, Plain, Utc


def test_a_select_by_id_says_whose_rows_it_reads() -> None:
    for plain in (
        "SELECT sample.id, sample.state FROM sample WHERE sample.id = ?",
        "SELECT sample.id FROM sample WHERE sample.course_id = ? AND sample.inquiry_id = %(inquiry_id_1)s",
        'SELECT "order".id FROM "order" WHERE "order".id = ? FOR UPDATE',
        "SELECT EXISTS (SELECT * FROM sample WHERE sample.inquiry_id = ? AND sample.state = ?) AS is_asked",
    ):
        assert tables_by_id(plain) in ({"sample"}, {"order"})


def test_what_belongs_to_a_row_that_is_asked_for_by_its_id_is_read_by_that_id() -> None:
    beside = "EXISTS (SELECT * FROM sample WHERE sample.inquiry_id = inquiry.id AND sample.state IN (?, ?))"
    joined = "FROM inquiry JOIN buyer ON buyer.id = inquiry.buyer_id WHERE inquiry.id = ?"
    assert tables_by_id(f"SELECT inquiry.id, {beside} AS is_asked {joined}") == {"inquiry", "sample"}
    assert tables_by_id(f"SELECT inquiry.id, {beside} AS is_asked FROM inquiry") == set()
    ours = 'SELECT 1 FROM "order" JOIN payment ON payment.order_id = "order".id WHERE "order".id = %(id_1)s'
    assert tables_by_id(ours) == {"order", "payment"}


def test_a_select_that_may_read_other_rows_too_says_nothing() -> None:
    for wide in (
        "SELECT sample.id FROM sample WHERE sample.course_id = ?",
        "SELECT sample.id FROM sample WHERE sample.id = ? OR sample.state = ?",
        "SELECT sample.id FROM sample WHERE sample.id != ?",
        "SELECT sample.id FROM sample WHERE sample.id = inquiry.id",
        "SELECT sample.id FROM sample WHERE sample.state IN (?, ?)",
        "SELECT sample.id FROM sample, inquiry WHERE sample.id = ?",
        "SELECT 1 FROM inquiry JOIN sample ON sample.inquiry_id = inquiry.id WHERE inquiry.team_id = ?",
        "SELECT 1 FROM inquiry LEFT OUTER JOIN sample ON sample.inquiry_id = inquiry.id WHERE inquiry.id = ?",
        "SELECT 1 FROM inquiry JOIN sample ON sample.inquiry_id = inquiry.buyer_id WHERE inquiry.id = ?",
        "SELECT 1 FROM inquiry JOIN sample ON sample.listing_id = inquiry.id JOIN inquiry AS other ON"
        " inquiry.id = other.id WHERE other.id = ?",
        "SELECT EXISTS (SELECT * FROM sample WHERE sample.id = ?), (SELECT max(sample.pieces) FROM sample)",
        "SELECT (SELECT 1 FROM sample WHERE sample.id = ? AND sample.team_id = ?), (SELECT 2 FROM sample)",
        "UPDATE sample SET state=? WHERE sample.id = ?",
    ):
        assert "sample" not in tables_by_id(wide), wide


def test_a_write_names_what_its_rows_refer_to() -> None:
    assert {"message", "inquiry", "team"} <= tables_named("INSERT INTO message (id, body) VALUES (?, ?)")
    assert "inquiry" not in tables_named("SELECT message.id FROM message WHERE message.id = ?")


class Told(Exception):
    """What the driver would have been given."""


def given_to_driver(engine: Engine, write: Callable[[Connection], object]) -> tuple[str, Any]:
    """The statement and values that this writing hands to the driver, which does not get them."""

    def tell(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        raise Told(statement, parameters)

    event.listen(engine, "before_cursor_execute", tell)
    try:
        with engine.connect() as connection, doing("bulk"), pytest.raises(Told) as told:
            write(connection)
    finally:
        event.remove(engine, "before_cursor_execute", tell)
    return told.value.args


def a_value(column: Column[Any]) -> Any:
    """Some value that fits the column."""
    kind = column.type
    if isinstance(kind, Plain | JSON):
        return {"price": "1.50", "words": ["a", "百"]}
    if isinstance(kind, Utc):
        return datetime(2026, 9, 1, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    if isinstance(kind, Exact):
        return Decimal("1.5")
    if isinstance(kind, LargeBinary):
        return b"\x00\x01"
    values = {str: "x", int: 7, bool: True, UUID: UUID(int=7), date: date(2026, 9, 1)}
    return values[getattr(kind, "impl", kind).python_type]


def comparable(parameters: Any) -> list[list[Any]]:
    """Values as they can be compared: the driver's wrapped JSON by what is in it."""
    rows = parameters if isinstance(parameters, list) else [parameters]
    listed = [list(row.items()) if isinstance(row, dict) else enumerate(row) for row in rows]
    return [[(name, getattr(value, "obj", value)) for name, value in row] for row in listed]


def test_rows_reach_the_driver_as_any_statement_would_give_them(engine: Engine) -> None:
    for table in SQLModel.metadata.sorted_tables:
        row = {column.name: a_value(column) for column in table.columns}
        empty = {name: None if table.c[name].nullable else value for name, value in row.items()}
        statement = insert(table)
        for rows in ([row], [row, empty, row]):
            told = given_to_driver(engine, partial(write_rows, statement=statement, rows=rows))
            usual = given_to_driver(engine, lambda on, rows=rows, of=statement: on.execute(of, rows))
            assert told[0] == usual[0]
            assert comparable(told[1]) == comparable(usual[1])
