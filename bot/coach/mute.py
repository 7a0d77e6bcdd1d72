"""Mute: no messages, while the programme's clock goes on."""

from bot.coach import plan
from bot.coach.coach import Caller, Coach
from bot.domain.messages import BY_ITSELF
from bot.domain.progress import Progress
from bot.slack.methods import Method
from bot.store import outbox


def mute(coach: Coach, caller: Caller) -> Progress:
    """Stop all messages, the clock goes on; what waits is dropped."""
    with coach.acting(caller) as member:
        if member.record.muted_at is None:
            member.change(muted_at=member.now)
            nudges = [each for each in member.unsent() if each.kind in BY_ITSELF]
            plan.without_reminder(member)
            outbox.drop(member.session, [each for each in nudges if each.method == Method.POST])
            member.show_week(member.stay_in_place(member.state.open_week))
            member.show_home()
        return member.progress()


def unmute(coach: Coach, caller: Caller) -> Progress:
    """Messages come again from the next slot on."""
    with coach.acting(caller) as member:
        if member.record.muted_at:
            member.change(muted_at=None)
            member.show_home()
        return member.progress()
