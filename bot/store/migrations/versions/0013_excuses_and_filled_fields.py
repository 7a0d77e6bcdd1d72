"""Why a week is excused, and which fields of a piece of evidence are filled in.

Until now a week was only marked as one that doesn't count. Two things did that: the coach was down for all of
it, or the member left in it and came back after its end. After the latter the next week began at the return,
not at the end of this one.
"""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_EXCUSES = "excuse IN ('slept_through','left','away','holiday','freeze')"
_BATCH = 1000
_LEFT = """
UPDATE week SET excuse = 'left' WHERE excused AND EXISTS (
    SELECT 1 FROM week AS after
    WHERE after.member_id = week.member_id AND after.number = week.number + 1
    AND after.began_at <> week.ends_at
)
"""
_PIECES = sa.text("""
SELECT evidence.id, evidence_version.fields FROM evidence JOIN evidence_version
ON evidence_version.evidence_id = evidence.id AND evidence_version.number = evidence.version
WHERE evidence.id > :after ORDER BY evidence.id LIMIT :most
""").columns(sa.column("id", sa.BigInteger), sa.column("fields", sa.JSON))


def upgrade() -> None:
    op.add_column("week", sa.Column("excuse", sa.String(), nullable=True))
    op.execute(_LEFT)
    op.execute("UPDATE week SET excuse = 'slept_through' WHERE excused AND excuse IS NULL")
    with op.batch_alter_table("week") as week:
        week.drop_column("excused")
        week.create_check_constraint(op.f("ck_week_excuse"), _EXCUSES)
    op.add_column("evidence", sa.Column("filled", sa.Text(), nullable=False, server_default=""))
    _fill()
    with op.batch_alter_table("installation") as installation:
        installation.alter_column("serves", server_default=revision)
    op.execute(f"UPDATE installation SET serves = '{revision}'")


def _fill() -> None:
    line, after = op.get_bind(), 0
    update = sa.text("UPDATE evidence SET filled = :filled WHERE id = :id")
    while found := line.execute(_PIECES, {"after": after, "most": _BATCH}).all():
        line.execute(update, [{"id": id_, "filled": _filled(fields)} for id_, fields in found])
        after = found[-1].id


def _filled(fields: Mapping[str, str]) -> str:
    return " ".join(sorted(name for name, text in fields.items() if text.strip()))
