"""Replies to what somebody writes to the coach."""

import time
from uuid import uuid4

from sqlmodel import col, select

from bot.coach.coach import Caller, Coach
from bot.domain.messages import Kind
from bot.domain.progress import Message as Screen
from bot.store import member_records, outbox
from bot.store.tables import Message

BURST = 5_000
"""Milliseconds of real time in which several messages get one answer."""


def reply(coach: Coach, caller: Caller, channel: str, ts: str, screen: Screen, *, asked: bool) -> None:
    """Answer a message in its channel, once, however often Slack delivers it.

    What was `asked` for, or is work, always gets its answer; of anything else, a burst gets one.
    """
    now = time.time_ns() // 1_000_000
    with coach.writing(caller) as session:
        member = member_records.find(session, caller.team, caller.user, lock=True)
        answers = select(Message.key).where(
            Message.team_id == caller.team,
            Message.kind == Kind.REPLY,
            Message.channel == channel,
            (col(Message.key) == _key(caller, ts)) | (col(Message.created_at) > now - BURST),
        )
        recent = set(session.exec(answers))
        if _key(caller, ts) not in recent and (asked or not recent):
            outbox.post(
                session, team_id=caller.team, member_id=member.id if member else None, channel=channel,
                kind=Kind.REPLY, key=_key(caller, ts), screen=screen, run_at=coach.now(),
            )  # fmt: skip


def tell(coach: Coach, caller: Caller, screen: Screen) -> None:
    """Answer an act in the direct messages, when it can't be answered where it was done."""
    with coach.writing(caller.also("told")) as session:
        member = member_records.find(session, caller.team, caller.user)
        outbox.post(
            session, team_id=caller.team, member_id=member.id if member else None, channel=caller.user,
            kind=Kind.TROUBLE, key=f"{caller.team}:trouble:{uuid4()}", screen=screen, run_at=coach.now(),
        )  # fmt: skip


def _key(caller: Caller, ts: str) -> str:
    return f"{caller.team}:reply:{caller.user}:{ts}"
