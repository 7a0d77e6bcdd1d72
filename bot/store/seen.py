"""Which of Slack's deliveries have had their effect: the same one may come again, to any replica.

https://docs.slack.dev/apis/events-api#error-handling
"""

import time

from sqlalchemy import text
from sqlmodel import Session

_REMEMBER = text("INSERT INTO seen (delivery_id, seen_at) VALUES (:id, :now) ON CONFLICT DO NOTHING")


def first(session: Session, delivery: str) -> bool:
    """Remember a delivery in this transaction; False if that was done before.

    Beside another transaction with the same delivery it waits for how that one ends.
    """
    now = time.time_ns() // 1_000_000
    return session.connection().execute(_REMEMBER, {"id": delivery, "now": now}).rowcount == 1
