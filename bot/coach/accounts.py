"""Members whose Slack account is switched off, and those whose is on again, as Slack was last heard.

Who is switched off gets no message and no week, as if they had left; the programme's clock stands. Posts to
their direct messages would be taken by Slack all the same, and read by nobody.
"""

from uuid import uuid4

import structlog

from bot.coach.coach import Caller, Coach, NotJoined
from bot.coach.leave import end_programme, return_to_programme
from bot.coach.member_session import MemberSession
from bot.domain.messages import Kind
from bot.slack.methods import Method
from bot.store import accounts
from bot.store.database import DB_UNAVAILABLE
from bot.store.tables import Message

log = structlog.get_logger()


def follow_accounts(coach: Coach) -> int:
    """Stop for members whose account is switched off, and go on for those whose is on again; how many."""
    with coach.database.read() as session:
        changed = accounts.changed(session)
    return sum(_followed(coach, Caller(*each)) for each in changed)


def _followed(coach: Coach, caller: Caller) -> bool:
    """Follow one account; whatever goes wrong with it is logged, and holds up no other."""
    try:
        with coach.acting(caller, even_left=True) as member:
            _follow(member)
    except DB_UNAVAILABLE:
        raise
    except NotJoined:  # erased meanwhile
        return False
    except Exception:
        log.exception("an account wasn't followed", action="accounts.failed")
        return False
    return True


def _follow(member: MemberSession) -> None:
    off, record = accounts.is_off(member.session, member.record.team_id, member.record.user_id), member.record
    if off and record.left_at is None:
        end_programme(member)
        member.change(deactivated_at=member.now)
    elif not off and record.deactivated_at:
        return_to_programme(member)
        _welcome_back(member)


def _welcome_back(member: MemberSession) -> None:
    """Say that it goes on, unless the week's own message is just on its way."""
    if not member.record.muted_at and not any(map(_is_nudge, member.unsent())):
        screen = member.renderers.welcome_back(member.progress())
        member.reply(Kind.WELCOME, f"{member.record.user_id}:back:{uuid4()}", screen)


def _is_nudge(message: Message) -> bool:
    return message.kind == Kind.NUDGE and message.method == Method.POST
