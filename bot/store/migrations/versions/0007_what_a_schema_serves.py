"""Which version of the coach may still run on this schema, for upgrades that replace replicas one by one.

A migration that the version before can't live with sets `serves` to itself.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("installation") as installation:
        installation.add_column(sa.Column("serves", sa.String(), server_default=revision, nullable=False))
