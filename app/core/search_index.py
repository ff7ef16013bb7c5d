"""The full-text index of published listings: its statements on each database, and how it is asked.

SQLite keeps an FTS5 table by triggers on `listing`; PostgreSQL keeps a generated `tsvector` with a GIN index.
Both hold the words that `search_words` made (columns `search_title` and `search_text`), title words weighing
more, so the two answer alike. A query is built from words alone: nothing that a person types is syntax.
"""

TITLE_WEIGHT, TEXT_WEIGHT = 8, 1

_SQLITE = (
    "CREATE VIRTUAL TABLE listing_search USING fts5("
    "course_id UNINDEXED, title, body, tokenize='ascii', prefix='3')",
    "INSERT INTO listing_search(listing_search, rank) "
    f"VALUES ('rank', 'bm25(0, {TITLE_WEIGHT}.0, {TEXT_WEIGHT}.0)')",
    "CREATE TRIGGER listing_search_new AFTER INSERT ON listing WHEN new.state = 'published' BEGIN "
    "INSERT INTO listing_search(rowid, course_id, title, body) "
    "VALUES (new.search_key, new.course_id, new.search_title, new.search_text); END",
    "CREATE TRIGGER listing_search_changed AFTER UPDATE OF state, search_key, search_title, search_text "
    "ON listing BEGIN "
    "DELETE FROM listing_search WHERE rowid = old.search_key; "
    "INSERT INTO listing_search(rowid, course_id, title, body) "
    "SELECT new.search_key, new.course_id, new.search_title, new.search_text WHERE new.state = 'published'; "
    "END",
    "CREATE TRIGGER listing_search_gone AFTER DELETE ON listing BEGIN "
    "DELETE FROM listing_search WHERE rowid = old.search_key; END",
)
_POSTGRES = (
    "ALTER TABLE listing ADD COLUMN search_vector tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple', search_title), 'A') || "
    "setweight(to_tsvector('simple', search_text), 'D')) STORED",
    "CREATE INDEX ix_listing_search_vector ON listing USING gin (search_vector) WHERE state = 'published'",
)


def search_index(dialect: str) -> list[str]:
    """Statements that make the index after the tables are made."""
    return list(_SQLITE if dialect == "sqlite" else _POSTGRES)


def match(dialect: str, phrases: list[list[str]]) -> str:
    """The question to the index for phrases of `asked_words`: all of them, the last one by its start.

    Words are ASCII letters and digits only, so quoting them is enough.
    """
    if dialect == "sqlite":
        asked = [f'"{" ".join(phrase)}"' for phrase in phrases]
        return " AND ".join([*asked[:-1], f"{asked[-1]} *"])
    asked = [" <-> ".join(f"'{word}'" for word in phrase) for phrase in phrases]
    return " & ".join([*(f"({phrase})" for phrase in asked[:-1]), f"({asked[-1]}:*)"])
