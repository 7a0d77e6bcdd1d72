"""Whom a channel is shared with, and since when a member's Slack account has been switched off."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0021"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("slack_channel", sa.Column("reach", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("member", sa.Column("deactivated_at", UTCDateTime(), nullable=True))
