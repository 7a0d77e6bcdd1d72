"""Which processes listen to Slack, when each was last seen, and what Slack told it of connections."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "replica",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("alive_at", sa.BigInteger(), nullable=False),
        sa.Column("last_envelope_at", sa.BigInteger(), nullable=True),
        sa.Column("greeted_at", sa.BigInteger(), nullable=True),
        sa.Column("connections", sa.Integer(), nullable=True),
        sa.Column("replicas", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replica")),
    )
