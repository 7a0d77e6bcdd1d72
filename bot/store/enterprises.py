"""The enterprise id beside the team id, for rows that were written before it was known."""

from sqlalchemy import Table, select, update
from sqlmodel import Session, SQLModel

_TELL = ("slack_user", "member")
"""The tables that tell whether anything is to be changed; the large ones aren't read for nothing."""


def set_enterprise(session: Session, team_id: str, enterprise_id: str | None) -> int:
    """Write a workspace's enterprise id into its rows that have another. Return how many there were.

    A workspace may become one of an Enterprise Grid at any time, and keeps its team id:
    https://docs.slack.dev/enterprise/. So every start asks.
    """
    tables = SQLModel.metadata.tables
    if not any(_has_another(session, tables[name], team_id, enterprise_id) for name in _TELL):
        return 0
    changed = 0
    for table in SQLModel.metadata.sorted_tables:
        if "enterprise_id" in table.c:
            rows = update(table).where(table.c.team_id == team_id)
            others = rows.where(table.c.enterprise_id.is_distinct_from(enterprise_id))
            changed += session.connection().execute(others.values(enterprise_id=enterprise_id)).rowcount
    return changed


def _has_another(session: Session, table: Table, team_id: str, enterprise_id: str | None) -> bool:
    another = select(table.c.team_id).where(
        table.c.team_id == team_id, table.c.enterprise_id.is_distinct_from(enterprise_id)
    )
    return session.connection().execute(another.limit(1)).first() is not None
