"""Turns of months that wait for the next nudge. The version before runs on it: the column may be empty."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("week", sa.Column("told_month", sa.Integer(), nullable=True))
