"""Complaints of business buyers.

Revision: 0009_complaint.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009_complaint"
down_revision = "0008_funnel"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "complaint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=False),
        sa.Column("stable_name", sa.String(length=160), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("reasons", _JSON, nullable=False),
        sa.Column("faulty_pieces", sa.Integer(), nullable=False),
        sa.Column("wanted_usd", sa.BigInteger(), nullable=False),
        sa.Column("loss", _JSON, nullable=False),
        sa.Column("remedy", _JSON, nullable=False),
        sa.Column("made_good", sa.BigInteger(), nullable=False),
        sa.Column("outcome", _JSON, nullable=False),
        sa.Column("lodged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"]),
        sa.ForeignKeyConstraint(["buyer_id"], ["buyer.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_complaint_course_id", "complaint", ["course_id"])
    op.create_index("ix_complaint_team_id", "complaint", ["team_id"])
    op.create_index("ix_complaint_buyer_id", "complaint", ["buyer_id"])
    op.create_index("ix_complaint_order_id", "complaint", ["order_id"], unique=True)


def downgrade() -> None:
    """As it was."""
    op.drop_table("complaint")
