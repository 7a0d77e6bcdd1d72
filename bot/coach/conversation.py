"""Replies to what somebody writes to the coach."""

import time

from sqlmodel import col, select

from bot.coach.coach import Coach, Who
from bot.domain.progress import Message as Screen
from bot.store import history, outbox
from bot.store.tables import Message

BURST = 5_000
"""Milliseconds of real time in which several messages get one answer."""


def reply(coach: Coach, who: Who, channel: str, ts: str, screen: Screen) -> None:
    """Answer a message in its channel: once, however often Slack delivers it, and once for a burst."""
    now = time.time_ns() // 1_000_000
    with coach.database.write() as session:
        member = history.find(session, who.team, who.user, lock=True)
        answered = select(Message.id).where(
            Message.team_id == who.team,
            Message.kind == "reply",
            Message.channel == channel,
            (col(Message.key) == _key(who, ts)) | (col(Message.created_at) > now - BURST),
        )
        if session.exec(answered.limit(1)).first() is None:
            outbox.post(
                session, team_id=who.team, member_id=member.id if member else None, channel=channel,
                kind="reply", key=_key(who, ts), screen=screen, run_at=coach.now(),
            )  # fmt: skip
    coach.wake()


def _key(who: Who, ts: str) -> str:
    return f"{who.team}:reply:{who.user}:{ts}"
