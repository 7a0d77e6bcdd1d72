"""What the playbook said, so that what it no longer has can still be shown to those who did it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "playbook_entry",
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("loading", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("part", "id", name=op.f("pk_playbook_entry")),
    )
