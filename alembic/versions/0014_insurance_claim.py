"""Harm on the way, and claims under cargo policies.

Revision: 0014_insurance_claim.
"""

import sqlalchemy as sa
from alembic import op

from app.models.base import Plain

revision = "0014_insurance_claim"
down_revision = "0013_parcel_return"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column of the shipment and the table of claims."""
    op.add_column("shipment", sa.Column("damage", Plain(), nullable=False, server_default="{}"))
    op.create_table(
        "insurance_claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("shipment_id", sa.Uuid(), nullable=False),
        sa.Column("policy_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("peril", sa.String(length=30), nullable=False),
        sa.Column("papers", Plain(), nullable=False),
        sa.Column("claimed_usd", sa.BigInteger(), nullable=False),
        sa.Column("letter_in_time", sa.Boolean(), nullable=False),
        sa.Column("times_filed", sa.Integer(), nullable=False),
        sa.Column("settled_usd", sa.BigInteger(), nullable=True),
        sa.Column("answer", Plain(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("payment_on", sa.Date(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"]),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"]),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipment.id"]),
        sa.ForeignKeyConstraint(["policy_id"], ["insurance_policy.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_insurance_claim_course_id", "insurance_claim", ["course_id"])
    op.create_index("ix_insurance_claim_team_id", "insurance_claim", ["team_id"])
    op.create_index("ix_insurance_claim_order_id", "insurance_claim", ["order_id"])
    op.create_index("ix_insurance_claim_shipment_id", "insurance_claim", ["shipment_id"], unique=True)


def downgrade() -> None:
    """As it was."""
    op.drop_table("insurance_claim")
    op.drop_column("shipment", "damage")
