"""Rows that are written together at the end of a transaction, and what makes them be written before."""

import app.models  # noqa: F401
from app.core.unwritten import tables_by_id, tables_named


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
