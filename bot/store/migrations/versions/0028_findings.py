"""What a piece of evidence was told. The version before runs on it: it doesn't know the table."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    owned_by = {name: op.f(f"fk_finding_{name}_id_{name}") for name in ("member", "evidence")}
    op.create_table(
        "finding",
        sa.Column("id", key, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=True),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("said_at", UTCDateTime(), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{name}_id"], [f"{name}.id"], name=constraint, ondelete="CASCADE")
            for name, constraint in owned_by.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("evidence_id", "version", "code", name=op.f("uq_finding_evidence_id")),
    )
    op.create_index(op.f("ix_finding_member_id"), "finding", ["member_id"])
