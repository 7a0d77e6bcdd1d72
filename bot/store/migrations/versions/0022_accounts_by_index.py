"""Accounts that are switched off, by index: to look at all members took longer the more there were."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OFF, DEACTIVATED = sa.text("deleted"), sa.text("deactivated_at IS NOT NULL")


def upgrade() -> None:
    keys = ["team_id", "user_id"]
    op.create_index("ix_slack_user_off", "slack_user", keys, sqlite_where=OFF, postgresql_where=OFF)
    op.create_index(
        "ix_member_deactivated", "member", keys, sqlite_where=DEACTIVATED, postgresql_where=DEACTIVATED
    )
