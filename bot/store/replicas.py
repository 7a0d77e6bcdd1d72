"""The processes that listen to Slack on this database: each says every half minute that it is there."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from sqlalchemy import BigInteger, Executable, Integer, bindparam, func
from sqlmodel import Session, col, delete, select

from bot.store.on_conflict import insert_into
from bot.store.real_time import REAL_NOW, milliseconds
from bot.store.tables import Replica

INTERVAL = timedelta(seconds=30)
"""Between two signs of life."""
ALIVE = 3 * INTERVAL
"""A replica that was seen so long ago counts as running. One that has stopped counts for that long too: it
makes nobody take its connection, which Slack may still count, for another installation's."""
KEPT = timedelta(days=1)

_alive = col(Replica.alive_at) > REAL_NOW - milliseconds(ALIVE)
_known = select(func.count()).select_from(Replica).where(_alive).scalar_subquery()
_sign = {
    "alive_at": REAL_NOW,
    "last_envelope_at": REAL_NOW - bindparam("envelope_age", type_=BigInteger),
}
_GREETED = {"greeted_at": REAL_NOW, "connections": bindparam("counted", type_=Integer), "replicas": _known}


def beat(session: Session, replica: str, envelope_age_ms: int | None, connections: int | None = None) -> None:
    """Note that a replica is there; the first time it is added. Rows of a day ago go.

    `envelope_age_ms` is how long ago Slack's last envelope came to it, None before the first; `connections`
    is what Slack has counted since the last time, None if it hasn't.
    """
    connection = session.connection()
    connection.execute(_beat(connection.dialect.name), {"replica": replica, "envelope_age": envelope_age_ms})
    if connections is not None:
        own_row = Replica.__table__.update().where(col(Replica.id) == replica)  # type: ignore[attr-defined]
        connection.execute(own_row.values(_GREETED), {"counted": connections})
    session.exec(delete(Replica).where(col(Replica.alive_at) < REAL_NOW - milliseconds(KEPT)))


@cache
def _beat(dialect: str) -> Executable:
    return (
        insert_into(Replica, dialect)
        .values(id=bindparam("replica"), started_at=REAL_NOW, **_sign)
        .on_conflict_do_update(index_elements=["id"], set_=_sign)
    )


def find(session: Session, replica: str) -> Replica:
    """Return the row of a replica that has given a sign of life."""
    return session.get_one(Replica, replica)


def running(session: Session) -> Sequence[tuple[Replica, int]]:
    """Return the replicas that were seen lately, each with now in milliseconds."""
    return session.exec(select(Replica, REAL_NOW).where(_alive)).all()


def strangers(replica: Replica) -> int:
    """Return how many connections of the app Slack counted that no replica of this database had then."""
    return max(0, (replica.connections or 0) - (replica.replicas or 0))
