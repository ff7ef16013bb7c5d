"""A letter of credit that a buyer proposes is judged like a letter that asks for money.

Revision: 0015_credit_draft.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015_credit_draft"
down_revision = "0014_insurance_claim"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the columns."""
    with op.batch_alter_table("instruction") as table:
        table.add_column(sa.Column("order_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("draft", _JSON, nullable=False, server_default="{}"))
        table.add_column(sa.Column("talk", sa.String(length=8000), nullable=False, server_default=""))
        table.create_foreign_key("fk_instruction_order_id_order", "order", ["order_id"], ["id"])
        table.create_index("ix_instruction_order_id", ["order_id"])


def downgrade() -> None:
    """As it was."""
    with op.batch_alter_table("instruction") as table:
        table.drop_index("ix_instruction_order_id")
        table.drop_constraint("fk_instruction_order_id_order", type_="foreignkey")
        for column in ("order_id", "draft", "talk"):
            table.drop_column(column)
