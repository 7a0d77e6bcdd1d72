"""A channel's turn and pace by index: each claim read every post that there ever was in a channel."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WAITING = sa.text("state IN ('planned', 'sending')")


def upgrade() -> None:
    op.create_index(
        "ix_message_waiting",
        "message",
        ["channel", "method", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index("ix_message_pace", "message", ["channel", "sending_at"])
