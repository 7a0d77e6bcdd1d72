"""Mute: no messages, while the programme's clock goes on."""

from collections.abc import Iterable

from bot.coach import plan
from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.domain.messages import BY_ITSELF
from bot.domain.progress import Progress
from bot.slack.methods import Method
from bot.store import outbox
from bot.store.tables import Message


def mute(coach: Coach, caller: Caller) -> Progress:
    """Stop all messages, the clock goes on; what waits is dropped."""
    with coach.acting(caller) as member:
        if member.record.muted_at is None:
            member.change(muted_at=member.now)
            drop_of_weeks(member)
            member.show_week(member.stay_in_place(member.state.open_week))
            member.show_home()
        return member.progress()


def drop_of_weeks(member: MemberSession) -> None:
    """Call off what comes by itself, a reminder too."""
    plan.without_reminder(member)
    drop_by_itself(member, member.unsent())


def drop_by_itself(member: MemberSession, unsent: Iterable[Message]) -> None:
    """Call off those of these messages that come by themselves."""
    posts = [each for each in unsent if each.kind in BY_ITSELF and each.method == Method.POST]
    outbox.drop(member.session, posts)


def unmute(coach: Coach, caller: Caller) -> Progress:
    """Messages come again from the next slot on."""
    with coach.acting(caller) as member:
        if member.record.muted_at:
            member.change(muted_at=None)
            member.show_week(member.state.open_week)
            member.show_home()
        return member.progress()
