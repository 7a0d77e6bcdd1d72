"""The member's own words of a packet's first page. The version before runs on it: the column may be empty."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("member", sa.Column("openings", sa.JSON(), nullable=True))
