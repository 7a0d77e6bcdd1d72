"""By which release of the zones' rules plans were set, so that replicas with older ones leave them alone."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("installation", sa.Column("zone_rules", sa.String(), nullable=False, server_default=""))
