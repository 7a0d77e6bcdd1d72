"""The mark by which a restored database knows that it is one: the moment at which the backup was taken.

On SQLite it is written into the copy only. A dump of PostgreSQL shows what the server holds, so there the
mark stands in the running database too, with the number of the transaction that wrote it; in a restored one
another transaction has written the row, and PostgreSQL says which.
https://www.postgresql.org/docs/current/ddl-system-columns.html
"""

from sqlalchemy import ColumnElement, func, literal_column
from sqlmodel import Session, col, select

from bot.store.on_conflict import insert_into
from bot.store.real_time import REAL_NOW
from bot.store.tables import Backup

MARK_COPY = "INSERT OR REPLACE INTO backup (id, taken_at, written_by) VALUES (1, ?, NULL)"
"""For SQLite; takes milliseconds of real time."""
_NUMBERS = 2**32
"""The numbers of PostgreSQL's transactions start again after so many."""
_WRITER: ColumnElement[int] = literal_column("backup.xmin::text::bigint")


def mark(session: Session) -> None:
    """Note on PostgreSQL that a backup is about to be taken."""
    written = {"taken_at": REAL_NOW, "written_by": func.txid_current() % _NUMBERS}
    marking = insert_into(Backup, "postgresql").values(id=1, **written)
    session.exec(marking.on_conflict_do_update(index_elements=["id"], set_=written))


def restored_from(session: Session) -> Backup | None:
    """The mark, if this is a restored database whose messages haven't been doubted yet.

    On PostgreSQL it is locked, and waits for another replica that is at it.
    """
    query = select(Backup).with_for_update()
    if session.get_bind().dialect.name == "postgresql":
        query = query.where(col(Backup.written_by).is_distinct_from(_WRITER))
    return session.exec(query).one_or_none()
