"""Which of Slack's deliveries have had their effect: the same one may come again, to any replica.

https://docs.slack.dev/apis/events-api#error-handling
"""

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from bot.store.real_time import REAL_NOW
from bot.store.tables import ProcessedDelivery

_REMEMBER = (
    insert(ProcessedDelivery)  # it is the same on SQLite
    .values(delivery_id=bindparam("id"), processed_at=REAL_NOW)
    .on_conflict_do_nothing()
    .execution_options(preserve_rowcount=True)  # not kept of an INSERT otherwise
)


def first(session: Session, delivery: str) -> bool:
    """Remember a delivery in this transaction; False if that was done before.

    Beside another transaction with the same delivery it waits for how that one ends.
    """
    return session.connection().execute(_REMEMBER, {"id": delivery}).rowcount == 1
