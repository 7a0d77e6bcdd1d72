"""Files that messages share: their bytes are kept until Slack has them, and no longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Unpack

from sqlmodel import Session, and_, col, delete, exists, or_, select, update

from bot.slack.methods import Method
from bot.store import outbox
from bot.store.message_states import PENDING, EndReason, MessageState
from bot.store.outbox import New
from bot.store.real_time import REAL_NOW, milliseconds
from bot.store.tables import File, Message

RETRIED_WITHIN = timedelta(days=7)
"""Real time in which an operator may send a message with files once more that Slack refused."""
UNWANTED = {EndReason.SUPERSEDED, EndReason.CALLED_OFF, EndReason.EXPIRED}


@dataclass(frozen=True)
class Attachment:
    """A file as it is sent: a name that says nothing of its reader's plans, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class SentFile:
    """A file that Slack has."""

    name: str
    size: int
    at: datetime


def post(session: Session, attachments: Sequence[Attachment], **new: Unpack[New]) -> Message:
    """Queue one message that shares these files; of its screen, files are shown with the plain text only."""
    message = outbox.post(session, **new)
    message.method = Method.FILE
    session.flush()
    for number, each in enumerate(attachments, 1):
        session.add(
            File(
                team_id=message.team_id,
                enterprise_id=message.enterprise_id,
                member_id=message.member_id,
                message_id=message.id,
                number=number,
                name=each.name,
                size=len(each.content),
                content=each.content,
            )
        )
    return message


def attachments(session: Session, message_id: int) -> list[Attachment]:
    """Return the files of a message, in their order; none once they were let go of."""
    rows = session.exec(select(File).where(File.message_id == message_id).order_by(col(File.number)))
    return [Attachment(row.name, row.content) for row in rows if row.content is not None]


def slack_ids(session: Session, message_id: int) -> list[str]:
    """Return Slack's ids of the uploads of a message's last attempt that may have been shared."""
    ids = session.exec(select(File.slack_id).where(File.message_id == message_id))
    return [each for each in ids if each]


def note_uploads(session: Session, message: Message, ids: Sequence[str]) -> bool:
    """Write down under which ids a claimed message's files are about to be shared.

    False if it may not be shared any more: the claim is somebody else's, the message was called off or its
    member erased. The message is locked first, so an erasure either comes before this or after the commit.
    """
    claimed = select(Message.id).where(
        Message.id == message.id,
        Message.owner == message.owner,
        Message.sending_at == message.sending_at,
        Message.state == MessageState.SENDING,
        col(Message.called_off).is_(False),
    )
    if session.exec(claimed.with_for_update()).first() is None:
        return False
    for number, slack_id in enumerate(ids, 1):
        row = update(File).where(col(File.message_id) == message.id, col(File.number) == number)
        if not session.exec(row.values(slack_id=slack_id)).rowcount:
            return False
    return True


def settle(session: Session, message: Message, written: dict[str, Any], now: datetime) -> None:
    """Let go of a message's bytes once nobody needs them; `written` is what was recorded of it."""
    if message.method != Method.FILE:
        return
    if written.get("state") == MessageState.SENT:
        rows = update(File).where(col(File.message_id) == message.id)
        session.exec(rows.values(content=None, sent_at=now))
    elif written.get("end_reason") in UNWANTED:
        let_go(session, message)


def let_go(session: Session, message: Message) -> None:
    """Delete the files of a message that isn't wanted any more."""
    if message.method == Method.FILE:
        session.exec(delete(File).where(col(File.message_id) == message.id))


def prune(session: Session, limit: int) -> int:
    """Let go of what was never sent, once nobody sends it any more. Returns how many rows that were."""
    wanted = exists().where(
        col(Message.id) == col(File.message_id),
        or_(
            col(Message.state).in_(PENDING),
            and_(
                col(Message.end_reason).not_in(UNWANTED),
                col(Message.created_at) > REAL_NOW - milliseconds(RETRIED_WITHIN),
            ),
        ),
    )
    old = select(File.id).where(col(File.sent_at).is_(None), ~wanted).limit(limit)
    return session.exec(delete(File).where(col(File.id).in_(old))).rowcount


def any_unsent(session: Session, member_id: int) -> bool:
    """Return whether bytes are kept that a member was not sent."""
    kept = select(File.id).where(File.member_id == member_id, col(File.content).is_not(None))
    return session.exec(kept.limit(1)).first() is not None


def sent(session: Session, member_id: int) -> list[SentFile]:
    """Return the files that a member was sent, newest first."""
    rows = session.exec(
        select(File.name, File.size, File.sent_at)
        .where(File.member_id == member_id, col(File.sent_at).is_not(None))
        .order_by(col(File.sent_at).desc(), col(File.id))
    )
    return [SentFile(name, size, at) for name, size, at in rows if at]
