"""Replies to what somebody writes to the coach."""

import time
from uuid import uuid4

from sqlmodel import col, select

from bot.coach.coach import Coach, Who
from bot.domain.progress import Message as Screen
from bot.store import member_records, outbox
from bot.store.tables import Message

BURST = 5_000
"""Milliseconds of real time in which several messages get one answer."""


def reply(coach: Coach, who: Who, channel: str, ts: str, screen: Screen, *, asked: bool) -> None:
    """Answer a message in its channel, once, however often Slack delivers it.

    What was `asked` for, or is work, always gets its answer; of anything else, a burst gets one.
    """
    now = time.time_ns() // 1_000_000
    with coach.writing(who) as session:
        member = member_records.find(session, who.team, who.user, lock=True)
        answers = select(Message.key).where(
            Message.team_id == who.team,
            Message.kind == "reply",
            Message.channel == channel,
            (col(Message.key) == _key(who, ts)) | (col(Message.created_at) > now - BURST),
        )
        recent = set(session.exec(answers))
        if _key(who, ts) not in recent and (asked or not recent):
            outbox.post(
                session, team_id=who.team, member_id=member.id if member else None, channel=channel,
                kind="reply", key=_key(who, ts), screen=screen, run_at=coach.now(),
            )  # fmt: skip


def tell(coach: Coach, who: Who, screen: Screen) -> None:
    """Answer an act in the direct messages, when it can't be answered where it was done."""
    with coach.writing(who.also("told")) as session:
        member = member_records.find(session, who.team, who.user)
        outbox.post(
            session, team_id=who.team, member_id=member.id if member else None, channel=who.user,
            kind="trouble", key=f"{who.team}:trouble:{uuid4()}", screen=screen, run_at=coach.now(),
        )  # fmt: skip


def _key(who: Who, ts: str) -> str:
    return f"{who.team}:reply:{who.user}:{ts}"
