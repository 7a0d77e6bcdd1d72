"""What Slack allows of a method in a workspace, and how far a look into its history has come."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slack_limit",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("open_at", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("rationed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "method", name=op.f("pk_slack_limit")),
    )
    op.add_column("message", sa.Column("verify_cursor", sa.String(), nullable=True))
    op.add_column("message", sa.Column("verify_pauses", sa.Integer(), nullable=False, server_default="0"))
