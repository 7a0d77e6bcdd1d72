"""Whose turn it is, by index: to sort all that was due in a large workspace took longer the more it was."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PLANNED = sa.text("state = 'planned'")


def upgrade() -> None:
    op.create_index(
        "ix_message_turn",
        "message",
        ["team_id", "priority", "run_at", "id"],
        sqlite_where=PLANNED,
        postgresql_where=PLANNED,
    )
