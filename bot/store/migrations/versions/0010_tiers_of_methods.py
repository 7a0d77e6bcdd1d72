"""A lane keeps to the tiers of Slack's methods too, for all replicas together."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lane", sa.Column("method_tats", sa.JSON(), nullable=False, server_default="{}"))
