"""What is kept of a member, and who saw it: to be read, handed out, or erased (`bot.coach.erase`)."""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

import structlog

from bot.coach import leave, packet
from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.domain.background import Work
from bot.domain.messages import Purpose
from bot.domain.packet.choice import NothingToShow
from bot.domain.progress import Progress, Sharing, Win
from bot.screen import Screen
from bot.store import background, files, member_messages, member_records, personal_data
from bot.store.files import Attachment, SentFile

log = structlog.get_logger()
NAME = "export.json"
FILES = Screen("Your export.", [])


class Released(NamedTuple):
    """What left the coach: posts in channels, taken down or not, newest first, and files to the member."""

    posts: Sequence[Win]
    files: Sequence[SentFile]
    progress: Progress


class Erasable(NamedTuple):
    """What an erasure takes: posts that stand and can be taken down, and what waits to be sent."""

    progress: Progress
    posts: int
    waiting: int
    """Messages."""
    files: bool
    """Whether files wait, or wait to be made."""


def who_saw(coach: Coach, caller: Caller) -> Released:
    """Return every post and file of a member's."""
    with coach.reading(caller, even_left=True) as (_, member):
        progress = coach.progress_of(member)
        with coach.database.read() as session:
            sent = files.sent(session, member.member.id)
    posts = sorted((w for w in progress.wins if w.posted_at), key=lambda w: w.posted_at or w.reached_at)
    return Released(posts[::-1], sent, progress)


def erasable(coach: Coach, caller: Caller) -> Erasable:
    """Return what an erasure would take."""
    with coach.reading(caller, even_left=True) as (_, member):
        progress = coach.progress_of(member)
        with coach.database.read() as session:
            unsent = member_messages.unsent(session, member.member.id)
            held = files.any_unsent(session, member.member.id) or background.any_of(session, member.member.id)
    standing = sum(win.state is Sharing.POSTED and win.known for win in progress.wins)
    waiting = [message for message in unsent if message.purpose != Purpose.DISPLAY]
    return Erasable(progress, standing, len(waiting), held)


def ask_export(coach: Coach, caller: Caller) -> None:
    """Have everything that is kept sent as a file, after the answer."""
    with coach.acting(caller, even_left=True) as member:
        _ask(member)


def leave_with_data(coach: Coach, caller: Caller) -> Progress:
    """End the programme, and send everything that is kept."""
    with coach.acting(caller, even_left=True) as member:
        if member.record.left_at is None:
            leave.end_programme(member)
            member.show_home()
        _ask(member)
        return member.progress()


def _ask(member: MemberSession) -> None:
    background.add(member.session, Work.EXPORT, member.record.team_id, {}, member.now, member.record)


def build(coach: Coach, caller: Caller) -> list[Attachment]:
    """Return everything that is kept as JSON, and the packet of all that may go into one."""
    with coach.database.read() as session:
        member_id = member_records.find(session.connection(), caller.team, caller.user)
        data = personal_data.exported(session, caller.team, caller.user, member_id)
    text = json.dumps(data, indent=2, ensure_ascii=False)
    return [Attachment(NAME, text.encode()), *_packet(coach, caller)]


def _packet(coach: Coach, caller: Caller) -> Sequence[Attachment]:
    """The packet's files; that one couldn't be built keeps nobody from their data."""
    with suppress(NothingToShow):
        try:
            return packet.build(coach, caller, packet.Wanted(packet.choices(coach, caller).variant)).files
        except NothingToShow:
            raise
        except Exception:
            log.exception("a packet wasn't built", action="packet.not_built")
    return ()


def send(member: MemberSession, key: str, attachments: Sequence[Attachment]) -> None:
    member.share(f"export:{key}", attachments, FILES)
