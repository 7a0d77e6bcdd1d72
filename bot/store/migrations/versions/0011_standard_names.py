"""Standard names for tables and columns, and the enterprise id beside every team id.

The version before can't run on this schema, and this one can't run on the schema before: stop the coach,
upgrade, start it. Slack's Enterprise Grid gives several workspaces one enterprise id:
https://docs.slack.dev/enterprise/.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TEAM = ("member", "week", "evidence", "evidence_version", "win", "message")


def upgrade() -> None:
    _workspace_queue()
    _processed_delivery()
    _directory()
    _message()
    for table in _TEAM:
        op.add_column(table, sa.Column("enterprise_id", sa.String(), nullable=True))


def _workspace_queue() -> None:
    op.create_table(
        "workspace_queue",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("open_at", sa.BigInteger(), nullable=False),
        sa.Column("tat", sa.BigInteger(), nullable=False),
        sa.Column("method_tats", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("interval_ms", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_workspace_queue")),
    )
    _copy("lane", "workspace_queue", "team_id due_at open_at tat method_tats interval_ms paused_until")
    due = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_workspace_queue_open", "workspace_queue", ["open_at"], sqlite_where=due, postgresql_where=due
    )


def _processed_delivery() -> None:
    op.create_table(
        "processed_delivery",
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("processed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_processed_delivery")),
    )
    op.execute(
        "INSERT INTO processed_delivery (delivery_id, processed_at) SELECT delivery_id, seen_at FROM seen"
    )
    op.drop_table("seen")
    op.create_index("ix_processed_delivery_at", "processed_delivery", ["processed_at"])


def _directory() -> None:
    op.create_table(
        "slack_user",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=True),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("dm_channel", sa.String(), nullable=True),
        sa.Column("refresh_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_slack_user")),
    )
    _copy("person", "slack_user", "team_id user_id name zone deleted dm_channel refresh_at")
    op.create_index("ix_slack_user_refresh", "slack_user", ["refresh_at"])
    op.create_table(
        "slack_channel",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=True),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("joined", sa.Boolean(), nullable=True),
        sa.Column("refresh_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", name=op.f("pk_slack_channel")),
    )
    _copy("channel", "slack_channel", "team_id channel_id name private people joined refresh_at")
    op.create_index("ix_slack_channel_refresh", "slack_channel", ["refresh_at"])


def _message() -> None:
    op.execute("ALTER TABLE message RENAME COLUMN look_at TO verify_at")
    op.execute("ALTER TABLE message RENAME COLUMN looks TO verifications")
    for old, new, columns in (
        ("ix_message_turn", "ix_message_eligible", ["team_id", "priority", "run_at", "id"]),
        ("ix_message_place", "ix_message_destination", ["channel", "method", "id"]),
    ):
        op.drop_index(old, "message")
        planned = sa.text("state = 'planned'") if "eligible" in new else None
        op.create_index(new, "message", columns, sqlite_where=planned, postgresql_where=planned)


def _copy(old: str, new: str, columns: str) -> None:
    names = ", ".join(columns.split())
    op.execute(f"INSERT INTO {new} ({names}) SELECT {names} FROM {old}")
    op.drop_table(old)
