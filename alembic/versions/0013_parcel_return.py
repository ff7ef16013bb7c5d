"""Returns of consumers: the requests, what was refunded, and pieces that came back.

Revision: 0013_parcel_return.
"""

import sqlalchemy as sa
from alembic import op

from app.models.base import Plain

revision = "0013_parcel_return"
down_revision = "0012_instruction"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table and three columns."""
    op.create_table(
        "parcel_return",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("stable_name", sa.String(160), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("figures", Plain(), nullable=False),
        sa.Column("has_right", sa.Boolean(), nullable=False),
        sa.Column("request", sa.String(4000), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("share", sa.BigInteger(), nullable=False),
        sa.Column("freight_usd", sa.BigInteger(), nullable=False),
        sa.Column("reply", sa.String(4000), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("refunded_usd", sa.BigInteger(), nullable=False),
        sa.Column("is_decided_by_market", sa.Boolean(), nullable=False),
        sa.Column("is_resaleable", sa.Boolean(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["order_id"], ["consumer_order.id"]),
        sa.ForeignKeyConstraint(["buyer_id"], ["buyer.id"]),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("course_id", "team_id", "listing_id"):
        op.create_index(f"ix_parcel_return_{name}", "parcel_return", [name])
    op.create_index("ix_parcel_return_order_id", "parcel_return", ["order_id"], unique=True)
    nought = {"nullable": False, "server_default": "0"}
    op.add_column("consumer_order", sa.Column("refunded_usd", sa.BigInteger(), **nought))
    op.add_column("listing", sa.Column("returned_pieces", sa.Integer(), **nought))
    op.add_column("listing", sa.Column("returned_rmb", sa.BigInteger(), **nought))


def downgrade() -> None:
    """As it was."""
    op.drop_column("listing", "returned_rmb")
    op.drop_column("listing", "returned_pieces")
    op.drop_column("consumer_order", "refunded_usd")
    op.drop_table("parcel_return")
