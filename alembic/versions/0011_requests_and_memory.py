"""A need that goes to several teams, and what a buyer keeps of a talk.

Revision: 0011_requests_and_memory.
"""

import sqlalchemy as sa
from alembic import op

from app.models.base import Plain

revision = "0011_requests_and_memory"
down_revision = "0010_stand_ins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns of the inquiry and the index by request."""
    op.add_column("inquiry", sa.Column("request", sa.String(120), nullable=False, server_default=""))
    op.add_column("inquiry", sa.Column("noted", Plain(), nullable=False, server_default="{}"))
    op.create_index("ix_inquiry_of_request", "inquiry", ["course_id", "request"])


def downgrade() -> None:
    """As it was."""
    op.drop_index("ix_inquiry_of_request", "inquiry")
    op.drop_column("inquiry", "noted")
    op.drop_column("inquiry", "request")
