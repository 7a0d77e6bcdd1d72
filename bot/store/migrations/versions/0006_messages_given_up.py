"""An index of what was given up, for those who look after the queue: they ask every minute."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

GIVEN_UP = sa.text("state = 'dead' AND error <> 'superseded'")


def upgrade() -> None:
    op.create_index("ix_message_dead", "message", ["error"], sqlite_where=GIVEN_UP, postgresql_where=GIVEN_UP)
