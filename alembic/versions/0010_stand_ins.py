"""Players that stand in for one duty of a team, and rival teams.

Revision: 0010_stand_ins.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0010_stand_ins'
down_revision = '0009_complaint'
branch_labels = None
depends_on = None


def upgrade() -> None:
    held = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
    op.add_column('team', sa.Column('stand_ins', held, nullable=False, server_default='[]'))
    op.add_column('team', sa.Column('is_rival', sa.Boolean(), nullable=False, server_default='0'))


def downgrade() -> None:
    op.drop_column('team', 'is_rival')
    op.drop_column('team', 'stand_ins')
