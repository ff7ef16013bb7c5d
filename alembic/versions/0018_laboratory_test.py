"""Laboratory tests that a team has made of a partner's product.

Revision: 0018_laboratory_test.
"""

import sqlalchemy as sa
from alembic import op

from app.models.base import Plain

revision = "0018_laboratory_test"
down_revision = "0017_agenda_about"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table of tests."""
    op.create_table(
        "laboratory_test",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("stable_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("certificate", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("fee_rmb", sa.BigInteger(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("report_on", sa.Date(), nullable=True),
        sa.Column("report_number", sa.String(length=40), nullable=False),
        sa.Column("findings", Plain(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"]),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_laboratory_test_course_id", "laboratory_test", ["course_id"])
    op.create_index("ix_laboratory_test_team_id", "laboratory_test", ["team_id"])
    op.create_index("ix_laboratory_test_product_id", "laboratory_test", ["product_id"])


def downgrade() -> None:
    """As it was."""
    op.drop_table("laboratory_test")
