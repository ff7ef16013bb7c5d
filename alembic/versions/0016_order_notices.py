"""A seller tells the buyer of an event that keeps the goods.

Revision: 0016_order_notices.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016_order_notices"
down_revision = "0015_credit_draft"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the column."""
    with op.batch_alter_table("order") as table:
        table.add_column(sa.Column("notices", _JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    """As it was."""
    with op.batch_alter_table("order") as table:
        table.drop_column("notices")
