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
    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stand_ins', held, nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('is_rival', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.drop_column('is_rival')
        batch_op.drop_column('stand_ins')
