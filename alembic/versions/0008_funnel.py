"""The funnel of the consumers' days, and an order's place in the record of the day that it was placed in.

Revision: 0008_funnel.
"""

import sqlalchemy as sa
from alembic import op

from app.core.schema import append_only

revision = "0008_funnel"
down_revision = "0007_call"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, its triggers, and the new columns."""
    op.create_table(
        "funnel_count",
        sa.Column("course_id", sa.Uuid(), sa.ForeignKey("course.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("team_id", sa.Uuid(), sa.ForeignKey("team.id"), nullable=False),
        sa.Column("listing_id", sa.Uuid(), sa.ForeignKey("listing.id"), nullable=False),
        sa.Column("market", sa.String(2), nullable=False),
        sa.Column("source", sa.String(12), nullable=False),
        sa.Column("query", sa.String(120), nullable=False),
        sa.Column("impressions", sa.Integer(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("baskets", sa.Integer(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("paid_usd", sa.BigInteger(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_funnel_count_of_team", "funnel_count", ["course_id", "team_id", "day"])
    op.create_index("ix_funnel_count_of_day", "funnel_count", ["course_id", "day"])
    for statement in append_only(op.get_bind().dialect.name, ("funnel_count",)):
        op.execute(statement)
    op.add_column("consumer_order", sa.Column("source", sa.String(12), nullable=False, server_default=""))
    op.add_column("consumer_order", sa.Column("bulk_number", sa.Integer(), nullable=True))
    op.add_column("consumer_order", sa.Column("bulk_place", sa.Integer(), nullable=True))
    op.add_column("consumer_order", sa.Column("bulk_leaf", sa.LargeBinary(), nullable=True))
    op.create_index("ix_consumer_order_of_day", "consumer_order", ["course_id", "bulk_number", "bulk_place"])
    op.add_column("listing", sa.Column("untrue_claims", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """As it was."""
    op.drop_column("listing", "untrue_claims")
    op.drop_index("ix_consumer_order_of_day", "consumer_order")
    for column in ("bulk_leaf", "bulk_place", "bulk_number", "source"):
        op.drop_column("consumer_order", column)
    op.drop_table("funnel_count")
