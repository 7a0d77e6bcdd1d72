"""Replies to what somebody writes to the coach."""

import time
from uuid import uuid4

from bot.coach.coach import Caller, Coach
from bot.domain.messages import Kind
from bot.screen import Screen
from bot.slack.errors import Code
from bot.store import member_changes, member_messages, member_records, outbox

BURST = 5_000
"""Milliseconds of real time in which several messages get one answer."""


def reply(
    coach: Coach,
    caller: Caller,
    channel: str,
    ts: str,
    screen: Screen,
    *,
    asked: bool,
    thread_ts: str | None = None,
) -> None:
    """Answer a message in its channel, or in its thread there; once, however often Slack delivers it.

    What was `asked` for, or is work, always gets its answer; of anything else, a burst gets one.
    """
    now = time.time_ns() // 1_000_000
    with coach.writing(caller) as session:
        member = member_records.find(session.connection(), caller.team, caller.user, lock=True)
        if member:
            member_changes.note_acts(session.connection(), [member], coach.now())
        key = f"{caller.team}:reply:{caller.user}:{ts}"
        recent = member_messages.replies(session, caller.team, channel, key, since=now - BURST)
        if key not in recent and (asked or not recent):
            outbox.post(
                session,
                team_id=caller.team,
                enterprise_id=coach.workspaces.get(caller.team).enterprise_id,
                member_id=member,
                channel=channel,
                thread_ts=thread_ts,
                kind=Kind.REPLY,
                key=key,
                screen=screen,
                run_at=coach.now(),
            )


def tell(coach: Coach, caller: Caller, screen: Screen) -> None:
    """Answer an act in the direct messages, when it can't be answered where it was done."""
    with coach.writing(caller.sub_delivery("told")) as session:
        outbox.post(
            session,
            team_id=caller.team,
            enterprise_id=coach.workspaces.get(caller.team).enterprise_id,
            member_id=member_records.find(session.connection(), caller.team, caller.user),
            channel=caller.user,
            kind=Kind.ERROR,
            key=f"{caller.team}:error:{uuid4()}",
            screen=screen,
            run_at=coach.now(),
        )


def send_refused(coach: Coach, caller: Caller) -> None:
    """Send what Slack refused while the Messages Tab was off, and what isn't too late by now."""
    now = outbox.millis(coach.now())
    with coach.database.read() as session:
        found = member_messages.refused(session, caller.team, caller.user, Code.MESSAGES_TAB_DISABLED, now)
    if not found:
        return
    with coach.writing(caller) as session:
        member_records.find(session.connection(), caller.team, caller.user, lock=True)  # first, as in any act
        for message in found:
            outbox.revive(session, message, run_at=now)
