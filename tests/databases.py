"""How tests build a database: as the product does."""

from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel

import app.models  # noqa: F401
from app.actions.course import site_row
from app.core.guard import doing
from app.core.schema import append_only
from app.core.search_index import search_index


def build_schema(engine: Engine) -> None:
    """Tables, triggers and course zero."""
    with doing("housekeeping"):
        SQLModel.metadata.create_all(engine)
        with engine.begin() as connection:
            for statement in [*append_only(engine.dialect.name), *search_index(engine.dialect.name)]:
                connection.execute(text(statement))
        with Session(engine) as session:
            session.add(site_row("test-site"))
            session.commit()
