"""Mute: no messages, while the programme's clock goes on."""

from bot.coach.coach import Caller, Coach
from bot.domain.messages import Kind
from bot.domain.progress import Progress
from bot.slack.methods import Method
from bot.store import outbox


def mute(coach: Coach, caller: Caller) -> Progress:
    """Stop all messages, the clock goes on; what waits is dropped."""
    with coach.acting(caller) as mine:
        if mine.member.muted_at is None:
            mine.member.muted_at = mine.now
            outbox.drop(
                mine.session,
                [
                    m
                    for m in mine.unsent()
                    if m.kind in (Kind.NUDGE, Kind.MOVED_NUDGE) and m.method == Method.POST
                ],
            )
            mine.stay_in_place(mine.kept.weeks[-1])
            mine.show_week(mine.kept.weeks[-1])
            mine.show_home()
        return mine.progress()


def unmute(coach: Coach, caller: Caller) -> Progress:
    """Messages come again from the next slot on."""
    with coach.acting(caller) as mine:
        if mine.member.muted_at:
            mine.member.muted_at = None
            mine.show_home()
        return mine.progress()
