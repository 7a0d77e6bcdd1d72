"""Whom a channel is shared with, whose account is switched off, in which thread an answer stands."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("slack_channel", sa.Column("reach", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "slack_user", sa.Column("forgotten", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("message", sa.Column("thread_ts", sa.String(), nullable=True))
    op.add_column("member", sa.Column("deactivated_at", UTCDateTime(), nullable=True))
