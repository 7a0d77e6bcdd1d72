"""What delivery by several replicas needs, deliveries that came before, and what a week remembers.

Every new column has a default in the database, so that the version before this one can write beside it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("look_at", sa.BigInteger(), nullable=True))
        message.add_column(sa.Column("looks", sa.Integer(), server_default="0", nullable=False))
        message.add_column(sa.Column("sent_at", sa.BigInteger(), nullable=True))
        message.drop_index("ix_message_planned")
        message.create_index(
            "ix_message_planned",
            ["team_id", "run_at"],
            sqlite_where=sa.text("state = 'planned'"),
            postgresql_where=sa.text("state = 'planned'"),
        )
    with op.batch_alter_table("week") as week:
        week.add_column(sa.Column("month", sa.Integer(), nullable=True))
        week.add_column(sa.Column("passed_over", sa.JSON(), server_default="[]", nullable=False))
    op.create_table(
        "lane",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("open_at", sa.BigInteger(), nullable=False),
        sa.Column("tat", sa.BigInteger(), nullable=False),
        sa.Column("interval_ms", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_lane")),
    )
    op.create_index(
        "ix_lane_open",
        "lane",
        ["open_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "seen",
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_seen")),
    )
    op.create_index("ix_seen_at", "seen", ["seen_at"])
