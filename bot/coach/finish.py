"""The finish: going on after the last month, at a quieter pace."""

from typing import NamedTuple

from bot.coach.coach import Caller, Coach
from bot.domain import slots
from bot.domain.progress import Progress
from bot.domain.slots import Pace


class Quieter(NamedTuple):
    """What a press has come to: where months go on, or for the second time, it changes nothing."""

    changed: bool
    progress: Progress


def go_on_quieter(coach: Coach, caller: Caller) -> Quieter:
    """Have weeks open every second week from now on; the open one ends as that pace has it."""
    with coach.acting(caller) as member:
        state, week = member.state, member.state.open_week
        over = state.month > state.playbook.months
        changes = over and state.schedule.pace is not Pace.EVERY_SECOND_WEEK
        if changes:
            before = state.schedule
            member.change(pace=Pace.EVERY_SECOND_WEEK)
            if week.ends_at > member.now:  # else the heartbeat opens the next one within seconds
                after = member.state.schedule
                end = slots.changed_end(week.began_at, week.ends_at, before, after, member.now)
                week = member.change_week(week, ends_at=end.at)
                member.set_due(end.at)
            member.show_week(week)
            member.show_home()
        return Quieter(changes, member.progress())
