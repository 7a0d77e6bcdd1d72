"""`INSERT ... ON CONFLICT`: SQLAlchemy has one for each database, with the same methods."""

from typing import TYPE_CHECKING

from sqlmodel import SQLModel

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def insert_into(table: type[SQLModel], dialect: str) -> "postgresql.Insert | sqlite.Insert":
    """Return an INSERT for the dialect of that name; the other one's module isn't imported."""
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as insert_sqlite

        return insert_sqlite(table)
    from sqlalchemy.dialects.postgresql import insert  # 16 ms

    return insert(table)
