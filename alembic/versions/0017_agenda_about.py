"""What the agenda holds about something is found without reading all that is yet to come.

Revision: 0017_agenda_about.
"""

from alembic import op

revision = "0017_agenda_about"
down_revision = "0016_order_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_agenda_about", "agenda_entry", ["course_id", "subject_id", "is_done", "kind"])


def downgrade() -> None:
    """As it was."""
    op.drop_index("ix_agenda_about", "agenda_entry")
