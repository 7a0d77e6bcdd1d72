"""The day of a member's move, with which their programme is over; and weeks that an absence excused so far.

Nobody has a day of a move yet: whoever recorded it before goes on to the end of the last month.
From now on an absence has to take half of a week's working days. What it excused before stays excused.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


_KEEP_EXCUSED = """
    UPDATE week SET excuse = 'away' WHERE excuse IS NULL AND EXISTS (
        SELECT 1 FROM absence WHERE absence.member_id = week.member_id AND NOT absence.quiet
        AND absence.back <= CURRENT_DATE AND absence.first < date(week.ends_at) AND absence.back > week.day
    )
"""


def upgrade() -> None:
    with op.batch_alter_table("member") as batch:
        batch.add_column(sa.Column("moved_on", sa.Date(), nullable=True))
    op.execute(_KEEP_EXCUSED)


def downgrade() -> None:
    with op.batch_alter_table("member") as batch:
        batch.drop_column("moved_on")
