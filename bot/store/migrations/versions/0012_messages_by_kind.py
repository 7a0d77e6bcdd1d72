"""Messages by kind: their purpose, the slots of a week, an explicit unverified state and end reason."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_STATES = "state IN ('planned', 'sending', 'unverified', 'sent', 'dead')"
_INDEXES = (
    ("ix_message_planned", ["team_id", "run_at"], "state = 'planned'", False),
    ("ix_message_eligible", ["team_id", "priority", "run_at", "id"], "state = 'planned'", False),
    ("ix_message_in_flight", ["sending_at"], "state IN ('sending', 'unverified')", False),
    ("ix_message_awaited", ["awaited"], "awaited", False),
    (
        "ix_message_dead",
        ["end_reason"],
        "state = 'dead' AND end_reason NOT IN ('superseded', 'called_off')",
        False,
    ),
    ("ix_message_slot", ["week_id", "slot"], "slot IS NOT NULL AND state <> 'dead'", True),
    ("ix_message_destination", ["channel", "method", "id"], None, False),
    (
        "ix_message_pending",
        ["channel", "method", "id"],
        "state IN ('planned', 'sending', 'unverified')",
        False,
    ),
)
_REPLACED = (
    "ix_message_planned",
    "ix_message_eligible",
    "ix_message_sending",
    "ix_message_awaited",
    "ix_message_dead",
    "ix_message_destination",
    "ix_message_waiting",
)


def upgrade() -> None:
    for name in _REPLACED:
        op.drop_index(name, "message")
    with op.batch_alter_table("message") as message:
        message.drop_constraint(op.f("ck_message_state"), type_="check")
        message.add_column(sa.Column("purpose", sa.String(), nullable=False, server_default="reply"))
        message.add_column(sa.Column("slot", sa.String(), nullable=True))
        message.add_column(sa.Column("end_reason", sa.String(), nullable=True))
        message.add_column(sa.Column("called_off", sa.Boolean(), nullable=False, server_default=sa.false()))
        message.add_column(sa.Column("restored", sa.Boolean(), nullable=False, server_default=sa.false()))
    for statement in _CARRY_OVER:
        op.execute(statement)
    with op.batch_alter_table("message") as message:
        message.create_check_constraint(op.f("ck_message_state"), _STATES)
        message.create_check_constraint(
            op.f("ck_message_ended"), "(state = 'dead') = (end_reason IS NOT NULL)"
        )
        message.alter_column("purpose", server_default=None)
    for name, columns, where, unique in _INDEXES:
        condition = sa.text(where) if where else None
        op.create_index(
            name, "message", columns, unique=unique, sqlite_where=condition, postgresql_where=condition
        )
    with op.batch_alter_table("installation") as installation:
        installation.alter_column("serves", server_default=revision)
    op.execute(f"UPDATE installation SET serves = '{revision}'")


_CARRY_OVER = (
    # What a key or a sentinel said until now.
    "UPDATE message SET kind = 'moved_nudge' WHERE kind = 'nudge' AND key LIKE '%:moved:%'",
    "UPDATE message SET called_off = true, expires_at = NULL WHERE state = 'sending' AND expires_at = 0",
    "UPDATE message SET restored = true WHERE state = 'sending' AND attempts = 0",
    "UPDATE message SET state = 'unverified' WHERE state = 'sending'"
    " AND (error = 'unknown' OR verifications > 0 OR attempts = 0)",
    "UPDATE message SET error = NULL WHERE state = 'unverified'",
    "UPDATE message SET end_reason = CASE WHEN error IN ('superseded', 'expired', 'unknown') THEN error"
    " WHEN attempts >= 8 THEN 'exhausted' ELSE 'refused' END WHERE state = 'dead'",
    "UPDATE message SET error = NULL WHERE state = 'dead' AND error IN ('superseded', 'expired', 'unknown')",
    "UPDATE message SET purpose = CASE WHEN method <> 'post' OR kind = 'home' THEN 'display'"
    " WHEN kind = 'nudge' AND priority > 0 THEN 'unasked' WHEN kind IN ('nudge', 'moved_nudge') THEN 'asked'"
    " WHEN kind = 'win' THEN 'post' WHEN kind LIKE 'operator%' THEN 'operator' ELSE 'reply' END",
    # One nudge opens a week; of several, as after a retry, the first has the slot.
    "UPDATE message SET slot = 'opening' WHERE id IN (SELECT min(id) FROM message"
    " WHERE purpose = 'unasked' AND state <> 'dead' AND week_id IS NOT NULL GROUP BY week_id)",
)
