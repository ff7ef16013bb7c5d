"""What the tables cannot say: the triggers that keep evidence as it was written, on both databases.

Used by the first migration; `append_only` gives the statements for a kind of database.
"""

RECORDS = ("record",)


def append_only(dialect: str, tables: tuple[str, ...] = RECORDS) -> list[str]:
    """Statements after which the database itself refuses to change or delete a row of these tables.

    On PostgreSQL the function that refuses is made with the records' own triggers.
    """
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_keeps_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END"
            for table in tables
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE FUNCTION evidence_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'evidence is append-only'; END $$"
    )
    rows = [
        f"CREATE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION evidence_is_append_only()"
        for table in tables
    ]
    whole = [
        f"CREATE TRIGGER {table}_keeps_whole BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only()"
        for table in tables
    ]
    return [*([function] if tables == RECORDS else []), *rows, *whole]
