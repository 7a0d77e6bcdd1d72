"""A month's goals and the track, chosen on the message with which a month opens or on Home."""

from typing import Literal

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.domain import goals
from bot.domain.progress import Progress

BOTH: Literal["both"] = "both"


def choose(coach: Coach, caller: Caller, month: int, goal: str) -> Progress:
    """Take a goal for a month; a third one, or one that the programme doesn't have, changes nothing."""
    with coach.acting(caller) as member:
        if goals.chosen(member.playbook, [goal], member.state.pieces, member.state.records.reached):
            member.change(goals=goals.with_goal(member.record.goals or {}, month, goal))
            _show(member)
        return member.progress()


def clear(coach: Coach, caller: Caller, month: int) -> Progress:
    """Have no goals for a month, so that others can be chosen."""
    with coach.acting(caller) as member:
        member.change(goals=goals.without(member.record.goals or {}, month))
        _show(member)
        return member.progress()


def choose_track(coach: Coach, caller: Caller, track: str) -> Progress:
    """Take a track of the playbook's, or both, from the next week on; anything else changes nothing."""
    with coach.acting(caller) as member:
        if track == BOTH or any(track == each.id for each in member.playbook.tracks):
            member.change(track=track)
            _show(member)
        return member.progress()


def _show(member: MemberSession) -> None:
    """Bring Home up to date, and the week's message if the month opens with it."""
    if member.state.month_that_opens(member.state.open_week):
        member.show_week(member.state.open_week)
    member.show_home()
