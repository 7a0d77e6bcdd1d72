"""After a restore: what may have been sent since the backup counts as a call without an answer.

Then nothing special is left to do. Reconciliation (bot.delivery.reconcile) finds a message in Slack's
history or plans it again; where it can't, the message isn't sent (docs/adr/0005).
"""

from datetime import UTC, datetime

import structlog
from sqlalchemy import and_, or_
from sqlmodel import Session, col, delete, select, update

from bot.clock import Clock
from bot.slack.methods import Method
from bot.store import backups
from bot.store.database import LONG_LOCK_TIMEOUT, Database
from bot.store.message_states import IN_FLIGHT, MessageState
from bot.store.outbox import millis
from bot.store.real_time import REAL_NOW
from bot.store.tables import BackgroundTask, Backup, Member, Message

log = structlog.get_logger()


def mark_unverified(database: Database, clock: Clock) -> bool:
    """Mark every post that was due since the backup as unverified. To be called before anything is sent.

    False if weeks are due that haven't opened, so that their posts aren't there yet: open them, and call it
    again. Safe beside other replicas.
    """
    now = millis(clock.now())
    with database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        mark = backups.restored_from(session)
        if mark is None:
            return True
        # On PostgreSQL this waits for a replica that is opening them, and sees that they are opened then.
        due = select(Member.id).where(col(Member.next_due_at) <= now).limit(1)
        if session.exec(due.with_for_update()).first() is not None:
            return False
        unverified = _mark_unverified(session, mark, now)
        # It has been done since the backup, or its member sees that it wasn't, and asks once more.
        session.exec(delete(BackgroundTask))
        session.delete(mark)
    log.warning(
        "restored from a backup; what was due since is verified in Slack before it is sent",
        action="delivery.restored",
        messages=unverified,
        taken_at=datetime.fromtimestamp(mark.taken_at / 1000, UTC).isoformat(),
    )
    return True


def _mark_unverified(session: Session, mark: Backup, now: int) -> int:
    """Return how many messages may have been sent by the database that the backup was taken of."""
    since = or_(col(Message.run_at) <= now, col(Message.created_at) >= mark.taken_at)
    posts = col(Message.method).in_([Method.POST, Method.FILE])
    planned = and_(posts, col(Message.state) == MessageState.PLANNED, since)
    return session.exec(
        update(Message)
        .where(or_(planned, col(Message.state).in_(IN_FLIGHT)))
        .values(
            state=MessageState.UNVERIFIED,
            restored=True,
            owner=None,
            sending_at=mark.taken_at,
            verify_at=REAL_NOW,
            verifications=0,
            verify_cursor=None,
            verify_pauses=0,
            attempts=0,
            error=None,
        )
    ).rowcount
