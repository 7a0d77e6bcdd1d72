"""Alembic's entry point; `bot.store.schema_upgrade` hands it an open connection."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from bot.store import tables  # noqa: F401 - fills the metadata


def render_item(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Write SQLModel's types in a migration the way a person would."""
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(item, UTCDateTime):
        return "UTCDateTime()"
    return False


for table in SQLModel.metadata.tables.values():
    for index in table.indexes:
        if (where := index.dialect_options["sqlite"]["where"]) is not None:
            index.dialect_options["postgresql"]["where"] = where

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
