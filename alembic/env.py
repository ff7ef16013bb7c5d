"""Alembic's way to our database. `app/core/migrate.py` hands the connection over; the command line makes
one.
"""

from typing import Any

from alembic import context
from sqlmodel import SQLModel

import app.models  # noqa: F401
from app.core.db import make_engine
from app.core.guard import doing
from app.core.settings import settings_from


def plain_type(kind: str, item: Any, autogen: Any) -> Any:
    """Our own column types as plain ones, so that a migration does not change with the code."""
    if kind == "type" and type(item).__module__ == "app.models.base":
        return {
            "Exact": "sa.BigInteger()",
            "Utc": "sa.DateTime(timezone=True)",
            "Plain": "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')",
        }[type(item).__name__]
    if kind == "type" and type(item).__name__ == "AutoString":
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def run(connection: Any) -> None:
    """Run in one transaction, also on SQLite: a killed migration leaves nothing half done."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_item=plain_type,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = make_engine(settings_from().url).execution_options(writing=True)
    with doing("housekeeping"), engine.connect() as connection:
        run(connection)
        connection.commit()
