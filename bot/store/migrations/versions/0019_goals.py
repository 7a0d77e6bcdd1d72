"""Goals of months, on the member. The version before runs on it: the column may be empty."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("member", sa.Column("goals", sa.JSON(), nullable=True))
