"""Which of Slack's deliveries have had their effect: the same one may come again, to any replica.

https://docs.slack.dev/apis/events-api#error-handling
"""

from functools import cache

from sqlalchemy import Executable, bindparam
from sqlmodel import Session

from bot.store.on_conflict import insert_into
from bot.store.real_time import REAL_NOW
from bot.store.tables import ProcessedDelivery


def mark_processed(session: Session, delivery: str) -> bool:
    """Mark a delivery as processed in this transaction; False if that was done before.

    Beside another transaction with the same delivery it waits for how that one ends.
    """
    connection = session.connection()
    return connection.execute(_insert(connection.dialect.name), {"id": delivery}).rowcount == 1


@cache
def _insert(dialect: str) -> Executable:
    return (
        insert_into(ProcessedDelivery, dialect)
        .values(delivery_id=bindparam("id"), processed_at=REAL_NOW)
        .on_conflict_do_nothing()
        .execution_options(preserve_rowcount=True)  # not kept of an INSERT otherwise
    )
