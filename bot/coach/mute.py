"""Mute: no messages, while the programme's clock goes on."""

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.domain.messages import KINDS
from bot.domain.progress import Progress
from bot.slack.methods import Method
from bot.store import outbox

OF_WEEKS = [kind for kind, rules in KINDS.items() if rules.shows_week or rules.slot]


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
    """Call off what is on its way and shows a week."""
    waiting = [each for each in member.unsent() if each.kind in OF_WEEKS and each.method == Method.POST]
    outbox.drop(member.session, waiting)


def unmute(coach: Coach, caller: Caller) -> Progress:
    """Messages come again from the next slot on."""
    with coach.acting(caller) as member:
        if member.record.muted_at:
            member.change(muted_at=None)
            member.show_home()
        return member.progress()
