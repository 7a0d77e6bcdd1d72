"""Answers to the mirror. The version before runs on it: it doesn't know the table."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    owned_by = {name: op.f(f"fk_mirror_{name}_id_{name}") for name in ("member", "week")}
    op.create_table(
        "mirror",
        sa.Column("id", key, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=True),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("week_id", sa.BigInteger(), nullable=False),
        sa.Column("ticked", sa.JSON(), nullable=False),
        sa.Column("when_words", sa.Text(), nullable=False),
        sa.Column("planned", sa.Boolean(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{name}_id"], [f"{name}.id"], name=constraint, ondelete="CASCADE")
            for name, constraint in owned_by.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mirror")),
        sa.UniqueConstraint("week_id", name=op.f("uq_mirror_week_id")),
    )
    op.create_index(op.f("ix_mirror_member_id"), "mirror", ["member_id"])
