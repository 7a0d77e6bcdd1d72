"""Drafts: what is typed into a long form is kept with each key that is struck, until the form is sent."""

from collections.abc import Mapping
from typing import NamedTuple

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.domain.records import DraftKey
from bot.store import drafts
from bot.store.database import SHORT_LOCK_TIMEOUT


class SentForm(NamedTuple):
    """A form that was sent, and Slack's id of its view."""

    key: DraftKey
    view_id: str


def keep(
    coach: Coach, caller: Caller, key: DraftKey, view_id: str, values: Mapping[str, str], typed_at: int | None
) -> None:
    """Keep what stands in an open form; `typed_at` is real time in milliseconds, by Slack's clock.

    It is None for a form that is closed: Slack gives that no time, and ours may differ from Slack's.

    The delivery isn't entered as processed: the same state twice is one draft, and the next key brings more.
    Each key is written, which takes under a millisecond of the processor: put together by the second, and
    without a timer in the process, the last letters of a burst would be lost.
    """
    with coach.database.write(lock_timeout=SHORT_LOCK_TIMEOUT) as session:
        drafts.keep(session, caller.team, caller.user, key, view_id, values, typed_at, coach.now())


def erase(member: MemberSession, sent: SentForm | None) -> None:
    """Erase the draft of a form that was sent, in the transaction of what it was sent for."""
    if sent:
        drafts.erase(member.line, member.record.id, sent.key, sent.view_id)


def start_empty(coach: Coach, caller: Caller, key: DraftKey, *, even_left: bool = False) -> None:
    """Erase a draft whose member wants an empty form; what they type there is a draft again.

    Raises NotJoined as `Coach.acting` does.
    """
    with coach.acting(caller, even_left=even_left) as member:
        drafts.erase(member.line, member.record.id, key, view_id="")
