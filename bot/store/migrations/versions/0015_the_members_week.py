"""Absences, the closing slot and its receipt, pace and quiet hours.

Everything new is empty, or says by default what held so far: the version before runs on this schema too.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _absences()
    for column in (
        sa.Column("closing_due_at", sa.BigInteger(), nullable=True),
        sa.Column("acted_at", UTCDateTime(), nullable=True),
        sa.Column("pace", sa.String(), nullable=False, server_default="every_week"),
        sa.Column("level", sa.String(), nullable=False, server_default="normal"),
        sa.Column("quiet_begins", sa.Integer(), nullable=False, server_default="19"),
        sa.Column("quiet_ends", sa.Integer(), nullable=False, server_default="8"),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("weekend", sa.String(), nullable=True),
    ):
        op.add_column("member", column)
    due = sa.text("closing_due_at IS NOT NULL")
    op.create_index("ix_member_closing", "member", ["closing_due_at"], postgresql_where=due, sqlite_where=due)
    op.add_column("week", sa.Column("answer", sa.String(), nullable=True))
    op.add_column("week", sa.Column("obstacle", sa.Text(), nullable=True))


def _absences() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "absence",
        sa.Column("id", key, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=True),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("back", sa.Date(), nullable=True),
        sa.Column("quiet", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_absence_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_member_id"), "absence", ["member_id"])
