"""Letters that ask for money, and what screening and reports said of a buyer.

Revision: 0012_instruction.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012_instruction"
down_revision = "0011_requests_and_memory"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table and the columns."""
    op.create_table(
        "instruction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=True),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("stable_name", sa.String(length=160), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("sender", sa.String(length=120), nullable=False),
        sa.Column("body", sa.String(length=4000), nullable=False),
        sa.Column("account", _JSON, nullable=False),
        sa.Column("known", _JSON, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("instrument", sa.String(length=40), nullable=False),
        sa.Column("credited_usd", sa.BigInteger(), nullable=True),
        sa.Column("truth", _JSON, nullable=False),
        sa.Column("check", _JSON, nullable=False),
        sa.Column("is_paid", sa.Boolean(), nullable=False),
        sa.Column("outcome", _JSON, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"]),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("course_id", "team_id", "inquiry_id", "purchase_id"):
        op.create_index(f"ix_instruction_{column}", "instruction", [column])
    for column in ("screened", "reported"):
        op.add_column("inquiry", sa.Column(column, _JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    """As it was."""
    for column in ("screened", "reported"):
        op.drop_column("inquiry", column)
    op.drop_table("instruction")
